#pragma once

#include <cstdint>
#include <string>

#include "hustings/results/results_file.hpp"
#include "results/datasets.hpp"

namespace hustings {

/// Makes the HDF5 file of results in memory. Equal results give equal bytes.
std::string image_of(const Results& results, const FileFormat& format);

/// Whether an HDF5 file in memory says that it is of a format; its version may be another.
bool is_of_format(std::string& image, const FileFormat& format);

/// The format that an HDF5 file in memory says it is of; that of results where it says no other.
const FileFormat& format_of(std::string& image);

/// An HDF5 file of this format in memory, which must outlive it. `name` is what messages call it.
class ImageReader {
 public:
  /// Throws Failure (65) where the bytes are no file of this format.
  ImageReader(std::string& image, std::string name, const FileFormat& format);
  ~ImageReader();
  ImageReader(const ImageReader&) = delete;
  ImageReader& operator=(const ImageReader&) = delete;

  /// Reads every dataset of the table that is there in a tree of the file (the root: empty), in the
  /// order of the table. Throws Failure (65) where one is not as the table says.
  void visit_datasets(const std::string& tree, const DatasetVisitor& visit) const;
  /// The same for the root, then for every what-if.
  void visit_all(const DatasetVisitor& visit) const;
  /// How many elections an attribute of the root says.
  std::uint64_t elections() const;
  /// Reads what else stands in the attributes of the root.
  void read_root(Results& results) const;

 private:
  std::string name_;
  const FileFormat& format_;
  std::int64_t file_ = -1;
};

}  // namespace hustings
