#include "model/solve/logit_shares.hpp"

#include <fmt/format.h>

#include <cmath>

#include "random/math.hpp"

namespace hustings {

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

/// Law of an interval: centre (logit low + logit high) / 2, total sd sigma = (logit high - logit
/// low) / (2 z), z the normal quantile at (1 + level) / 2; the own variance is sigma^2 less the
/// shared one. The quantiles are those of a normal law: with t tails they hold for its variance,
/// not for its ends.
LogitShares::Answer LogitShares::answer(const LogitQuestion& q) const {
  if (q.kind == 0) {
    const auto centre = solver_.with_mean_and_sd(q.a, q.b, q.shared);
    if (centre) return {*centre, true, 0};
    return {{}, false, solver_.with_mean(q.a, 0, q.shared).sd};
  }
  if (q.kind == 1) return {solver_.with_mean(q.a, q.b, q.shared), true, 0};
  if (q.kind == 3) return {solver_.moments(q.a, 0, q.shared), true, 0};
  const double low = exact::logit(q.a);
  const double high = exact::logit(q.b);
  const double sigma = (high - low) / (2 * exact::normal_quantile(0.5 * (1 + q.c)));
  const double own = sigma * sigma - q.shared.total();
  if (own < 0) return {{}, false, std::sqrt(q.shared.total())};
  return {solver_.moments(0.5 * (low + high), std::sqrt(own), q.shared), true, sigma};
}

/// The effects that reach a predictor, each with its variance: `turnout 0.0400, by age 0.0144`.
std::string LogitShares::named_variances(const EffectTerms& terms) const {
  std::map<EffectId, double> by_effect;
  for (const EffectTerm& term : terms) {
    by_effect[effects_.factors[term.factor].effect] += term.load * term.load;
  }
  std::vector<std::string> parts;
  for (const auto& [effect, variance] : by_effect) {
    parts.push_back(
        fmt::format("{} {:.4f}", index_.scenario().effects[effect.index()].id, variance));
  }
  return listed(parts);
}

std::string LogitShares::cause_text(const EffectTerms& terms, const LogitQuestion& q,
                                    const Answer& answer) const {
  const std::string variances = named_variances(terms);
  if (q.kind == 2) {
    return fmt::format(
        "the {} interval is narrower than the shared effects alone make it: their log-odds "
        "variances are {}, sd {:.4f} together, the interval's sd is {:.4f}",
        what_, variances, std::sqrt(q.shared.total()), answer.centre.sd);
  }
  if (q.b < answer.smallest_sd) {
    return fmt::format(
        "the shared effects alone exceed the {} sd {:.4g}: their log-odds variances are {}; "
        "the smallest sd the mean {:.4g} allows is {:.4f}",
        what_, q.b, variances, q.a, std::ceil(answer.smallest_sd * 1e4) / 1e4);
  }
  return fmt::format("the {} sd {:.4g} cannot be reached with the mean {:.4g}", what_, q.b, q.a);
}

TurnoutCentre LogitShares::with_carried(const TurnoutCentre& solved, const LogitQuestion& question,
                                        const EffectTerms& terms) const {
  const double shift = carried_shift(effects_, terms);
  if (shift == 0) return solved;
  return solver_.moments(solved.centre + shift, solved.own_sd, question.shared);
}

std::optional<TurnoutCentre> LogitShares::solve(const LogitQuestion& question,
                                                const LogitAsker& asker) {
  const auto [found, is_new] = answers_.try_emplace(question);
  if (is_new) found->second = answer(question);
  if (found->second.solved) return with_carried(found->second.centre, question, asker.terms);
  Cause& cause = causes_[cause_text(asker.terms, question, found->second)];
  if (cause.universes.empty()) cause.source = asker.source;
  cause.universes.push_back(asker.universe);
  return std::nullopt;
}

void LogitShares::report(Problems& problems) const {
  for (const auto& [text, cause] : causes_) {
    problems.error(cause.source,
                   text + fmt::format("; {} {}: {}", cause.universes.size(),
                                      cause.universes.size() == 1 ? "row" : "rows",
                                      listed(cause.universes, 5)),
                   "raise the sd or lower the effects");
  }
}

}  // namespace hustings
