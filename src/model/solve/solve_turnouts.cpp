#include "model/solve/solve_turnouts.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "hustings/random/name.hpp"
#include "model/matching.hpp"
#include "model/solve/turnout_centre.hpp"
#include "random/math.hpp"

namespace hustings {
namespace {

using scenario::Turnout;
using scenario::TurnoutInterval;
using scenario::TurnoutLogOdds;
using scenario::TurnoutMean;

/// Everything a universe's solution depends on: equal keys are solved once.
///
///     kind 0  {mean, sd}         a = mean [share]       b = sd [share]
///     kind 1  {mean}             a = mean [share]       b = own sd, the default [log-odds]
///     kind 2  {interval, level}  a, b = low, high [share]   c = level
///     kind 3  {log_odds}         a = centre [log-odds]
struct Question {
  int kind = 0;
  double a = 0;
  double b = 0;
  double c = 0;
  SharedVariance shared;
  friend auto operator<=>(const Question&, const Question&) = default;
};

/// What a question comes to: a centre, or why there is none.
struct Answer {
  TurnoutCentre centre;
  bool solved = true;
  double smallest_sd = 0;  ///< with no noise of the universe's own, where not solved
};

Question question(const Turnout& turnout, const SharedVariance& shared, double default_sd) {
  if (const auto* mean = std::get_if<TurnoutMean>(&turnout)) {
    return mean->sd ? Question{0, mean->mean, *mean->sd, 0, shared}
                    : Question{1, mean->mean, default_sd, 0, shared};
  }
  if (const auto* interval = std::get_if<TurnoutInterval>(&turnout)) {
    return {2, interval->low, interval->high, interval->level, shared};
  }
  return {3, std::get<TurnoutLogOdds>(turnout).log_odds, 0, 0, shared};
}

/// Answers a question as the table of docs/method.md, "Turnout mean and sd", says.
///
/// Law of an interval: centre (logit low + logit high) / 2, total sd sigma = (logit high - logit
/// low) / (2 z), z the normal quantile at (1 + level) / 2; the own variance is sigma^2 less the
/// shared one. The quantiles are those of a normal law: with t tails they hold for its variance,
/// not for its ends.
Answer solve(const TurnoutSolver& solver, const Question& q) {
  if (q.kind == 0) {
    const auto centre = solver.with_mean_and_sd(q.a, q.b, q.shared);
    if (centre) return {*centre, true, 0};
    return {{}, false, solver.with_mean(q.a, 0, q.shared).sd};
  }
  if (q.kind == 1) return {solver.with_mean(q.a, q.b, q.shared), true, 0};
  if (q.kind == 3) return {solver.moments(q.a, 0, q.shared), true, 0};
  const double low = exact::logit(q.a);
  const double high = exact::logit(q.b);
  const double sigma = (high - low) / (2 * exact::normal_quantile(0.5 * (1 + q.c)));
  const double own = sigma * sigma - q.shared.total();
  if (own < 0) return {{}, false, std::sqrt(q.shared.total())};
  return {solver.moments(0.5 * (low + high), std::sqrt(own), q.shared), true, sigma};
}

/// The effects that reach a predictor, each with its variance: `turnout 0.0400, by age 0.0144`.
std::string named_variances(const ScenarioIndex& index, const Effects& effects,
                            const EffectTerms& terms) {
  std::map<EffectId, double> by_effect;
  for (const EffectTerm& term : terms) {
    by_effect[effects.factors[term.factor].effect] += term.load * term.load;
  }
  std::vector<std::string> parts;
  for (const auto& [effect, variance] : by_effect) {
    parts.push_back(
        fmt::format("{} {:.4f}", index.scenario().effects[effect.index()].id, variance));
  }
  return listed(parts);
}

/// Universes that fail for the same cause, told once.
struct Cause {
  Source source;
  std::vector<std::string> universes;
};

std::string cause_text(const ScenarioIndex& index, const Effects& effects, UniverseId universe,
                       const Question& q, const Answer& answer) {
  const std::string variances = named_variances(index, effects, effects.turnout[universe.index()]);
  if (q.kind == 2) {
    return fmt::format(
        "the turnout interval is narrower than the shared effects alone make it: their log-odds "
        "variances are {}, sd {:.4f} together, the interval's sd is {:.4f}",
        variances, std::sqrt(q.shared.total()), answer.centre.sd);
  }
  if (q.b < answer.smallest_sd) {
    return fmt::format(
        "the shared effects alone exceed the turnout sd {:.4g}: their log-odds variances are {}; "
        "the smallest sd the mean {:.4g} allows is {:.4f}",
        q.b, variances, q.a, std::ceil(answer.smallest_sd * 1e4) / 1e4);
  }
  return fmt::format("the turnout sd {:.4g} cannot be reached with the mean {:.4g}", q.b, q.a);
}

}  // namespace

/// Adds up load^2, E[W^2] being 1, apart for the normal factors and for each t scale. The factors
/// of a predictor are independent, and each stands in its terms once, so squares add.
SharedVariance shared_variance(const Effects& effects, const EffectTerms& terms) {
  SharedVariance shared;
  std::map<ScaleId, double> by_scale;
  for (const EffectTerm& term : terms) {
    const double variance = term.load * term.load;
    const ScaleId scale = effects.factors[term.factor].scale;
    (scale ? by_scale[scale] : shared.normal) += variance;
  }
  for (const auto& [scale, variance] : by_scale) {
    if (variance > 0) shared.families.push_back({effects.scales[scale].df, variance});
  }
  return shared;
}

namespace {

/// Moves a universe's centre by what was carried; its noise stays, the mean follows.
TurnoutCentre with_carried(const TurnoutSolver& solver, const Effects& effects, UniverseId universe,
                           const TurnoutCentre& solved) {
  const EffectTerms& terms = effects.turnout[universe.index()];
  const double shift = carried_shift(effects, terms);
  if (shift == 0) return solved;
  return solver.moments(solved.centre + shift, solved.own_sd, shared_variance(effects, terms));
}

}  // namespace

Turnouts solve_turnouts(const ScenarioIndex& index, const Effects& effects,
                        const std::vector<std::vector<UniverseId>>& universes_of_contest,
                        Problems& problems) {
  const scenario::Scenario& scenario = index.scenario();
  Turnouts turnouts;
  turnouts.predictors.resize(scenario.universes.size());
  turnouts.mean.resize(scenario.universes.size());
  std::map<Question, Answer> answers;
  std::map<std::string, Cause> causes;
  const TurnoutSolver solver;
  std::set<UniverseId> done;
  for (const auto& universes : universes_of_contest) {
    for (const UniverseId universe : universes) {
      if (!done.insert(universe).second) continue;
      const scenario::Universe& written = scenario.universes[universe.index()];
      const Question q =
          question(written.turnout, shared_variance(effects, effects.turnout[universe.index()]),
                   scenario.defaults.turnout_cell_sd);
      const auto [found, is_new] = answers.try_emplace(q);
      if (is_new) found->second = solve(solver, q);
      const Answer& answer = found->second;
      if (!answer.solved) {
        Cause& cause = causes[cause_text(index, effects, universe, q, answer)];
        if (cause.universes.empty()) cause.source = written.source;
        cause.universes.push_back(universe_name(written));
        continue;
      }
      if (q.kind == 1 && q.b > 0) ++turnouts.n_default_sd;
      const TurnoutCentre moved = with_carried(solver, effects, universe, answer.centre);
      turnouts.mean[universe.index()] = moved.mean;
      turnouts.predictors[universe.index()] = {
          moved.centre, moved.own_sd, name_hash({"turnout", written.district, written.universe})};
    }
  }
  for (const auto& [text, cause] : causes) {
    problems.error(cause.source,
                   text + fmt::format("; {} {}: {}", cause.universes.size(),
                                      cause.universes.size() == 1 ? "row" : "rows",
                                      listed(cause.universes, 5)),
                   "raise the sd or lower the effects");
  }
  return turnouts;
}

}  // namespace hustings
