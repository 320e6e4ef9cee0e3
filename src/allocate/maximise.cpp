#include "allocate/maximise.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlopt.hpp>

#include "allocate/starts.hpp"

namespace hustings::allocate {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

/// Where a search of one goal stands: the set, the plan, what the goal comes to; below all where it
/// does not keep the floors.
struct Reached {
  OnSet on;
  std::vector<double> amounts;
  double value = kNever;
};

/// The search for the plan of one set at which one goal is largest, from one start.
///
/// Programmes that are on are the variables, each from 0 to 1 of its `most`; limits are linear
/// constraints, floors and what earlier goals must keep curved ones.
class LocalSearch {
 public:
  LocalSearch(const PlanProblem& problem, const OnSet& on, const std::vector<PlanFunction>& keep)
      : problem_(problem), on_(on), keep_(keep) {
    for (std::size_t g = 0; g < on.size(); ++g) {
      if (on[g] && problem.limits.most[g] > 0) variables_.push_back(g);
    }
  }

  /// Climbs at each width in turn and returns the best plan inside all limits.
  Reached climb(const PlanFunction& goal, std::vector<double> start, std::span<const double> widths,
                int most_steps) const {
    std::vector<double> at = std::move(start);
    for (const double width : widths) {
      if (!variables_.empty()) at = step_by_step(goal, at, width, most_steps);
    }
    return {on_, at, value_at(goal, at, widths.back())};
  }

  double value_at(const PlanFunction& goal, const std::vector<double>& amounts,
                  double width) const {
    for (const PlanFunction& floor : keep_) {
      if (floor(amounts, width, {}) < -problem_.floor_slack) return kNever;
    }
    return goal(amounts, width, {});
  }

 private:
  /// A function of the variables, and how far below 0 its sign is turned.
  struct Call {
    const LocalSearch* search;
    const PlanFunction* function;
    double width;
    double sign;
  };

  std::vector<double> amounts_of(const double* x) const {
    std::vector<double> amounts(on_.size(), 0.0);
    for (std::size_t i = 0; i < variables_.size(); ++i) {
      amounts[variables_[i]] = x[i] * problem_.limits.most[variables_[i]];
    }
    return amounts;
  }

  static double call(unsigned n, const double* x, double* slope, void* data) {
    const Call& call = *static_cast<const Call*>(data);
    const LocalSearch& search = *call.search;
    std::vector<double> gradient(slope == nullptr ? 0 : search.on_.size());
    const double value = (*call.function)(search.amounts_of(x), call.width, gradient);
    for (unsigned i = 0; i < n && slope != nullptr; ++i) {
      const std::size_t g = search.variables_[i];
      slope[i] = call.sign * gradient[g] * search.problem_.limits.most[g];
    }
    return call.sign * value;
  }

  /// One limit in the variables, over what it allows: sum of weights x - 1.
  struct Wall {
    std::vector<double> weights;
  };
  static double wall_value(unsigned n, const double* x, double* slope, void* data) {
    const Wall& wall = *static_cast<const Wall*>(data);
    double value = -1;
    for (unsigned i = 0; i < n; ++i) {
      value += wall.weights[i] * x[i];
      if (slope != nullptr) slope[i] = wall.weights[i];
    }
    return value;
  }

  /// The limits that bind anything: those that all programmes at their most would break.
  std::vector<Wall> walls() const {
    std::vector<Wall> all;
    for (const Limit& row : problem_.limits.rows) {
      double left = row.most;
      double most = 0;
      for (std::size_t g = 0; g < on_.size(); ++g) left -= on_[g] ? row.fixed[g] : 0;
      Wall wall;
      for (const std::size_t g : variables_) {
        wall.weights.push_back(row.per_unit[g] * problem_.limits.most[g]);
        most += wall.weights.back();
      }
      if (most <= left) continue;
      left = std::max(left, 1e-12 * most);  // nothing is left: all but at 0
      for (double& weight : wall.weights) weight /= left;
      all.push_back(std::move(wall));
    }
    return all;
  }

