#pragma once

#include <H5Cpp.h>

#include <cstdint>
#include <string>

#include "results/table.hpp"

namespace hustings {

/// Keeps HDF5 from printing its error stacks while it lives; errors come as H5::Exception.
class QuietHdf5 {
 public:
  QuietHdf5();
  ~QuietHdf5();
  QuietHdf5(const QuietHdf5&) = delete;
  QuietHdf5& operator=(const QuietHdf5&) = delete;

  /// Throws std::bad_alloc where an error since construction was a lack of memory. HDF5 forgets
  /// why a call failed with the next one, so this is noted when it fails.
  void throw_if_memory_lacked() const;

 private:
  static herr_t note(hid_t stack, void* lacks_memory);

  H5E_auto2_t print_ = nullptr;
  void* data_ = nullptr;
  bool lacks_memory_ = false;
};

/// A name for a file in memory: HDF5 takes two open files of one name for the same.
inline std::string memory_file_name(const void* owner) {
  return "results at " + std::to_string(reinterpret_cast<std::uintptr_t>(owner));
}

/// Element types as they stand in the file: little-endian, texts of variable length in UTF-8.
H5::DataType file_type(ElementType type);

}  // namespace hustings
