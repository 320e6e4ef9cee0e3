#include "hustings/infer/matrix.hpp"

#include <catch2/catch.hpp>

namespace hustings::infer {
namespace {

TEST_CASE("Matrix: rows are as given, columns add up with weights", "[infer]") {
  const Matrix table({{1, 2, 3}, {4, 5, 6}});
  CHECK(table.rows() == 2);
  CHECK(table.columns() == 3);
  CHECK(table(1, 0) == 4);
  CHECK(table.row(0) == std::vector<double>{1, 2, 3});
  CHECK(column_sums(table) == std::vector<double>{5, 7, 9});
  CHECK(column_sums(table, {2, .5}) == std::vector<double>{4, 6.5, 9});
  CHECK(normalised({1, 3}) == std::vector<double>{.25, .75});
}

}  // namespace
}  // namespace hustings::infer
