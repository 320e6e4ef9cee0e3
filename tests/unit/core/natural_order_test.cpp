#include "core/natural_order.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace hustings {
namespace {

TEST_CASE("Names stand in their natural order", "[natural]") {
  const std::vector<std::string> sorted = {"",
                                           "007",
                                           "07",
                                           "7",
                                           "9",
                                           "10",
                                           "10A",
                                           "AD 9",
                                           "AD 9 ED 2",
                                           "AD 9 ED 11",
                                           "AD 10",
                                           "AD 18446744073709551616",
                                           "AD 18446744073709551617",
                                           "ad 1",
                                           "é"};
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    for (std::size_t k = 0; k < sorted.size(); ++k) {
      INFO(sorted[i] << " before " << sorted[k]);
      CHECK(natural_less(sorted[i], sorted[k]) == (i < k));
    }
  }
}

}  // namespace
}  // namespace hustings
