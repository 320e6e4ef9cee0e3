#include "hustings/allocate/allocation.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "allocate/coverage_floor.hpp"
#include "allocate/headline_objective.hpp"
#include "allocate/plan_limits.hpp"
#include "allocate/plan_values.hpp"
#include "allocate/plan_worlds.hpp"
#include "allocate/response_table.hpp"
#include "hustings/random/name.hpp"

namespace hustings {
namespace {

using namespace allocate;

constexpr std::size_t kKnots = 8;         ///< amounts at which each programme is simulated alone
constexpr double kMostBudget = 2;         ///< of the frontier, and so of the tables
constexpr int kFrontierPoints = 11;       ///< from nothing to kMostBudget
constexpr double kMoreOfResource = 0.05;  ///< part by which a resource is moved
constexpr int kMostRounds = 4;            ///< in which the table is anchored anew

/// One search, step by step; throws Stopped where the observer ends it.
class Allocating {
 public:
  Allocating(const scenario::Scenario& training, const scenario::Allocate& asked,
             const AllocationSearch& search, Problems& problems, const Observer& observer)
      : scenario_(training),
        asked_(asked),
        search_(search),
        observer_(observer),
        programmes_(planned_programmes(training, asked_.owner)),
        worlds_(training, asked_.owner, programmes_, problems) {
    if (problems.has_errors()) return;
    check_asked(problems);
    if (problems.has_errors()) return;
    values_.emplace(worlds_, asked_, search_, observer_);
    limits_ = limits_at({});
    check_limited(problems);
  }

  Allocation run(Problems& problems) {
    fill_table();
    if (!find_best()) {
      problems.error(asked_.coverage ? asked_.coverage->source : asked_.source,
                     "no plan that is possible keeps the floor of coverage",
                     "a lower `least`, or programmes for those who are left out");
      return {};
    }
    refine();
    spare();
    trace_frontier();
    tell_asked();
    tell_others();
    weigh_resources();
    return std::move(made_);
  }

 private:
  void check_asked(Problems& problems) const {
    if (programmes_.empty()) {
      problems.error(asked_.owner_source,
                     "owner '" + asked_.owner + "' has no programme that can be planned");
    }
    for (const scenario::Objective& objective : asked_.objectives) {
      const auto* event = std::get_if<scenario::EventObjective>(&objective.kind);
      if (event == nullptr || is_of_margins(worlds_.base(), event->name)) continue;
      problems.error(
          objective.source, "no plan can be looked for by event '" + event->name + "'",
          "it may be of who wins, of slates that win so many, and of margins of candidates");
    }
  }

  void check_limited(Problems& problems) const {
    for (std::size_t g = 0; g < programmes_.size(); ++g) {
      if (std::isfinite(limits_.limits.most[g])) continue;
      problems.error(
          scenario_.programmes[programmes_[g].index].source,
          "programme '" + programmes_[g].id + "': nothing limits its " + programmes_[g].unit,
          "give it a `most`, or its owner `resources`");
    }
  }

  void tell_asked() {
    made_.owner = asked_.owner;
    made_.objectives = asked_.objectives;
    for (const auto& objective : made_.objectives)
      made_.objective_names.push_back(allocate::name_of(objective));
    made_.programmes = programmes_;
    for (std::size_t g = 0; g < programmes_.size(); ++g)
      made_.programmes[g].most = limits_.limits.most[g];
    made_.training = search_.training;
    made_.best = values_->told(best_);
  }

  PlanLimits limits_at(const Supplies& supplies) const {
    const std::vector<double> none(programmes_.size(), 0.0);
    return plan_limits(supplies.times == 1 ? scenario_ : worlds_.changed(none, supplies), asked_,
                       programmes_);
  }

