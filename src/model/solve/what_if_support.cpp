#include "model/solve/what_if_support.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/levels.hpp"
#include "model/matching.hpp"
#include "model/support_lookup.hpp"

namespace hustings {
namespace {

/// Place of a slot among those on a ballot; nothing where it is not.
std::optional<std::size_t> place_of(const UniverseBallot& ballot, std::size_t slot) {
  const auto found = std::find(ballot.slots.begin(), ballot.slots.end(), slot);
  if (found == ballot.slots.end()) return std::nullopt;
  return static_cast<std::size_t>(found - ballot.slots.begin());
}

void drop(UniverseBallot& ballot, std::size_t place) {
  ballot.slots.erase(ballot.slots.begin() + static_cast<std::ptrdiff_t>(place));
  ballot.values.erase(ballot.values.begin() + static_cast<std::ptrdiff_t>(place));
}

}  // namespace

SupportChanger::SupportChanger(const scenario::Scenario& base, Solution& solution)
    : with_candidates_(base), solution_(solution) {
  with_candidates_.files.clear();
}

const Effects& SupportChanger::effects() {
  if (!effects_) {
    effects_ = expand_effects(ScenarioIndex(with_candidates_), solution_.universes);
  }
  return *effects_;
}

/// Returns what is known of a contest, begun from what the scenario writes when it is first
/// touched.
SupportChanger::ContestState& SupportChanger::state(ContestId contest) {
  const auto [found, is_new] = states_.try_emplace(contest.index());
  ContestState& state = found->second;
  if (is_new) {
    state.width = with_candidates_.contests[contest.index()].candidates.size();
    state.ballots = contest_ballots(ScenarioIndex(with_candidates_), contest, universes(contest));
    take_carried(contest);
  }
  return state;
}

/// Takes the centres where something was carried: what is written is not what is expected there.
void SupportChanger::take_carried(ContestId contest) {
  const auto carries = [](const scenario::Effect& effect) { return !effect.carried.empty(); };
  if (std::ranges::none_of(with_candidates_.effects, carries)) return;
  const std::size_t width = state(contest).width;
  const std::vector<EffectTerms>& terms = effects().support[contest.index()];
  for (std::size_t i = 0; i < universes(contest).size(); ++i) {
    const std::vector<std::size_t> slots = state(contest).ballots[i].slots;
    const bool is_moved = std::ranges::any_of(slots, [&](std::size_t slot) {
      return carried_shift(effects(), terms[i * width + slot]) != 0;
    });
    if (is_moved) take_centres(contest, i);
  }
}

std::string SupportChanger::name_of(UniverseId universe) const {
  return universe_name(with_candidates_.universes[universe.index()]);
}

Predictor& SupportChanger::predictor(ContestId contest, std::size_t universe, std::size_t slot) {
  return solution_.supports[contest.index()].predictors[universe * state(contest).width + slot];
}

/// Returns expected shares as they stand: those written or set, or, after a change on the log
/// scale, the mean shares of the centres under the noise.
std::vector<double> SupportChanger::shares(ContestId contest, std::size_t universe) {
  const ContestState& of = state(contest);
  const UniverseBallot& ballot = of.ballots[universe];
  if (ballot.has_shares) return ballot.values;
  return expected_shares(effects(), &effects().support[contest.index()][universe * of.width],
                         ballot);
}

/// Makes the centres, not shares, what a universe's ballot holds: as after a change on the log
/// scale.
void SupportChanger::take_centres(ContestId contest, std::size_t universe) {
  UniverseBallot& ballot = state(contest).ballots[universe];
  ballot.has_shares = false;
  for (std::size_t s = 0; s < ballot.slots.size(); ++s) {
    ballot.values[s] = predictor(contest, universe, ballot.slots[s]).centre;
  }
}

/// Solves the centres of the universes given, each distinct question once; all others keep theirs,
/// bit for bit.
void SupportChanger::set_shares(ContestId contest,
                                const std::map<std::size_t, UniverseBallot>& changed) {
  ContestState& of = state(contest);
  std::vector<UniverseBallot> questions(of.ballots.size());
  for (const auto& [universe, ballot] : changed) {
    for (const std::size_t slot : of.ballots[universe].slots) {
      predictor(contest, universe, slot) = {kNotOnBallot, 0, 0};
    }
    questions[universe] = of.ballots[universe] = ballot;
  }
  const auto centres = centres_of(effects(), contest, of.width, questions);
  for (const auto& [universe, ballot] : changed) {
    for (std::size_t s = 0; s < ballot.slots.size(); ++s) {
      predictor(contest, universe, ballot.slots[s]).centre = centres[universe][s];
    }
  }
}

/// Moves p -> p + x, q -> q (1 - p - x) / (1 - p) for each other share q; 0 < p + x < 1.
std::size_t SupportChanger::add_share(ContestId contest, std::size_t slot,
                                      const std::vector<bool>& wanted, double plus,
                                      const Source& source, Causes& causes) {
  std::size_t n_reached = 0;
  std::map<std::size_t, UniverseBallot> changed;
  for (std::size_t i = 0; i < universes(contest).size(); ++i) {
    const UniverseId universe = universes(contest)[i];
    const auto place = place_of(state(contest).ballots[i], slot);
    if (!wanted[universe.index()] || !place) continue;
    ++n_reached;
    UniverseBallot ballot{state(contest).ballots[i].slots, shares(contest, i), true};
    const double before = ballot.values[*place];
    const double after = before + plus;
    if (after == before) continue;  // as it was, to the last bit
    if (after <= 0 || after >= 1) {
      causes.add(fmt::format("the candidate's share would be {:.4g}, which is not above 0 and "
                             "below 1",
                             after),
                 source, name_of(universe));
      continue;
    }
    for (double& share : ballot.values) share *= (1 - after) / (1 - before);
    ballot.values[*place] = after;
    changed.emplace(i, std::move(ballot));
  }
  set_shares(contest, changed);
  return n_reached;
}

/// Moves c -> c + x, c the candidate's centre. Nothing is solved: shares become what they become.
std::size_t SupportChanger::add_log_support(ContestId contest, std::size_t slot,
                                            const std::vector<bool>& wanted, double plus) {
  std::size_t n_reached = 0;
  for (std::size_t i = 0; i < universes(contest).size(); ++i) {
    const bool stands = place_of(state(contest).ballots[i], slot).has_value();
    if (!wanted[universes(contest)[i].index()] || !stands) continue;
    ++n_reached;
    predictor(contest, i, slot).centre += plus;
    take_centres(contest, i);
  }
  return n_reached;
}

/// Divides the share p by parts a_k: p_k -> p_k + p a_k / A, A the sum of those on the ballot here,
/// with centres solved anew. Without parts, or where nobody named is on the ballot, the utilities
/// of the others stay, and softmax over them divides the support election by election.
void SupportChanger::remove(ContestId contest, std::size_t slot, const std::vector<double>& parts,
                            const Source& source, Causes& causes) {
  std::map<std::size_t, UniverseBallot> changed;
  for (std::size_t i = 0; i < universes(contest).size(); ++i) {
    const auto place = place_of(state(contest).ballots[i], slot);
    if (!place) continue;
    UniverseBallot ballot{state(contest).ballots[i].slots, {}, true};
    if (ballot.slots.size() == 1) {
      causes.add("nobody would be left on the ballot", source, name_of(universes(contest)[i]));
      continue;
    }
    double given = 0;  // what those on the ballot here get of the parts
    for (const std::size_t other : ballot.slots) given += parts.empty() ? 0 : parts[other];
    if (given > 0) {
      ballot.values = shares(contest, i);
      const double divided = ballot.values[*place];
      for (std::size_t s = 0; s < ballot.slots.size(); ++s) {
        ballot.values[s] += divided * parts[ballot.slots[s]] / given;
      }
      drop(ballot, *place);
      changed.emplace(i, std::move(ballot));
    } else {
      drop(state(contest).ballots[i], *place);
      take_centres(contest, i);
    }
    predictor(contest, i, slot) = {kNotOnBallot, 0, 0};
  }
  with_candidates_.contests[contest.index()].candidates[slot].withdrawn = true;
  set_shares(contest, changed);
}

/// Takes shares named by a faction as given; those not named become q (1 - named) / unnamed, q as
/// it was and the sums being over the ballot. A share of 0 takes a candidate off it there. Effects
/// by candidate reach the new slot by its own names, so nobody else's draws move.
void SupportChanger::add(ContestId contest, const scenario::Candidate& candidate,
                         const std::map<std::string, std::vector<double>>& by_faction,
                         const Source& source, Causes& causes) {
  ContestState& of = state(contest);
  const std::size_t slot = of.width;
  std::map<std::size_t, UniverseBallot> changed;
  for (std::size_t i = 0; i < universes(contest).size(); ++i) {
    const UniverseId universe = universes(contest)[i];
    const auto found = by_faction.find(with_candidates_.universes[universe.index()].faction);
    if (found == by_faction.end() || found->second[slot] <= 0) continue;
    const std::vector<double>& named_shares = found->second;
    UniverseBallot ballot{of.ballots[i].slots, shares(contest, i), true};
    double named = named_shares[slot];
    double unnamed = 0;
    for (std::size_t s = 0; s < ballot.slots.size(); ++s) {
      const double share = named_shares[ballot.slots[s]];
      (share < 0 ? unnamed : named) += share < 0 ? ballot.values[s] : share;
    }
    if (named > 1 + kShareTolerance || (unnamed == 0 && named < 1 - kShareTolerance)) {
      causes.add(fmt::format("the shares add up to {:.6g}, not 1", named), source,
                 name_of(universe));
      continue;
    }
    for (std::size_t s = 0; s < ballot.slots.size(); ++s) {
      const double share = named_shares[ballot.slots[s]];
      ballot.values[s] = share < 0 ? ballot.values[s] * (1 - named) / unnamed : share;
    }
    ballot.slots.push_back(slot);
    ballot.values.push_back(named_shares[slot]);
    for (std::size_t s = ballot.slots.size(); s-- > 0;) {
      if (ballot.values[s] <= 0) drop(ballot, s);
    }
    changed.emplace(i, std::move(ballot));
  }
  auto& predictors = solution_.supports[contest.index()].predictors;
  std::vector<Predictor> wider;
  for (std::size_t i = 0; i < universes(contest).size(); ++i) {
    const auto first = predictors.begin() + static_cast<std::ptrdiff_t>(i * slot);
    wider.insert(wider.end(), first, first + static_cast<std::ptrdiff_t>(slot));
    wider.push_back({kNotOnBallot, 0, 0});
  }
  predictors = std::move(wider);
  ++of.width;
  with_candidates_.contests[contest.index()].candidates.push_back(candidate);
  effects_.reset();
  set_shares(contest, changed);
}

/// Weights written shares by the votes that all changes together lead to expect.
void SupportChanger::finish(const std::vector<double>& expected_ballots) {
  for (const auto& [contest, of] : states_) {
    const std::vector<UniverseId>& members = solution_.universes[contest];
    std::vector<double> votes = expected_ballots;
    for (std::size_t i = 0; i < members.size(); ++i) {
      votes[members[i].index()] *= solution_.rolloffs[contest].kept(i);
    }
    solution_.supports[contest].written = written_shares(of.ballots, members, of.width, votes);
  }
}

}  // namespace hustings
