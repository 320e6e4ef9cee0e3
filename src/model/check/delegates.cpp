#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/thousands.hpp"
#include "hustings/model/count_plan.hpp"
#include "model/check/checking.hpp"
#include "model/delegate_seats.hpp"

namespace hustings {
namespace {

using scenario::Contest;
using scenario::Delegates;
using scenario::Pool;

/// Registered voters by district.
std::map<std::string, std::uint64_t> registered_in(const scenario::Scenario& scenario) {
  std::map<std::string, std::uint64_t> registered;
  for (const scenario::Universe& universe : scenario.universes) {
    registered[universe.district] += universe.registered;
  }
  return registered;
}

/// Tells whether all rows of the pool's table could be read, so that a missing district is missing.
bool is_readable(const Pool& pool, const scenario::Scenario& scenario) {
  return !pool.table || scenario.seat_tables[*pool.table].readable;
}

/// Writes `district 'A'`, or `3 districts: A, B, C`.
std::string these(const std::vector<std::string>& districts) {
  if (districts.size() == 1) return "district '" + districts.front() + "'";
  return counted(districts.size(), "district") + ": " + listed(districts);
}

/// Every district must have a number of delegates, and voters to win them from.
void check_districts(const Contest& contest, const Pool& pool, const Checking& checking) {
  const scenario::Scenario& scenario = checking.scenario;
  const DistrictDelegates delegates(scenario, pool);
  const auto registered = registered_in(scenario);
  std::vector<std::string> without_row;
  std::vector<std::string> without_voters;
  for (const scenario::District& district : scenario.districts) {
    if (district.id.empty() || !votes_in(contest, district.id)) continue;
    const auto voters = registered.find(district.id);
    const bool is_empty = voters == registered.end() || voters->second == 0;
    if (!delegates.has(district.id)) without_row.push_back(district.id);
    if (delegates(district.id) > 0 && is_empty) without_voters.push_back(district.id);
  }
  if (!without_row.empty()) {
    checking.problems.error(pool.seats_source, "'" + scenario.seat_tables[*pool.table].name +
                                                   "' has no row for " + these(without_row));
  }
  if (!without_voters.empty() && checking.index.has_all().universes) {
    checking.problems.error(
        pool.seats_source, "nobody is registered to win the delegates of " + these(without_voters));
  }
}

/// Checks that a pool has delegates: its own, or those of some district of its contest.
void check_pool(const Contest& contest, const Pool& pool, const Checking& checking) {
  if (!is_readable(pool, checking.scenario)) return;
  const std::size_t n_errors = checking.problems.n_errors();
  if (pool.per_district) check_districts(contest, pool, checking);
  if (checking.problems.n_errors() > n_errors) return;
  if (pool_delegates(checking.scenario, contest, pool) == 0) {
    checking.problems.error(pool.seats_source, "pool '" + pool.name + "' has no delegates");
  }
}

/// Contests that take seats from a table, be it in a what-if.
std::set<std::string> takers_of(std::size_t table, const Checking& checking) {
  std::set<std::string> takers;
  const auto add = [&](const std::string& contest, const scenario::CountRule& count) {
    const auto* rule = std::get_if<Delegates>(&count);
    const bool takes =
        rule != nullptr && std::any_of(rule->pools.begin(), rule->pools.end(),
                                       [&](const Pool& pool) { return pool.table == table; });
    if (takes && checking.index.contest(contest)) takers.insert(contest);
  };
  for (const Contest& contest : checking.scenario.contests) add(contest.id, contest.count);
  for (const scenario::WhatIf& world : checking.scenario.what_ifs) {
    for (const scenario::Change& change : world.changes) {
      const auto* count = std::get_if<scenario::CountChange>(&change.kind);
      if (count != nullptr) add(count->contest, count->to);
    }
  }
  return takers;
}

}  // namespace

void check_delegates(const Contest& contest, const Delegates& rule, const Checking& checking) {
  refuse_repeated(
      rule.pools, "pool", [](const Pool& pool) { return pool.name; }, checking.problems);
  if (contest.recount) {
    checking.problems.error(contest.source, "a contest that awards delegates has no recount",
                            "leave `recount` out: its margin is in delegates");
  }
  if (rule.pools.empty()) {
    checking.problems.error(rule.source, "no pool of delegates is given");
  }
  if (!checking.index.has_all().districts) return;
  for (const Pool& pool : rule.pools) check_pool(contest, pool, checking);
  const std::uint64_t all = contest_delegates(checking.scenario, contest);
  if (all <= kMostDelegates) return;
  checking.problems.error(
      rule.source, fmt::format("{} delegates in one contest, more than {}", all, kMostDelegates));
}

void check_seat_tables(const Checking& checking) {
  const scenario::Scenario& scenario = checking.scenario;
  for (std::size_t t = 0; t < scenario.seat_tables.size(); ++t) {
    const std::set<std::string> takers = takers_of(t, checking);
    Causes causes;
    for (const scenario::DistrictSeats& row : scenario.seat_tables[t].rows) {
      const bool exists = static_cast<bool>(checking.index.district(row.district));
      if (!exists && !checking.index.has_all().districts) continue;
      if (!exists) {
        causes.add("there is no district '" + row.district + "'", row.source, "",
                   did_you_mean(row.district, checking.index.values_of("district")));
      } else if (std::none_of(takers.begin(), takers.end(), [&](const std::string& contest) {
                   return votes_in(
                       checking.scenario.contests[checking.index.contest(contest).index()],
                       row.district);
                 })) {
        causes.add("a district votes in no contest that takes its seats from this table",
                   row.source, row.district);
      }
    }
    causes.report(checking.problems, "row");
  }
}

}  // namespace hustings
