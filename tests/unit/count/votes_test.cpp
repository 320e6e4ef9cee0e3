#include "hustings/count/votes.hpp"

#include <catch2/catch.hpp>

namespace hustings {
namespace {

TEST_CASE("Votes are written as BigDecimal writes them", "[count][votes]") {
  const Decimals four(4);
  CHECK(four.text(four.whole(39657)) == "39657");
  CHECK(four.text({22501, true}) == "2.2501");
  CHECK(four.text({20000, true}) == "2.0000");
  CHECK(four.text({0, true}) == "0.0000");
  CHECK(four.text({7, true}) == "0.0007");
  const Decimals twenty(20);
  CHECK(twenty.text({0, true}) == "0E-20");
  CHECK(twenty.text({123, true}) == "1.23E-18");
  CHECK(twenty.text({1'000'000'000'000'000, true}) == "0.00001000000000000000");
  CHECK(twenty.text({100'000'000'000'000, true}) == "0.00000100000000000000");
  CHECK(twenty.text({10'000'000'000'000, true}) == "1.0000000000000E-7");
}

TEST_CASE("A sum is as fractional as its most precise term, even a zero one", "[count][votes]") {
  const Decimals decimals(2);
  Votes votes = decimals.whole(3);
  votes += Votes{0, true};
  CHECK(decimals.text(votes) == "3.00");
  CHECK(decimals.whole(3) == votes);
}

TEST_CASE("Products and quotients are cut off, exact with any number of places", "[count][votes]") {
  const Decimals four(4);
  CHECK(four.text(four.quotient({7499, true}, four.whole(3))) == "0.2499");
  CHECK(four.text(four.product({2499, true}, {9999, true})) == "0.2498");
  const Decimals twenty(20);
  const Votes third = twenty.quotient(twenty.whole(1), twenty.whole(3));
  CHECK(twenty.text(third) == "0.33333333333333333333");
  CHECK(twenty.text(twenty.product(third, third)) == "0.11111111111111111110");
  const Votes large = twenty.whole(1'000'000'000'000'000);
  CHECK(twenty.quotient(large, large) == twenty.whole(1));
  CHECK(twenty.ceil_quotient(twenty.whole(10), 3) == twenty.whole(4));
  CHECK(twenty.ceil_quotient(twenty.whole(9), 3) == twenty.whole(3));
}

}  // namespace
}  // namespace hustings
