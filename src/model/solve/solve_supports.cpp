#include "model/solve/solve_supports.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <map>

#include "model/levels.hpp"
#include "model/solve/common_noise.hpp"
#include "model/solve/support_centre.hpp"
#include "model/support_lookup.hpp"

namespace hustings {
namespace {

using Kind = CandidateSupport::Kind;

/// Lists who is on the ballot. Where any is given by its share all are: check_support refuses a
/// mixture.
UniverseBallot ballot(const std::vector<CandidateSupport>& support) {
  UniverseBallot ballot;
  for (std::size_t k = 0; k < support.size(); ++k) {
    if (support[k].kind == Kind::absent) continue;
    ballot.slots.push_back(k);
    ballot.values.push_back(support[k].value);
    ballot.has_shares |= support[k].kind == Kind::share;
  }
  return ballot;
}

/// Lists the loads of every factor on the candidates of a ballot [place on the ballot], less what
/// moves all alike.
///
/// Law: softmax(v + a 1) = softmax(v), so a load that most share can be taken from all. With the
/// most frequent one taken a factor that moves all alike drops out, and one that spares a single
/// candidate becomes that candidate's own noise, which costs no common point.
std::map<FactorId, std::vector<double>> loads_of(const EffectTerms* terms,
                                                 const UniverseBallot& ballot) {
  std::map<FactorId, std::vector<double>> loads;
  for (std::size_t i = 0; i < ballot.slots.size(); ++i) {
    for (const EffectTerm& term : terms[ballot.slots[i]]) {
      auto& row = loads.try_emplace(term.factor, ballot.slots.size(), 0.0).first->second;
      row[i] = term.load;
    }
  }
  for (auto& [factor, row] : loads) {
    // Adding a number to all utilities changes no share: take the most frequent load from all.
    double mode = 0;
    std::ptrdiff_t most = 0;
    for (const double value : row) {
      const auto n = std::count(row.begin(), row.end(), value);
      if (n > most) {
        mode = value;
        most = n;
      }
    }
    for (double& value : row) value -= mode;
  }
  return loads;
}

/// Adds what several candidates share under one scale: one factor as it stands, several as few as
/// they amount to.
///
/// Law: C = sum over factors of l l' is split into own variances and few common factors
/// (split_common); any split with the same C has the same law, as long as all its factors are
/// normal or under one scale.
void add_shared(const std::vector<std::vector<double>>& factors, int family,
                std::vector<double>& own, UtilityNoise& noise) {
  if (factors.size() == 1) {
    noise.common.push_back({factors.front(), family});
    return;
  }
  const std::size_t n = own.size();
  std::vector<std::vector<double>> covariance(n, std::vector<double>(n, 0.0));
  for (const auto& loads : factors) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) covariance[i][j] += loads[i] * loads[j];
    }
  }
  CommonNoise split = split_common(covariance);
  for (std::size_t i = 0; i < n; ++i) own[i] += split.own[i];
  for (auto& loads : split.common) noise.common.push_back({std::move(loads), family});
}

/// Collects the noise of the utilities of a ballot: own variances, normal and by t family, and
/// common factors. A factor that moves one candidate alone is own noise; factors of one scale are
/// one family.
UtilityNoise noise_of(const Effects& effects, const EffectTerms* terms,
                      const UniverseBallot& ballot) {
  const std::size_t n = ballot.slots.size();
  UtilityNoise noise;
  noise.normal.assign(n, 0.0);
  std::map<ScaleId, int> family_of;
  std::map<int, std::vector<std::vector<double>>> shared;  ///< by family
  const auto own = [&](int family) -> std::vector<double>& {
    return family < 0 ? noise.normal : noise.family_variance[static_cast<std::size_t>(family)];
  };
  for (auto& [factor, loads] : loads_of(terms, ballot)) {
    const auto moved = std::count_if(loads.begin(), loads.end(), [](double x) { return x != 0; });
    if (moved == 0) continue;
    const ScaleId scale = effects.factors[factor].scale;
    int family = -1;
    if (scale) {
      const auto [found, is_new] =
          family_of.try_emplace(scale, static_cast<int>(noise.families.size()));
      if (is_new) {
        noise.families.push_back(effects.scales[scale].df);
        noise.family_variance.emplace_back(n, 0.0);
      }
      family = found->second;
    }
    if (moved > 1) {
      shared[family].push_back(loads);
      continue;
    }
    for (std::size_t i = 0; i < n; ++i) own(family)[i] += loads[i] * loads[i];
  }
  for (const auto& [family, factors] : shared) add_shared(factors, family, own(family), noise);
  return noise;
}

}  // namespace

