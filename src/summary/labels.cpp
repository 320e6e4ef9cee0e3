#include "hustings/summary/labels.hpp"

namespace hustings {
namespace {

std::string rule_name(const CountPlan& plan) {
  if (std::holds_alternative<DelegatesPlan>(plan)) return "delegates";
  if (std::holds_alternative<RunoffPlan>(plan)) return "runoff";
  return std::holds_alternative<RankedChoicePlan>(plan) ? "ranked_choice" : "plurality";
}

std::uint32_t seats(const CountPlan& plan) {
  const auto* plurality = std::get_if<PluralityPlan>(&plan);
  return plurality == nullptr ? 1 : plurality->seats;
}

}  // namespace

Labels labels_of(const Model& model) {
  Labels labels;
  labels.title = model.title;
  labels.seed = model.seed;
  labels.factions = model.factions;
  for (const ModelContest& contest : model.contests) {
    labels.contests.push_back({contest.id, contest.name, contest.first_candidate,
                               contest.n_candidates, contest.registered, rule_name(contest.count),
                               seats(contest.count), most_rounds(contest.count),
                               contest.recount.has_value(), n_delegates(contest.count)});
  }
  for (const ModelCandidate& candidate : model.candidates) {
    labels.candidates.push_back(
        {candidate.id, candidate.name, static_cast<std::uint32_t>(candidate.contest.index()),
         candidate.incumbent, candidate.written_share, candidate.withdrawn});
  }
  for (const ModelDistrict& district : model.districts) {
    labels.districts.push_back({district.id, district.name, district.region, district.registered});
  }
  for (const ModelUniverse& universe : model.universes) {
    labels.universes.push_back(
        {universe.label, static_cast<std::uint32_t>(universe.district.index()),
         static_cast<std::uint32_t>(universe.faction.index()), universe.registered});
  }
  for (const ModelSlate& slate : model.slates) {
    SlateLabel label{slate.id, {}};
    for (const CandidateId member : slate.members) {
      label.members.push_back(static_cast<std::uint32_t>(member.index()));
    }
    labels.slates.push_back(std::move(label));
  }
  for (const ModelTotal& total : model.totals) {
    labels.totals.push_back({total.id, total.majority, total.seats});
  }
  for (const ModelTotalName& name : model.total_names) {
    labels.total_names.push_back({name.name, static_cast<std::uint32_t>(name.total.index())});
  }
  for (const ModelEvent& event : model.events) labels.events.push_back({event.name, event.text});
  labels.assumptions = model.assumptions;
  return labels;
}

std::string total_name_label(const Labels& labels, std::size_t name) {
  const TotalNameLabel& about = labels.total_names[name];
  return labels.totals[about.total].id + "/" + about.name;
}

std::string candidate_label(const Labels& labels, std::size_t candidate) {
  const CandidateLabel& about = labels.candidates[candidate];
  return labels.contests[about.contest].id + "/" + about.id;
}

}  // namespace hustings
