#include "hustings/engine/simulate.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/blocks.hpp"
#include "engine/handed_rows.hpp"
#include "engine/worker.hpp"

namespace hustings {
namespace {

/// Tells the observer how far the run is, one block at a time, and keeps its wish to stop.
///
/// The error told is that of the headline, sqrt(p (1 - p) / n) of what all threads have counted. A
/// wish to stop is for good: no thread begins a block after it.
class Teller {
 public:
  Teller(const Observer& observer, std::uint64_t of) : observer_(observer) { progress_.of = of; }

  void tell(std::uint64_t elections, std::uint64_t headline) {
    if (!observer_) return;
    const std::lock_guard lock(mutex_);
    progress_.done += elections;
    headline_ += headline;
    if (progress_.done > 0) {
      const auto n = static_cast<double>(progress_.done);
      const double p = static_cast<double>(headline_) / n;
      progress_.standard_error = std::sqrt(p * (1 - p) / n);
    }
    if (!is_stopped_ && !observer_(progress_)) is_stopped_ = true;
  }

  bool is_stopped() const { return is_stopped_; }

 private:
  const Observer& observer_;
  std::mutex mutex_;
  Progress progress_;
  std::uint64_t headline_ = 0;
  std::atomic<bool> is_stopped_ = false;
};

/// One run: its threads' workers, and what they have come to so far.
///
/// Law: the result is the sum of the tallies of all blocks that were done; addition of integers is
/// exact and in any order the same, so threads take whichever block is next. A place is a block's
/// number among those of the plan. What a worker tallied stays with it until the end, except of
/// blocks that take long: each is added by itself, so that an unfinished one can be thrown away.
/// With a stop rule looks are added in the order of elections, and those after it are dropped.
class Run {
 public:
  Run(const Model& model, const std::vector<const Model*>& worlds, const RunPlan& plan,
      const Observer& observer)
      : model_(model),
        plan_(plan),
        blocks_(plan),
        result_{
            .tally = Tally(model, plan.options),
            .draws = Draws(model, blocks_.elections_below(std::min(plan.n_draws, plan.elections)))},
        teller_(observer, blocks_.elections_below(plan.elections)),
        workers_([this, worlds] { return Worker(model_, worlds, plan_, result_.draws); }) {
    for (const Model* world : worlds) {
      result_.worlds.push_back({Tally(*world, plan.world_options), PairedTally(labels_of(*world))});
    }
    if (plan.given) result_.given.emplace(model, plan.options);
  }

  RunResult finish() && {
    const std::vector<BlockRange> places = model_.until ? simulate_until() : simulate_all();
    result_.blocks = joined(blocks_.at(places));
    result_.draws.keep(columns_of(places));
    result_.complete = !teller_.is_stopped() || (model_.until && result_.precise);
    for (Worker& worker : workers_) result_.profile += worker.profile();
    return std::move(result_);
  }

 private:
  /// The columns in which elections at places of the plan were recorded.
  std::vector<ColumnRange> columns_of(const std::vector<BlockRange>& places) const {
    std::vector<ColumnRange> columns;
    const std::uint64_t all = result_.draws.elections;
    for (const BlockRange& range : places) {
      const std::uint64_t end = std::min(range.end * kBlock, all);
      columns.push_back({std::min(range.first * kBlock, end), end});
    }
    return columns;
  }

  /// Simulates the block at a place of the plan; false where the run stopped before it was done.
  bool simulate_block(Worker& worker, std::uint64_t place) {
    const std::uint64_t before = worker.measures().tally().elections;
    const std::uint64_t headline = headline_count(model_, worker.measures().tally());
    const bool is_done = worker.simulate_block(blocks_.at(place), place, [this] {
      if (!teller_.is_stopped()) teller_.tell(0, 0);
      return !teller_.is_stopped();
    });
    if (!is_done) return false;
    const Tally& tally = worker.measures().tally();
    teller_.tell(tally.elections - before, headline_count(model_, tally) - headline);
    return true;
  }

