#include "results/counted_events.hpp"

#include <algorithm>

#include "hustings/engine/stored_draws.hpp"

namespace hustings {
namespace {

using Kind = EventStep::Kind;
using Number = EventNumber::Kind;

}  // namespace

CountedNight::CountedNight(const Model& model, const std::vector<ScoreTarget>& targets)
    : model_(model),
      targets_(model.contests.size()),
      districts_(model.districts.size()),
      counted_(model, 1) {
  for (const ScoreTarget& target : targets) {
    const ContestId contest(target.counted.contest);
    targets_[contest.index()] = &target;
    const ModelContest& about = model.contests[contest];
    for (std::size_t k = 0; k < about.n_candidates; ++k) {
      counted_[kShare].values[about.candidate(k).index()] =
          static_cast<float>(target.shares[k].value_or(0));
    }
    counted_[kTurnout].values[contest.index()] = static_cast<float>(target.turnout.value_or(0));
    if (!target.counted.winners.empty()) {
      counted_.winner[contest.index()] = static_cast<std::int16_t>(target.counted.winners.front());
    }
    add_turnouts(target);
  }
}

/// Gives every universe of a counted district the district's turnout: of whole districts it is then
/// right together.
void CountedNight::add_turnouts(const ScoreTarget& target) {
  if (target.counted.in_percent || !target.counted.is_final) return;
  const ModelContest& about = model_.contests[ContestId(target.counted.contest)];
  for (const infer::CountedDistrict& district : target.counted.districts) {
    double votes = 0;
    for (const auto& value : district.values) votes += value.value_or(0);
    const DistrictId id = about.districts[district.place];
    districts_[id.index()] = true;
    for (std::size_t i = 0; i < model_.universes.size(); ++i) {
      if (model_.universes[UniverseId(i)].district != id) continue;
      counted_[kUniverseTurnout].values[i] =
          static_cast<float>(votes / model_.districts[id].registered);
    }
  }
}

std::string CountedNight::why_no_turnout(const std::vector<UniverseId>& universes) const {
  if (counted_[kUniverseTurnout].values.empty()) return "there are too many universes";
  std::vector<std::size_t> asked(model_.districts.size());
  std::vector<std::size_t> all(model_.districts.size());
  for (const UniverseId id : universes) ++asked[model_.universes[id].district.index()];
  for (const ModelUniverse& universe : model_.universes) ++all[universe.district.index()];
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (asked[i] > 0 && asked[i] < all[i]) return "turnouts of parts of districts are not counted";
    if (asked[i] > 0 && !districts_[i]) {
      return "the turnout of '" + model_.districts[DistrictId(i)].id + "' is not counted";
    }
  }
  return "";
}

const ScoreTarget* CountedNight::of(ContestId contest) const {
  return targets_[contest.index()];
}

std::string CountedNight::why_no_winner(ContestId contest) const {
  const ScoreTarget* const target = of(contest);
  if (target != nullptr && !target->counted.winners.empty()) return "";
  return "who won '" + model_.contests[contest].id + "' is not known";
}

std::string CountedNight::why_no_winner(const ModelSlate& slate) const {
  for (const CandidateId member : slate.members) {
    std::string reason = why_no_winner(model_.candidates[member].contest);
    if (!reason.empty()) return reason;
  }
  return "";
}

std::string CountedNight::why_unknown(const EventNumber& number) const {
  if (number.kind == Number::written) return "";
  if (number.kind == Number::seats) return why_no_winner(model_.slates[number.slate]);
  if (number.kind == Number::universes_turnout) return why_no_turnout(number.universes);
  if (number.kind == Number::delegates || number.kind == Number::total_delegates) {
    return "a table of results has no delegates";
  }
  if (number.kind == Number::rolloff) return "a table of results has no blank ballots";
  const ScoreTarget* const target = of(number.contest);
  const std::string& id = model_.contests[number.contest].id;
  if (target == nullptr) return "'" + id + "' is not counted";
  if (!target->counted.is_whole() || !target->counted.is_final || !target->margin) {
    return "'" + id + "' is counted in part";
  }
  if (number.kind == Number::contest_turnout && !target->turnout) {
    return "the turnout of '" + id + "' is not known";
  }
  return "";
}

std::string CountedNight::why_undecided(const EventProgram& event) const {
  for (const EventStep& step : event.steps) {
    std::string reason;
    if (step.kind == Kind::wins) {
      reason = why_no_winner(model_.candidates[step.candidate].contest);
    } else if (step.kind == Kind::leads) {
      reason = why_unknown(
          {.kind = Number::margin, .contest = model_.candidates[step.candidate].contest});
    } else if (step.kind == Kind::sweep || step.kind == Kind::at_least) {
      reason = why_no_winner(model_.slates[step.slate]);
    } else if (step.kind == Kind::shock) {
      reason = "a table of results has no shocks";
    }
    for (const EventNumber& number : step.numbers) {
      if (reason.empty()) reason = why_unknown(number);
    }
    if (!reason.empty()) return reason;
  }
  const std::string missing = not_in_draws(model_, counted_, event);
  return missing.empty() ? "" : "a table of results does not say " + missing;
}

bool CountedNight::happened(const EventProgram& event) const {
  return tally_stored(model_, counted_, event).elections == 1;
}

std::optional<std::size_t> CountedNight::seats(const ModelSlate& slate) const {
  if (!why_no_winner(slate).empty()) return std::nullopt;
  std::size_t seats = 0;
  for (const CandidateId member : slate.members) {
    const ModelContest& about = model_.contests[model_.candidates[member].contest];
    const auto slot = static_cast<std::uint32_t>(member.index() - about.first_candidate);
    const auto& winners = of(model_.candidates[member].contest)->counted.winners;
    seats += std::ranges::find(winners, slot) != winners.end() ? 1 : 0;
  }
  return seats;
}

}  // namespace hustings
