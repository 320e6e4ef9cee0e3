#include "engine/measures.hpp"

namespace hustings {

void GivenMeasure::take(Taken& to) {
  to.given = given_->take();
}

void WorldMeasure::take(Taken& to) {
  to.worlds.push_back(runner_->take());
}

Measures::Measures(const Model& model, const std::vector<const Model*>& worlds, const RunPlan& plan,
                   Draws& draws)
    : tally_(model, plan.options) {
  if (plan.options.swing) measures_.emplace_back(SwingMeasure(model, *plan.options.swing));
  if (draws.elections > 0) measures_.emplace_back(RecordMeasure(model, draws));
  const GivenTally* given = nullptr;
  if (plan.given) {
    measures_.emplace_back(std::in_place_type<GivenMeasure>, model, *plan.given, plan.options);
    given = &std::get<GivenMeasure>(measures_.back()).given();
  }
  for (const Model* world : worlds) {
    measures_.emplace_back(WorldMeasure(model, *world, plan.world_options, given));
  }
  for (Measure& measure : measures_) {
    keep_outcomes_ |= std::visit([](auto& one) { return one.begin(0).outcomes; }, measure);
  }
}

void Measures::begin_block(std::uint64_t election, std::uint64_t column) {
  for (Measure& measure : measures_) {
    std::visit(
        [&](auto& one) {
          if constexpr (requires { one.begin_block(election, column); }) {
            one.begin_block(election, column);
          }
        },
        measure);
  }
}

NightOutputs Measures::begin(std::uint64_t batch) {
  Needs needs;
  for (Measure& measure : measures_) {
    needs |= std::visit([batch](auto& one) { return one.begin(batch); }, measure);
  }
  return {tally_.begin(), needs.universes, needs.universe_votes};
}

void Measures::see(ContestId contest, Nights& nights) {
  tally_.add(contest, nights.outcome(contest), nights.night().n_valid());
  const SeenBatch seen{nights, tally_};
  for (Measure& measure : measures_) {
    std::visit(
        [&](auto& one) {
          if constexpr (requires { one.see(contest, seen); }) one.see(contest, seen);
        },
        measure);
  }
}

void Measures::close(Nights& nights) {
  tally_.add_joint(nights.night().n_valid(), nights.night().facts());
  const SeenBatch seen{nights, tally_};
  for (Measure& measure : measures_) {
    std::visit([&](auto& one) { one.close(seen); }, measure);
  }
}

void Measures::close_block() {
  for (Measure& measure : measures_) {
    std::visit(
        [&](auto& one) {
          if constexpr (requires { one.close_block(tally_); }) one.close_block(tally_);
        },
        measure);
  }
}

Taken Measures::take() {
  Taken taken{tally_.take(), {}, std::nullopt, tally_.take_stops()};
  for (Measure& measure : measures_) {
    std::visit(
        [&](auto& one) {
          if constexpr (requires { one.take(taken); }) one.take(taken);
        },
        measure);
  }
  return taken;
}

}  // namespace hustings
