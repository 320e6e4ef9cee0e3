#include "core/thousands.hpp"

#include <algorithm>

namespace hustings {

std::string with_thousands(std::string number) {
  std::size_t end = std::min(number.find_first_of(".E"), number.size());
  while (end > 3 && number[end - 4] != '-') {
    end -= 3;
    number.insert(end, ",");
  }
  return number;
}

std::string with_thousands(std::uint64_t number) {
  return with_thousands(std::to_string(number));
}

}  // namespace hustings