  /// Simulates each programme alone at its knots, with resources for the whole frontier.
  void fill_table() {
    const Supplies most{kMostBudget, {}};
    const Limits limits = limits_at(most).limits;
    const std::vector<double> none(programmes_.size(), 0.0);
    table_.emplace(values_->simulate(none), values_->terms().terms.size(), search_.training);
    if (asked_.coverage) reach_.emplace(worlds_.base(), asked_.owner);
    for (std::size_t g = 0; g < programmes_.size(); ++g) {
      std::vector<double> knots{0};
      std::vector<std::vector<float>> at_knots;
      for (std::size_t k = 1; k <= kKnots && limits.most[g] > 0; ++k) {
        const double part = static_cast<double>(k) / static_cast<double>(kKnots);
        knots.push_back(limits.most[g] * part * std::sqrt(part));
      }
      if (reach_) reach_->begin_programme(programmes_[g].id, knots);
      for (std::size_t k = 1; k < knots.size(); ++k) {
        std::vector<double> amounts = none;
        amounts[g] = knots[k] * (1 - 1e-9);
        at_knots.push_back(values_->simulate(amounts, most));
        if (reach_) reach_->add_knot(worlds_.model_of(amounts, most));
      }
      table_->add_programme(std::move(knots), at_knots);
    }
    if (reach_) floors_ = reach_->floors(asked_.coverage->by, asked_.coverage->least);
  }

  PlanProblem problem_at(const Limits& limits) const {
    PlanProblem problem{limits, {}, floors_};
    for (std::size_t i = 0; i < values_->terms().aims.size(); ++i) {
      problem.goals.push_back(
          {[this, i](std::span<const double> amounts, double h, std::span<double> gradient) {
             return table_->mean(values_->terms().aims[i], amounts, h, gradient);
           },
           asked_.objectives[i].within});
    }
    problem.seed = scenario_.seed;
    return problem;
  }

  PlanSearch searched(const PlanProblem& problem) {
    PlanSearch found = maximise(problem, [this](const Progress&) {
      values_->go_on();
      return true;
    });
    return found;
  }

  bool is_possible(const std::vector<double>& amounts, const Limits& limits) const {
    if (!keeps(limits, amounts)) return false;
    return std::ranges::all_of(
        floors_, [&](const PlanFunction& floor) { return floor(amounts, 0, {}) >= -1e-6; });
  }

  std::vector<double> written() const {
    std::vector<double> amounts;
    for (const PlannedProgramme& one : programmes_) {
      const scenario::Programme& programme = scenario_.programmes[one.index];
      amounts.push_back(programme.off ? 0 : programme.attempts.value_or(0));
    }
    return amounts;
  }

  bool find_best() {
    PlanProblem problem = problem_at(limits_.limits);
    for (const auto& plan : {written(), equal_plan(limits_.limits)}) {
      if (is_possible(plan, limits_.limits)) problem.warm.push_back(plan);
    }
    PlanSearch found = searched(problem);
    made_.n_sets = found.n_sets;
    made_.is_proven = found.all_sets;
    if (found.best.empty()) return false;
    std::vector<std::vector<double>> plans = problem.warm;
    plans.push_back(found.best.front().amounts);
    constexpr std::size_t kOthers = 5;
    for (std::size_t i = 0; i < std::min(kOthers, found.others.size()); ++i) {
      others_.push_back(found.others[i].amounts);
      plans.push_back(found.others[i].amounts);
    }
    best_ = (*values_)(plans.front());
    for (const auto& plan : plans) take_if_better((*values_)(plan));
    return true;
  }

  bool take_if_better(const Valued& plan) {
    if (!values_->is_better(plan, best_)) return false;
    best_ = plan;
    return true;
  }

  /// Plans beside the best, to see by simulation how each programme moves it there: with a little
  /// less of what is on; with a little of what is off, paid for by all others.
  std::vector<ResponseTable::Beside> beside_best() {
    std::vector<ResponseTable::Beside> beside;
    const Limits& limits = limits_.limits;
    const auto add = [&](std::size_t g, const std::vector<double>& amounts) {
      beside.push_back({g, amounts, values_->simulate(amounts)});
    };
    for (std::size_t g = 0; g < programmes_.size(); ++g) {
      const double room = best_.amounts[g] - limits.least[g];
      if (best_.amounts[g] <= 0 || room < 0.01 * limits.most[g]) continue;
      std::vector<double> less = best_.amounts;
      less[g] -= std::min(room, 0.1 * limits.most[g]) * (1 - 1e-9);
      add(g, less);
    }
    for (std::size_t g = 0; g < programmes_.size(); ++g) {
      if (best_.amounts[g] > 0 || limits.most[g] <= 0 || limits.is_switched(g)) continue;
      for (double part = 0; part <= 0.5; part += 0.05) {
        std::vector<double> more = best_.amounts;
        for (double& amount : more) amount *= 1 - part;
        more[g] = 0.05 * limits.most[g];
        if (!keeps(limits, more)) continue;
        add(g, more);
        break;
      }
    }
    return beside;
  }

