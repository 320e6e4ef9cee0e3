#include "hustings/infer/domain_shift.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "infer/linear.hpp"

namespace hustings::infer {
namespace {

constexpr double kShrink = .1;  // how far correlations are drawn to none
constexpr double kUnlike = .05;

/// Means, sds (over n, not n - 1) and correlations S of p features in n rows, kept as sums and sums
/// of products, so that taking a row out costs p^2 and not n p^2.
///     x_a = (row_a - mean_a) / sd_a,     D^2 = x' (.9 S + .1 I)^-1 x  <=  10 |x|^2
/// A variance is a difference of sums here and loses the digits that a large mean takes:
/// domain_shift centres rows first. Source: docs/method.md, "Drafting" (Places unlike the data).
class Moments {
 public:
  explicit Moments(const Matrix& rows)
      : n_(static_cast<double>(rows.rows())),
        sums_(rows.columns(), 0.0),
        products_(rows.columns(), rows.columns()) {
    for (std::size_t i = 0; i < rows.rows(); ++i) add(rows.row(i), 1.0);
  }

  Moments without(const std::vector<double>& row) const {
    Moments fewer = *this;
    fewer.add(row, -1.0);
    fewer.n_ -= 1.0;
    return fewer;
  }

  std::vector<double> standardised(const std::vector<double>& row) const {
    std::vector<double> x(row.size());
    for (std::size_t a = 0; a < row.size(); ++a) x[a] = (row[a] - mean(a)) / sd(a);
    return x;
  }

  /// .9 S + .1 I.
  Matrix shrunk_correlations() const {
    Matrix shrunk(sums_.size(), sums_.size());
    for (std::size_t a = 0; a < sums_.size(); ++a) {
      for (std::size_t b = 0; b < sums_.size(); ++b) {
        shrunk(a, b) = (1.0 - kShrink) * covariance(a, b) / (sd(a) * sd(b));
      }
      shrunk(a, a) += kShrink;
    }
    return shrunk;
  }

  double mean(std::size_t a) const { return sums_[a] / n_; }
  /// 1 where a feature does not vary, so that a new place that differs is far away.
  double sd(std::size_t a) const {
    const double variance = covariance(a, a);
    return variance > 1e-12 ? std::sqrt(variance) : 1.0;
  }

 private:
  void add(const std::vector<double>& row, double sign) {
    for (std::size_t a = 0; a < row.size(); ++a) {
      sums_[a] += sign * row[a];
      for (std::size_t b = 0; b < row.size(); ++b) products_(a, b) += sign * row[a] * row[b];
    }
  }
  double covariance(std::size_t a, std::size_t b) const {
    return products_(a, b) / n_ - mean(a) * mean(b);
  }

  double n_;
  std::vector<double> sums_;
  Matrix products_;
};

/// What each feature adds to D^2.
std::vector<double> distance_parts(const Moments& moments, const std::vector<double>& row) {
  std::vector<double> x = moments.standardised(row);
  // .1 I is in it, so it is positive definite.
  const std::vector<double> pulled = Cholesky::of(moments.shrunk_correlations())->solve(x);
  for (std::size_t a = 0; a < x.size(); ++a) x[a] *= pulled[a];
  return x;
}

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// Rows less the training rows' means, so that sums of squares lose no digits.
Matrix centred(const Matrix& rows, const std::vector<double>& means) {
  Matrix result = rows;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    for (std::size_t a = 0; a < rows.columns(); ++a) result(i, a) -= means[a];
  }
  return result;
}

std::array<std::size_t, 2> two_largest(const std::vector<double>& parts) {
  std::size_t first = 0;
  for (std::size_t a = 1; a < parts.size(); ++a) {
    if (parts[a] > parts[first]) first = a;
  }
  std::size_t second = first == 0 && parts.size() > 1 ? 1 : 0;
  for (std::size_t a = 0; a < parts.size(); ++a) {
    if (a != first && parts[a] > parts[second]) second = a;
  }
  return {first, second};
}

/// A ridge regression: t = mean + x' b, b = (X' X + penalty I)^-1 X' (t - mean), X the features
/// standardised by their own rows (n x p), so that the mean is not shrunk and the penalty counts
/// like so many rows a feature that say it does nothing. A penalty above 0 makes the matrix
/// positive definite whatever features repeat each other.
class Ridge {
 public:
  Ridge(const Matrix& features, const std::vector<double>& target, double penalty)
      : moments_(features) {
    const std::size_t n = features.columns();
    mean_ = sum_of(target) / static_cast<double>(target.size());
    Matrix squares(n, n);
    std::vector<double> products(n, 0.0);
    for (std::size_t i = 0; i < features.rows(); ++i) {
      const std::vector<double> x = moments_.standardised(features.row(i));
      for (std::size_t a = 0; a < n; ++a) {
        products[a] += x[a] * (target[i] - mean_);
        for (std::size_t b = 0; b < n; ++b) squares(a, b) += x[a] * x[b];
      }
    }
    for (std::size_t a = 0; a < n; ++a) squares(a, a) += penalty;
    coefficients_ = Cholesky::of(squares)->solve(std::move(products));
  }