std::vector<UniverseBallot> contest_ballots(const ScenarioIndex& index, ContestId contest,
                                            const std::vector<UniverseId>& universes) {
  const scenario::Contest& about = index.scenario().contests[contest.index()];
  const SupportLookup lookup(about);
  std::vector<CandidateSupport> support(about.candidates.size());
  std::vector<UniverseBallot> ballots;
  for (const UniverseId universe : universes) {
    lookup(view(index, universe), support);
    ballots.push_back(ballot(support));
  }
  return ballots;
}

/// Solves each distinct question (noise, shares) once, in parallel over the shares of one noise.
/// The answers do not depend on the order, nor on what else is asked: no universe's centre moves
/// another's.
std::vector<std::vector<double>> centres_of(const Effects& effects, ContestId contest,
                                            std::size_t width,
                                            const std::vector<UniverseBallot>& ballots) {
  // Universes with the same noise share a solver, those with the same shares also the answer.
  std::map<UtilityNoise, std::map<std::vector<double>, std::vector<double>>> questions;
  std::vector<const std::vector<double>*> answer_of(ballots.size());
  for (std::size_t i = 0; i < ballots.size(); ++i) {
    if (!ballots[i].has_shares) continue;
    const EffectTerms* terms = &effects.support[contest.index()][i * width];
    answer_of[i] = &questions[noise_of(effects, terms, ballots[i])][ballots[i].values];
  }
  for (auto& [noise, by_shares] : questions) {
    const SupportSolver solver(noise);
    std::vector<std::pair<const std::vector<double>*, std::vector<double>*>> work;
    for (auto& [shares, centres] : by_shares) work.emplace_back(&shares, &centres);
    tbb::parallel_for(std::size_t{0}, work.size(),
                      [&](std::size_t w) { *work[w].second = solver.centres(*work[w].first); });
  }
  std::vector<std::vector<double>> centres;
  for (std::size_t i = 0; i < ballots.size(); ++i) {
    centres.push_back(ballots[i].has_shares ? *answer_of[i] : ballots[i].values);
  }
  return centres;
}

/// Computes E[softmax(centres + noise)], the reverse of centres_of.
std::vector<double> expected_shares(const Effects& effects, const EffectTerms* terms,
                                    const UniverseBallot& ballot) {
  return SupportSolver(noise_of(effects, terms, ballot)).mean_shares(ballot.values);
}

/// Computes share_k = sum over i of w_i p_ik / sum over i of w_i, w_i expected ballots. It is what
/// the simulated mean share should come near to: not equal it, as that is the mean of a quotient.
std::vector<double> written_shares(const std::vector<UniverseBallot>& ballots,
                                   const std::vector<UniverseId>& universes, std::size_t width,
                                   const std::vector<double>& weights) {
  std::vector<double> written(width, 0.0);
  double total_weight = 0;
  for (std::size_t i = 0; i < universes.size(); ++i) {
    if (!ballots[i].has_shares) return {};
    const double weight = weights[universes[i].index()];
    total_weight += weight;
    for (std::size_t s = 0; s < ballots[i].slots.size(); ++s) {
      written[ballots[i].slots[s]] += weight * ballots[i].values[s];
    }
  }
  if (total_weight <= 0) return {};
  for (double& share : written) share /= total_weight;
  return written;
}

Supports solve_supports(const ScenarioIndex& index, ContestId contest, const Effects& effects,
                        const std::vector<UniverseId>& universes,
                        const std::vector<double>& weights) {
  const std::size_t width = index.scenario().contests[contest.index()].candidates.size();
  std::vector<UniverseBallot> ballots = contest_ballots(index, contest, universes);
  const auto centres = centres_of(effects, contest, width, ballots);
  Supports supports;
  supports.predictors.assign(universes.size() * width, {kNotOnBallot, 0, 0});
  for (std::size_t i = 0; i < universes.size(); ++i) {
    for (std::size_t s = 0; s < ballots[i].slots.size(); ++s) {
      const std::size_t at = i * width + ballots[i].slots[s];
      const double shift = carried_shift(effects, effects.support[contest.index()][at]);
      supports.predictors[at].centre = centres[i][s] + shift;
      if (shift != 0) ballots[i].has_shares = false;
    }
  }
  supports.written = written_shares(ballots, universes, width, weights);
  return supports;
}

}  // namespace hustings
