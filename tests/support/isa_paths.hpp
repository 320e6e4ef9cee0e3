#pragma once

#include <string>
#include <vector>

namespace hustings::test {

/// Instruction paths that this CPU has, plain first.
std::vector<std::string> isa_paths();

/// Has all kernels take one instruction path as long as it lives.
class IsaPath {
 public:
  explicit IsaPath(const std::string& name);
  ~IsaPath();
  IsaPath(const IsaPath&) = delete;
  IsaPath& operator=(const IsaPath&) = delete;

 private:
  std::string before_;
};

}  // namespace hustings::test
