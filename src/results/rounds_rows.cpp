#include <algorithm>
#include <iterator>
#include <limits>

#include "results/rows.hpp"

namespace hustings::results_rows {
namespace {

using Numbers = std::vector<double>;
using Counts = std::vector<std::uint64_t>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::size_t n_rounds(const Contents& from) {
  return from.results.tally.rounds.n_rounds;
}

/// One number per contest and round, NaN where a contest has no such round.
template <class Get>
Numbers by_contest_and_round(const Contents& from, Get get) {
  Numbers values;
  for (const ContestSummary& contest : from.summary.contests) {
    for (std::size_t m = 0; m < n_rounds(from); ++m) {
      const bool is_there = contest.rounds && m < contest.rounds->reached.size();
      values.push_back(is_there ? get(*contest.rounds, m) : kNone);
    }
  }
  return values;
}

/// One number per candidate and round; `get(rounds, slot, round)`.
template <class Get>
Numbers by_candidate_and_round(const Contents& from, Get get) {
  Numbers values;
  const Labels& labels = from.results.labels;
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    const std::size_t c = labels.candidates[i].contest;
    const auto& rounds = from.summary.contests[c].rounds;
    for (std::size_t m = 0; m < n_rounds(from); ++m) {
      const bool is_there = rounds && m < rounds->reached.size();
      values.push_back(is_there ? get(*rounds, i - labels.contests[c].first_candidate, m) : kNone);
    }
  }
  return values;
}

/// One number per contest counted in rounds, NaN for the others; none where there are no rounds at
/// all.
template <class Get>
Numbers by_contest(const Contents& from, Get get) {
  Numbers values;
  for (const ContestSummary& contest : from.summary.contests) {
    if (n_rounds(from) > 0) values.push_back(contest.rounds ? get(*contest.rounds) : kNone);
  }
  return values;
}

template <class Get>
DatasetRow per_contest(std::string path, std::string help, Get get) {
  return computed({std::move(path), {"contest"}, "1", std::move(help)},
                  [get](const Contents& from) { return by_contest(from, get); });
}

template <class Get>
DatasetRow per_contest_and_round(std::string path, std::string help, Get get) {
  return computed({std::move(path), {"contest", "round"}, "1", std::move(help)},
                  [get](const Contents& from) { return by_contest_and_round(from, get); });
}

template <class Get>
DatasetRow per_candidate_and_round(std::string path, std::string help, Get get) {
  return computed({std::move(path), {"candidate", "round"}, "1", std::move(help)},
                  [get](const Contents& from) { return by_candidate_and_round(from, get); });
}

Rows exhausted_rows() {
  return {
      per_contest("/rounds/exhausted_mean", "mean share of valid votes exhausted in the last round",
                  [](const RoundsSummary& rounds) { return rounds.exhausted.mean; }),
      per_contest("/rounds/exhausted_sd", "standard deviation over elections",
                  [](const RoundsSummary& rounds) { return rounds.exhausted.sd; }),
      per_contest("/rounds/exhausted_mean_standard_error", "Monte Carlo error of the mean",
                  [](const RoundsSummary& rounds) { return rounds.exhausted.mean_standard_error; }),
      computed({"/rounds/exhausted_quantile",
                {"contest", "quantile"},
                "1",
                "quantiles of the share exhausted in the last round"},
               [](const Contents& from) {
                 Numbers values;
                 if (n_rounds(from) == 0) return values;
                 for (const ContestSummary& contest : from.summary.contests) {
                   for (std::size_t i = 0; i < kQuantileLevels.size(); ++i) {
                     values.push_back(contest.rounds ? contest.rounds->exhausted.quantiles[i]
                                                     : kNone);
                   }
                 }
                 return values;
               }),
      per_contest_and_round("/rounds/exhausted_by_round_mean",
                            "mean share of valid votes exhausted by that round",
                            [](const RoundsSummary& rounds, std::size_t m) {
                              return rounds.exhausted_by_round[m].mean;
                            }),
  };
}

Rows candidate_rows() {
  return {
      per_candidate_and_round("/rounds/eliminated", "probability of being eliminated in that round",
                              [](const RoundsSummary& rounds, std::size_t k, std::size_t m) {
                                return rounds.eliminated[k][m].probability;
                              }),
      per_candidate_and_round("/rounds/eliminated_standard_error", "its Monte Carlo error",
                              [](const RoundsSummary& rounds, std::size_t k, std::size_t m) {
                                return rounds.eliminated[k][m].standard_error;
                              }),
      per_candidate_and_round(
          "/rounds/standing_mean",
          "mean share of valid votes in that round, 0 = out, over the elections that come so far",
          [](const RoundsSummary& rounds, std::size_t k, std::size_t m) {
            return rounds.standing[k][m].mean;
          }),
      per_candidate_and_round("/rounds/standing_sd", "standard deviation over those elections",
                              [](const RoundsSummary& rounds, std::size_t k, std::size_t m) {
                                return rounds.standing[k][m].sd;
                              }),
  };
}

/// One side of the pairs, as places of candidates.
DatasetRow pair_side(std::string path, std::string help, CandidateId CandidatePair::*side) {
  return restored(
      {std::move(path), {"final_pair"}, "", std::move(help)},
      [side](const Contents& from) {
        std::vector<std::int32_t> values;
        for (const CandidatePair& pair : from.results.tally.rounds.final_pairs) {
          values.push_back(static_cast<std::int32_t>((pair.*side).index()));
        }
        return values;
      },
      [side](const std::vector<std::int32_t>& read, Results& to) {
        auto& pairs = to.tally.rounds.final_pairs;
        pairs.resize(read.size());
        for (std::size_t i = 0; i < read.size(); ++i) {
          pairs[i].*side = CandidateId(static_cast<std::size_t>(read[i]));
        }
      });
}

template <class Array>
DatasetRow counts(std::string path, std::vector<std::string> axes, std::string help, Array array) {
  return whole({std::move(path), std::move(axes), "elections", std::move(help)}, array);
}

}  // namespace

