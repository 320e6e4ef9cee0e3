#include "hustings/decide/vary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

#include "hustings/core/contract.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/engine/block_ranges.hpp"
#include "hustings/summary/numbers.hpp"
#include "tally/integers.hpp"

namespace hustings {
namespace {

/// Points that are simulated in one pass: each keeps its own tallies per thread.
constexpr std::size_t kPointsAtOnce = 16;

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

/// Adds what a point comes to. Of histograms only the moments are kept, and of delegates, which may
/// be thousands; seats are few and kept whole.
void append_point(const WorldResult& world, const Extents& extents, VaryTally& tally) {
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const Quantity& quantity = quantities()[q];
    if (!quantity.varied) continue;
    const Column& from = world.tally.columns[q];
    Column& to = tally.columns[q];
    append(to.sums, from.sums);
    if (quantity.kept == Kept::count || QuantityId(q) == kSeats) {
      append(to.counts, from.counts);
    } else if (quantity.kept == Kept::numbers) {
      const std::size_t width = extents.width(quantity.across);
      for (std::size_t at = 0; at < from.counts.size(); at += width) {
        to.sums.push_back(moments_of(std::span(from.counts).subspan(at, width)));
      }
    }
    append(tally.paired[q].counts, world.paired.columns[q].counts);
    append(tally.paired[q].differences, world.paired.columns[q].differences);
  }
}

/// A run that was stopped: some points have elections that others have not.
VaryResult without_blocks(VaryResult result) {
  result.base.blocks.clear();
  return result;
}

/// Reports what is wrong at the first bad point. What is not wrong at the points' other end hangs
/// on the amounts, which are told then: `at knock attempts = 0`.
void report_point(const WorldBuilder& worlds, const scenario::Vary& vary,
                  const std::vector<std::vector<double>>& points, std::size_t bad,
                  Problems& problems) {
  const auto errors_at = [&](std::size_t point) {
    Problems found;
    worlds.check(what_if_at(vary, points[point]), found);
    return found.sorted();
  };
  const std::vector<Problem> elsewhere = errors_at(bad + 1 < points.size() ? points.size() - 1 : 0);
  std::string amounts;
  for (std::size_t i = 0; i < vary.inputs.size(); ++i) {
    amounts +=
        fmt::format("{}{} = {:g}", i == 0 ? ", at " : ", ", vary.inputs[i].name, points[bad][i]);
  }
  for (const Problem& problem : errors_at(bad)) {
    if (problem.severity != Severity::error) continue;
    const bool is_everywhere = std::ranges::count(elsewhere, problem) > 0;
    problems.error({problem.place, problem.path}, problem.problem + (is_everywhere ? "" : amounts),
                   problem.suggestion);
  }
}

}  // namespace

WorldResult VaryTally::point(std::size_t point) const {
  WorldResult world;
  world.tally.elections = world.paired.elections = elections;
  const auto part = [point, n = n_points()](const auto& all) {
    const auto size = static_cast<std::ptrdiff_t>(all.size() / n);
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(point) * size;
    return std::decay_t<decltype(all)>(begin, begin + size);
  };
  for (std::size_t q = 0; q < columns.size(); ++q) {
    world.tally.columns[q].counts = part(columns[q].counts);
    world.tally.columns[q].sums = part(columns[q].sums);
    world.paired.columns[q].counts = part(paired[q].counts);
    world.paired.columns[q].differences = part(paired[q].differences);
  }
  return world;
}

void add_checked(VaryTally& to, const VaryTally& from) {
  const AddChecked add;
  const auto same = [](bool holds, const std::string& dataset) {
    if (!holds) throw Failure(ExitCode::bad_data, dataset + " is not the same as before");
  };
  same(to.inputs == from.inputs, "/input");
  same(to.changes == from.changes, "/vary/change");
  same(to.amounts == from.amounts, "/vary/amount");
  add({"/tally/", "vary_elections"}, to.elections, from.elections);
  for (std::size_t q = 0; q < to.columns.size(); ++q) {
    const DatasetName name{"/tally/vary_", quantities()[q].moved_name()};
    add(name, to.columns[q].counts, from.columns[q].counts);
    add(name, to.columns[q].sums, from.columns[q].sums);
    add(name, to.paired[q].counts, from.paired[q].counts);
    add(name, to.paired[q].differences, from.paired[q].differences);
  }
}

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
  Progress progress{.of = points.size(), .what = "points"};
  for (std::size_t p = 0; p < points.size(); ++p) {
    Problems of_point;
    worlds.check(what_if_at(vary, points[p]), of_point);
    ++progress.done;
    if (of_point.has_errors()) return report_point(worlds, vary, points, p, problems);
    if (!tell(observer, progress)) return;
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
  for (const scenario::VaryInput& input : vary.inputs) {
    result.tally.inputs.push_back(input.name);
    result.tally.changes.push_back(scenario::change_and_over(input.change));
  }
  const Extents extents(labels_of(worlds.base()), 0);
  RunPlan pass = plan;
  pass.world_options.margin = false;
  pass.world_options.all_pairs_up_to = 0;
  std::uint64_t elections =
      plan.blocks.empty() ? plan.elections : elections_in(plan.blocks, plan.elections);
  for (std::size_t first = 0; first < points.size(); first += kPointsAtOnce) {
    const std::size_t end = std::min(points.size(), first + kPointsAtOnce);
    const PartOfWork part{first * elections, points.size() * elections, end - first};
    std::vector<Model> models;
    Problems none;
    for (std::size_t p = first; p < end; ++p) {
      models.push_back(worlds.build(what_if_at(vary, points[p]), none));
      append(result.tally.amounts, points[p]);
      result.base.complete = tell(observer, {.done = part.before, .of = part.of});
      if (!result.base.complete) return without_blocks(std::move(result));
    }
    none.throw_if_errors();
    std::vector<const Model*> pointers;
    for (const Model& model : models) pointers.push_back(&model);
    RunResult run = simulate(worlds.base(), pointers, pass, part_of(observer, part));
    if (!run.complete && points.size() > kPointsAtOnce) {
      result.base.complete = false;
      return without_blocks(std::move(result));
    }
    for (const WorldResult& world : run.worlds) append_point(world, extents, result.tally);
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
