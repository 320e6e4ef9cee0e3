#include <algorithm>
#include <cmath>
#include <numeric>

#include "decide/variance_shares.hpp"
#include "hustings/core/contract.hpp"

namespace hustings {
namespace {

constexpr std::size_t kParts = 20;   // of the elections, for the jackknife
constexpr double kDependent = 1e-9;  // part of a column left when it depends on those before

/// Symmetric sums of products X'X of the columns and the outcome; only the upper half is kept.
///
/// All that a least-squares line needs: elections are gone through once, and every set of groups
/// and every part left out (the jackknife) is then a matter of columns alone.
class Products {
 public:
  explicit Products(std::size_t size) : size_(size), values_(size * size) {}

  std::size_t size() const { return size_; }
  double& at(std::size_t row, std::size_t column) { return values_[row * size_ + column]; }
  double at(std::size_t row, std::size_t column) const { return values_[row * size_ + column]; }

  /// Adds the products of one row of values.
  void add(const std::vector<double>& row) {
    for (std::size_t i = 0; i < size_; ++i) {
      double* const to = &values_[i * size_];
      for (std::size_t j = i; j < size_; ++j) to[j] += row[i] * row[j];
    }
  }

  /// These less those of a part of them.
  Products without(const Products& part) const {
    Products rest = *this;
    for (std::size_t i = 0; i < values_.size(); ++i) rest.values_[i] -= part.values_[i];
    return rest;
  }

  /// Without the first n rows and columns.
  Products tail(std::size_t n) const {
    Products rest(size_ - n);
    for (std::size_t i = n; i < size_; ++i) {
      std::copy(&values_[i * size_ + i], &values_[i * size_ + size_],
                &rest.values_[(i - n) * rest.size_ + (i - n)]);
    }
    return rest;
  }

  /// Takes from all later columns what column k explains of them. Returns whether there was any.
  ///
  /// Law: S_ij <- S_ij - S_ki S_kj / S_kk, a step of Gauss's elimination, or of Gram and Schmidt's
  /// process on the columns; what is left at the outcome is the sum of squares about the line in
  /// the columns swept. A column of which 1e-9 or less is left depends on those before, and is
  /// passed over.
  bool sweep(std::size_t k) {
    if (at(k, k) <= kDependent) return false;
    for (std::size_t i = k + 1; i < size_; ++i) {
      const double part = at(k, i) / at(k, k);
      for (std::size_t j = i; j < size_; ++j) at(i, j) -= part * at(k, j);
    }
    return true;
  }

  /// Scales every column but the last to a sum of squares of 1 (one that does not vary: to 0).
  void scale() {
    std::vector<double> factors(size_, 1.0);
    for (std::size_t i = 0; i + 1 < size_; ++i) {
      factors[i] = at(i, i) > 0 ? 1 / std::sqrt(at(i, i)) : 0.0;
    }
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t j = i; j < size_; ++j) at(i, j) *= factors[i] * factors[j];
    }
  }

 private:
  std::size_t size_;
  std::vector<double> values_;
};

/// v(S), the adjusted R^2 of the line in all columns of the groups S, for every set S: a bit each.
///
/// Law: v(S) = 1 - (left / total) (n - 1) / (n - 1 - columns of S), v({}) = 0. Adjusted, as each
/// column of pure noise would explain 1 / (n - 1) of the variance. The sets are the leaves of a
/// tree that decides group by group, so what sets have in common is swept once.
class Explained {
 public:
  /// `products` are those of the groups' columns, then of the outcome.
  Explained(const std::vector<std::size_t>& sizes, const Products& products, double n)
      : sizes_(sizes), n_(n), total_(products.at(products.size() - 1, products.size() - 1)) {
    of_set_.resize(std::size_t{1} << sizes.size());
    visit(0, products, 0, 0);
  }

  const std::vector<double>& of_set() const { return of_set_; }

 private:
  /// Goes through the sets that agree on the groups before `group`; `products` are what is left.
  void visit(std::size_t group, const Products& products, std::size_t set, std::size_t n_columns) {
    if (group == sizes_.size()) {
      if (total_ <= 0) return;
      const double left = std::max(0.0, products.at(0, 0)) / total_;
      of_set_[set] = 1 - left * (n_ - 1) / (n_ - 1 - static_cast<double>(n_columns));
      return;
    }
    visit(group + 1, products.tail(sizes_[group]), set, n_columns);
    Products swept = products;
    for (std::size_t k = 0; k < sizes_[group]; ++k) n_columns += swept.sweep(k) ? 1 : 0;
    visit(group + 1, swept.tail(sizes_[group]), set | (std::size_t{1} << group), n_columns);
  }

  const std::vector<std::size_t>& sizes_;
  double n_;
  double total_;
  std::vector<double> of_set_;
};