Rows round_axes() {
  return {
      restored(
          {"/round", {"round"}, "", "number of the round, from 1"},
          [](const Contents& from) { return numbers(n_rounds(from), 1); },
          [](std::vector<std::int32_t>& read, Results& to) {
            to.tally.rounds.n_rounds = static_cast<std::uint32_t>(read.size());
          }),
      computed({"/final_pair", {"final_pair"}, "", "number of the pair of candidates of a contest"},
               [](const Contents& from) {
                 return numbers(from.results.tally.rounds.final_pairs.size());
               }),
  };
}

Rows round_histograms() {
  return {
      computed({"/histograms/exhausted",
                {"contest", "bin"},
                "1",
                "share of the elections with the share exhausted in the last round in the bin; 0 "
                "without rounds"},
               [](const Contents& from) {
                 Numbers values;
                 for (const std::uint64_t n : from.results.tally.rounds.exhausted_histogram) {
                   values.push_back(static_cast<double>(n) /
                                    static_cast<double>(from.results.tally.elections));
                 }
                 return values;
               }),
  };
}

Rows rounds() {
  Rows rows = candidate_rows();
  std::ranges::move(exhausted_rows(), std::back_inserter(rows));
  rows.push_back(
      per_contest_and_round("/rounds/reached", "probability that the round takes place",
                            [](const RoundsSummary& of, std::size_t m) { return of.reached[m]; }));
  rows.push_back(computed({"/rounds/final_pair_probability",
                           {"final_pair"},
                           "1",
                           "probability that they are the last two"},
                          [](const Contents& from) {
                            Numbers values;
                            for (const std::uint64_t n : from.results.tally.rounds.final_pair) {
                              values.push_back(static_cast<double>(n) /
                                               static_cast<double>(from.results.tally.elections));
                            }
                            return values;
                          }));
  rows.push_back(per_contest(
      "/rounds/led_first_but_lost", "probability that who leads the first round does not win",
      [](const RoundsSummary& of) { return of.led_first_but_lost.probability; }));
  return rows;
}

Rows rounds_tally() {
  Rows rows;
  const auto add = [&rows](Rows more) { std::ranges::move(more, std::back_inserter(rows)); };
  rows.push_back(counts(
      "/tally/recounts", {"contest"}, "elections that are counted again",
      [](auto& results) -> auto& { return results.tally.recounts; }));
  rows.push_back(counts(
      "/tally/rounds_reached", {"contest", "round"}, "elections in which the round takes place",
      [](auto& results) -> auto& { return results.tally.rounds.reached; }));
  rows.push_back(counts(
      "/tally/eliminated", {"candidate", "round"},
      "elections in which the candidate is eliminated in the round",
      [](auto& results) -> auto& { return results.tally.rounds.eliminated; }));
  add(sums(
      "/tally/standing", {"candidate", "round"}, "shares of valid votes",
      [](auto& results) -> auto& { return results.tally.rounds.standing; }));
  add(sums(
      "/tally/exhausted_by_round", {"contest", "round"}, "shares exhausted",
      [](auto& results) -> auto& { return results.tally.rounds.exhausted_by_round; }));
  add(sums(
      "/tally/exhausted", {"contest"}, "shares exhausted in the last round",
      [](auto& results) -> auto& { return results.tally.rounds.exhausted; }));
  rows.push_back(counts(
      "/tally/exhausted_histogram", {"contest", "bin"},
      "elections by share exhausted in the last round",
      [](auto& results) -> auto& { return results.tally.rounds.exhausted_histogram; }));
  rows.push_back(counts(
      "/tally/led_but_lost", {"contest"}, "elections that who leads the first round does not win",
      [](auto& results) -> auto& { return results.tally.rounds.led_but_lost; }));
  rows.push_back(
      pair_side("/tally/final_pair_a", "place of its first candidate", &CandidatePair::a));
  rows.push_back(
      pair_side("/tally/final_pair_b", "place of its second candidate", &CandidatePair::b));
  rows.push_back(counts(
      "/tally/final_pair_count", {"final_pair"}, "elections in which they are the last two",
      [](auto& results) -> auto& { return results.tally.rounds.final_pair; }));
  return rows;
}

}  // namespace hustings::results_rows