  /// Anchors the table at the best plan and looks again, until the engine sees nothing better.
  void refine() {
    for (int round = 0; round < kMostRounds; ++round) {
      table_->anchor(best_.amounts, best_.terms, beside_best());
      PlanProblem problem = problem_at(limits_.limits);
      problem.warm = {best_.amounts};
      problem.n_starts = 4;
      const PlanSearch found = searched(problem);
      if (found.best.empty()) return;
      const std::vector<double>& next = found.best.front().amounts;
      const std::vector<double> from = best_.amounts;
      bool is_moved = take_if_better((*values_)(next));
      for (double part = 0.5; !is_moved && part > 0.2; part /= 2) {
        std::vector<double> between = from;
        for (std::size_t g = 0; g < between.size(); ++g) between[g] += part * (next[g] - from[g]);
        is_moved = is_possible(values_->whole(between), limits_.limits) &&
                   take_if_better((*values_)(between));
      }
      if (!is_moved) return;
    }
  }

  /// Leaves out what serves nothing.
  void spare() {
    for (std::size_t g = 0; g < programmes_.size(); ++g) {
      std::vector<double> less = best_.amounts;
      less[g] = 0;
      if (best_.amounts[g] <= 0 || !is_possible(less, limits_.limits)) continue;
      const Valued& spared = (*values_)(less);
      if (!values_->is_better(best_, spared)) best_ = spared;
    }
  }

  /// The best plan where there is more or less, by the table; valued by the engine, as are plans
  /// that are known already.
  Valued best_with(const Supplies& supplies, const std::vector<std::vector<double>>& known) {
    const Limits limits = limits_at(supplies).limits;
    PlanProblem problem = problem_at(limits);
    problem.n_starts = 2;
    std::vector<std::vector<double>> plans;
    for (const std::vector<double>& plan : known) {
      OnSet on;
      for (const double amount : plan) on.push_back(amount > 0);
      if (is_possible(plan, limits)) plans.push_back(plan);
      if (allocate::is_possible(limits, on)) problem.warm.push_back(projected(limits, on, plan));
    }
    const PlanSearch found = searched(problem);
    if (!found.best.empty()) plans.push_back(found.best.front().amounts);
    const std::vector<double> none(programmes_.size(), 0.0);
    Valued best = (*values_)(plans.empty() ? none : plans.front(), supplies);
    for (const std::vector<double>& plan : plans) {
      const Valued& one = (*values_)(plan, supplies);
      if (values_->is_better(one, best)) best = one;
    }
    return best;
  }

  /// With each part of what there is the best plan; what less buys, more buys, too.
  void trace_frontier() {
    if (limits_.resources.empty()) return;
    std::vector<std::vector<double>> known;
    for (int i = 0; i < kFrontierPoints; ++i) {
      const double times = kMostBudget * i / (kFrontierPoints - 1);
      const bool is_all = times == 1;
      if (is_all || times > 1) known.push_back(best_.amounts);
      Valued point = times == 0 ? (*values_)(std::vector<double>(programmes_.size(), 0.0))
                     : is_all   ? best_
                                : best_with({times, {}}, known);
      if (is_all && !known.empty()) {
        for (const auto& plan : known) take_if_better((*values_)(plan));
        point = best_;
      }
      known = {point.amounts};
      made_.frontier.push_back({times, values_->told(point)});
    }
  }

