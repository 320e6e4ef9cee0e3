#pragma once

#include <H5Cpp.h>

#include <cstdint>
#include <string>

#include "results/table.hpp"

namespace hustings {

/// Keeps HDF5 from printing its error stacks while it lives; errors come as H5::Exception.
class QuietHdf5 {
 public:
  QuietHdf5() {
    H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  ~QuietHdf5() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }
  QuietHdf5(const QuietHdf5&) = delete;
  QuietHdf5& operator=(const QuietHdf5&) = delete;

 private:
  H5E_auto2_t print_ = nullptr;
  void* data_ = nullptr;
};

/// A name for a file in memory: HDF5 takes two open files of one name for the same.
inline std::string memory_file_name(const void* owner) {
  return "results at " + std::to_string(reinterpret_cast<std::uintptr_t>(owner));
}

/// Element types as they stand in the file: little-endian, texts of variable length in UTF-8.
H5::DataType file_type(ElementType type);

}  // namespace hustings
