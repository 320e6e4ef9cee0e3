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

void Worker::simulate_block(std::uint64_t block, std::uint64_t place) {
  measures_.begin_block(block * kBlock, place * kBlock);
  const std::uint64_t end = std::min(plan_.elections, (block + 1) * kBlock);
  for (std::uint64_t e = block * kBlock; e < end; e += kBatch) {
    simulate_batch(e / kBatch, std::min<std::uint64_t>(kBatch, end - e));
  }
  measures_.close_block();
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
