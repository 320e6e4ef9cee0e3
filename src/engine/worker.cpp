#include "engine/worker.hpp"

#include <algorithm>

namespace hustings {

Worker::Worker(const Model& model, const std::vector<const Model*>& worlds, const RunPlan& plan,
               Draws& draws)
    : model_(model),
      plan_(plan),
      keeps_all_(!worlds.empty() || plan.given),
      nights_(model, keeps_all_ ? Keep::all : Keep::last),
      tally_(model, plan.options),
      recorder_(model, draws),
      timer_(plan.profile) {
  if (plan.given) given_.emplace(model, *plan.given, plan.options);
  for (const Model* world : worlds) {
    worlds_.push_back(std::make_unique<WorldRunner>(model, *world, plan.world_options));
  }
}

void Worker::simulate_block(std::uint64_t block, std::uint64_t place) {
  recorder_.begin_block(block * kBlock, place * kBlock);
  const std::uint64_t end = std::min(plan_.elections, (block + 1) * kBlock);
  for (std::uint64_t e = block * kBlock; e < end; e += kBatch) {
    simulate_batch(e / kBatch, std::min<std::uint64_t>(kBatch, end - e));
  }
  tally_.close_block();
}

void Worker::simulate_batch(std::uint64_t batch, std::size_t n_valid) {
  const bool recording = recorder_.n_recorded(batch) > 0;
  timer_.start();
  const bool swings = plan_.options.swing != nullptr && batch % kSwingEvery == 0;
  nights_.begin(batch, n_valid, {tally_.begin(), recording || keeps_all_, swings});
  timer_.lap(profile_.shared_effects);
  for (std::size_t c = 0; c < model_.contests.size(); ++c) {
    const ContestId contest(c);
    nights_.draw_first_choices(contest);
    timer_.lap(profile_.first_choices);
    const Outcome& outcome = nights_.count(contest);
    timer_.lap(profile_.count);
    tally_.add(contest, outcome, n_valid);
    if (swings) tally_.add_swing(contest, nights_.drawn(), outcome, nights_.night());
    if (recording) recorder_.record(contest, outcome, nights_.night());
    timer_.lap(profile_.tally);
  }
  tally_.add_joint(n_valid, nights_.night().universes());
  if (recording) recorder_.record_joint(tally_.events(), tally_.totals(), nights_.night());
  if (given_) {
    given_->add_batch(
        {nights_.outcomes(), tally_.wins(), tally_.totals(), nights_.night().universes(), n_valid});
  }
  for (const auto& world : worlds_) world->simulate_batch(nights_, tally_);
  timer_.lap(profile_.tally);
}

std::optional<Tally> Worker::take_given() {
  if (!given_) return std::nullopt;
  return given_->take();
}

std::vector<WorldResult> Worker::take_worlds() {
  std::vector<WorldResult> taken;
  for (const auto& world : worlds_) taken.push_back(world->take());
  return taken;
}

}  // namespace hustings