  std::vector<double> step_by_step(const PlanFunction& goal, const std::vector<double>& from,
                                   double width, int most_steps) const {
    const Limits& limits = problem_.limits;
    nlopt::opt search(nlopt::LD_SLSQP, static_cast<unsigned>(variables_.size()));
    std::vector<double> x;
    std::vector<double> low;
    for (const std::size_t g : variables_) {
      low.push_back(limits.least[g] / limits.most[g]);
      x.push_back(std::clamp(from[g] / limits.most[g], low.back(), 1.0));
    }
    Call aim{this, &goal, width, 1};
    std::vector<Wall> all_walls = walls();
    std::vector<Call> floors;
    for (const PlanFunction& floor : keep_) floors.push_back({this, &floor, width, -1});
    search.set_max_objective(call, &aim);
    search.set_lower_bounds(low);
    search.set_upper_bounds(std::vector<double>(x.size(), 1.0));
    for (Wall& wall : all_walls) search.add_inequality_constraint(wall_value, &wall, 1e-10);
    for (Call& floor : floors) search.add_inequality_constraint(call, &floor, 1e-8);
    search.set_ftol_rel(1e-10);
    search.set_xtol_rel(1e-8);
    search.set_maxeval(most_steps);
    double value = 0;
    try {
      search.optimize(x, value);
    } catch (const nlopt::roundoff_limited&) {  // x is then the best so far
    } catch (const std::runtime_error&) {
      return from;
    }
    const bool is_lost = std::ranges::any_of(x, [](double part) { return !std::isfinite(part); });
    if (is_lost) return from;
    std::vector<double> amounts = projected(limits, on_, amounts_of(x.data()));
    // A search that ends below where it began has lost its way.
    if (value_at(goal, amounts, width) < value_at(goal, from, width)) return from;
    return amounts;
  }

  const PlanProblem& problem_;
  const OnSet& on_;
  const std::vector<PlanFunction>& keep_;
  std::vector<std::size_t> variables_;
};

bool is_same(const Limits& limits, const std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t g = 0; g < a.size(); ++g) {
    if (std::abs(a[g] - b[g]) > 0.01 * limits.most[g]) return false;
  }
  return true;
}

OnSet on_in(const std::vector<double>& amounts) {
  OnSet on;
  for (const double amount : amounts) on.push_back(amount > 0);
  return on;
}

/// The whole search, goal by goal.
class Search {
 public:
  Search(const PlanProblem& problem, const Observer& observer)
      : problem_(problem), observer_(observer), keep_(problem.floors) {}

  PlanSearch run() && {
    const SetsToTry to_try = sets_of(problem_.limits, problem_.seed);
    sets_ = to_try.sets;
    found_.all_sets = to_try.all;
    std::vector<std::vector<double>> from = problem_.warm;
    for (std::size_t i = 0; i < problem_.goals.size(); ++i) {
      ends_.clear();
      search_sets(problem_.goals[i].value, from);
      if (!to_try.all) vary_sets(problem_.goals[i].value);
      if (is_stopped_) return {};
      std::ranges::stable_sort(ends_, std::greater<>(), &Reached::value);
      if (ends_.empty() || ends_.front().value == kNever) return std::move(found_);
      from.insert(from.begin(), ends_.front().amounts);
      const double least = ends_.front().value - problem_.goals[i].within;
      keep_.push_back([&goal = problem_.goals[i].value, least](
                          std::span<const double> amounts, double h, std::span<double> gradient) {
        return goal(amounts, h, gradient) - least;
      });
    }
    found_.n_sets = sets_.size();
    tell_found();
    return std::move(found_);
  }

 private:
  /// Tries every set; of many each from few starts and widely smoothed first.
  void search_sets(const PlanFunction& goal, const std::vector<std::vector<double>>& warm) {
    constexpr std::size_t kChosen = 4;
    constexpr std::size_t kFewStarts = 3;
    std::vector<OnSet> chosen = sets_;
    if (sets_.size() > kChosen) {
      std::vector<Reached> tried;
      const std::span<const double> wide(problem_.widths.data(), 1);
      for (const OnSet& on : sets_) {
        Reached best{on, {}, kNever};
        auto starts = starts_of(problem_.limits, on, 1, problem_.seed);
        starts.erase(starts.begin() + 1, starts.end() - (starts.size() > kFewStarts ? 2 : 0));
        for (auto& start : starts) take_better(climb(goal, on, std::move(start), wide, 60), best);
        tried.push_back(std::move(best));
        if (is_stopped_) return;
      }
      std::ranges::stable_sort(tried, std::greater<>(), &Reached::value);
      chosen.clear();
      for (std::size_t i = 0; i < kChosen; ++i) chosen.push_back(tried[i].on);
    }
    for (const std::vector<double>& start : warm) from_warm(goal, start);
    for (const OnSet& on : chosen) {
      for (auto& start : starts_of(problem_.limits, on, problem_.n_starts, problem_.seed)) {
        ends_.push_back(climb(goal, on, std::move(start), problem_.widths, 200));
        if (is_stopped_) return;
      }
    }
  }

