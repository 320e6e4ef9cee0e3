#include "hustings/model/labels.hpp"

#include <algorithm>
#include <unordered_map>

namespace hustings {
namespace {

std::string rule_name(const CountPlan& plan) {
  if (std::holds_alternative<DelegatesPlan>(plan)) return "delegates";
  if (std::holds_alternative<RunoffPlan>(plan)) return "runoff";
  return std::holds_alternative<RankedChoicePlan>(plan) ? "ranked_choice" : "plurality";
}

std::string pair_name(const Labels& labels, const FinalPairLabel& pair) {
  const std::string a = candidate_label(labels, pair.a);
  const std::string b = candidate_label(labels, pair.b);
  return std::min(a, b) + '\n' + std::max(a, b);
}

std::string slate_name(const Labels& labels, const SlateLabel& slate) {
  std::string name = slate.id;
  for (const std::uint32_t member : slate.members) name += '\n' + candidate_label(labels, member);
  return name;
}

/// What tells the items of an axis apart in every world.
std::vector<std::string> names_of(const Labels& labels, Axis axis) {
  std::vector<std::string> names;
  const std::vector<FinalPairLabel> pairs =
      axis == Axis::final_pair ? final_pairs(labels) : std::vector<FinalPairLabel>();
  const std::size_t n = n_items(labels, axis);
  names.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    switch (axis) {
      case Axis::contest:
        names.push_back(labels.contests[i].id);
        break;
      case Axis::candidate:
        names.push_back(candidate_label(labels, i));
        break;
      case Axis::district:
        names.push_back(labels.districts[i].id);
        break;
      case Axis::universe:
        names.push_back(labels.universes[i].id);
        break;
      case Axis::slate:
        names.push_back(slate_name(labels, labels.slates[i]));
        break;
      case Axis::event:
        names.push_back(labels.events[i].name);
        break;
      case Axis::total:
        names.push_back(labels.totals[i].id);
        break;
      case Axis::total_name:
        names.push_back(total_name_label(labels, i));
        break;
      case Axis::final_pair:
        names.push_back(pair_name(labels, pairs[i]));
        break;
      case Axis::transfer_group:
        names.push_back(transfer_group_label(labels, i));
        break;
    }
  }
  return names;
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
  for (const ModelFaction& faction : model.factions) {
    labels.factions.push_back({faction.id, faction.name});
  }
  for (const ModelContest& contest : model.contests) {
    labels.contests.push_back({contest.id, contest.name, contest.first_candidate,
                               contest.n_candidates, contest.registered, rule_name(contest.count),
                               seats(contest.count), most_rounds(contest.count),
                               contest.recount.has_value(), n_delegates(contest.count)});
    if (const auto* ranked = std::get_if<RankedChoicePlan>(&contest.count)) {
      const auto c = static_cast<std::uint32_t>(labels.contests.size() - 1);
      for (const std::string& group : ranked->groups) labels.transfer_groups.push_back({group, c});
    }
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
    SlateLabel label{slate.id, slate.name, {}};
    for (const CandidateId member : slate.members) {
      label.members.push_back(static_cast<std::uint32_t>(member.index()));
    }
    labels.slates.push_back(std::move(label));
  }
  for (const ModelTotal& total : model.totals) {
    labels.totals.push_back({total.id, total.name, total.majority, total.seats});
  }
  for (const ModelTotalName& name : model.total_names) {
    labels.total_names.push_back({name.name, static_cast<std::uint32_t>(name.total.index())});
  }
  for (const ModelEffect& effect : model.effects) {
    labels.effects.push_back({effect.id, effect.name});
  }
  for (const ModelEvent& event : model.events) labels.events.push_back({event.name, event.text});
  labels.assumptions = model.assumptions;
  return labels;
}

std::string factor_label(const Labels& labels, const std::string& factor) {
  for (const EffectLabel& effect : labels.effects) {
    const std::string rest = factor.starts_with(effect.id) ? factor.substr(effect.id.size()) : " ";
    if (rest.empty() || rest.starts_with(": ")) return effect.name + rest;
  }
  return factor;
}

std::string total_name_label(const Labels& labels, std::size_t name) {
  const TotalNameLabel& about = labels.total_names[name];
  return labels.totals[about.total].id + "/" + about.name;
}

std::string transfer_group_label(const Labels& labels, std::size_t group) {
  const TransferGroupLabel& about = labels.transfer_groups[group];
  return labels.contests[about.contest].id + "/" + about.name;
}

std::string candidate_label(const Labels& labels, std::size_t candidate) {
  const CandidateLabel& about = labels.candidates[candidate];
  return labels.contests[about.contest].id + "/" + about.id;
}

std::vector<FinalPairLabel> final_pairs(const Labels& labels) {
  std::vector<FinalPairLabel> pairs;
  for (const ContestLabel& contest : labels.contests) {
    if (contest.n_rounds == 0) continue;
    for (std::uint32_t a = 0; a < contest.n_candidates; ++a) {
      for (std::uint32_t b = a + 1; b < contest.n_candidates; ++b) {
        pairs.push_back({contest.first_candidate + a, contest.first_candidate + b});
      }
    }
  }
  return pairs;
}

std::size_t n_items(const Labels& labels, Axis axis) {
  switch (axis) {
    case Axis::contest:
      return labels.contests.size();
    case Axis::candidate:
      return labels.candidates.size();
    case Axis::district:
      return labels.districts.size();
    case Axis::universe:
      return labels.universes.size();
    case Axis::slate:
      return labels.slates.size();
    case Axis::event:
      return labels.events.size();
    case Axis::total:
      return labels.totals.size();
    case Axis::total_name:
      return labels.total_names.size();
    case Axis::final_pair:
      return final_pairs(labels).size();
    case Axis::transfer_group:
      return labels.transfer_groups.size();
  }
  return 0;
}

std::optional<std::uint32_t> contest_of(const Labels& labels, Axis axis, std::size_t item) {
  if (axis == Axis::contest) return static_cast<std::uint32_t>(item);
  if (axis == Axis::candidate) return labels.candidates[item].contest;
  if (axis == Axis::transfer_group) return labels.transfer_groups[item].contest;
  if (axis == Axis::final_pair) return labels.candidates[final_pairs(labels)[item].a].contest;
  return std::nullopt;
}

Links::Links(const Labels& base, const Labels& world) {
  for (std::size_t a = 0; a < kAxes; ++a) {
    std::unordered_map<std::string, std::uint32_t> known;
    const std::vector<std::string> there = names_of(base, static_cast<Axis>(a));
    for (std::size_t i = 0; i < there.size(); ++i) {
      known.emplace(there[i], static_cast<std::uint32_t>(i));
    }
    for (const std::string& name : names_of(world, static_cast<Axis>(a))) {
      const auto found = known.find(name);
      of_[a].push_back(found == known.end() ? kNone : found->second);
    }
  }
}

}  // namespace hustings
