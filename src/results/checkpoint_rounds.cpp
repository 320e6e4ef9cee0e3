#include "results/checkpoint_rounds.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <future>
#include <optional>
#include <utility>

#include "hustings/engine/block_ranges.hpp"

namespace hustings {
namespace {

constexpr double kFirst = 2;               // seconds until something is kept
constexpr std::uint64_t kFewest = 8;       // blocks of a round, and what it is a multiple of
constexpr std::uint64_t kMostGrowth = 64;  // of a round against the one before

std::optional<Results> sum_of(std::optional<Results> a, std::optional<Results> b) {
  if (!a || !b) return a ? std::move(a) : std::move(b);
  return sum_of_parts(std::move(*a), std::move(*b));
}

/// Adds up rounds and keeps them in a folder, in a thread of its own; one round at a time.
///
/// Law: kept_ is what the folder's parts add up to, unkept_ what was simulated since. A round goes
/// to unkept_; once a part with these is on the disk they move to kept_, so both together are the
/// run so far, whatever fails. What a folder cannot take is tried again with the next round; beside
/// these two there is at most the round in work, and its image while it is written.
class Keeper {
 public:
  Keeper(CheckpointFolder& folder, const RoundsAsked& asked)
      : folder_(folder), asked_(asked), kept_(folder.take_kept()) {}

  /// Takes a round, once the one before is dealt with; keeps it with all that was not, if `saves`.
  void take(Results round, bool saves) {
    wait();
    busy_ = std::async(asked_.writing, [this, saves, round = std::move(round)]() mutable {
      unkept_ = sum_of(std::move(unkept_), std::move(round));
      if (saves) try_to_keep();
    });
  }

  /// Keeps what is left. Throws Failure where that cannot be.
  void keep_rest() {
    wait();
    if (!unkept_) return;
    folder_.save(*unkept_);
    note_kept();
  }

  /// Hands over all rounds, be they kept or not.
  std::optional<Results> take_all() {
    wait();
    return sum_of(std::move(kept_), std::move(unkept_));
  }

  /// What the folder has.
  const std::optional<Results>& kept() const { return kept_; }

 private:
  void wait() {
    if (busy_.valid()) busy_.get();
  }

  void note_kept() { kept_ = sum_of(std::move(kept_), std::exchange(unkept_, std::nullopt)); }

  /// Only what the folder cannot do is put up with: sums that cannot be are the end of the run.
  void try_to_keep() {
    try {
      folder_.save(*unkept_);
    } catch (const Failure& failure) {
      if (asked_.tell && !is_failing_) {
        asked_.tell(std::string(failure.what()) + "; the run goes on, and tries again");
      }
      is_failing_ = true;
      return;
    }
    is_failing_ = false;
    note_kept();
    try {
      if (folder_.is_crowded()) folder_.replace_all(*kept_);
    } catch (const Failure&) {  // the parts that it should replace are there
    }
  }

  CheckpointFolder& folder_;
  const RoundsAsked& asked_;
  std::optional<Results> kept_;
  std::optional<Results> unkept_;
  bool is_failing_ = false;  ///< told already
  std::future<void> busy_;
};

/// The first blocks of some ranges.
std::vector<BlockRange> first_of(const std::vector<BlockRange>& ranges, std::uint64_t n) {
  std::vector<BlockRange> first;
  for (const BlockRange& range : ranges) {
    const std::uint64_t here = std::min(n, range.end - range.first);
    if (here == 0) break;
    first.push_back({range.first, range.first + here});
    n -= here;
  }
  return first;
}

std::uint64_t n_of(const std::vector<BlockRange>& ranges) {
  std::uint64_t n = 0;
  for (const BlockRange& range : ranges) n += range.end - range.first;
  return n;
}

/// Says how many blocks fit into what is left of the time until the next part.
///
/// Law: a part is kept 2 s after the start, or `every` if that is less, and then each `every`
/// seconds; a round may end a quarter of itself early. The first has 8 blocks; each later one as
/// many as the one before would have had in the time that is left, a multiple of 8 (the looks of a
/// stop rule are whole in it), at most 64 times as many.
class Pace {
 public:
  explicit Pace(double every) : every_(every), until_next_(std::min(kFirst, every)) {}

  std::uint64_t n_blocks() const { return n_blocks_; }
  /// Takes note of a round. Returns whether it is time to keep what there is.
  bool is_time(std::uint64_t n, double seconds) {
    until_next_ -= seconds;
    const bool is_time = until_next_ < seconds / 4;
    if (is_time) until_next_ = every_;
    const double fit = static_cast<double>(n) * until_next_ / std::max(seconds, 1e-6);
    const double most = static_cast<double>(kMostGrowth * n_blocks_);
    const auto rounds = std::floor(std::min(fit, most) / static_cast<double>(kFewest));
    n_blocks_ = kFewest * std::max<std::uint64_t>(1, static_cast<std::uint64_t>(rounds));
    return is_time;
  }

