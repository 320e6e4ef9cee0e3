#include "engine/world_runner.hpp"

#include <algorithm>
#include <map>

namespace hustings {
namespace {

bool same_contest(const Model& base, ContestId old, const Model& world, ContestId now) {
  const ModelContest& a = base.contests[old];
  const ModelContest& b = world.contests[now];
  return base.night.contests[old.index()] == world.night.contests[now.index()] &&
         a.count == b.count && a.standing == b.standing && a.registered == b.registered &&
         a.lot_names == b.lot_names && a.n_candidates == b.n_candidates;
}

}  // namespace

std::vector<bool> changed_contests(const Model& base, const Model& world, const Links& links) {
  const bool same_draws = base.night.key == world.night.key && base.lots_key == world.lots_key &&
                          base.night.shared == world.night.shared;
  std::vector<bool> changed;
  std::map<DistrictId, bool> drawn_changed;  // by the contest that draws the district
  for (std::size_t c = 0; c < world.contests.size(); ++c) {
    const auto linked = links(Axis::contest, c);
    bool is_changed =
        !same_draws || !linked || !same_contest(base, ContestId(*linked), world, ContestId(c));
    for (const ContestDistrict& district : world.night.contests[c].districts) {
      if (!district.draws_turnout) is_changed |= drawn_changed[district.district];
    }
    for (const ContestDistrict& district : world.night.contests[c].districts) {
      if (district.draws_turnout) drawn_changed[district.district] = is_changed;
    }
    changed.push_back(is_changed);
  }
  return changed;
}

WorldRunner::WorldRunner(const Model& base, const Model& world, const TallyOptions& options,
                         const GivenTally* given)
    : world_(world),
      given_(given),
      nights_(world),
      tally_(world, options),
      paired_(base, world),
      shares_effects_(base.night.key == world.night.key && base.night.shared == world.night.shared),
      changed_(changed_contests(base, world, paired_.links())) {
  if (given != nullptr) chosen_.emplace(world, options);
}

void WorldRunner::begin(Nights& base, FixedMoments* moments) {
  const NightOutputs outputs{moments, true, false};
  if (shares_effects_) {
    nights_.begin_beside(base, outputs);
  } else {
    const Night& night = base.night();
    nights_.begin(night.batch(), night.n_valid(), outputs, night.handed());
  }
}

void WorldRunner::simulate_batch(Nights& base, const BatchTally& base_tally) {
  if (given_ != nullptr) return simulate_given(base);
  const std::size_t n_valid = base.night().n_valid();
  FixedMoments* const moments = tally_.begin();
  begin(base, moments);
  const CountedNights before = base_tally.counted(base.outcomes(), base.night().facts(), n_valid);
  for (std::size_t c = 0; c < world_.contests.size(); ++c) {
    const ContestId contest(c);
    if (!changed_[c]) {
      take_contest(contest, base, base_tally, moments);
      continue;
    }
    nights_.draw_first_choices(contest);
    const Outcome& outcome = nights_.count(contest);
    tally_.add(contest, outcome, n_valid);
    paired_.add_contest(contest, before,
                        tally_.counted(std::span(&outcome, 1), nights_.night().facts(), n_valid));
  }
  tally_.add_joint(n_valid, nights_.night().facts());
  paired_.add_joint(before, tally_.counted({}, nights_.night().facts(), n_valid));
}

void WorldRunner::simulate_given(Nights& base) {
  chosen_->begin(given_->chosen(), base.night().n_valid());
  if (chosen_->elections().empty()) return;
  begin(base, nullptr);
  for (std::size_t c = 0; c < world_.contests.size(); ++c) {
    const ContestId contest(c);
    if (changed_[c]) {
      nights_.draw_first_choices(contest);
      chosen_->add(contest, nights_.count(contest));
    } else {
      nights_.take_universes(contest, base);
      chosen_->add(contest, base.outcome(paired_.base_contest(contest)));
    }
  }
  chosen_->close(nights_.night().facts());
  const CountedNights before = given_->counted();
  const CountedNights after = chosen_->counted();
  for (std::size_t c = 0; c < world_.contests.size(); ++c) {
    if (changed_[c]) paired_.add_contest(ContestId(c), before, after);
  }
  paired_.add_joint(before, after);
}

void WorldRunner::take_contest(ContestId contest, const Nights& base, const BatchTally& base_tally,
                               FixedMoments* moments) {
  const ContestId linked = paired_.base_contest(contest);
  nights_.take_universes(contest, base);
  tally_.add(contest, base.outcome(linked), base.night().n_valid());
  if (moments == nullptr) return;
  // The plans are equal, and with them the numbers of the universes.
  const ContestPlan& plan = world_.night.contests[contest.index()];
  for (const UniverseGroup& group : plan.groups) {
    if (!group.draws_turnout) continue;
    for (std::uint32_t i = 0; i < group.n_universes; ++i) {
      const std::uint32_t universe = plan.turnouts[group.first_universe + i].universe;
      moments[universe] = base_tally.universe_moments()[universe];
    }
  }
}

}  // namespace hustings
