#include <fmt/format.h>

#include <algorithm>

#include "core/thousands.hpp"
#include "model/campaign/budgets.hpp"
#include "model/check/checking.hpp"

namespace hustings {
namespace {

/// An owner without programmes and without a candidate, whose money could pass on, is a slip.
void warn_of_idle(const scenario::Owner& owner, const Checking& checking) {
  std::vector<std::string> busy;
  for (const scenario::Programme& programme : checking.scenario.programmes) {
    busy.push_back(programme.owner);
  }
  if (busy.empty() || !owner.candidate.empty() || std::ranges::count(busy, owner.id) > 0) return;
  const std::string meant = did_you_mean(owner.id, busy);
  checking.problems.warning(owner.source, "no programme is of owner '" + owner.id + "'",
                            meant.empty() ? "`owner` says who does a programme" : meant);
}

std::string amount(double value) {
  if (value >= 1) return with_thousands(static_cast<std::uint64_t>(value + 0.5));
  return fmt::format("{:.2g}", value);
}

}  // namespace

void check_owners(const Checking& checking) {
  for (const scenario::Owner& owner : checking.scenario.owners) {
    if (!checking.problems.has_errors()) warn_of_idle(owner, checking);
    if (!owner.contests) continue;
    for (std::size_t i = 0; i < owner.contests->size(); ++i) {
      const std::string& id = (*owner.contests)[i];
      if (checking.index.contest(id) || !checking.index.has_all().contests) continue;
      checking.problems.error(
          i < owner.contest_sources.size() ? owner.contest_sources[i] : owner.source,
          "there is no contest '" + id + "'",
          did_you_mean(id, checking.index.values_of("contest")));
    }
  }
}

/// Holds what is planned against what comes in on average, resource by resource.
void check_budgets(const Checking& checking, const Source* source) {
  for (const campaign::OwnerResource& resource : campaign::owner_resources(checking.scenario)) {
    const std::vector<double> covered =
        campaign::covered_shares(campaign::mean_supply(resource), resource.planned);
    const bool is_one = resource.kind == scenario::ResourceKind::money;
    for (std::size_t week = 0; week < covered.size(); ++week) {
      if (covered[week] >= 1 - 1e-9) continue;
      const double short_by = resource.planned[week] * (1 - covered[week]);
      checking.problems.error(
          source == nullptr ? resource.source : *source,
          fmt::format("'{}' is over budget: {} short by {} in week {} of {}, where {} planned",
                      resource.owner,
                      std::string(name_of(resource.kind)) + (is_one ? " falls" : " fall"),
                      amount(short_by), week + 1, covered.size(),
                      amount(resource.planned[week]) + (is_one ? " is" : " are")),
          "plan fewer attempts, or give more");
      break;
    }
  }
}

}  // namespace hustings
