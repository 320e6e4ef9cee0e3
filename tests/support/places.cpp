#include "support/places.hpp"

namespace hustings::test {

std::string in_source(const std::string& path) {
  return HUSTINGS_SOURCE_DIR + path;
}

std::string program_path() {
  return HUSTINGS_PROGRAM;
}

}  // namespace hustings::test