  /// Simulates all blocks, each thread the next one that none has begun. Returns the places of
  /// those that were done.
  std::vector<BlockRange> simulate_all() {
    std::atomic<std::uint64_t> next = 0;
    std::vector<BlockRange> unfinished;
    std::mutex mutex;
    const auto work = [&](int) {
      Worker& worker = workers_.local();
      for (std::uint64_t place; !teller_.is_stopped() && (place = next++) < blocks_.n();) {
        const bool is_done = simulate_block(worker, place);
        if (is_done && !worker.is_slow()) continue;
        const std::lock_guard lock(mutex);
        if (is_done) {
          add(worker.measures().take());
        } else {
          unfinished.push_back({place, place + 1});
        }
      }
    };
    tbb::parallel_for(0, tbb::this_task_arena::max_concurrency(), 1, work,
                      tbb::simple_partitioner());
    for (Worker& worker : workers_) {
      if (!worker.has_unfinished()) add(worker.measures().take());
    }
    return left_of(joined(std::move(unfinished)), std::min<std::uint64_t>(next, blocks_.n()));
  }

  void add(const Taken& part) {
    result_.tally += part.tally;
    for (std::size_t i = 0; i < part.worlds.size(); ++i) result_.worlds[i] += part.worlds[i];
    if (part.given) *result_.given += *part.given;
  }

  /// Simulates look after look, several at a time, and adds them up in order until the rule says
  /// stop, or the observer does. Returns the places of those that were added.
  std::vector<BlockRange> simulate_until() {
    const std::uint64_t n_looks = (blocks_.n() + kLookBlocks - 1) / kLookBlocks;
    const std::uint64_t at_once =
        2 * static_cast<std::uint64_t>(tbb::this_task_arena::max_concurrency());
    result_.precise = false;
    for (std::uint64_t first = 0; first < n_looks; first += at_once) {
      std::vector<std::optional<Taken>> looks(std::min(at_once, n_looks - first));
      tbb::parallel_for(std::size_t{0}, looks.size(), [&](std::size_t i) {
        looks[i] = simulate_look(workers_.local(), first + i);
      });
      for (std::size_t i = 0; i < looks.size(); ++i) {
        if (!looks[i]) return {{0, (first + i) * kLookBlocks}};
        add(*looks[i]);
        result_.stops += looks[i]->stops;
        result_.precise = is_precise(model_, {plan_.before.elections + result_.tally.elections,
                                              plan_.before.stops + result_.stops});
        const std::uint64_t end = std::min(blocks_.n(), (first + i + 1) * kLookBlocks);
        if (result_.precise) return {{0, end}};
      }
    }
    return {{0, blocks_.n()}};
  }

  /// Simulates the blocks of a look; nothing where the run stopped before it was done.
  std::optional<Taken> simulate_look(Worker& worker, std::uint64_t look) {
    const std::uint64_t end = std::min(blocks_.n(), (look + 1) * kLookBlocks);
    for (std::uint64_t place = look * kLookBlocks; place < end; ++place) {
      if (teller_.is_stopped() || !simulate_block(worker, place)) return std::nullopt;
    }
    return worker.measures().take();
  }

  const Model& model_;
  const RunPlan& plan_;
  Blocks blocks_;
  RunResult result_;
  Teller teller_;
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

bool is_precise(const Model& model, const LookedAt& seen) {
  if (seen.elections < kFewestBlocks * kBlock) return false;
  // An event never (or always) seen so far is not known exactly: take it as seen once more.
  const bool is_extreme = seen.stops == 0 || seen.stops == seen.elections;
  const auto count = static_cast<double>(seen.elections);
  const double p = is_extreme ? 1.0 / count : static_cast<double>(seen.stops) / count;
  return std::sqrt(p * (1 - p) / count) <= model.until->standard_error;
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
