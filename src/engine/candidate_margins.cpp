#include "hustings/engine/candidate_margins.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/task_arena.h>

#include <algorithm>

#include "engine/batches.hpp"
#include "engine/nights.hpp"
#include "tally/event_numbers.hpp"

namespace hustings {
namespace {

/// The simulation, batch by batch; each thread has nights of its own.
class MarginRunner {
 public:
  MarginRunner(const Model& model, const std::vector<CandidateId>& candidates,
               std::uint64_t elections)
      : elections_(elections),
        rows_(model.contests.size()),
        margins_(candidates.size() * elections),
        threads_([&model] { return Nights(model); }) {
    for (std::size_t row = 0; row < candidates.size(); ++row) {
      const ContestId contest = model.candidates[candidates[row]].contest;
      const std::size_t slot = candidates[row].index() - model.contests[contest].first_candidate;
      rows_[contest.index()].push_back({row, slot});
      n_contests_ = std::max(n_contests_, contest.index() + 1);
    }
  }

  std::vector<float> simulate(const Observer& observer) && {
    const bool is_done = simulate_batches(
        elections_, threads_, observer,
        [this](Nights& nights, std::uint64_t batch) { return simulate_batch(nights, batch); });
    if (!is_done) return {};
    return std::move(margins_);
  }

 private:
  struct Wanted {
    std::size_t row = 0;
    std::size_t slot = 0;
  };

  /// Contests are drawn in the model's order, as an earlier one draws turnout for later ones.
  std::uint64_t simulate_batch(Nights& nights, std::uint64_t batch) {
    const std::uint64_t first = batch * kBatch;
    const auto n = static_cast<std::size_t>(std::min(kBatch, elections_ - first));
    nights.begin(batch, n, {nullptr, true, false});
    for (std::size_t c = 0; c < n_contests_; ++c) {
      nights.draw_first_choices(ContestId(c));
      if (rows_[c].empty()) continue;
      const Outcome& outcome = nights.count(ContestId(c));
      for (const Wanted& wanted : rows_[c]) {
        const NumberRow margin = signed_margin(outcome, wanted.slot);
        std::copy_n(margin.begin(), n, margins_.data() + wanted.row * elections_ + first);
      }
    }
    return n;
  }

  std::uint64_t elections_;
  std::vector<std::vector<Wanted>> rows_;  ///< by contest
  std::size_t n_contests_ = 0;             ///< up to the last one that is wanted
  std::vector<float> margins_;
  tbb::enumerable_thread_specific<Nights> threads_;
};

}  // namespace

std::vector<float> candidate_margins(const Model& model, const std::vector<CandidateId>& candidates,
                                     std::uint64_t elections, int threads,
                                     const Observer& observer) {
  const auto simulate = [&] {
    return MarginRunner(model, candidates, elections).simulate(observer);
  };
  if (threads == 0) return simulate();
  tbb::task_arena arena(threads);
  return arena.execute(simulate);
}

}  // namespace hustings
