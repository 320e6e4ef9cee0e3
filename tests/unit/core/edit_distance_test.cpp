#include <rapidcheck/catch.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "hustings/core/problem.hpp"

namespace hustings {
namespace {

using Table = std::vector<std::vector<std::size_t>>;

/// The same by its recursion, on a whole table.
std::size_t plain_distance(const std::string& a, const std::string& b) {
  Table d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

std::string random_word(std::size_t most) {
  const auto n = *rc::gen::inRange<std::size_t>(0, most);
  return *rc::gen::container<std::string>(n, rc::gen::elementOf(std::string("abcd\xe9")));
}

TEST_CASE("Edit distances are those of the plain recursion", "[core][problem]") {
  rc::prop("short and long words", [] {
    const std::string a = random_word(80);
    const std::string b = random_word(80);
    RC_ASSERT(edit_distance(a, b) == plain_distance(a, b));
  });
  CHECK(edit_distance("turnout_std", "turnout_sd") == 1);
  CHECK(edit_distance("incumbant", "incumbent") == 1);
  CHECK(edit_distance("regoin", "region") == 1);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
}

}  // namespace
}  // namespace hustings
