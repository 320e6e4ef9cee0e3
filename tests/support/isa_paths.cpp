#include "support/isa_paths.hpp"

#include <cstdlib>

#include "hustings/core/failure.hpp"
#include "hustings/night/isa.hpp"

namespace hustings::test {
namespace {

void choose(const std::string& name) {
  setenv("HUSTINGS_ISA", name.c_str(), 1);
  choose_isa();
}

}  // namespace

IsaPath::IsaPath(const std::string& name) {
  const char* before = std::getenv("HUSTINGS_ISA");
  before_ = before == nullptr ? "" : before;
  choose(name);
}

IsaPath::~IsaPath() {
  choose(before_);
}

std::vector<std::string> isa_paths() {
  std::vector<std::string> paths;
  for (const char* name : {"plain", "avx2", "avx512"}) {
    try {
      const IsaPath path(name);
      paths.emplace_back(name);
    } catch (const Failure&) {
      setenv("HUSTINGS_ISA", "", 1);
      choose_isa();
    }
  }
  return paths;
}

}  // namespace hustings::test
