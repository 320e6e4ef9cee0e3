#include "infer/learnt.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "infer/fixed_point.hpp"
#include "infer/linear.hpp"
#include "infer/linearise.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

constexpr double kModePart = .03;  ///< of a step of sizes, that the mode may be off

/// Sums over an effect's draws.
struct EffectSums {
  double n = 0;
  double squares = 0;    ///< z*^2 + C_ii
  double variances = 0;  ///< C_ii
};

std::vector<EffectSums> effect_sums(const ReturnsPlan& plan, const DrawNames& names,
                                    const Mode& mode) {
  std::vector<EffectSums> sums(names.n_effects + 1);
  const std::vector<double> c = variances(plan, mode.linear);
  for (std::size_t i = 0; i < c.size(); ++i) {
    EffectSums& of = sums[names.effect[i]];
    of.n += 1;
    of.squares += mode.z[i] * mode.z[i] + c[i];
    of.variances += c[i];
  }
  return sums;
}

/// The mode z* under sizes of effects r, relative to those written, one after another: draws of
/// effect g count r_g times as much, so z_i is begun at r_before / r z_i, the same errors. How near
/// it is found follows how far the sizes' last step went, as a mode to 1e-10 for sizes that are off
/// by .1 is wasted. Draws of no effect keep r = 1. Source: docs/method.md, "Calibration" (Sizes).
class ModeOfSizes {
 public:
  ModeOfSizes(const ReturnsPlan& plan, const DrawNames& names, const Mode& as_written)
      : plan_(plan),
        names_(names),
        as_written_(as_written),
        mode_(as_written),
        sizes_(names.n_effects + 1, 1.0) {}

  const Mode& mode() const { return mode_; }
  /// Says how far the logs of sizes went from here.
  void tell(double longest) { longest_ = std::max(longest, kMostSizeStep); }

  /// Goes to the mode under other sizes, from errors as they are, not from draws.
  void go(const std::vector<double>& sizes) {
    if (sizes == sizes_) return;
    std::vector<double> z = mode_.z;
    std::vector<double> multiplier = as_written_.multiplier;
    for (std::size_t i = 0; i < z.size(); ++i) {
      const std::size_t of = names_.effect[i];
      z[i] *= sizes_[of] / sizes[of];
      multiplier[i] *= sizes[of];
    }
    mode_ = find_mode(plan_, std::move(multiplier), std::move(z), {.step = kModePart * longest_});
    sizes_ = sizes;
  }

 private:
  const ReturnsPlan& plan_;
  const DrawNames& names_;
  const Mode& as_written_;
  Mode mode_;
  std::vector<double> sizes_;
  double longest_ = 1;
};

template <class Function>
std::vector<double> each(std::vector<double> values, const Function& function) {
  for (double& value : values) value = function(value);
  return values;
}

}  // namespace

DrawNames draw_names(const Model& model, const ReturnsPlan& plan) {
  DrawNames names;
  names.n_effects = model.effects.size();
  std::map<DrawAddress, std::pair<std::size_t, std::string>> of;
  std::size_t effect = 0;
  for (const ModelEffect& about : model.effects) {
    for (const ModelFactor& factor : about.factors) {
      of[factor.address] = {effect,
                            factor.level.empty() ? about.id : about.id + ": " + factor.level};
    }
    ++effect;
  }
  for (const MovedDraw& draw : plan.draws) {
    const auto found = of.find(plan.night.normals[draw.normal]);
    names.effect.push_back(found == of.end() ? names.n_effects : found->second.first);
    names.label.push_back(found == of.end() ? "" : found->second.second);
  }
  return names;
}

std::vector<double> next_sizes(const ReturnsPlan& plan, const DrawNames& names, const Mode& mode,
                               const std::vector<double>& sizes, double trust) {
  const std::vector<EffectSums> sums = effect_sums(plan, names, mode);
  std::vector<double> next = sizes;
  for (std::size_t g = 0; g < names.n_effects; ++g) {
    if (sums[g].n == 0) continue;
    next[g] = std::sqrt((trust + sizes[g] * sizes[g] * sums[g].squares) / (trust + sums[g].n));
  }
  return next;
}

