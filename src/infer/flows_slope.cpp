#include <algorithm>
#include <cmath>
#include <optional>

#include "hustings/infer/flows.hpp"
#include "infer/linear.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

/// Where the ballots of R rows went in C columns, from sums of places (N_ir and T_ij):
///     B_irj = softmax_j(a_rj + b_j x_i),   a_rC = b_C = 0
///     log L = sum over i, j of T_ij log(sum over r of N_ir B_irj)
/// with (R + 1)(C - 1) parameters, a first. Information is the expected one, sum of dm dm' / m of
/// the means m_ij, which is never negative. All rows share the slopes b: where they do not, or
/// where places of one x differ otherwise, sums cannot tell. The likelihood may have several peaks;
/// the climb begins where all rows are alike. Source: docs/method.md, "Drafting" (Where voters
/// went) [goodman1953].
class SlopeModel {
 public:
  SlopeModel(const FlowSums& sums, const std::vector<double>& x)
      : sums_(sums), x_(x), n_rows_(sums.rows.columns()), n_columns_(sums.columns.columns()) {}

  /// Parameters under which all rows go as the columns do.
  std::vector<double> start() const {
    const std::vector<double> columns = column_sums(sums_.columns);
    std::vector<double> parameters(n_parameters(), 0.0);
    for (std::size_t r = 0; r < n_rows_; ++r) {
      for (std::size_t j = 0; j + 1 < n_columns_; ++j) {
        // Half a ballot, lest an empty column stands infinitely far away.
        parameters[a(r, j)] = exact::log((columns[j] + .5) / (columns.back() + .5));
      }
    }
    return parameters;
  }

  Flows of_place(const std::vector<double>& parameters, std::size_t i) const {
    Flows flows(n_rows_, n_columns_);
    for (std::size_t r = 0; r < n_rows_; ++r) {
      std::vector<double> weights(n_columns_, 0.0);
      for (std::size_t j = 0; j + 1 < n_columns_; ++j) {
        weights[j] = parameters[a(r, j)] + parameters[b(j)] * x_[i];
      }
      const double largest = *std::max_element(weights.begin(), weights.end());
      for (double& weight : weights) weight = exact::exp(weight - largest);
      flows.set_row(r, normalised(std::move(weights)));
    }
    return flows;
  }

  double log_likelihood(const std::vector<double>& parameters) const {
    double sum = 0;
    for (std::size_t i = 0; i < sums_.rows.rows(); ++i) {
      const std::vector<double> expected = expected_columns(of_place(parameters, i), i);
      for (std::size_t j = 0; j < n_columns_; ++j) {
        const double seen = sums_.columns(i, j);
        if (seen > 0 && expected[j] > 0) sum += seen * exact::log(expected[j]);
      }
    }
    return sum;
  }

  /// Slope of the log likelihood, and its expected curvature.
  struct Information {
    std::vector<double> slope;
    Matrix curvature;
  };

  Information information(const std::vector<double>& parameters) const {
    Information sum{std::vector<double>(n_parameters(), 0.0),
                    Matrix(n_parameters(), n_parameters())};
    for (std::size_t i = 0; i < sums_.rows.rows(); ++i) {
      const Flows flows = of_place(parameters, i);
      const std::vector<double> expected = expected_columns(flows, i);
      for (std::size_t j = 0; j < n_columns_; ++j) {
        if (!(expected[j] > 0)) continue;
        const std::vector<double> moves = derivatives(flows, i, j);
        for (std::size_t p = 0; p < moves.size(); ++p) {
          sum.slope[p] += moves[p] * sums_.columns(i, j) / expected[j];
          for (std::size_t q = 0; q < moves.size(); ++q) {
            sum.curvature(p, q) += moves[p] * moves[q] / expected[j];
          }
        }
      }
    }
    return sum;
  }

 private:
  std::size_t a(std::size_t r, std::size_t j) const { return r * (n_columns_ - 1) + j; }
  std::size_t b(std::size_t j) const { return n_rows_ * (n_columns_ - 1) + j; }
  std::size_t n_parameters() const { return (n_rows_ + 1) * (n_columns_ - 1); }

  std::vector<double> expected_columns(const Flows& flows, std::size_t i) const {
    std::vector<double> expected(n_columns_, 0.0);
    for (std::size_t r = 0; r < n_rows_; ++r) {
      for (std::size_t j = 0; j < n_columns_; ++j) expected[j] += sums_.rows(i, r) * flows(r, j);
    }
    return expected;
  }

  /// Of what a place's column j is expected to have, by all parameters.
  std::vector<double> derivatives(const Flows& flows, std::size_t i, std::size_t j) const {
    std::vector<double> moves(n_parameters(), 0.0);
    for (std::size_t r = 0; r < n_rows_; ++r) {
      for (std::size_t l = 0; l + 1 < n_columns_; ++l) {
        const double move = sums_.rows(i, r) * flows(r, j) * ((j == l ? 1.0 : 0.0) - flows(r, l));
        moves[a(r, l)] = move;
        moves[b(l)] += move * x_[i];
      }
    }
    return moves;
  }

  const FlowSums& sums_;
  const std::vector<double>& x_;
  std::size_t n_rows_;
  std::size_t n_columns_;
};

/// Climbs by scoring with a damped curvature until the log likelihood gains no more.
std::vector<double> best_parameters(const SlopeModel& model, int steps) {
  constexpr double kGain = 1e-10;  // of the log likelihood
  std::vector<double> parameters = model.start();
  double value = model.log_likelihood(parameters);
  double damping = 1.0;
  for (int step = 0; step < steps; ++step) {
    SlopeModel::Information info = model.information(parameters);
    double gained = 0;
    for (; damping < 1e12 && !(gained > 0); damping *= 10.0) {
      Matrix damped = info.curvature;
      for (std::size_t p = 0; p < damped.rows(); ++p) damped(p, p) += damping;
      const std::optional<Cholesky> factor = Cholesky::of(damped);
      if (!factor) continue;
      std::vector<double> moved = factor->solve(info.slope);
      for (std::size_t p = 0; p < moved.size(); ++p) moved[p] += parameters[p];
      gained = model.log_likelihood(moved) - value;
      if (gained > 0) parameters = std::move(moved);
    }
    if (!(gained > kGain * std::fabs(value))) break;
    value += gained;
    damping = std::max(1e-6, damping / 100.0);
  }
  return parameters;
}

}  // namespace

Flows flows_by_slope(const FlowSums& sums, const std::vector<double>& x, int steps) {
  HUSTINGS_REQUIRE(sums.rows.rows() == sums.columns.rows() && sums.rows.rows() == x.size());
  const SlopeModel model(sums, x);
  const std::vector<double> parameters = best_parameters(model, steps);
  Flows mean(sums.rows.columns(), sums.columns.columns());
  const std::vector<double> ballots = column_sums(sums.rows);
  const std::vector<double> columns = normalised(column_sums(sums.columns));
  for (std::size_t i = 0; i < x.size(); ++i) {
    const Flows flows = model.of_place(parameters, i);
    for (std::size_t r = 0; r < mean.rows(); ++r) {
      for (std::size_t j = 0; j < mean.columns(); ++j) {
        mean(r, j) += ballots[r] > 0 ? sums.rows(i, r) / ballots[r] * flows(r, j) : 0.0;
      }
    }
  }
  for (std::size_t r = 0; r < mean.rows(); ++r) {
    if (!(ballots[r] > 0)) mean.set_row(r, columns);
  }
  return mean;
}

}  // namespace hustings::infer