  /// A warm plan counts as it is, and as where it leads.
  void from_warm(const PlanFunction& goal, const std::vector<double>& start) {
    if (!keeps(problem_.limits, start)) return;
    OnSet on = on_in(start);
    ends_.push_back(
        {on, start,
         LocalSearch(problem_, on, keep_).value_at(goal, start, problem_.widths.back())});
    for (std::size_t g = 0; g < on.size(); ++g) on[g] = on[g] || !problem_.limits.is_switched(g);
    ends_.push_back(climb(goal, on, start, {&problem_.widths.back(), 1}, 200));
  }

  /// Turns one switched programme on or off at a time, as long as that is better.
  void vary_sets(const PlanFunction& goal) {
    for (bool is_better = true; is_better && !is_stopped_;) {
      is_better = false;
      const auto best = std::ranges::max_element(ends_, {}, &Reached::value);
      if (best == ends_.end()) return;
      const Reached from = *best;
      for (std::size_t g = 0; g < from.on.size(); ++g) {
        if (!problem_.limits.is_switched(g)) continue;
        OnSet on = from.on;
        on[g] = !on[g];
        if (std::ranges::find(sets_, on) != sets_.end() || !is_possible(problem_.limits, on))
          continue;
        sets_.push_back(on);
        for (auto& start : starts_of(problem_.limits, on, 1, problem_.seed)) {
          ends_.push_back(climb(goal, on, std::move(start), problem_.widths, 100));
          is_better |= ends_.back().value > from.value + 1e-9;
        }
      }
    }
  }

  Reached climb(const PlanFunction& goal, const OnSet& on, std::vector<double> start,
                std::span<const double> widths, int most_steps) {
    ++n_done_;
    is_stopped_ = is_stopped_ || !tell(observer_, {n_done_, 0, "searches"});
    if (is_stopped_) return {on, std::move(start), kNever};
    return LocalSearch(problem_, on, keep_).climb(goal, std::move(start), widths, most_steps);
  }

  static void take_better(Reached end, Reached& best) {
    if (best.amounts.empty() || end.value > best.value) best = std::move(end);
  }

  void tell_found() {
    for (const Reached& end : ends_) {
      if (end.value == kNever) continue;
      const auto same = [&](const PlanFound& one) {
        return is_same(problem_.limits, one.amounts, end.amounts);
      };
      auto& to = found_.best.empty() ? found_.best : found_.others;
      if (std::ranges::any_of(found_.best, same) || std::ranges::any_of(found_.others, same))
        continue;
      PlanFound plan{end.amounts, {}};
      for (const Goal& goal : problem_.goals) {
        plan.values.push_back(goal.value(plan.amounts, problem_.widths.back(), {}));
      }
      to.push_back(std::move(plan));
    }
  }

  const PlanProblem& problem_;
  const Observer& observer_;
  std::vector<PlanFunction> keep_;
  std::vector<OnSet> sets_;
  std::vector<Reached> ends_;
  PlanSearch found_;
  std::uint64_t n_done_ = 0;
  bool is_stopped_ = false;
};

}  // namespace

PlanSearch maximise(const PlanProblem& problem, const Observer& observer) {
  return Search(problem, observer).run();
}

std::vector<double> equal_plan(const Limits& limits) {
  OnSet on(limits.n(), true);
  for (bool is_settled = false; !is_settled;) {
    is_settled = true;
    double n = 0;
    for (const bool is_on : on) n += is_on ? 1 : 0;
    std::vector<double> amounts(limits.n(), 0.0);
    for (std::size_t g = 0; g < limits.n(); ++g) {
      if (!on[g]) continue;
      amounts[g] = most_of(limits, on, g, 1 / n);
      if (amounts[g] >= limits.least[g] && amounts[g] > 0) continue;
      on[g] = false;
      is_settled = false;
      break;
    }
    if (is_settled) return amounts;
  }
  return {};
}

}  // namespace hustings::allocate
