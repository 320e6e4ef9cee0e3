#include "core/thousands.hpp"

#include <algorithm>
#include <utility>

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

std::string counted(std::string number, const std::string& unit) {
  const bool is_one = number == "1";
  return with_thousands(std::move(number)) + " " + unit + (is_one ? "" : "s");
}

std::string counted(std::uint64_t number, const std::string& unit) {
  return counted(std::to_string(number), unit);
}

}  // namespace hustings
