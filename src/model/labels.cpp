#include "hustings/model/labels.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace hustings {
namespace {

std::string rule_name(const CountPlan& plan) {
  if (std::holds_alternative<DelegatesPlan>(plan)) return "delegates";
  if (std::holds_alternative<RunoffPlan>(plan)) return "runoff";
  return std::holds_alternative<RankedChoicePlan>(plan) ? "ranked_choice" : "plurality";
}

/// What tells the items of an axis apart in every world.
std::vector<std::string> names_of(const Labels& labels, Axis axis) {
  std::vector<std::string> names = item_labels(labels, axis);
  if (axis == Axis::slate) {
    for (std::size_t i = 0; i < names.size(); ++i) names[i] += '\n' + members_text(labels, i);
  } else if (axis == Axis::final_pair) {
    const std::vector<FinalPairLabel> pairs = final_pairs(labels);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string a = candidate_label(labels, pairs[i].a);
      const std::string b = candidate_label(labels, pairs[i].b);
      names[i] = std::min(a, b) + '\n' + std::max(a, b);
    }
  }
  return names;
}

template <class Items, class Name>
std::vector<std::string> each(const Items& items, const Name& name) {
  std::vector<std::string> names;
  names.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) names.push_back(name(i));
  return names;
}

std::uint32_t seats(const CountPlan& plan) {
  const auto* plurality = std::get_if<PluralityPlan>(&plan);
  return plurality == nullptr ? 1 : plurality->seats;
}

/// Marks contests of districts where programmes reach somebody: who votes there is moved in all.
void mark_programmes(const Model& model, Labels& labels) {
  std::set<DistrictId> reached;
  for (const ModelProgramme& programme : model.programmes) {
    for (const ReachedUniverse& at : programme.reached) {
      reached.insert(model.universes[at.universe].district);
    }
  }
  for (std::size_t c = 0; c < labels.contests.size(); ++c) {
    labels.contests[c].has_programmes =
        std::ranges::any_of(model.contests[ContestId(c)].districts,
                            [&](DistrictId district) { return reached.contains(district); });
  }
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
                               contest.recount.has_value(), n_delegates(contest.count), true,
                               contest.rolloff});
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
  for (const ModelShock& shock : model.shocks) labels.shocks.push_back({shock.id});
  labels.assumptions = model.assumptions;
  labels.campaign_assumptions = model.campaign_assumptions;
  mark_programmes(model, labels);
  return labels;
}

std::vector<std::string> all_assumptions(const Labels& labels) {
  std::vector<std::string> all = labels.assumptions;
  all.insert(all.end(), labels.campaign_assumptions.begin(), labels.campaign_assumptions.end());
  return all;
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

std::string candidate_called(const Labels& labels, std::size_t candidate) {
  const CandidateLabel& about = labels.candidates[candidate];
  if (about.name == about.id) return candidate_label(labels, candidate);
  return about.name + " (" + labels.contests[about.contest].id + ")";
}

std::string members_text(const Labels& labels, std::size_t slate) {
  std::string text;
  for (const std::uint32_t member : labels.slates[slate].members) {
    text += (text.empty() ? "" : ", ") + candidate_label(labels, member);
  }
  return text;
}

std::vector<std::string> item_labels(const Labels& labels, Axis axis) {
  switch (axis) {
    case Axis::contest:
      return each(labels.contests, [&](std::size_t i) { return labels.contests[i].id; });
    case Axis::candidate:
      return each(labels.candidates, [&](std::size_t i) { return candidate_label(labels, i); });
    case Axis::district:
      return each(labels.districts, [&](std::size_t i) { return labels.districts[i].id; });
    case Axis::universe:
      return each(labels.universes, [&](std::size_t i) { return labels.universes[i].id; });
    case Axis::slate:
      return each(labels.slates, [&](std::size_t i) { return labels.slates[i].id; });
    case Axis::event:
      return each(labels.events, [&](std::size_t i) { return labels.events[i].name; });
    case Axis::total:
      return each(labels.totals, [&](std::size_t i) { return labels.totals[i].id; });
    case Axis::total_name:
      return each(labels.total_names, [&](std::size_t i) { return total_name_label(labels, i); });
    case Axis::transfer_group:
      return each(labels.transfer_groups,
                  [&](std::size_t i) { return transfer_group_label(labels, i); });
    case Axis::shock:
      return each(labels.shocks, [&](std::size_t i) { return labels.shocks[i].id; });
    case Axis::final_pair:
      break;
  }
  const std::vector<FinalPairLabel> pairs = final_pairs(labels);
  return each(pairs, [&](std::size_t i) {
    return candidate_label(labels, pairs[i].a) + " and " + candidate_label(labels, pairs[i].b);
  });
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
    case Axis::shock:
      return labels.shocks.size();
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
