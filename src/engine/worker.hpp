#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "engine/handed_rows.hpp"
#include "engine/measures.hpp"
#include "engine/nights.hpp"
#include "hustings/engine/simulate.hpp"

namespace hustings {

/// Adds the time since the last lap to a part of a profile; does nothing unless it is wanted.
class LapTimer {
 public:
  explicit LapTimer(bool wanted) : wanted_(wanted) {}

  void start() {
    if (wanted_) last_ = Clock::now();
  }
  void lap(double& part) {
    if (!wanted_) return;
    const Clock::time_point now = Clock::now();
    part += std::chrono::duration<double>(now - std::exchange(last_, now)).count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool wanted_;
  Clock::time_point last_;
};

/// Everything one thread needs to simulate batch after batch.
class Worker {
 public:
  Worker(const Model& model, const std::vector<const Model*>& worlds, const RunPlan& plan,
         Draws& draws);

  /// Simulates a block, as far as the plan's elections go: the plan's `place`-th one. Returns false
  /// where it took long and `goes_on`, asked after every batch, said no: then the tally is of no
  /// use, and the worker neither.
  bool simulate_block(std::uint64_t block, std::uint64_t place,
                      const std::function<bool()>& goes_on);

  /// Whether the last block took so long that the next should be tallied apart, to be left
  /// unfinished.
  bool is_slow() const { return is_slow_; }
  bool has_unfinished() const { return has_unfinished_; }

  Measures& measures() { return measures_; }
  const Profile& profile() const { return profile_; }

 private:
  void simulate_batch(std::uint64_t batch, std::size_t n_valid);

  const Model& model_;
  const RunPlan& plan_;
  Measures measures_;
  Nights nights_;
  HandedRows handed_;
  Profile profile_;
  LapTimer timer_;
  bool is_slow_ = false;
  bool has_unfinished_ = false;
};

}  // namespace hustings
