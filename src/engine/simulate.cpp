#include "hustings/engine/simulate.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/blocks.hpp"
#include "engine/handed_rows.hpp"
#include "engine/worker.hpp"

namespace hustings {
namespace {

/// Tells the observer how far the run is, one block at a time.
class Teller {
 public:
  Teller(const Observer& observer, std::uint64_t of) : observer_(observer) { progress_.of = of; }

  /// Returns false when the run is to stop.
  bool tell(std::uint64_t elections, std::uint64_t headline) {
    if (!observer_) return true;
    const std::lock_guard lock(mutex_);
    progress_.done += elections;
    headline_ += headline;
    const auto n = static_cast<double>(progress_.done);
    const double p = static_cast<double>(headline_) / n;
    progress_.standard_error = std::sqrt(p * (1 - p) / n);
    return observer_(progress_);
  }

 private:
  const Observer& observer_;
  std::mutex mutex_;
  Progress progress_;
  std::uint64_t headline_ = 0;
};

/// One run: its threads' workers, and what they have come to so far.
class Run {
 public:
  Run(const Model& model, const std::vector<const Model*>& worlds, const RunPlan& plan,
      const Observer& observer)
      : model_(model),
        plan_(plan),
        blocks_(plan),
        result_{Tally(model, plan.options),
                {},
                {},
                Draws(model, blocks_.elections_below(std::min(plan.n_draws, plan.elections))),
                true,
                true,
                {}},
        teller_(observer, blocks_.elections_below(plan.elections)),
        workers_([this, worlds] { return Worker(model_, worlds, plan_, result_.draws); }) {
    for (const Model* world : worlds) {
      result_.worlds.push_back({Tally(*world, plan.world_options), PairedTally(labels_of(*world))});
    }
    if (plan.given) result_.given.emplace(model, plan.options);
  }

  RunResult finish() && {
    if (model_.until) {
      simulate_until();
    } else {
      simulate_all();
    }
    result_.complete = !context_.is_group_execution_cancelled();
    for (Worker& worker : workers_) result_.profile += worker.profile();
    return std::move(result_);
  }

 private:
  /// Simulates the blocks of the plan from place `first` on.
  void simulate_blocks(Worker& worker, std::uint64_t first, std::uint64_t end) {
    for (std::uint64_t place = first; place < end; ++place) {
      if (context_.is_group_execution_cancelled()) return;
      const Tally& tally = worker.measures().tally();
      const std::uint64_t before = tally.elections;
      const std::uint64_t headline = headline_count(model_, tally);
      worker.simulate_block(blocks_.at(place), place);
      if (!teller_.tell(tally.elections - before, headline_count(model_, tally) - headline)) {
        context_.cancel_group_execution();
      }
    }
  }

  void simulate_all() {
    tbb::parallel_for(
        tbb::blocked_range<std::uint64_t>(0, blocks_.n(), 1),
        [this](const tbb::blocked_range<std::uint64_t>& blocks) {
          simulate_blocks(workers_.local(), blocks.begin(), blocks.end());
        },
        context_);
    for (Worker& worker : workers_) add(worker.measures().take());
  }

  void add(const Taken& part) {
    result_.tally += part.tally;
    for (std::size_t i = 0; i < part.worlds.size(); ++i) result_.worlds[i] += part.worlds[i];
    if (part.given) *result_.given += *part.given;
  }

  /// Simulates look after look, several at a time, and adds them up in order until the rule says
  /// stop.
  void simulate_until() {
    const std::uint64_t n_looks = (blocks_.n() + kLookBlocks - 1) / kLookBlocks;
    const std::uint64_t at_once =
        2 * static_cast<std::uint64_t>(tbb::this_task_arena::max_concurrency());
    std::uint64_t stops = 0;
    for (std::uint64_t first = 0; first < n_looks; first += at_once) {
      std::vector<Taken> looks(std::min(at_once, n_looks - first));
      tbb::parallel_for(
          std::size_t{0}, looks.size(),
          [&](std::size_t i) {
            Worker& worker = workers_.local();
            const std::uint64_t place = (first + i) * kLookBlocks;
            simulate_blocks(worker, place, std::min(blocks_.n(), place + kLookBlocks));
            looks[i] = worker.measures().take();
          },
          context_);
      if (context_.is_group_execution_cancelled()) return;
      for (const Taken& look : looks) {
        add(look);
        stops += look.stops;
        if (is_precise(stops)) return result_.draws.truncate(result_.tally.elections);
      }
    }
    result_.precise = false;
  }

  bool is_precise(std::uint64_t stops) const {
    const std::uint64_t n = result_.tally.elections;
    if (n < kFewestBlocks * kBlock) return false;
    // An event never (or always) seen so far is not known exactly: take it as seen once more.
    const bool is_extreme = stops == 0 || stops == n;
    const auto count = static_cast<double>(n);
    const double p = is_extreme ? 1.0 / count : static_cast<double>(stops) / count;
    return std::sqrt(p * (1 - p) / count) <= model_.until->standard_error;
  }

  const Model& model_;
  const RunPlan& plan_;
  Blocks blocks_;
  RunResult result_;
  Teller teller_;
  tbb::task_group_context context_;
  tbb::enumerable_thread_specific<Worker> workers_;
};

}  // namespace

Profile& Profile::operator+=(const Profile& other) {
  shared_effects += other.shared_effects;
  first_choices += other.first_choices;
  count += other.count;
  tally += other.tally;
  return *this;
}

std::uint64_t headline_count(const Model& model, const Tally& tally) {
  if (!model.slates.empty()) return tally[kSeats].counts[model.slates[SlateId(0)].members.size()];
  return tally[kWin].counts.empty() ? 0 : tally[kWin].counts.front();
}

RunResult simulate(const Model& model, const RunPlan& plan, const Observer& observer) {
  return simulate(model, {}, plan, observer);
}

namespace {

RunResult simulate_drawn(const Model& base, const std::vector<const Model*>& worlds,
                         const RunPlan& plan, const Observer& observer) {
  // Who simulates often brings an arena: each one that is made costs memory that oneTBB keeps.
  if (plan.threads == 0) return Run(base, worlds, plan, observer).finish();
  const tbb::global_control more_threads(tbb::global_control::max_allowed_parallelism,
                                         static_cast<std::size_t>(plan.threads));
  tbb::task_arena arena(plan.threads);
  return arena.execute([&] { return Run(base, worlds, plan, observer).finish(); });
}

}  // namespace

RunResult simulate(const Model& base, const std::vector<const Model*>& worlds, const RunPlan& plan,
                   const Observer& observer) {
  if (!plan.source) return simulate_drawn(base, worlds, plan, observer);
  std::vector<Model> handed{with_source(base, plan.source)};
  for (const Model* world : worlds) handed.push_back(with_source(*world, plan.source));
  std::vector<const Model*> pointers;
  for (std::size_t i = 1; i < handed.size(); ++i) pointers.push_back(&handed[i]);
  return simulate_drawn(handed.front(), pointers, plan, observer);
}

}  // namespace hustings