  double operator()(const std::vector<double>& row) const {
    return mean_ + dot(moments_.standardised(row), coefficients_);
  }

 private:
  Moments moments_;
  double mean_ = 0;
  std::vector<double> coefficients_;
};

/// Rows of a table, and their targets, that are not of one group.
struct Rest {
  Matrix features;
  std::vector<double> target;
};

Rest rest_of(const Matrix& features, const std::vector<double>& target,
             const std::vector<std::size_t>& group, std::size_t left_out) {
  std::vector<std::vector<double>> rows;
  Rest rest;
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (group[i] == left_out) continue;
    rows.push_back(features.row(i));
    rest.target.push_back(target[i]);
  }
  rest.features = Matrix(rows);
  return rest;
}

}  // namespace

std::vector<PlaceShift> domain_shift(const Matrix& training, const Matrix& places) {
  HUSTINGS_REQUIRE(training.rows() >= 3 && training.columns() == places.columns());
  std::vector<double> means = column_sums(training);
  for (double& mean : means) mean /= static_cast<double>(training.rows());
  const Matrix from = centred(training, means);
  const Matrix to = centred(places, means);
  const Moments moments(from);
  std::vector<double> left_out;
  for (std::size_t i = 0; i < from.rows(); ++i) {
    left_out.push_back(sum_of(distance_parts(moments.without(from.row(i)), from.row(i))));
  }
  std::sort(left_out.begin(), left_out.end());
  std::vector<PlaceShift> shifts;
  for (std::size_t i = 0; i < to.rows(); ++i) {
    const std::vector<double> parts = distance_parts(moments, to.row(i));
    PlaceShift shift{.distance = sum_of(parts)};
    const auto first = std::lower_bound(left_out.begin(), left_out.end(), shift.distance);
    shift.p = (1.0 + static_cast<double>(left_out.end() - first)) /
              (1.0 + static_cast<double>(left_out.size()));
    shift.leading = two_largest(parts);
    shift.unlike = shift.p < kUnlike;
    shifts.push_back(shift);
  }
  return shifts;
}

LeftOutError leave_group_out(const Matrix& features, const std::vector<double>& target,
                             const std::vector<std::size_t>& group, double ridge) {
  HUSTINGS_REQUIRE(features.rows() == target.size() && group.size() == target.size());
  const std::size_t n_groups = *std::max_element(group.begin(), group.end()) + 1;
  LeftOutError error;
  error.errors.assign(target.size(), 0.0);
  double training = 0;
  double n_training = 0;
  double left_out = 0;
  for (std::size_t g = 0; g < n_groups; ++g) {
    const Rest rest = rest_of(features, target, group, g);
    if (rest.target.size() < 2) continue;
    const Ridge fit(rest.features, rest.target, ridge);
    for (std::size_t i = 0; i < target.size(); ++i) {
      const double off = target[i] - fit(features.row(i));
      if (group[i] == g) {
        error.errors[i] = off;
        left_out += off * off;
      } else {
        training += off * off;
        n_training += 1.0;
      }
    }
  }
  error.left_out = std::sqrt(left_out / static_cast<double>(target.size()));
  error.training = n_training > 0 ? std::sqrt(training / n_training) : 0.0;
  return error;
}

}  // namespace hustings::infer
