#include "engine/worker.hpp"

#include <algorithm>
namespace hustings {

Worker::Worker(const Model& model, const RunPlan& plan, Draws& draws)
    : model_(model),
      plan_(plan),
      night_(model.night),
      tally_(model, plan.options),
      recorder_(model, draws),
      timer_(plan.profile) {
  for (std::size_t c = 0; c < model.contests.size(); ++c) {
    counters_.push_back(make_counter(model, ContestId(c)));
  }
}

void Worker::simulate_blocks(std::uint64_t first, std::uint64_t end) {
  const std::uint64_t last_election = std::min(plan_.elections, end * kBlock);
  for (std::uint64_t e = first * kBlock; e < last_election; e += kBatch) {
    simulate_batch(e / kBatch, std::min<std::uint64_t>(kBatch, last_election - e));
  }
}

void Worker::simulate_batch(std::uint64_t batch, std::size_t n_valid) {
  const bool recording = recorder_.n_recorded(batch) > 0;
  timer_.start();
  night_.draw_shared_effects(batch, n_valid, {tally_.cell_moments(), recording});
  timer_.lap(profile_.shared_effects);
  for (std::size_t c = 0; c < model_.contests.size(); ++c) {
    const ContestId contest(c);
    const auto votes = night_.draw_first_choices(contest);
    timer_.lap(profile_.first_choices);
    counters_[c]({votes, batch, n_valid}, outcome_);
    timer_.lap(profile_.count);
    tally_.add(contest, outcome_, night_);
    if (recording) recorder_.record(contest, outcome_, night_);
    timer_.lap(profile_.tally);
  }
  tally_.add_joint(night_);
  if (recording) recorder_.record_joint(tally_.events(), night_);
  timer_.lap(profile_.tally);
}

}  // namespace hustings
