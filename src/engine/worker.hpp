#pragma once

#include <chrono>
#include <cstdint>
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

  /// Simulates a block, as far as the plan's elections go: the plan's `place`-th one.
  void simulate_block(std::uint64_t block, std::uint64_t place);

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
};

}  // namespace hustings
