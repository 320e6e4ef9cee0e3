#include "engine/nights.hpp"

namespace hustings {

Nights::Nights(const Model& model, Keep keep)
    : night_(model.night), outcomes_(keep == Keep::all ? model.contests.size() : 1) {
  for (std::size_t c = 0; c < model.contests.size(); ++c) {
    counters_.push_back(make_counter(model, ContestId(c)));
  }
}

void Nights::begin(std::uint64_t index, std::size_t n_valid, const NightOutputs& outputs,
                   const float* handed) {
  night_.draw_shared_effects(index, n_valid, outputs, handed);
}

void Nights::draw_first_choices(ContestId contest) {
  first_choices_ = night_.draw_first_choices(contest);
}

/// Counts by the contest's rule. Ballots of districts, which no rule needs, are handed on with the
/// outcome: with Keep::all the night has drawn other contests before they are read.
const Outcome& Nights::count(ContestId contest) {
  Outcome& counted = place_of(contest);
  counters_[contest.index()](drawn(), counted);
  const auto ballots = night_.district_ballots();
  counted.district_ballots.assign(ballots.begin(), ballots.end());
  return counted;
}

}  // namespace hustings
