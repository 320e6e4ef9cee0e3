#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/given_tally.hpp"
#include "engine/nights.hpp"
#include "engine/world_runner.hpp"
#include "hustings/engine/simulate.hpp"
#include "tally/batch_tally.hpp"
#include "tally/recorder.hpp"

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

  BatchTally& tally() { return tally_; }
  /// Hands over what the elections that meet the plan's condition came to since the last time.
  std::optional<Tally> take_given();
  /// Hands over what the worlds came to since the last time.
  std::vector<WorldResult> take_worlds();
  const Profile& profile() const { return profile_; }

 private:
  void simulate_batch(std::uint64_t batch, std::size_t n_valid);

  const Model& model_;
  const RunPlan& plan_;
  bool keeps_all_;  ///< a batch's outcomes, until all its contests are counted
  Nights nights_;
  BatchTally tally_;
  Recorder recorder_;
  std::optional<GivenTally> given_;
  std::vector<std::unique_ptr<WorldRunner>> worlds_;
  Profile profile_;
  LapTimer timer_;
};

}  // namespace hustings
