#include "tally/rounds.hpp"

#include <algorithm>
#include <array>

namespace hustings {
namespace {

void add(const FixedMoments& from, MomentSums& to) {
  to.sum += from.sum;
  to.squares += from.squares;
}

}  // namespace

RoundsCounter::RoundsCounter(const Model& model) : model_(model), kernels_(tally_kernels()) {
  std::size_t next = 0;
  for (const ModelContest& contest : model.contests) {
    first_pair_.push_back(next);
    const std::size_t n = contest.n_candidates;
    if (most_rounds(contest.count) > 0) next += n * (n - 1) / 2;
  }
}

void RoundsCounter::add(ContestId contest, const Outcome& outcome, std::size_t n_valid,
                        RoundsTally& tally) {
  const ModelContest& about = model_.contests[contest];
  const Rounds& rounds = outcome.rounds;
  const auto bins = static_cast<std::uint32_t>(model_.histogram_bins);
  const std::size_t n = about.n_candidates;
  const std::size_t c = contest.index();
  for (std::size_t m = 0; m < rounds.n_rounds; ++m) {
    for (std::size_t k = 0; k < n; ++k) {
      const float* row = rounds.standing.data() + (m * n + k) * kBatch;
      hustings::add(kernels_.tally_row(row, 1.0F, n_valid, bins, nullptr),
                    tally.standing[about.candidate(k).index() * tally.n_rounds + m]);
    }
    hustings::add(
        kernels_.tally_row(rounds.exhausted.data() + m * kBatch, 1.0F, n_valid, bins, nullptr),
        tally.exhausted_by_round[c * tally.n_rounds + m]);
  }
  add_eliminations(contest, outcome, n_valid, tally);
  add_last_round(contest, outcome, n_valid, tally);
}

void RoundsCounter::add_eliminations(ContestId contest, const Outcome& outcome, std::size_t n_valid,
                                     RoundsTally& tally) const {
  const ModelContest& about = model_.contests[contest];
  const Rounds& rounds = outcome.rounds;
  for (std::size_t k = 0; k < about.n_candidates; ++k) {
    const std::int32_t* row = rounds.eliminated.data() + k * kBatch;
    std::uint64_t* counts = &tally.eliminated[about.candidate(k).index() * tally.n_rounds];
    for (std::size_t e = 0; e < n_valid; ++e) {
      if (row[e] > 0) ++counts[row[e] - 1];
    }
  }
  std::uint64_t* reached = &tally.reached[contest.index() * tally.n_rounds];
  for (std::size_t e = 0; e < n_valid; ++e) {
    for (std::int32_t m = 0; m < rounds.last[e]; ++m) ++reached[m];
  }
}

void RoundsCounter::add_last_round(ContestId contest, const Outcome& outcome, std::size_t n_valid,
                                   RoundsTally& tally) const {
  const Rounds& rounds = outcome.rounds;
  const std::size_t c = contest.index();
  const std::size_t n = model_.contests[contest].n_candidates;
  alignas(64) std::array<float, kBatch> exhausted{};
  for (std::size_t e = 0; e < n_valid; ++e) {
    exhausted[e] = rounds.exhausted[static_cast<std::size_t>(rounds.last[e] - 1) * kBatch + e];
    tally.led_but_lost[c] += rounds.leader[e] != outcome.winner[e] ? 1 : 0;
    const auto a = static_cast<std::size_t>(std::min(outcome.winner[e], rounds.runner_up[e]));
    const auto b = static_cast<std::size_t>(std::max(outcome.winner[e], rounds.runner_up[e]));
    ++tally.final_pair[first_pair_[c] + a * (2 * n - a - 1) / 2 + b - a - 1];
  }
  const auto bins = static_cast<std::uint32_t>(model_.histogram_bins);
  hustings::add(kernels_.tally_row(exhausted.data(), 1.0F, n_valid, bins,
                                   &tally.exhausted_histogram[c * bins]),
                tally.exhausted[c]);
}

}  // namespace hustings
