#include "hustings/engine/simulate.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <mutex>

#include "count/counter.hpp"
#include "night/night.hpp"
#include "tally/batch_tally.hpp"
#include "tally/recorder.hpp"

namespace hustings {
namespace {

/// Everything one thread needs to simulate batch after batch.
class Worker {
 public:
  Worker(const Model& model, const RunPlan& plan, Draws& draws)
      : model_(model),
        plan_(plan),
        night_(model.night),
        tally_(model, plan.options),
        recorder_(model, draws) {
    for (std::size_t c = 0; c < model.contests.size(); ++c) {
      counters_.push_back(make_counter(model, ContestId(c)));
    }
  }

  void simulate_block(std::uint64_t block) {
    const std::uint64_t end = std::min(plan_.elections, (block + 1) * kBlock);
    for (std::uint64_t first = block * kBlock; first < end; first += kBatch) {
      simulate_batch(first / kBatch, std::min<std::uint64_t>(kBatch, end - first));
    }
  }

  const Tally& tally() const { return tally_.tally(); }

 private:
  void simulate_batch(std::uint64_t batch, std::size_t n_valid) {
    const bool recording = recorder_.n_recorded(batch) > 0;
    night_.draw_shared_effects(batch, n_valid, {tally_.cell_moments(), recording});
    for (std::size_t c = 0; c < model_.contests.size(); ++c) {
      const ContestId contest(c);
      const auto votes = night_.draw_first_choices(contest);
      counters_[c]({votes, batch, n_valid}, outcome_);
      tally_.add(contest, outcome_, night_);
      if (recording) recorder_.record(contest, outcome_, night_);
    }
    tally_.add_joint(night_);
    if (recording) recorder_.record_joint(tally_.events(), night_);
  }

  const Model& model_;
  const RunPlan& plan_;
  Night night_;
  BatchTally tally_;
  Recorder recorder_;
  std::vector<Counter> counters_;
  Outcome outcome_;
};

/// Tells the observer how far the run is, one block at a time.
class Teller {
 public:
  Teller(const Observer& observer, std::uint64_t of) : observer_(observer) { progress_.of = of; }

  /// Returns false when the run is to stop.
  bool tell(std::uint64_t elections, std::uint64_t headline) {
    if (!observer_) return true;
    const std::lock_guard lock(mutex_);
    progress_.elections += elections;
    progress_.headline += headline;
    return observer_(progress_);
  }

 private:
  const Observer& observer_;
  std::mutex mutex_;
  Progress progress_;
};

}  // namespace

std::uint64_t headline_count(const Tally& tally) {
  if (!tally.seats.empty()) return tally.seats.front().back();
  return tally.wins.empty() ? 0 : tally.wins.front();
}

RunResult simulate(const Model& model, const RunPlan& plan, const Observer& observer) {
  RunResult result{Tally(model, plan.options),
                   Draws(model, std::min(plan.n_draws, plan.elections)), true};
  tbb::enumerable_thread_specific<Worker> workers(
      [&] { return Worker(model, plan, result.draws); });
  Teller teller(observer, plan.elections);
  tbb::task_group_context context;
  const std::uint64_t n_blocks = (plan.elections + kBlock - 1) / kBlock;
  const auto simulate_blocks = [&](const tbb::blocked_range<std::uint64_t>& blocks) {
    Worker& worker = workers.local();
    for (std::uint64_t block = blocks.begin(); block != blocks.end(); ++block) {
      if (context.is_group_execution_cancelled()) return;
      const Tally& tally = worker.tally();
      const std::uint64_t before = tally.elections;
      const std::uint64_t headline = headline_count(tally);
      worker.simulate_block(block);
      if (!teller.tell(tally.elections - before, headline_count(tally) - headline)) {
        context.cancel_group_execution();
      }
    }
  };
  tbb::task_arena arena(plan.threads > 0 ? plan.threads : tbb::task_arena::automatic);
  std::unique_ptr<tbb::global_control> more_threads;
  if (plan.threads > 0) {
    more_threads = std::make_unique<tbb::global_control>(
        tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(plan.threads));
  }
  arena.execute([&] {
    tbb::parallel_for(tbb::blocked_range<std::uint64_t>(0, n_blocks, 1), simulate_blocks,
                      tbb::auto_partitioner(), context);
  });
  result.complete = !context.is_group_execution_cancelled();
  for (const Worker& worker : workers) result.tally += worker.tally();
  return result;
}

}  // namespace hustings
