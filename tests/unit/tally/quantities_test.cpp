// The table of quantities: what holds of every row of it, whatever the row is.

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include "hustings/tally/draws.hpp"
#include "hustings/tally/paired_tally.hpp"
#include "support/busy_scenario.hpp"
#include "support/delegate_scenario.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

constexpr std::uint32_t kBins = 10;

/// Labels of which every axis and every width has a length of its own.
Labels all_lengths() {
  Labels labels;
  labels.factions = {{"all", "All"}};
  labels.contests = {{.id = "ranked", .first_candidate = 0, .n_candidates = 4, .n_rounds = 3},
                     {.id = "runoff", .first_candidate = 4, .n_candidates = 3, .n_rounds = 2},
                     {.id = "spread", .first_candidate = 7, .n_candidates = 4, .delegates = 12}};
  for (std::uint32_t i = 0; i < 11; ++i) {
    labels.candidates.push_back({.id = std::string(1, static_cast<char>('a' + i)),
                                 .contest = i < 4   ? 0U
                                            : i < 7 ? 1U
                                                    : 2U});
  }
  labels.districts.resize(5);
  labels.universes.resize(13);
  labels.slates = {{"two", "Two", {0, 4}}, {"four", "Four", {1, 5, 7, 8}}};
  labels.events.resize(6);
  labels.totals = {{"whole", "Whole", 20, 39}};
  labels.transfer_groups.resize(8);
  labels.shocks.resize(2);
  labels.total_names = {{"a", 0}, {"b", 0}, {"c", 0}, {"d", 0}, {"e", 0}, {"f", 0}, {"g", 0}};
  return labels;
}

const std::map<Axis, std::size_t> kItems = {
    {Axis::contest, 3},        {Axis::candidate, 11}, {Axis::district, 5},
    {Axis::universe, 13},      {Axis::slate, 2},      {Axis::event, 6},
    {Axis::total, 1},          {Axis::total_name, 7}, {Axis::final_pair, 6 + 3},
    {Axis::transfer_group, 8}, {Axis::shock, 2}};
const std::map<Across, std::size_t> kWidths = {{Across::nothing, 1},
                                               {Across::round, 3},
                                               {Across::seats, 5},
                                               {Across::delegates, 13},
                                               {Across::total_delegates, 40}};

/// Whether any election left something in a column.
bool has_counted(const Column& column) {
  return std::ranges::any_of(column.counts, [](std::uint64_t n) { return n > 0; }) ||
         std::ranges::any_of(column.sums, [](const MomentSums& sums) { return sums.sum > 0; });
}

}  // namespace

TEST_CASE("Every quantity has names, keys and places of its own", "[quantities]") {
  std::set<std::string_view> names;
  std::set<std::string_view> counted;
  std::set<std::string_view> moved;
  std::set<std::string_view> summaries;
  std::set<std::string_view> draws;
  std::set<std::pair<Axis, std::string_view>> keys;
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const Quantity& quantity = quantities()[q];
    CAPTURE(quantity.name);
    CHECK(names.insert(quantity.name).second);
    CHECK(hustings::quantity(quantity.name) == QuantityId(q));
    CHECK(&about(QuantityId(q)) == &quantity);
    CHECK(counted.insert(quantity.tally_name()).second);
    CHECK(moved.insert(quantity.moved_name()).second);
    CHECK(keys.insert({quantity.axis, quantity.json_key()}).second);
    if (!quantity.summary.empty()) CHECK(summaries.insert(quantity.summary).second);
    if (!quantity.draws.empty()) CHECK(draws.insert(quantity.draws).second);
    CHECK_FALSE(quantity.unit.empty());
    CHECK_FALSE(quantity.counted_help.empty());
    CHECK((quantity.kept == Kept::nothing || !quantity.help.empty()));
    CHECK(quantity.read != nullptr);
  }
}

TEST_CASE("What a quantity asks for goes together", "[quantities]") {
  for (const Quantity& quantity : quantities()) {
    CAPTURE(quantity.name);
    // Bits have gains and losses, values have differences; seats alone have both.
    if (quantity.pairs_counts()) {
      CHECK((quantity.kept == Kept::count || quantity.kept == Kept::numbers));
    }
    if (quantity.pairs_differences()) CHECK(quantity.kept != Kept::count);
    if (quantity.kept == Kept::nothing) CHECK(quantity.pairs != Pairs::no);
    // What is summarised is kept; whoever keeps whole numbers says how many there may be.
    if (!quantity.summary.empty()) CHECK(quantity.kept != Kept::nothing);
    CHECK(quantity.summary.empty() == (quantity.shown == kShowNothing));
    const bool by_number = quantity.across != Across::nothing && quantity.across != Across::round;
    CHECK(by_number == (quantity.kept == Kept::numbers));
    if (quantity.of_reached) CHECK(quantity.across == Across::round);
    // Of contests alone a quantity can be missing.
    const bool is_of_contest = quantity.axis == Axis::contest || quantity.axis == Axis::candidate ||
                               quantity.axis == Axis::final_pair ||
                               quantity.axis == Axis::transfer_group;
    if (quantity.where != Where::everywhere) CHECK(is_of_contest);
    if (quantity.new_at_zero) CHECK(is_of_contest);
  }
}

