#include <algorithm>
#include <limits>

#include "results/rows.hpp"

// What joins several candidates: who wins together, slates member by member, final pairs.
namespace hustings::results_rows {
namespace {

using Numbers = std::vector<double>;
using Counts = std::vector<std::uint64_t>;

Numbers slate_outcomes(const Contents& from) {
  const std::size_t most = most_joint_members(from.results);
  if (most == 0) return {};
  const auto n = static_cast<double>(from.results.tally.elections);
  std::vector<Numbers> rows;
  for (const Counts& counts : from.results.tally.outcomes) {
    Numbers& row = rows.emplace_back();
    for (const std::uint64_t count : counts) row.push_back(static_cast<double>(count) / n);
    if (counts.empty()) {
      row.assign(std::size_t{1} << most, std::numeric_limits<double>::quiet_NaN());
    }
  }
  return padded(rows, 0.0);
}

Numbers both_win(const Contents& from, bool all_pairs) {
  const bool all = counts_all_pairs(from.results.labels, from.results.tally);
  return all == all_pairs ? from.pairs.both_win : Numbers{};
}

/// Gives every slate the first 2^members of its row; none where they are not counted.
void restore_outcomes(const Counts& read, Results& to) {
  const std::size_t n = to.labels.slates.size();
  to.tally.outcomes.resize(n);
  for (std::size_t s = 0; s < n; ++s) {
    const std::size_t k = to.labels.slates[s].members.size();
    const std::size_t wanted = k <= kMostJointMembers ? std::size_t{1} << k : 0;
    const std::size_t row = read.size() / n;
    const auto begin = read.begin() + static_cast<std::ptrdiff_t>(s * row);
    to.tally.outcomes[s].assign(begin, begin + static_cast<std::ptrdiff_t>(std::min(row, wanted)));
  }
}

DatasetRow final_pair_side(std::string path, std::string help,
                           std::uint32_t FinalPairLabel::*side) {
  return computed({std::move(path), {"final_pair"}, "", std::move(help)},
                  [side](const Contents& from) {
                    std::vector<std::int32_t> values;
                    for (const FinalPairLabel& pair : from.view.final_pairs()) {
                      values.push_back(static_cast<std::int32_t>(pair.*side));
                    }
                    return values;
                  });
}

}  // namespace

Rows pair_wins_rows() {
  return {
      computed({"/joint/both_win",
                {"candidate", "candidate_b"},
                "1",
                "probability that both win; on the diagonal that one wins"},
               [](const Contents& from) { return both_win(from, true); }),
      computed({"/joint/slate_both_win",
                {"slate_candidate", "slate_candidate_b"},
                "1",
                "the same where only pairs within slates are counted; NaN = not counted"},
               [](const Contents& from) { return both_win(from, false); }),
      computed({"/joint/slate_outcome",
                {"slate", "outcome"},
                "1",
                "probability that exactly these members win; 0 beyond 2^members, NaN = not "
                "counted (over 10 members)"},
               slate_outcomes),
  };
}

Rows joint_tally() {
  return {
      restored(
          {"/tally/slate_outcome",
           {"slate", "outcome"},
           "elections",
           "elections in which exactly these members win; 0 over 10 members"},
          [](const Contents& from) {
            return padded(from.results.tally.outcomes, std::uint64_t{0});
          },
          restore_outcomes),
      field({"/tally/pair_a", {"pair"}, "", "place of its first candidate"}, &Tally::pairs,
            &CandidatePair::a),
      field({"/tally/pair_b", {"pair"}, "", "place of its second candidate"}, &Tally::pairs,
            &CandidatePair::b),
      whole({"/tally/both_win", {"pair"}, "elections", "elections both win"}, &Tally::both_win),
  };
}

DatasetRow winners_drawn() {
  return whole({"/draws/winner",
                {"contest", "election"},
                "",
                "who wins: place among the contest's candidates, from 0"},
               &Draws::winner);
}

DatasetRow factors_drawn() {
  return whole({"/draws/factor_value",
                {"factor", "election"},
                "sd",
                "the effect's factor, before endorsements mix it; effects of up to 1,000 factors"},
               &Draws::factor);
}

Rows final_pair_sides() {
  return {
      final_pair_side("/tally/final_pair_a", "place of its first candidate", &FinalPairLabel::a),
      final_pair_side("/tally/final_pair_b", "place of its second candidate", &FinalPairLabel::b)};
}

}  // namespace hustings::results_rows