 private:
  double every_;
  double until_next_;
  std::uint64_t n_blocks_ = kFewest;
};

/// Where a round stands in its run: elections.
struct Place {
  std::uint64_t before = 0;
  std::uint64_t in_round = 0;
  std::uint64_t of = 0;
};

/// Tells of a round as of a part of the run, whose error is smaller by the root of the elections.
Observer within(const Observer& whole, const Place& place) {
  if (!whole) return {};
  return [&whole, place](const Progress& progress) {
    const double part = static_cast<double>(progress.done) /
                        static_cast<double>(std::max<std::uint64_t>(1, progress.of));
    const double done = part * static_cast<double>(place.in_round);
    Progress all = progress;
    all.done = place.before + static_cast<std::uint64_t>(done);
    all.of = place.of;
    if (all.standard_error && all.done > 0) {
      *all.standard_error *= std::sqrt(done / static_cast<double>(all.done));
    }
    return whole(all);
  };
}

/// A run on its way through its rounds: what is left of its blocks, from the first on.
///
/// Law: left = blocks asked for less those covered by parts that were kept or rounds since. Without
/// a stop rule the order of blocks is of no matter. With one a round goes on from what was seen
/// before it; blocks that fill a hole, where a part was lost, do not: the rule was not met there,
/// as something behind was simulated, and is looked at again once blocks 0 .. are without holes.
class Rounds {
 public:
  Rounds(CheckpointFolder& folder, const RoundsAsked& asked)
      : asked_(asked), keeper_(folder, asked), pace_(asked.every) {
    if (keeper_.kept()) count(*keeper_.kept()->part);
  }

  Round run(const SimulateRound& simulate, const Observer& observer) && {
    Round last;
    last.precise = is_precise();
    const std::uint64_t of = elections_in(asked_.run.blocks, asked_.run.elections);
    while (last.complete && !(asked_.is_precise && last.precise)) {
      const std::vector<BlockRange> blocks = first_of(left(), pace_.n_blocks());
      if (blocks.empty()) break;
      const Place place{done_.elections, elections_in(blocks, asked_.run.elections), of};
      const double begun = asked_.now();
      RunPlan plan = asked_.plan;
      plan.blocks = blocks;
      const bool is_filling = is_before_others(blocks);
      if (!is_filling) plan.before = done_;
      last = simulate(plan, within(observer, place));
      if (last.blocks.empty()) break;
      last.results.part = asked_.run;
      last.results.part->blocks = last.blocks;
      last.results.part->stops = last.stops;
      count(*last.results.part);
      // What lies behind a part that was lost was simulated as the rule was not met before it.
      if (is_filling) last.precise = is_precise();
      const bool is_time = pace_.is_time(n_of(blocks), asked_.now() - begun);
      keeper_.take(std::move(last.results), is_time && last.complete);
    }
    return finish(std::move(last), observer);
  }

 private:
  void count(const RunPart& part) {
    done_.elections += elections_in(part.blocks, part.elections);
    done_.stops += part.stops;
    covered_.insert(covered_.end(), part.blocks.begin(), part.blocks.end());
    covered_ = joined(std::move(covered_));
  }

  bool is_precise() const {
    const bool is_prefix = covered_.size() == 1 && covered_.front().first == 0;
    return asked_.is_precise && is_prefix && asked_.is_precise(done_);
  }

  bool is_before_others(const std::vector<BlockRange>& blocks) const {
    return !covered_.empty() && blocks.front().first < covered_.back().first;
  }

  std::vector<BlockRange> left() const {
    const std::vector<BlockRange> others = left_of(asked_.run.blocks, kMostBlocks);
    std::vector<BlockRange> not_wanted = covered_;
    not_wanted.insert(not_wanted.end(), others.begin(), others.end());
    return left_of(joined(std::move(not_wanted)), kMostBlocks);
  }

  /// Adds up all that is kept; complete if it is all, or as much as the rule asks for.
  Round finish(Round last, const Observer& observer) {
    last.complete = left().empty() || (asked_.is_precise && last.precise);
    if (!last.complete) keeper_.keep_rest();
    std::optional<Results> all = keeper_.take_all();
    if (!all) return last;
    last.results = std::move(*all);
    last.blocks = covered_;
    last.stops = done_.stops;
    if (observer)
      observer({done_.elections, elections_in(asked_.run.blocks, asked_.run.elections)});
    return last;
  }

  const RoundsAsked& asked_;
  Keeper keeper_;
  Pace pace_;
  LookedAt done_;
  std::vector<BlockRange> covered_;
};

}  // namespace

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Round round_of(const RunResult& run) {
  Round round;
  round.blocks = run.blocks;
  round.stops = run.stops;
  round.precise = run.precise;
  round.complete = run.complete;
  return round;
}

Round simulate_in_rounds(CheckpointFolder& folder, const RoundsAsked& asked,
                         const SimulateRound& simulate, const Observer& observer) {
  return Rounds(folder, asked).run(simulate, observer);
}

}  // namespace hustings