/// Averages what each group adds over all orders of the groups [lindeman1980].
///
/// Law: phi_g = sum over S without g of |S|! (n - |S| - 1)! / n! (v(S + g) - v(S)); the phi add up
/// to v of all groups.
std::vector<double> shapley_values(std::size_t n_groups, const std::vector<double>& of_set) {
  std::vector<double> weight(n_groups);  // of sets by their size: size! (n - size - 1)! / n!
  for (std::size_t size = 0; size < n_groups; ++size) {
    weight[size] = 1.0 / static_cast<double>(n_groups);
    for (std::size_t i = 1; i <= size; ++i) {
      weight[size] *= static_cast<double>(i) / static_cast<double>(n_groups - i);
    }
  }
  std::vector<double> values(n_groups);
  for (std::size_t set = 0; set < of_set.size(); ++set) {
    const auto size = static_cast<std::size_t>(__builtin_popcountll(set));
    for (std::size_t g = 0; g < n_groups; ++g) {
      const std::size_t bit = std::size_t{1} << g;
      if ((set & bit) == 0) values[g] += weight[size] * (of_set[set | bit] - of_set[set]);
    }
  }
  return values;
}

/// Computes shares from raw products of a column of ones, the groups' columns and the outcome.
/// Sweeping the ones takes the means off; scaling makes "1e-9 of a column" mean the same for all.
std::vector<double> shares_of(const std::vector<std::size_t>& sizes, Products products) {
  const double n = products.at(0, 0);
  products.sweep(0);
  Products centred = products.tail(1);
  centred.scale();
  return shapley_values(sizes.size(), Explained(sizes, centred, n).of_set());
}

/// Tells an observer of the sums over each part, then of the shares of all and without each part.
class Steps {
 public:
  explicit Steps(const Observer& observer) : observer_(observer) {}

  /// Returns false where the work is to stop.
  bool next() {
    ++progress_.done;
    return tell(observer_, progress_);
  }

 private:
  const Observer& observer_;
  Progress progress_{.of = 2 * kParts + 1, .what = "steps"};
};

/// Products of every part of the elections; none where the observer stops. The outcome is taken in
/// units of its sd, as 0 where it does not vary.
std::vector<Products> products_of_parts(const std::vector<ColumnGroup>& groups,
                                        std::span<const double> outcome, Steps& steps) {
  ColumnGroup columns;
  for (const ColumnGroup& group : groups) columns.insert(columns.end(), group.begin(), group.end());
  const auto n = static_cast<double>(outcome.size());
  const double mean = std::accumulate(outcome.begin(), outcome.end(), 0.0) / n;
  double total = 0;
  double squares = 0;
  for (const double value : outcome) {
    total += (value - mean) * (value - mean);
    squares += value * value;
  }
  const double unit = total > kRoundingPart * squares ? std::sqrt(n / total) : 0.0;
  std::vector<Products> parts(kParts, Products(columns.size() + 2));
  std::vector<double> row(columns.size() + 2, 1.0);
  std::size_t last = 0;
  for (std::size_t e = 0; e < outcome.size(); ++e) {
    const std::size_t part = e * kParts / outcome.size();
    if (part != last && !steps.next()) return {};
    last = part;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      row[i + 1] = static_cast<double>(columns[i][e]);
    }
    row.back() = (outcome[e] - mean) * unit;
    parts[part].add(row);
  }
  return steps.next() ? parts : std::vector<Products>();
}

/// Returns the jackknife's standard error from the estimates without each of m equal parts:
/// sqrt((m - 1) / m sum of (value - mean)^2).
double jackknife_error(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt((n - 1) / n * squares);
}

}  // namespace

ShapleyShares shapley_shares(const std::vector<ColumnGroup>& groups,
                             std::span<const double> outcome, const Observer& observer) {
  HUSTINGS_REQUIRE(!groups.empty() && groups.size() <= kMostGroups);
  // Large groups first: half as many sets remain to be gone through with each.
  std::vector<std::size_t> order(groups.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return groups[a].size() > groups[b].size();
  });
  std::vector<ColumnGroup> ordered;
  std::vector<std::size_t> sizes;
  for (const std::size_t g : order) {
    ordered.push_back(groups[g]);
    sizes.push_back(groups[g].size());
  }
  const std::size_t n_columns = std::accumulate(sizes.begin(), sizes.end(), std::size_t{0});
  HUSTINGS_REQUIRE(outcome.size() > 2 * (n_columns + kParts));

  ShapleyShares result;
  result.groups.resize(groups.size());
  Steps steps(observer);
  const auto parts = products_of_parts(ordered, outcome, steps);
  if (parts.empty()) return result;
  Products all(n_columns + 2);
  for (const Products& part : parts) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = i; j < all.size(); ++j) all.at(i, j) += part.at(i, j);
    }
  }
  const auto shares = shares_of(sizes, all);
  std::vector<std::vector<double>> without(groups.size() + 1);  // a part; last: their sum
  for (const Products& part : parts) {
    if (!steps.next()) return result;
    const auto values = shares_of(sizes, all.without(part));
    for (std::size_t g = 0; g < groups.size(); ++g) without[g].push_back(values[g]);
    without.back().push_back(std::accumulate(values.begin(), values.end(), 0.0));
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    result.groups[order[g]] = {shares[g], jackknife_error(without[g])};
  }
  result.explained = {std::accumulate(shares.begin(), shares.end(), 0.0),
                      jackknife_error(without.back())};
  return result;
}

}  // namespace hustings