TEST_CASE("Columns are as long as the labels have items, rounds, numbers and bins",
          "[quantities]") {
  const Labels labels = all_lengths();
  const Extents extents(labels, kBins);
  for (const auto& [axis, n] : kItems) CHECK(extents.n(axis) == n);
  for (const auto& [across, n] : kWidths) CHECK(extents.width(across) == n);
  const PairedTally paired(labels);
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const Quantity& quantity = quantities()[q];
    CAPTURE(quantity.name);
    CHECK(extents.has(quantity));
    const std::size_t items = kItems.at(quantity.axis);
    const std::size_t width = kWidths.at(quantity.across);
    const Column column(quantity, extents);
    const bool is_summed = quantity.kept == Kept::moments || quantity.kept == Kept::histogram;
    CHECK(column.sums.size() == (is_summed ? items * width : 0));
    const std::size_t bins = quantity.kept == Kept::histogram ? kBins : 1;
    const bool is_counted = quantity.kept != Kept::moments && quantity.kept != Kept::nothing;
    CHECK(column.counts.size() == (is_counted ? items * width * bins : 0));
    const std::size_t levels = quantity.kept == Kept::numbers ? width - 1 : width;
    CHECK(paired.columns[q].counts.size() == (quantity.pairs_counts() ? items * levels : 0));
    CHECK(paired.columns[q].differences.size() == (quantity.pairs_differences() ? items : 0));
  }
}

TEST_CASE("A run without rounds, delegates and totals has no columns for them", "[quantities]") {
  Labels labels = all_lengths();
  for (ContestLabel& contest : labels.contests) contest.n_rounds = contest.delegates = 0;
  labels.totals.clear();
  labels.total_names.clear();
  const Extents extents(labels, kBins);
  const PairedTally paired(labels);
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const Quantity& quantity = quantities()[q];
    CAPTURE(quantity.name);
    const bool is_missing = quantity.where == Where::in_rounds ||
                            quantity.where == Where::where_delegates ||
                            quantity.axis == Axis::total || quantity.axis == Axis::total_name;
    CHECK(Column(quantity, extents).empty() == (is_missing || quantity.kept == Kept::nothing));
    if (is_missing) CHECK(paired.columns[q] == PairedColumn());
  }
}

TEST_CASE("Every quantity is counted in some run, and tallies of parts add up in all of them",
          "[quantities]") {
  std::set<std::string> never;
  for (const Quantity& quantity : quantities()) never.emplace(quantity.name);
  for (scenario::Scenario scenario :
       {test::busy_scenario(), test::delegate_scenario(), test::every_rule_scenario()}) {
    scenario.output.votes = true;
    const Model model = test::model_of(scenario);
    constexpr std::uint64_t kElections = 2 * kBlock;
    const auto part = [&](BlockRange blocks) {
      return simulate(model, {.elections = kElections, .threads = 2, .blocks = {blocks}}).tally;
    };
    const Tally whole = test::run(model, kElections).tally;
    Tally sum = part({0, 1});
    CHECK_FALSE(sum == whole);
    sum += part({1, 2});
    for (std::size_t q = 0; q < quantities().size(); ++q) {
      CAPTURE(quantities()[q].name);
      CHECK(sum.columns[q] == whole.columns[q]);
      if (has_counted(whole.columns[q])) never.erase(std::string(quantities()[q].name));
    }
  }
  // Votes are kept against a base only; exact ties are too rare for these runs.
  CHECK(never == std::set<std::string>{"lots", "remainder_ties", "votes"});
}

TEST_CASE("Draws hold every election of the quantities that are drawn", "[quantities]") {
  const Model model = test::model_of(test::every_rule_scenario());
  const Extents extents(labels_of(model), 0);
  constexpr std::uint64_t kElections = kBatch + 44;
  const RunResult run = test::run(model, kElections, kElections);
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const Quantity& quantity = quantities()[q];
    const DrawColumn& column = run.draws.columns[q];
    CAPTURE(quantity.name);
    const std::size_t size = quantity.draws.empty() ? 0 : extents.n(quantity.axis) * kElections;
    CHECK(column.values.size() + column.numbers.size() + column.bits.size() == size);
    if (size == 0 || quantity.across == Across::round) continue;
    // What is drawn is what is counted.
    for (std::size_t i = 0; i < extents.n(quantity.axis); ++i) {
      if (quantity.kept == Kept::count) {
        const auto bits = test::row(column.bits, run.draws, i);
        CHECK(static_cast<std::uint64_t>(std::ranges::count(bits, 1)) ==
              run.tally.columns[q].counts[i]);
      } else if (quantity.kept == Kept::numbers) {
        const std::size_t width = extents.width(quantity.across);
        std::vector<std::uint64_t> by_number(width);
        for (const std::int16_t number : test::row(column.numbers, run.draws, i)) {
          ++by_number[static_cast<std::size_t>(number)];
        }
        const auto counted =
            run.tally.columns[q].counts.begin() + static_cast<std::ptrdiff_t>(i * width);
        const bool is_awarded =
            std::accumulate(counted, counted + static_cast<std::ptrdiff_t>(width),
                            std::uint64_t{0}) > 0;
        if (is_awarded) CHECK(std::equal(by_number.begin(), by_number.end(), counted));
      }
    }
  }
}