namespace {

void learn_sizes(const Model& model, const ReturnsPlan& plan, const DrawNames& names,
                 const Mode& mode, const CalibrationPlan& about, Posterior& to) {
  ModeOfSizes at(plan, names, mode);
  const FixedPoint logs = find_fixed_point(
      [&](const std::vector<double>& log_sizes) {
        const std::vector<double> sizes = each(log_sizes, [](double x) { return exact::exp(x); });
        at.go(sizes);
        const std::vector<double> next =
            each(next_sizes(plan, names, at.mode(), sizes, about.trust),
                 [](double size) { return exact::log(size); });
        double longest = 0;
        for (std::size_t g = 0; g < next.size(); ++g) {
          longest = std::max(longest, std::abs(next[g] - log_sizes[g]));
        }
        at.tell(longest);
        return next;
      },
      std::vector<double>(names.n_effects + 1, 0.0), {kMostSizeStep, about.most_size_steps});
  to.size_step = logs.longest;
  const std::vector<double> sizes = each(logs.x, [](double x) { return exact::exp(x); });
  const std::vector<EffectSums> before = effect_sums(plan, names, mode);
  const std::vector<EffectSums> after = effect_sums(plan, names, at.mode());
  for (std::size_t g = 0; g < names.n_effects; ++g) {
    if (before[g].n == 0) continue;
    LearntSize size;
    size.effect = model.effects[EffectId(g)].id;
    size.n = before[g].n;
    size.sum_of_squares = sizes[g] * sizes[g] * after[g].squares;
    size.before = 1;
    size.after = sizes[g];
    size.log_sd = 1 / std::sqrt(about.trust + 2 * (after[g].n - after[g].variances));
    size.sd_ratio = std::sqrt(before[g].variances / before[g].n);
    to.sizes.push_back(std::move(size));
  }
}

/// Error of a sum of a block's log votes, over its sd.
double z_of(const std::vector<double>& weights, const std::vector<double>& error,
            const Matrix& covariance) {
  return dot(weights, error) / std::sqrt(quadratic_form(covariance, weights));
}

/// Fit of one contest: its votes, and each candidate's share of them, to first order.
ReturnFit fit_of(const ReturnsPlan& plan, const Block& block, const BlockContest& contest,
                 const std::vector<double>& error, const Matrix& covariance) {
  ReturnFit fit;
  std::vector<double> share(block.n_data, 0.0);
  double votes = 0;
  for (std::uint32_t k = 0; k < contest.n_candidates; ++k) {
    const std::size_t d = block.first_datum + contest.first_datum + k;
    if (plan.variance[d] == kNoReturn) continue;
    share[contest.first_datum + k] = exact::exp(plan.y[d]);
    votes += share[contest.first_datum + k];
  }
  for (double& part : share) part /= votes;
  fit.turnout_z = z_of(share, error, covariance);
  for (std::uint32_t k = 0; k < contest.n_candidates; ++k) {
    if (share[contest.first_datum + k] == 0) continue;
    std::vector<double> weights = share;
    for (double& weight : weights) weight = -weight;
    weights[contest.first_datum + k] += 1;
    if (dot(weights, weights) == 0) continue;
    const double z = z_of(weights, error, covariance);
    if (std::abs(z) > std::abs(fit.share_z)) {
      fit.share_z = z;
      fit.slot = k;
    }
  }
  return fit;
}

std::vector<ReturnFit> return_fits(const ReturnsPlan& plan, const Mode& mode) {
  std::vector<double> right = along(plan, mode.linear, mode.z);
  for (std::size_t d = 0; d < right.size(); ++d) right[d] += plan.y[d] - mode.h[d];
  right = solve_returns(plan, mode.linear, std::move(right));
  std::map<std::pair<ContestId, DistrictId>, ReturnFit> fits;
  for (std::size_t b = 0; b < plan.blocks.size(); ++b) {
    const Block& block = plan.blocks[b];
    const auto factor = Cholesky::of(block_of_inverse(plan, mode.linear, b));
    if (!factor) refuse_far_returns();
    const auto first = right.begin() + block.first_datum;
    const std::vector<double> error =
        factor->solve(std::vector<double>(first, first + block.n_data));
    const Matrix covariance = factor->inverse();
    for (const BlockContest& contest : block.contests) {
      fits[{contest.contest, block.district}] = fit_of(plan, block, contest, error, covariance);
    }
  }
  std::vector<ReturnFit> in_order;
  for (const auto& [of, fit] : fits) in_order.push_back(fit);
  return in_order;
}

std::vector<TiedDraws> tied_draws(const ReturnsPlan& plan, const DrawNames& names,
                                  const Mode& mode) {
  const std::size_t n = plan.n_wide;
  Matrix inverse(n, n);  // L^-1, row by row
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) {
      double rest = i == j ? 1.0 : 0.0;
      for (std::size_t m = j; m < i; ++m) rest -= mode.linear.factor(i, m) * inverse(j, m);
      inverse(j, i) = rest / mode.linear.factor(i, i);
    }
  }
  std::vector<TiedDraws> tied;
  const auto covariance = [&](std::size_t i, std::size_t j) {
    double sum = 0;
    for (std::size_t m = std::max(i, j); m < n; ++m) sum += inverse(i, m) * inverse(j, m);
    return sum;
  };
  std::vector<double> sd(n);
  for (std::size_t i = 0; i < n; ++i) sd[i] = std::sqrt(covariance(i, i));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double correlation = covariance(i, j) / (sd[i] * sd[j]);
      if (correlation < kTiedCorrelation) {
        tied.push_back({names.label[j], names.label[i], correlation});
      }
    }
  }
  std::stable_sort(tied.begin(), tied.end(), [](const TiedDraws& a, const TiedDraws& b) {
    return a.correlation < b.correlation;
  });
  if (tied.size() > kMostTied) tied.resize(kMostTied);
  return tied;
}

}  // namespace

void learn(const Model& model, const ReturnsPlan& plan, const Mode& mode,
           const CalibrationPlan& about, Posterior& to) {
  const DrawNames names = draw_names(model, plan);
  learn_sizes(model, plan, names, mode, about, to);
  to.fits = return_fits(plan, mode);
  to.tied = tied_draws(plan, names, mode);
}

}  // namespace hustings::infer
