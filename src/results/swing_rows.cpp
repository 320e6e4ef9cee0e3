#include <algorithm>
#include <iterator>

#include "hustings/summary/swing.hpp"
#include "results/rows.hpp"

namespace hustings::results_rows {
namespace {

using Texts = std::vector<std::string>;

template <class Get>
DatasetRow of_row(std::string path, std::string unit, std::string help, Get get) {
  return computed({std::move(path), {"swing_row"}, std::move(unit), std::move(help)},
                  [get](const Contents& from) {
                    std::vector<std::invoke_result_t<Get, const Contents&, const SwingRow&>> values;
                    for (const SwingRow& row : from.results.tally.swing.rows) {
                      values.push_back(get(from, row));
                    }
                    return values;
                  });
}

template <class Field>
DatasetRow effect(AboutDataset about, Field SwingEffect::*field) {
  return computed(std::move(about), [field](const Contents& from) {
    std::vector<decltype(stored(Field()))> values;
    for (const SwingEffect& one : from.swing) values.push_back(stored(one.*field));
    return values;
  });
}

/// One number of the tally, where there is one.
DatasetRow number(const AboutDataset& about, std::uint64_t SwingTally::*member) {
  return restored(
      about,
      [member](const Contents& from) {
        const SwingTally& swing = from.results.tally.swing;
        return std::vector<std::uint64_t>(swing.rows.empty() ? 0 : 1, swing.*member);
      },
      [member](const std::vector<std::uint64_t>& read, Results& to) {
        to.tally.swing.*member = read.at(0);
      });
}

}  // namespace

Rows swing_axes() {
  return {
      computed({"/swing_target",
                {"swing_target"},
                "",
                "contest/candidate, slate or event whose probability turnout swings"},
               [](const Contents& from) {
                 Texts names;
                 for (const SwingTarget& target : from.results.tally.swing.targets) {
                   names.push_back(swing_target_name(from.results.labels, target));
                 }
                 return names;
               }),
      field({"/swing_group",
             {"swing_group"},
             "",
             "universes whose turnout moves together: a universe, tag=value, faction or district"},
            &SwingTally::groups, &SwingGroupName::name),
      computed(
          {"/swing_member", {"swing_member"}, "", "number of a membership"},
          [](const Contents& from) { return numbers(from.results.tally.swing.members.size()); }),
      computed({"/swing_row", {"swing_row"}, "", "number of a target and a group"},
               [](const Contents& from) { return numbers(from.results.tally.swing.rows.size()); }),
  };
}

Rows swing() {
  return {
      of_row("/swing/target", "", "contest/candidate, slate or event",
             [](const Contents& from, const SwingRow& row) {
               const Results& results = from.results;
               return swing_target_name(results.labels, results.tally.swing.targets[row.target]);
             }),
      of_row("/swing/target_kind", "", "win, sweep or event",
             [](const Contents& from, const SwingRow& row) {
               return swing_kind_name(from.results.tally.swing.targets[row.target].kind);
             }),
      of_row("/swing/group", "", "universes whose turnout moves",
             [](const Contents& from, const SwingRow& row) {
               return from.results.tally.swing.groups[row.group].name;
             }),
      of_row("/swing/group_kind", "", "universe, tag, faction or district",
             [](const Contents& from, const SwingRow& row) {
               return swing_kind_name(from.results.tally.swing.groups[row.group].kind);
             }),
      effect({"/swing/per_point",
              {"swing_row"},
              "1",
              "change of the target's probability by one more point of the group's turnout"},
             &SwingEffect::per_point),
      effect({"/swing/per_point_standard_error", {"swing_row"}, "1", "its Monte Carlo error"},
             &SwingEffect::per_point_standard_error),
      effect({"/swing/per_1000_ballots",
              {"swing_row"},
              "1",
              "change of the target's probability by 1,000 more ballots of the group"},
             &SwingEffect::per_1000_ballots),
      effect(
          {"/swing/per_1000_ballots_standard_error", {"swing_row"}, "1", "its Monte Carlo error"},
          &SwingEffect::per_1000_ballots_standard_error),
      effect({"/swing/warning",
              {"swing_row"},
              "",
              "1 = the wide and the narrow window differ by more than 3 standard errors"},
             &SwingEffect::warning),
  };
}

Rows swing_tally() {
  return {
      number({"/tally/swing_elections", {}, "elections", "elections in which swing is tallied"},
             &SwingTally::elections),
      number({"/tally/swing_blocks", {}, "", "blocks of 4,096 elections, where swing is tallied"},
             &SwingTally::blocks),
      field({"/tally/swing_target_kind",
             {"swing_target"},
             "",
             "0 win, 1 sweep, 2 event",
             "win sweep event"},
            &SwingTally::targets, &SwingTarget::kind),
      field({"/tally/swing_target_item",
             {"swing_target"},
             "",
             "place of the candidate, slate or event"},
            &SwingTally::targets, &SwingTarget::item),
      field({"/tally/swing_group_kind",
             {"swing_group"},
             "",
             "0 universe, 1 tag, 2 faction, 3 district",
             "universe tag faction district"},
            &SwingTally::groups, &SwingGroupName::kind),
      field({"/tally/swing_member_group", {"swing_member"}, "", "place of the group"},
            &SwingTally::members, &SwingMember::group),
      field({"/tally/swing_member_universe", {"swing_member"}, "", "place of a universe in it"},
            &SwingTally::members, &SwingMember::universe),
      field({"/tally/swing_row_target", {"swing_row"}, "", "place of the target"},
            &SwingTally::rows, &SwingRow::target),
      field({"/tally/swing_row_group", {"swing_row"}, "", "place of the group"}, &SwingTally::rows,
            &SwingRow::group),
      field({"/tally/swing_wide",
             {"swing_row"},
             "2^-24",
             "sum over the elections of slopes in log-odds of turnout, by the wide window"},
            &SwingTally::sums, &SwingSums::wide),
      high_half({"/tally/swing_wide_high", {"swing_row"}, "2^40", kHighHelp}, &SwingTally::sums,
                &SwingSums::wide),
      field({"/tally/swing_narrow", {"swing_row"}, "2^-24", "the same by the narrow window"},
            &SwingTally::sums, &SwingSums::narrow),
      high_half({"/tally/swing_narrow_high", {"swing_row"}, "2^40", kHighHelp}, &SwingTally::sums,
                &SwingSums::narrow),
      half({"/tally/swing_squares_low",
            {"swing_row"},
            "2^-48",
            "sum over the blocks of (4 narrow - wide)^2, low 64 bits"},
           &SwingTally::sums, &SwingSums::squares, 0),
      half({"/tally/swing_squares_high", {"swing_row"}, "2^-48", "high 64 bits"}, &SwingTally::sums,
           &SwingSums::squares, 64),
      half({"/tally/swing_gap_squares_low",
            {"swing_row"},
            "2^-48",
            "sum over the blocks of (narrow - wide)^2, low 64 bits"},
           &SwingTally::sums, &SwingSums::gap_squares, 0),
      half({"/tally/swing_gap_squares_high", {"swing_row"}, "2^-48", "high 64 bits"},
           &SwingTally::sums, &SwingSums::gap_squares, 64),
  };
}

}  // namespace hustings::results_rows
