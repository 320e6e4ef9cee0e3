#include <fmt/format.h>

#include <algorithm>

#include "core/thousands.hpp"
#include "model/campaign/budgets.hpp"
#include "model/campaign/fundraising.hpp"
#include "model/check/checking.hpp"

namespace hustings {
namespace {

using campaign::OwnersMoney;

constexpr double kRadiusError = 1e-9;

const scenario::Fundraising* raising_of(const scenario::Owner& owner, Source& source) {
  for (const scenario::Resource& resource : owner.resources) {
    const auto* income = std::get_if<scenario::Income>(&resource.supply);
    if (income == nullptr || !income->raising) continue;
    source = resource.source;
    return &*income->raising;
  }
  return nullptr;
}

bool has_edge(const scenario::Endorsements& endorsements, const std::string& label) {
  return std::ranges::any_of(endorsements.edges, [&](const scenario::Endorsement& edge) {
    return std::ranges::find(edge.candidates, label) != edge.candidates.end();
  });
}

/// Warns of keys that do nothing: money above plan comes from pushes, from others, or from what is
/// reinvested.
void check_sources(const scenario::Owner& owner, const scenario::Fundraising& raising,
                   const Source& source, Problems& problems) {
  if (raising.reinvest == 0 && raising.yield > 0) {
    problems.warning(source, "'" + owner.id + "': its yield says nothing, as nothing is reinvested",
                     "say which share with `reinvest`");
  } else if (raising.pushes.empty() && raising.pass == 0 && raising.reinvest == 0) {
    problems.warning(source, "'" + owner.id + "': nothing is raised above plan",
                     "give `pushes`, or `reinvest` with a `yield`");
  }
}

void check_owner(const scenario::Owner& owner, const Checking& checking) {
  const std::string label = owner.contest + "/" + owner.candidate;
  if (!owner.candidate.empty()) check_candidate_name(label, owner.candidate_source, checking);
  Source source;
  const scenario::Fundraising* const raising = raising_of(owner, source);
  if (raising == nullptr) return;
  check_sources(owner, *raising, source, checking.problems);
  if (raising->pass > 0 && owner.candidate.empty()) {
    checking.problems.error(source,
                            "'" + owner.id +
                                "': money passes between candidates who endorse each "
                                "other, and it has no candidate",
                            "say whose money it is: candidate: contest/candidate");
  } else if (raising->pass > 0 && !has_edge(checking.scenario.endorsements, label)) {
    checking.problems.error(
        source, "'" + owner.id + "': nobody endorses '" + label + "', so no money passes to it",
        "list who does under endorsements.edges, or leave `pass` out");
  }
  const int weeks = campaign::campaign_weeks(checking.scenario);
  for (const scenario::Push& push : raising->pushes) {
    if (push.week <= weeks) continue;
    checking.problems.error(
        push.source,
        fmt::format("week {} is after the campaign, which has {}", push.week,
                    counted(static_cast<std::size_t>(weeks), "week")),
        "weeks are counted from 1, the first of the campaign; calendar.weeks says how many there "
        "are");
  }
}

}  // namespace

/// Reports each part of the graph of owners in which money grows without end.
void check_money_growth(const Checking& checking, const Source* source) {
  const OwnersMoney money = campaign::owners_money(checking.scenario, 1);
  for (const auto& part : connected_parts(money.graph)) {
    std::vector<scenario::Fundraising> raising;
    std::vector<std::string> names;
    for (const std::size_t i : part) {
      raising.push_back(money.raising[i]);
      names.push_back(money.owners[i]);
    }
    const double radius = campaign::money_growth(raising, edges_within(money.graph, part));
    if (radius < 1 - kRadiusError) continue;
    checking.problems.error(
        source == nullptr ? money.sources[part.front()] : *source,
        fmt::format("money of {} grows without end: the spectral radius of keep + pass x "
                    "endorsements + reinvest x yield is {:.6g}, and must be below 1",
                    listed(names), radius),
        "lower keep, pass, reinvest or yield");
  }
}

void check_money(const Checking& checking) {
  for (const scenario::Owner& owner : checking.scenario.owners) check_owner(owner, checking);
  check_money_growth(checking, nullptr);
}

}  // namespace hustings
