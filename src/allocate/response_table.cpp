#include "allocate/response_table.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "hustings/core/contract.hpp"

namespace hustings::allocate {
namespace {

constexpr std::size_t kChunk = 512;  ///< elections that are summed together, whatever the threads

double expit(double x) {
  return 1 / (1 + std::exp(-x));
}

/// Weights of the three knots around `i` in the slope there: of the parabola through them.
std::array<KnotWeight, 3> slope_weights(std::span<const double> knots, std::size_t i) {
  const std::size_t a = std::min(i == 0 ? 0 : i - 1, knots.size() - 3);
  std::array<KnotWeight, 3> weights;
  for (std::size_t k = 0; k < 3; ++k) {
    const double p = knots[a + (k + 1) % 3];
    const double q = knots[a + (k + 2) % 3];
    const double own = knots[a + k];
    weights[k] = {a + k, (2 * knots[i] - p - q) / ((own - p) * (own - q)), 0};
  }
  return weights;
}

}  // namespace

std::vector<KnotWeight> spline_weights(std::span<const double> knots, double x) {
  HUSTINGS_REQUIRE(knots.size() >= 3);
  std::size_t i = 0;
  while (i + 2 < knots.size() && x >= knots[i + 1]) ++i;
  const double width = knots[i + 1] - knots[i];
  const double t = std::clamp((x - knots[i]) / width, 0.0, 1.0);
  std::vector<KnotWeight> weights;
  const auto add = [&](std::size_t knot, double value, double slope) {
    for (KnotWeight& one : weights) {
      if (one.knot != knot) continue;
      one.value += value;
      one.slope += slope;
      return;
    }
    weights.push_back({knot, value, slope});
  };
  const double s = 1 - t;
  add(i, (1 + 2 * t) * s * s, -6 * t * s / width);
  add(i + 1, t * t * (3 - 2 * t), 6 * t * s / width);
  for (const KnotWeight& one : slope_weights(knots, i)) {
    add(one.knot, width * t * s * s * one.value, (s * s - 2 * t * s) * one.value);
  }
  for (const KnotWeight& one : slope_weights(knots, i + 1)) {
    add(one.knot, -width * t * t * s * one.value, (t * t - 2 * t * s) * one.value);
  }
  const double beyond = std::max(x - knots[i + 1], 0.0);
  for (KnotWeight& one : weights) one.value += beyond * one.slope;
  return weights;
}

void ResponseTable::add_programme(std::vector<double> knots,
                                  const std::vector<std::vector<float>>& at_knots) {
  HUSTINGS_REQUIRE(at_knots.size() + 1 == knots.size());
  std::vector<float> deltas;
  std::vector<std::size_t> moves;
  for (const std::vector<float>& terms : at_knots) {
    for (std::size_t i = 0; i < terms.size(); ++i) deltas.push_back(terms[i] - none_[i]);
  }
  for (std::size_t t = 0; t < n_terms_; ++t) {
    bool is_moved = false;
    for (std::size_t k = 0; k < at_knots.size(); ++k) {
      const float* row = deltas.data() + (k * n_terms_ + t) * elections_;
      is_moved |= std::any_of(row, row + elections_, [](float delta) { return delta != 0; });
    }
    if (is_moved) moves.push_back(t);
  }
  knots_.push_back(std::move(knots));
  deltas_.push_back(std::move(deltas));
  moves_.push_back(std::move(moves));
}

std::vector<ResponseTable::Place> ResponseTable::places(std::span<const double> amounts) const {
  std::vector<Place> places;
  for (std::size_t g = 0; g < knots_.size(); ++g) {
    Place place;
    if (knots_[g].size() >= 3) place.weights = spline_weights(knots_[g], amounts[g]);
    std::erase_if(place.weights, [](const KnotWeight& one) { return one.knot == 0; });
    place.from_anchor = at_.empty() ? 0 : amounts[g] - at_[g];
    places.push_back(std::move(place));
  }
  return places;
}

void ResponseTable::fill(const std::vector<Place>& places, std::size_t first, std::size_t n,
                         std::vector<double>& terms) const {
  for (std::size_t t = 0; t < n_terms_; ++t) {
    double* const term = terms.data() + t * kChunk;
    const std::size_t at = t * elections_ + first;
    for (std::size_t e = 0; e < n; ++e) term[e] = static_cast<double>(none_[at + e]);
    for (std::size_t e = 0; e < n && !shift_.empty(); ++e)
      term[e] += static_cast<double>(shift_[at + e]);
  }
  for (std::size_t g = 0; g < places.size(); ++g) {
    for (const std::size_t t : moves_[g]) {
      double* const term = terms.data() + t * kChunk;
      for (const KnotWeight& one : places[g].weights) {
        const float* row = knot_row(g, one.knot, t) + first;
        for (std::size_t e = 0; e < n; ++e) term[e] += one.value * static_cast<double>(row[e]);
      }
    }
    if (slopes_.empty() || slopes_[g].empty()) continue;
    for (std::size_t t = 0; t < n_terms_; ++t) {
      double* const term = terms.data() + t * kChunk;
      const float* row = slopes_[g].data() + t * elections_ + first;
      for (std::size_t e = 0; e < n; ++e)
        term[e] += places[g].from_anchor * static_cast<double>(row[e]);
    }
  }
}

void ResponseTable::anchor(std::vector<double> at, const std::vector<float>& terms,
                           const std::vector<Beside>& beside) {
  at_.clear();
  shift_.clear();
  slopes_.assign(n_programmes(), {});
  // How far the table is from what was simulated, at the anchor and beside it.
  const auto missing = [&](const std::vector<double>& amounts, const std::vector<float>& truth) {
    const std::vector<Place> there = places(amounts);
    std::vector<float> missed(truth.size());
    std::vector<double> guessed(n_terms_ * kChunk);
    for (std::size_t first = 0; first < elections_; first += kChunk) {
      const std::size_t n = std::min(kChunk, elections_ - first);
      fill(there, first, n, guessed);
      for (std::size_t t = 0; t < n_terms_; ++t) {
        for (std::size_t e = 0; e < n; ++e) {
          const std::size_t i = t * elections_ + first + e;
          missed[i] = static_cast<float>(static_cast<double>(truth[i]) - guessed[t * kChunk + e]);
        }
      }
    }
    return missed;
  };
  std::vector<std::vector<float>> slopes(n_programmes());
  const std::vector<float> shift = missing(at, terms);
  for (const Beside& one : beside) {
    std::vector<float>& slope = slopes[one.programme];
    slope = missing(one.amounts, one.terms);
    const auto step = static_cast<float>(one.amounts[one.programme] - at[one.programme]);
    for (std::size_t i = 0; i < shift.size(); ++i) slope[i] -= shift[i];
    for (std::size_t g = 0; g < n_programmes(); ++g) {
      const auto moved = static_cast<float>(one.amounts[g] - at[g]);
      if (g == one.programme || moved == 0 || slopes[g].empty()) continue;
      for (std::size_t i = 0; i < shift.size(); ++i) slope[i] -= moved * slopes[g][i];
    }
    for (float& value : slope) value /= step;
  }
  at_ = std::move(at);
  shift_ = shift;
  slopes_ = std::move(slopes);
}

/// The slope of the mean in x_g is the sum over terms of d aim / d chance x p (1 - p) / h x d term
/// / d x_g.
double ResponseTable::chunk(const Aim& aim, const std::vector<Place>& places, double h,
                            std::size_t first, std::span<double> gradient) const {
  const std::size_t n = std::min(kChunk, elections_ - first);
  std::vector<double> terms(n_terms_ * kChunk);
  fill(places, first, n, terms);
  AimValue value_of(aim);
  std::vector<double> chances(n_terms_);
  std::vector<double> slopes(n_terms_);
  double total = 0;
  for (std::size_t e = 0; e < n; ++e) {
    for (std::size_t t = 0; t < n_terms_; ++t) chances[t] = expit(terms[t * kChunk + e] / h);
    total += value_of(chances, slopes);
    for (std::size_t t = 0; t < n_terms_; ++t)
      terms[t * kChunk + e] = slopes[t] * chances[t] * (1 - chances[t]) / h;
  }
  if (gradient.empty()) return total;
  for (std::size_t g = 0; g < places.size(); ++g) {
    double slope = 0;
    for (const std::size_t t : moves_[g]) {
      const double* weight = terms.data() + t * kChunk;
      for (const KnotWeight& one : places[g].weights) {
        const float* row = knot_row(g, one.knot, t) + first;
        double sum = 0;
        for (std::size_t e = 0; e < n; ++e) sum += weight[e] * static_cast<double>(row[e]);
        slope += one.slope * sum;
      }
    }
    for (std::size_t t = 0; t < n_terms_ && !slopes_.empty() && !slopes_[g].empty(); ++t) {
      const double* weight = terms.data() + t * kChunk;
      const float* row = slopes_[g].data() + t * elections_ + first;
      for (std::size_t e = 0; e < n; ++e) slope += weight[e] * static_cast<double>(row[e]);
    }
    gradient[g] = slope;
  }
  return total;
}

double ResponseTable::mean(const Aim& aim, std::span<const double> amounts, double h,
                           std::span<double> gradient) const {
  const std::vector<Place> there = places(amounts);
  const std::size_t n_chunks = (elections_ + kChunk - 1) / kChunk;
  const std::size_t width = gradient.size() + 1;
  std::vector<double> sums(n_chunks * width);
  tbb::parallel_for(std::size_t{0}, n_chunks, [&](std::size_t i) {
    const std::span<double> slopes(sums.data() + i * width + 1, gradient.size());
    sums[i * width] = chunk(aim, there, h, i * kChunk, slopes);
  });
  double total = 0;
  std::ranges::fill(gradient, 0.0);
  for (std::size_t i = 0; i < n_chunks; ++i) {
    total += sums[i * width];
    for (std::size_t g = 0; g < gradient.size(); ++g) gradient[g] += sums[i * width + 1 + g];
  }
  const auto n = static_cast<double>(elections_);
  for (double& slope : gradient) slope /= n;
  return total / n;
}

std::vector<double> aim_by_election(const Aim& aim, std::span<const float> terms,
                                    std::size_t elections, double h) {
  const std::size_t n_terms = elections == 0 ? 0 : terms.size() / elections;
  AimValue value_of(aim);
  std::vector<double> chances(n_terms);
  std::vector<double> slopes(n_terms);
  std::vector<double> values;
  for (std::size_t e = 0; e < elections; ++e) {
    for (std::size_t t = 0; t < n_terms; ++t) {
      const auto term = static_cast<double>(terms[t * elections + e]);
      chances[t] = h > 0 ? expit(term / h) : term > 0 ? 1 : 0;
    }
    values.push_back(value_of(chances, slopes));
  }
  return values;
}

MeanError mean_of(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  double squares = 0;
  for (const double value : values) sum += value;
  const double mean = sum / n;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares) / n};
}

MeanError mean_difference(std::span<const double> a, std::span<const double> b) {
  std::vector<double> differences;
  for (std::size_t e = 0; e < a.size(); ++e) differences.push_back(a[e] - b[e]);
  return mean_of(differences);
}

}  // namespace hustings::allocate
