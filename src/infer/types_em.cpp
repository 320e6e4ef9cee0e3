#include "infer/types_em.hpp"

#include <cmath>
#include <numeric>

#include "random/math.hpp"

namespace hustings::infer {
namespace {

constexpr double kPrior = .5;  // votes added to each type in a place, and to each type by S

Matrix transposed(const Matrix& table) {
  Matrix turned(table.columns(), table.rows());
  for (std::size_t i = 0; i < table.rows(); ++i) {
    for (std::size_t k = 0; k < table.columns(); ++k) turned(k, i) = table(i, k);
  }
  return turned;
}

void normalise_rows(Matrix& table) {
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const std::span<double> row = table[i];
    const double total = std::accumulate(row.begin(), row.end(), 0.0);
    for (double& value : row) value /= total;
  }
}

/// mixed_k = sum_f parts_f votes_fk.
void mix(std::span<const double> parts, const Matrix& votes, std::span<double> mixed) {
  std::fill(mixed.begin(), mixed.end(), 0.0);
  for (std::size_t f = 0; f < parts.size(); ++f) {
    const std::span<const double> row = votes[f];
    const double part = parts[f];
    for (std::size_t k = 0; k < mixed.size(); ++k) mixed[k] += part * row[k];
  }
}

}  // namespace

std::vector<double> pooled_shares(const Matrix& counts) {
  std::vector<double> sums = column_sums(counts);
  const double total = std::accumulate(sums.begin(), sums.end(), 0.0);
  return total > 0 ? normalised(std::move(sums)) : sums;
}

TypesEm::TypesEm(const std::vector<Matrix>& contests, Matrix parts, std::vector<Matrix> votes,
                 bool hold_parts)
    : parts_(std::move(parts)), votes_(std::move(votes)), hold_parts_(hold_parts) {
  for (const Matrix& counts : contests) contests_.push_back({&counts, pooled_shares(counts)});
  objective_ = current_objective();
}

void TypesEm::run(const EmSteps& steps) {
  while (steps_ < steps.most) {
    const double before = objective_;
    for (int i = 0; i < steps.look_every && steps_ < steps.most; ++i, ++steps_) step();
    objective_ = current_objective();
    if (std::fabs(objective_ - before) <= steps.relative_change * std::fabs(before)) break;
  }
}

/// Adds one contest's expected votes by type in places, and by type and candidate.
void TypesEm::add_contest(std::size_t contest, Matrix& next_parts, Matrix& next_votes) const {
  const Matrix& counts = *contests_[contest].counts;
  const Matrix& votes = votes_[contest];
  const Matrix by_candidate = transposed(votes);
  const std::size_t n_types = votes.rows();
  std::vector<double> ratio(counts.columns());
  std::vector<double> of_type(n_types);
  for (std::size_t i = 0; i < counts.rows(); ++i) {
    const std::span<const double> parts = parts_[i];
    mix(parts, votes, ratio);
    std::fill(of_type.begin(), of_type.end(), 0.0);
    for (std::size_t k = 0; k < ratio.size(); ++k) {
      const double count = counts(i, k);
      ratio[k] = count > 0 ? count / ratio[k] : 0.0;
      const std::span<const double> from = by_candidate[k];
      for (std::size_t f = 0; f < n_types; ++f) of_type[f] += from[f] * ratio[k];
    }
    for (std::size_t f = 0; f < n_types; ++f) {
      next_parts(i, f) += parts[f] * of_type[f];
      const std::span<double> to = next_votes[f];
      const double part = parts[f];
      for (std::size_t k = 0; k < ratio.size(); ++k) to[k] += part * ratio[k];
    }
  }
}

void TypesEm::step() {
  Matrix next_parts(parts_.rows(), parts_.columns(), kPrior);
  std::vector<Matrix> next_votes;
  for (std::size_t c = 0; c < contests_.size(); ++c) {
    Matrix next(votes_[c].rows(), votes_[c].columns());
    add_contest(c, next_parts, next);
    for (std::size_t f = 0; f < next.rows(); ++f) {
      for (std::size_t k = 0; k < next.columns(); ++k) {
        next(f, k) = votes_[c](f, k) * next(f, k) + kPrior * contests_[c].pooled[k];
      }
    }
    normalise_rows(next);
    next_votes.push_back(std::move(next));
  }
  votes_ = std::move(next_votes);
  if (hold_parts_) return;
  normalise_rows(next_parts);
  parts_ = std::move(next_parts);
}

double TypesEm::current_objective() const {
  double sum = 0;
  for (std::size_t c = 0; c < contests_.size(); ++c) {
    const Matrix& counts = *contests_[c].counts;
    std::vector<double> mixed(counts.columns());
    for (std::size_t i = 0; i < counts.rows(); ++i) {
      mix(parts_[i], votes_[c], mixed);
      for (std::size_t k = 0; k < mixed.size(); ++k) {
        if (counts(i, k) > 0) sum += counts(i, k) * exact::log(mixed[k]);
      }
    }
    for (std::size_t f = 0; f < votes_[c].rows(); ++f) {
      for (std::size_t k = 0; k < votes_[c].columns(); ++k) {
        const double prior = kPrior * contests_[c].pooled[k];
        if (prior > 0) sum += prior * exact::log(votes_[c](f, k));
      }
    }
  }
  if (hold_parts_) return sum;
  for (std::size_t i = 0; i < parts_.rows(); ++i) {
    for (const double part : parts_[i]) sum += kPrior * exact::log(part);
  }
  return sum;
}

}  // namespace hustings::infer
