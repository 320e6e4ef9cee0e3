#include "hustings/decide/vary.hpp"

#include <algorithm>
#include <iterator>

#include "hustings/core/contract.hpp"

namespace hustings {
namespace {

/// Points that are simulated in one pass: each keeps its own tallies per thread.
constexpr std::size_t kPointsAtOnce = 16;

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

void append_point(const WorldResult& world, VaryTally& tally) {
  append(tally.wins, world.tally.wins);
  append(tally.paired_wins, world.paired.wins);
  append(tally.share, world.tally.share);
  append(tally.share_difference, world.paired.share);
  append(tally.turnout, world.tally.turnout);
  for (const auto& seats : world.tally.seats) tally.sweeps.push_back(seats.back());
  for (const auto& at_least : world.paired.at_least) {
    tally.paired_sweeps.push_back(at_least.empty() ? PairedCount{} : at_least.back());
  }
  append(tally.events, world.tally.events);
  append(tally.paired_events, world.paired.events);
}

}  // namespace

scenario::WhatIf what_if_at(const scenario::Vary& vary, const std::vector<double>& amounts) {
  HUSTINGS_REQUIRE(amounts.size() == vary.inputs.size());
  scenario::WhatIf what_if{vary.source, "", {}};
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    what_if.changes.push_back(scenario::with_amount(vary.inputs[i].change, amounts[i]));
  }
  return what_if;
}

void check_varies(const scenario::Scenario& scenario, Problems& problems) {
  if (scenario.vary || problems.has_errors()) return;
  problems.error({scenario.source.place, "vary"}, "the scenario varies nothing",
                 "say what is to be moved under `vary`: hustings explain vary");
}

void check_vary(const WorldBuilder& worlds, const scenario::Vary& vary,
                const std::vector<std::vector<double>>& points, Problems& problems,
                const Observer& observer) {
  const std::size_t n_errors = problems.n_errors();
  Progress progress{.of = points.size(), .what = "points"};
  for (const auto& point : points) {
    worlds.check(what_if_at(vary, point), problems);
    ++progress.done;
    if (problems.n_errors() > n_errors || !tell(observer, progress)) return;
  }
}

void check_variation(const scenario::Scenario& scenario, Problems& problems,
                     const Observer& observer) {
  if (!scenario.vary || problems.has_errors()) return;
  Problems of_base;  // told already
  const WorldBuilder worlds(scenario, of_base);
  check_vary(worlds, *scenario.vary, design_points(*scenario.vary, scenario.seed), problems,
             observer);
}

VaryResult simulate_variation(const WorldBuilder& worlds, const scenario::Vary& vary,
                              const std::vector<std::vector<double>>& points, const RunPlan& plan,
                              const Observer& observer) {
  VaryResult result;
  for (const scenario::VaryInput& input : vary.inputs) result.tally.inputs.push_back(input.name);
  RunPlan pass = plan;
  pass.world_options.margin = false;
  pass.world_options.all_pairs_up_to = 0;
  std::uint64_t elections = plan.elections;
  for (std::size_t first = 0; first < points.size(); first += kPointsAtOnce) {
    const std::size_t end = std::min(points.size(), first + kPointsAtOnce);
    const PartOfWork part{first * elections, points.size() * elections, end - first};
    std::vector<Model> models;
    Problems none;
    for (std::size_t p = first; p < end; ++p) {
      models.push_back(worlds.build(what_if_at(vary, points[p]), none));
      append(result.tally.amounts, points[p]);
      result.base.complete = tell(observer, {.done = part.before, .of = part.of});
      if (!result.base.complete) return result;
    }
    none.throw_if_errors();
    std::vector<const Model*> pointers;
    for (const Model& model : models) pointers.push_back(&model);
    RunResult run = simulate(worlds.base(), pointers, pass, part_of(observer, part));
    if (!run.complete) {
      result.base.complete = false;
      return result;
    }
    for (const WorldResult& world : run.worlds) append_point(world, result.tally);
    if (first > 0) continue;
    run.worlds.clear();
    result.base = std::move(run);
    elections = result.tally.elections = result.base.tally.elections;
    pass.n_draws = 0;
    pass.options = pass.world_options;
  }
  return result;
}

}  // namespace hustings