  void tell_others() {
    const std::vector<double> equal = equal_plan(limits_.limits);
    made_.is_written_possible = is_possible(written(), limits_.limits);
    made_.is_equal_possible = is_possible(equal, limits_.limits);
    made_.none = values_->told((*values_)(std::vector<double>(programmes_.size(), 0.0)));
    made_.written = values_->told((*values_)(written()));
    made_.equal = values_->told((*values_)(equal));
    if (made_.is_written_possible) tell_tie("as written", written());
    if (made_.is_equal_possible) tell_tie("equal parts", equal);
    for (const auto& plan : others_) tell_tie("", plan);
  }

  /// Names a plan that is less than two standard errors behind the best, and not the same.
  void tell_tie(const std::string& name, const std::vector<double>& amounts) {
    const Valued& plan = (*values_)(amounts);
    const auto same = [&](const TiedPlan& tie) { return tie.plan.amounts == plan.amounts; };
    if (plan.amounts == best_.amounts || std::ranges::any_of(made_.ties, same)) return;
    const Aim& aim = values_->terms().aims.front();
    const std::vector<double> best = values_->of_each(aim, best_, 0);
    const MeanError behind = mean_difference(best, values_->of_each(aim, plan, 0));
    if (behind.mean > 2 * behind.error) return;
    made_.ties.push_back({name, values_->told(plan), behind.mean, behind.error});
  }

  void weigh_resources() {
    for (const OwnedResource& resource : limits_.resources) {
      ResourceWorth worth{asked_.owner, resource.kind, resource.has};
      worth.used = used_of(scenario_, programmes_, resource.kind, best_.amounts);
      worth.per = resource.kind == scenario::ResourceKind::money      ? 1000
                  : resource.kind == scenario::ResourceKind::captains ? 10
                                                                      : 100;
      const Supplies less{1 - kMoreOfResource, resource.kind};
      const Supplies more{1 + kMoreOfResource, resource.kind};
      // What is left over in a plan moves it nowhere, whatever the search would find.
      const bool is_slack = is_possible(best_.amounts, limits_at(less).limits);
      const Valued with_less =
          is_slack ? (*values_)(best_.amounts, less) : best_with(less, {best_.amounts});
      const Valued with_more = is_slack ? (*values_)(best_.amounts, more)
                                        : best_with(more, {best_.amounts, with_less.amounts});
      const Aim& aim = values_->terms().aims.front();
      const MeanError moved = mean_difference(values_->of_each(aim, with_more, kWidth),
                                              values_->of_each(aim, with_less, kWidth));
      const double step = 2 * kMoreOfResource * resource.has;
      if (step > 0) worth.worth = moved.mean / step * worth.per;
      if (step > 0) worth.error = moved.error / step * worth.per;
      made_.worth.push_back(worth);
    }
  }

  const scenario::Scenario& scenario_;
  const scenario::Allocate& asked_;
  const AllocationSearch& search_;
  const Observer& observer_;
  std::vector<PlannedProgramme> programmes_;
  PlanWorlds worlds_;
  std::optional<PlanValues> values_;
  PlanLimits limits_;
  std::optional<ResponseTable> table_;
  std::optional<ReachTable> reach_;
  std::vector<PlanFunction> floors_;
  Valued best_;
  std::vector<std::vector<double>> others_;
  Allocation made_;
};

}  // namespace

Allocation allocate_plan(const scenario::Scenario& scenario, const scenario::Allocate& asked,
                         const AllocationSearch& search, Problems& problems,
                         const Observer& observer) {
  scenario::Scenario training = scenario;
  training.seed = name_hash({"allocate", std::to_string(scenario.seed)});
  training.what_ifs.clear();
  scenario::Allocate wanted = asked;
  if (wanted.objectives.empty()) {
    const auto headline = headline_objective(scenario, search, problems);
    if (headline) wanted.objectives = {*headline};
  }
  if (problems.has_errors()) return {};
  try {
    Allocating allocating(training, wanted, search, problems, observer);
    if (problems.has_errors()) return {};
    return allocating.run(problems);
  } catch (const Stopped&) {
    return {};
  }
}

}  // namespace hustings
