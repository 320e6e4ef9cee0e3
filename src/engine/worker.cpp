#include "engine/worker.hpp"

#include <algorithm>

namespace hustings {

Worker::Worker(const Model& model, const std::vector<const Model*>& worlds, const RunPlan& plan,
               Draws& draws)
    : model_(model),
      plan_(plan),
      measures_(model, worlds, plan, draws),
      nights_(model, measures_.keep_outcomes() ? Keep::all : Keep::last),
      handed_(plan.source),
      timer_(plan.profile) {}

/// A block can be left unfinished while nothing that is done is tallied with it; with a stop rule
/// what is unfinished is left out by looks.
bool Worker::simulate_block(std::uint64_t block, std::uint64_t place,
                            const std::function<bool()>& goes_on) {
  const bool is_apart = measures_.tally().elections == 0 || model_.until;
  const auto begun = std::chrono::steady_clock::now();
  const auto takes_long = [&] {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
    return taken.count() >= plan_.longest_stop;
  };
  measures_.begin_block(block * kBlock, place * kBlock);
  const std::uint64_t end = std::min(plan_.elections, (block + 1) * kBlock);
  for (std::uint64_t e = block * kBlock; e < end; e += kBatch) {
    simulate_batch(e / kBatch, std::min<std::uint64_t>(kBatch, end - e));
    has_unfinished_ = is_apart && e + kBatch < end && takes_long() && !goes_on();
    if (has_unfinished_) return false;
  }
  measures_.close_block();
  is_slow_ = takes_long();
  return true;
}

void Worker::simulate_batch(std::uint64_t batch, std::size_t n_valid) {
  timer_.start();
  nights_.begin(batch, n_valid, measures_.begin(batch), handed_(batch, n_valid));
  timer_.lap(profile_.shared_effects);
  for (std::size_t c = 0; c < model_.contests.size(); ++c) {
    const ContestId contest(c);
    nights_.draw_first_choices(contest);
    timer_.lap(profile_.first_choices);
    nights_.count(contest);
    timer_.lap(profile_.count);
    measures_.see(contest, nights_);
    timer_.lap(profile_.tally);
  }
  measures_.close(nights_);
  timer_.lap(profile_.tally);
}

}  // namespace hustings
