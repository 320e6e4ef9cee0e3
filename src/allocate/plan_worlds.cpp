#include "allocate/plan_worlds.hpp"

#include <utility>

#include "hustings/engine/candidate_margins.hpp"

namespace hustings::allocate {
namespace {

scenario::ProgrammePart part_of(const std::string& unit) {
  if (unit == "captains") return scenario::ProgrammePart::captains;
  if (unit == "impressions") return scenario::ProgrammePart::impressions;
  return scenario::ProgrammePart::attempts;
}

}  // namespace

scenario::WhatIf plan_change(const scenario::Scenario& scenario, const std::string& owner,
                             const std::vector<PlannedProgramme>& programmes,
                             const std::vector<double>& amounts, const Supplies& supplies) {
  scenario::WhatIf plan{scenario.source, "plan", {}};
  const auto add = [&](scenario::ChangeKind kind) {
    plan.changes.push_back({scenario.source, scenario.source, std::move(kind)});
  };
  for (const scenario::Owner& one : scenario.owners) {
    if (one.id != owner || supplies.times == 1) continue;
    for (const scenario::Resource& resource : one.resources) {
      if (supplies.kind && *supplies.kind != resource.kind) continue;
      add(scenario::ResourceChange{owner, scenario.source, resource.kind, supplies.times, {}});
    }
  }
  for (std::size_t g = 0; g < programmes.size(); ++g) {
    scenario::ProgrammeChange change{programmes[g].id, scenario.source};
    if (amounts[g] > 0) {
      change.part = part_of(programmes[g].unit);
      change.value = amounts[g];
    }
    add(change);
  }
  return plan;
}

PlanWorlds::PlanWorlds(const scenario::Scenario& scenario, std::string owner,
                       std::vector<PlannedProgramme> programmes, Problems& problems)
    : scenario_(scenario),
      owner_(std::move(owner)),
      programmes_(std::move(programmes)),
      builder_(scenario, problems) {}

scenario::Scenario PlanWorlds::changed(const std::vector<double>& amounts,
                                       const Supplies& supplies) const {
  Problems problems;
  scenario::Scenario made =
      builder_.changed(plan_change(scenario_, owner_, programmes_, amounts, supplies), problems);
  problems.throw_if_errors();
  return made;
}

Model PlanWorlds::model_of(const std::vector<double>& amounts, const Supplies& supplies) const {
  Problems problems;
  Model model =
      builder_.build(plan_change(scenario_, owner_, programmes_, amounts, supplies), problems);
  problems.throw_if_errors();
  return model;
}

std::vector<float> PlanWorlds::terms_of(const PlanTerms& terms, const std::vector<double>& amounts,
                                        const AllocationSearch& search,
                                        const Supplies& supplies) const {
  const Model model = model_of(amounts, supplies);
  const std::vector<float> margins =
      candidate_margins(model, terms.candidates, search.training, search.threads);
  return term_rows(terms, margins, search.training);
}

}  // namespace hustings::allocate
