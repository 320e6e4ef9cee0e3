#include <algorithm>
#include <iterator>

#include "results/rows.hpp"

namespace hustings::results_rows {
namespace {

using Counts = std::vector<std::uint64_t>;

template <class Array>
DatasetRow counts(std::string path, std::vector<std::string> axes, std::string help, Array array) {
  return whole({std::move(path), std::move(axes), "elections", std::move(help)}, array);
}

DatasetRow elections() {
  return restored(
      {"/tally/elections", {}, "elections", "elections simulated"},
      [](const Contents& from) { return Counts{from.results.tally.elections}; },
      [](const Counts& read, Results& to) { to.tally.elections = read.at(0); });
}

Rows contest_rows() {
  Rows rows = sums(
      "/tally/margin", {"contest"}, "margins",
      [](auto& results) -> auto& { return results.tally.margin; });
  rows.push_back(counts(
      "/tally/margin_histogram", {"contest", "bin"}, "elections by margin",
      [](auto& results) -> auto& { return results.tally.margin_histogram; }));
  std::ranges::move(sums(
                        "/tally/turnout", {"contest"}, "turnouts",
                        [](auto& results) -> auto& { return results.tally.turnout; }),
                    std::back_inserter(rows));
  rows.push_back(counts(
      "/tally/turnout_histogram", {"contest", "bin"}, "elections by turnout",
      [](auto& results) -> auto& { return results.tally.turnout_histogram; }));
  std::ranges::move(sums(
                        "/tally/district_turnout", {"district"}, "turnouts",
                        [](auto& results) -> auto& { return results.tally.district_turnout; }),
                    std::back_inserter(rows));
  std::ranges::move(sums(
                        "/tally/universe_turnout", {"universe"}, "turnouts",
                        [](auto& results) -> auto& { return results.tally.universe_turnout; }),
                    std::back_inserter(rows));
  return rows;
}

/// Gives every slate the first `width(members)` counts of its row.
template <class Width>
void cut_rows(const Counts& read, const Labels& labels, std::vector<Counts>& rows, Width width) {
  const std::size_t n = labels.slates.size();
  rows.resize(n);
  for (std::size_t s = 0; s < n; ++s) {
    const std::size_t row = read.size() / n;
    const std::size_t used = std::min(row, width(labels.slates[s].members.size()));
    const auto begin = read.begin() + static_cast<std::ptrdiff_t>(s * row);
    rows[s].assign(begin, begin + static_cast<std::ptrdiff_t>(used));
  }
}

std::size_t n_outcomes(std::size_t members) {
  return members <= kMostJointMembers ? std::size_t{1} << members : 0;
}

Rows slate_rows() {
  return {
      restored(
          {"/tally/slate_seats",
           {"slate", "seats"},
           "elections",
           "elections in which the slate wins exactly so many seats"},
          [](const Contents& from) { return padded(from.results.tally.seats, std::uint64_t{0}); },
          [](const Counts& read, Results& to) {
            cut_rows(read, to.labels, to.tally.seats, [](std::size_t k) { return k + 1; });
            to.tally.joint.resize(to.tally.seats.size());
          }),
      restored(
          {"/tally/slate_outcome",
           {"slate", "outcome"},
           "elections",
           "elections in which exactly these members win; 0 over 10 members"},
          [](const Contents& from) { return padded(from.results.tally.joint, std::uint64_t{0}); },
          [](const Counts& read, Results& to) {
            cut_rows(read, to.labels, to.tally.joint, n_outcomes);
          }),
  };
}

/// One side of every counted pair, as places of candidates.
DatasetRow pair_side(std::string path, std::string help, CandidateId CandidatePair::*side) {
  return restored(
      {std::move(path), {"pair"}, "", std::move(help)},
      [side](const Contents& from) {
        std::vector<std::int32_t> values;
        for (const CandidatePair& pair : from.results.tally.pairs) {
          values.push_back(static_cast<std::int32_t>((pair.*side).index()));
        }
        return values;
      },
      [side](const std::vector<std::int32_t>& read, Results& to) {
        to.tally.pairs.resize(read.size());
        for (std::size_t i = 0; i < read.size(); ++i) {
          to.tally.pairs[i].*side = CandidateId(static_cast<std::size_t>(read[i]));
        }
      });
}

}  // namespace

Rows draws() {
  return {
      whole(
          {"/draws/share", {"candidate", "election"}, "1", "share of the contest's ballots"},
          [](auto& results) -> auto& { return results.draws.share; }),
      whole(
          {"/draws/winner",
           {"contest", "election"},
           "",
           "who wins: place among the contest's candidates, from 0"},
          [](auto& results) -> auto& { return results.draws.winner; }),
      whole(
          {"/draws/turnout", {"contest", "election"}, "1", "turnout of the contest"},
          [](auto& results) -> auto& { return results.draws.turnout; }),
      whole(
          {"/draws/district_turnout",
           {"district", "election"},
           "1",
           "turnout of the district; up to 1,000 districts"},
          [](auto& results) -> auto& { return results.draws.district_turnout; }),
      whole(
          {"/draws/universe_turnout",
           {"universe", "election"},
           "1",
           "turnout of the universe; up to 1,000 universes"},
          [](auto& results) -> auto& { return results.draws.universe_turnout; }),
      whole(
          {"/draws/event_happened", {"event", "election"}, "", "1 = the event happens"},
          [](auto& results) -> auto& { return results.draws.event; }),
      whole(
          {"/draws/factor_value",
           {"factor", "election"},
           "sd",
           "the effect's factor, before endorsements mix it; effects of up to 1,000 factors"},
          [](auto& results) -> auto& { return results.draws.factor; }),
  };
}

Rows tally() {
  Rows rows = {elections(), counts(
                                "/tally/wins", {"candidate"}, "elections won",
                                [](auto& results) -> auto& { return results.tally.wins; })};
  std::ranges::move(sums(
                        "/tally/share", {"candidate"}, "shares",
                        [](auto& results) -> auto& { return results.tally.share; }),
                    std::back_inserter(rows));
  rows.push_back(counts(
      "/tally/share_histogram", {"candidate", "bin"}, "elections by share",
      [](auto& results) -> auto& { return results.tally.share_histogram; }));
  rows.push_back(counts(
      "/tally/lots", {"contest"}, "elections decided by lot",
      [](auto& results) -> auto& { return results.tally.lots; }));
  std::ranges::move(contest_rows(), std::back_inserter(rows));
  std::ranges::move(slate_rows(), std::back_inserter(rows));
  rows.push_back(pair_side("/tally/pair_a", "place of its first candidate", &CandidatePair::a));
  rows.push_back(pair_side("/tally/pair_b", "place of its second candidate", &CandidatePair::b));
  rows.push_back(counts(
      "/tally/both_win", {"pair"}, "elections both win",
      [](auto& results) -> auto& { return results.tally.both_win; }));
  rows.push_back(counts(
      "/tally/event_count", {"event"}, "elections in which the event happens",
      [](auto& results) -> auto& { return results.tally.events; }));
  return rows;
}

}  // namespace hustings::results_rows
