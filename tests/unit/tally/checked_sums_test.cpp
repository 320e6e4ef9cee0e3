// Sums of foreign tallies: every integer is added, none wraps around.

#include "hustings/tally/checked_sums.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "hustings/core/failure.hpp"
#include "support/busy_scenario.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/swung.hpp"
#include "tally/integers.hpp"

using namespace hustings;

namespace {

/// What adding a tally to itself says; empty where it adds.
template <class Sums>
std::string refusal(Sums sums) {
  try {
    const Sums more = sums;
    add_checked(sums, more);
  } catch (const Failure& failure) {
    CHECK(failure.code() == ExitCode::bad_data);
    return failure.what();
  }
  return "";
}

/// Sets one number after the other to the largest it can be, each time back again, and tells how
/// many there are; `tell` gets the dataset of each.
template <class Sums, class Tell>
std::size_t with_each_full(Sums& sums, const Tell& tell) {
  std::size_t n = 0;
  const auto fill = [&](const auto& self, const DatasetName& name, auto& list) -> void {
    if constexpr (requires { list.size(); }) {
      if (!list.empty()) self(self, name, list.back());
    } else {
      auto none = list;
      for_integers(list, none, [&](std::string_view ending, auto& number, auto) {
        const auto before = number;
        const bool is_signed = static_cast<decltype(before)>(-1) < 0;
        number = static_cast<decltype(before)>(-1);
        if (is_signed) number = static_cast<decltype(before)>(static_cast<U128>(-1) >> 1);
        tell(name.path(ending));
        number = before;
        ++n;
      });
    }
  };
  Sums other = sums;
  for_lists(sums, other,
            [&](const DatasetName& name, auto& list, const auto&) { fill(fill, name, list); });
  return n;
}

}  // namespace

TEST_CASE("A sum that grows too large is refused by the name of its dataset", "[parts]") {
  const Model model = test::model_of(test::every_rule_scenario());
  Tally tally = test::swung(model, 4000).tally;
  CHECK(refusal(tally).empty());
  const std::size_t n = with_each_full(tally, [&](const std::string& dataset) {
    CHECK(refusal(tally) == "the sum of " + dataset + " is too large to be kept");
  });
  CHECK(n > 30);

  PairedTally paired(labels_of(model));
  CHECK(refusal(paired).empty());
  CHECK(with_each_full(paired, [&](const std::string& dataset) {
          CHECK(refusal(paired) == "the sum of " + dataset + " is too large to be kept");
        }) > 10);
}

TEST_CASE("Checked sums are those of the engine", "[parts]") {
  const Model model = test::model_of(test::busy_scenario());
  const Tally one = test::swung(model, 3000).tally;
  const Tally other = test::swung(model, 5000).tally;
  Tally plain = one;
  plain += other;
  Tally checked = one;
  add_checked(checked, other);
  CHECK(checked == plain);
  CHECK(checked.elections == 8000);
  CHECK(checked.swing.sums[0].wide == one.swing.sums[0].wide + other.swing.sums[0].wide);
}

TEST_CASE("Tallies of other axes are refused", "[parts]") {
  const Model model = test::model_of(test::busy_scenario());
  const Tally tally = test::swung(model, 500).tally;
  const auto reason = [&](const Tally& other) {
    Tally to = tally;
    try {
      add_checked(to, other);
    } catch (const Failure& failure) {
      return std::string(failure.what());
    }
    return std::string();
  };
  Tally other = tally;
  other[kShare].sums.pop_back();
  CHECK(reason(other) == "/tally/share has not the axes that it had before");
  other = tally;
  other.bins += 1;
  CHECK(reason(other) == "/bin is not the same as before");
  other = tally;
  other.swing.rows[0].group += 1;
  CHECK(reason(other) == "/swing_row is not the same as before");
  other = tally;
  other.pairs.pop_back();
  CHECK(reason(other) == "/tally/pair_a is not the same as before");
  other = tally;
  other.outcomes[0].pop_back();
  CHECK(reason(other) == "/tally/slate_outcome has not the axes that it had before");
}

TEST_CASE("Sums of differences and of swing hold what 1e12 elections can bring", "[parts]") {
  const I128 most = std::numeric_limits<std::int64_t>::max();
  DifferenceSums sums{most, 0};
  sums += {most, 0};
  CHECK(sums.sum == 2 * most);
  SwingTally swing;
  swing.sums.push_back({-most, most, 0, 0});
  SwingTally sum = swing;
  sum += swing;
  CHECK(sum.sums[0].wide == -2 * most);
  CHECK(sum.sums[0].narrow == 2 * most);
}
