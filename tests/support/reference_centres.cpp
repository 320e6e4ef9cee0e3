#include "support/reference_centres.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <functional>
#include <map>

namespace hustings::test {
namespace {

constexpr int kSlices = 100;  // of a chi-squared law

double expit(double x) {
  return 1 / (1 + std::exp(-x));
}
double logit(double p) {
  return std::log(p / (1 - p));
}

/// Variances of the shared effects on a predictor: normal, and by t scale.
struct Variances {
  double normal = 0;
  std::map<std::size_t, double> by_scale;

  Variances(const ReferenceTerms& terms, const ReferenceEffects& effects) {
    std::map<std::size_t, double> loads;
    for (const ReferenceTerm& term : terms) loads[term.factor] += term.load;
    for (const auto& [factor, load] : loads) {
      const auto& about = effects.factors[factor];
      (about.scaled ? by_scale[about.scale] : normal) += load * load;
    }
  }
  double total() const {
    double sum = normal;
    for (const auto& [scale, variance] : by_scale) sum += variance;
    return sum;
  }
};

/// A squared t scale with its weight.
struct Slice {
  double square = 0;
  double weight = 0;
};

/// A chi-squared law in slices by the root of probability, which are thin where the scale is large.
std::vector<Slice> slices_of(int df) {
  const boost::math::chi_squared_distribution<double> chi2(df);
  std::vector<Slice> slices;
  for (int i = 0; i < kSlices; ++i) {
    const double root = (i + 0.5) / kSlices;
    slices.push_back({(df - 2) / quantile(chi2, root * root), 2 * root / kSlices});
  }
  return slices;
}

/// Calls visit(weight, variance) for every combination of slices of the t scales.
void for_variances(const Variances& of, double own_variance, const ReferenceEffects& effects,
                   const std::function<void(double, double)>& visit) {
  std::vector<Slice> sums{{own_variance + of.normal, 1}};
  for (const auto& [scale, variance] : of.by_scale) {
    std::vector<Slice> more;
    for (const Slice& slice : slices_of(effects.scales[scale].df)) {
      for (const Slice& less : sums) {
        more.push_back({less.square + slice.square * variance, less.weight * slice.weight});
      }
    }
    sums = std::move(more);
  }
  for (const Slice& sum : sums) visit(sum.weight, sum.square);
}

/// The x in [low, high] where a rising function is 0.
double root(double low, double high, const std::function<double(double)>& rising) {
  for (int step = 0; step < 36; ++step) {
    const double middle = 0.5 * (low + high);
    (rising(middle) < 0 ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

ReferenceMoments moments_of(double centre, double own_sd, const Variances& variances,
                            const ReferenceEffects& effects) {
  double mean = 0;
  double square = 0;
  for_variances(variances, own_sd * own_sd, effects, [&](double weight, double variance) {
    constexpr double kStep = 0.25;
    for (double z = -8; z <= 8; z += kStep) {
      const double density = kStep * std::exp(-0.5 * z * z) / std::sqrt(2 * std::acos(-1.0));
      const double turnout = expit(centre + std::sqrt(variance) * z);
      mean += weight * density * turnout;
      square += weight * density * turnout * turnout;
    }
  });
  return {mean, std::sqrt(square - mean * mean)};
}

double centre_with_mean(double mean, double own_sd, const Variances& variances,
                        const ReferenceEffects& effects) {
  return root(logit(mean) - 4, logit(mean) + 4, [&](double centre) {
    return moments_of(centre, own_sd, variances, effects).mean - mean;
  });
}

/// What softmax is averaged over: per point, the utilities' noise by candidate.
using NoisePoints = std::vector<std::vector<double>>;

NoisePoints noise_points(const std::vector<ReferenceTerms>& terms, const ReferenceEffects& effects,
                         int log2_points) {
  std::map<std::size_t, std::size_t> coordinate_of_factor;  // by its normal
  std::map<std::size_t, std::size_t> coordinate_of_scale;
  std::size_t n = 0;
  for (const ReferenceTerms& of_candidate : terms) {
    for (const ReferenceTerm& term : of_candidate) {
      const auto& factor = effects.factors[term.factor];
      if (coordinate_of_factor.try_emplace(effects.normal_of(term.factor), n).second) ++n;
      if (factor.scaled && coordinate_of_scale.try_emplace(factor.scale, n).second) ++n;
    }
  }
  NoisePoints points;
  if (n == 0) return {std::vector<double>(terms.size(), 0.0)};
  const boost::math::normal_distribution<double> normal;
  boost::random::sobol sequence(n);
  std::vector<double> x(n);
  const double half_slice = std::exp2(-log2_points - 1);
  for (int i = 0; i < 1 << log2_points; ++i) {
    // The middle of each of 2^log2_points slices of every coordinate.
    for (double& u : x) {
      u = std::min(static_cast<double>(sequence()) * 0x1p-64 + half_slice, 1 - half_slice / 2);
    }
    std::vector<double> noise;
    for (const ReferenceTerms& of_candidate : terms) {
      double sum = 0;
      for (const ReferenceTerm& term : of_candidate) {
        const auto& factor = effects.factors[term.factor];
        double z = quantile(normal, x[coordinate_of_factor[effects.normal_of(term.factor)]]);
        if (factor.scaled) {
          const int df = effects.scales[factor.scale].df;
          const boost::math::chi_squared_distribution<double> chi2(df);
          z *= std::sqrt((df - 2) / quantile(chi2, x[coordinate_of_scale[factor.scale]]));
        }
        sum += term.load * z;
      }
      noise.push_back(sum);
    }
    points.push_back(noise);
  }
  return points;
}

std::vector<double> mean_softmax(const std::vector<double>& centres, const NoisePoints& points) {
  std::vector<double> mean(centres.size(), 0.0);
  std::vector<double> weight(centres.size());
  for (const auto& noise : points) {
    double total = 0;
    for (std::size_t k = 0; k < centres.size(); ++k) {
      total += weight[k] = std::exp(centres[k] + noise[k]);
    }
    for (std::size_t k = 0; k < centres.size(); ++k) mean[k] += weight[k] / total;
  }
  for (double& share : mean) share /= static_cast<double>(points.size());
  return mean;
}

}  // namespace

ReferenceMoments turnout_moments(double centre, double own_sd, const ReferenceTerms& terms,
                                 const ReferenceEffects& effects) {
  return moments_of(centre, own_sd, Variances(terms, effects), effects);
}

ReferenceTurnout reference_turnout(const scenario::Turnout& turnout, double default_sd,
                                   const ReferenceTerms& terms, const ReferenceEffects& effects) {
  const Variances shared(terms, effects);
  if (const auto* log_odds = std::get_if<scenario::TurnoutLogOdds>(&turnout)) {
    return {log_odds->log_odds, 0};
  }
  if (const auto* interval = std::get_if<scenario::TurnoutInterval>(&turnout)) {
    const double z =
        quantile(boost::math::normal_distribution<double>(), (1 + interval->level) / 2);
    const double sigma = (logit(interval->high) - logit(interval->low)) / (2 * z);
    return {(logit(interval->low) + logit(interval->high)) / 2,
            std::sqrt(sigma * sigma - shared.total())};
  }
  const auto& given = std::get<scenario::TurnoutMean>(turnout);
  double own_sd = default_sd;
  if (given.sd) {
    own_sd = root(0, 3, [&](double own) {
      const double centre = centre_with_mean(given.mean, own, shared, effects);
      return moments_of(centre, own, shared, effects).sd - *given.sd;
    });
  }
  return {centre_with_mean(given.mean, own_sd, shared, effects), own_sd};
}

std::vector<double> mean_shares(const std::vector<double>& centres,
                                const std::vector<ReferenceTerms>& terms,
                                const ReferenceEffects& effects, int log2_points) {
  return mean_softmax(centres, noise_points(terms, effects, log2_points));
}

std::vector<double> reference_centres(const std::vector<double>& shares,
                                      const std::vector<ReferenceTerms>& terms,
                                      const ReferenceEffects& effects, int log2_points) {
  const NoisePoints points = noise_points(terms, effects, log2_points);
  std::vector<double> centres;
  for (const double share : shares) centres.push_back(std::log(share));
  for (int step = 0; step < 60; ++step) {
    const std::vector<double> mean = mean_softmax(centres, points);
    double change = 0;
    for (std::size_t k = 0; k < shares.size(); ++k) {
      centres[k] += std::log(shares[k] / mean[k]);
      change = std::max(change, std::fabs(shares[k] - mean[k]));
    }
    if (change < 1e-8) break;
  }
  return centres;
}

}  // namespace hustings::test
