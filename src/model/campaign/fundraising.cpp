#include "model/campaign/fundraising.hpp"

#include <algorithm>
#include <limits>

#include "random/math.hpp"

namespace hustings::campaign {
namespace {

using Matrix = std::vector<std::vector<double>>;

/// Makes Phi + eta yield I.
Matrix growth_matrix(std::span<const Fundraising> owners, const Adjacency& graph) {
  Matrix matrix(owners.size(), std::vector<double>(owners.size(), 0.0));
  for (std::size_t i = 0; i < owners.size(); ++i) {
    matrix[i][i] = owners[i].keep + owners[i].reinvest * owners[i].yield;
    for (const std::size_t j : graph[i]) {
      matrix[i][j] += owners[i].pass / static_cast<double>(graph[i].size());
    }
  }
  return matrix;
}

Matrix squared(const Matrix& matrix) {
  const std::size_t n = matrix.size();
  Matrix square(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) {
      if (matrix[i][k] == 0) continue;
      for (std::size_t j = 0; j < n; ++j) square[i][j] += matrix[i][k] * matrix[k][j];
    }
  }
  return square;
}

/// Returns the largest sum of a row, and divides all by it.
double normalise(Matrix& matrix) {
  double most = 0;
  for (const auto& row : matrix) {
    double sum = 0;
    for (const double x : row) sum += x;
    most = std::max(most, sum);
  }
  if (most <= 0) return 0;
  for (auto& row : matrix) {
    for (double& x : row) x /= most;
  }
  return most;
}

/// This week's money of one owner.
double raised_now(const Fundraising& owner, double wanted, double raised_before) {
  const double left = std::max(owner.pool - raised_before, 0.0);
  if (left == std::numeric_limits<double>::infinity()) return wanted;
  return owner.pool > 0 ? left * std::min(wanted / owner.pool, 1.0) : 0;
}

const scenario::Resource* money_of(const scenario::Owner& owner) {
  const auto found =
      std::ranges::find(owner.resources, scenario::ResourceKind::money, &scenario::Resource::kind);
  return found == owner.resources.end() ? nullptr : &*found;
}

/// Joins owners whose candidates endorse each other.
Adjacency joined_owners(const scenario::Endorsements& endorsements,
                        const std::vector<std::string>& candidates) {
  Adjacency graph(candidates.size());
  for (const scenario::Endorsement& edge : endorsements.edges) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      for (std::size_t j = 0; j < candidates.size(); ++j) {
        const auto& [a, b] = edge.candidates;
        const bool is_edge = (candidates[i] == a && candidates[j] == b) ||
                             (candidates[i] == b && candidates[j] == a);
        if (is_edge) graph[i].push_back(j);
      }
    }
  }
  return graph;
}

}  // namespace

/// By Gelfand's formula: the 2^40-th root of the norm of the 2^40-th power, by squaring. Right to
/// 1e-10 also where the graph falls into parts.
double money_growth(std::span<const Fundraising> owners, const Adjacency& graph) {
  constexpr int kSquarings = 40;
  Matrix power = growth_matrix(owners, graph);
  double weight = 1;
  double log_radius = 0;
  for (int step = 0; step <= kSquarings; ++step) {
    const double size = normalise(power);
    if (size == 0) return 0;
    log_radius += weight * exact::log(size);
    weight /= 2;
    if (step < kSquarings) power = squared(power);
  }
  return exact::exp(log_radius);
}

WeeklyMoney raised_above_plan(std::span<const Fundraising> owners, const Adjacency& graph,
                              const PlannedMoney& planned) {
  const std::size_t n = owners.size();
  const Matrix growth = growth_matrix(owners, graph);
  const std::size_t weeks = n > 0 ? planned.pushes.front().size() : 0;
  WeeklyMoney raised(n, std::vector<double>(weeks, 0.0));
  std::vector<double> so_far(n, 0.0);
  for (std::size_t week = 0; week < weeks; ++week) {
    for (std::size_t i = 0; i < n; ++i) {
      double wanted = planned.pushes[i][week];
      if (week > 0) {
        wanted += owners[i].reinvest * owners[i].yield * planned.weekly[i];
        for (std::size_t j = 0; j < n; ++j) wanted += growth[i][j] * raised[j][week - 1];
      }
      raised[i][week] = raised_now(owners[i], wanted, so_far[i]);
    }
    for (std::size_t i = 0; i < n; ++i) so_far[i] += raised[i][week];
  }
  return raised;
}

std::vector<double> left_to_spend(const Fundraising& owner, double weekly,
                                  std::span<const double> raised) {
  std::vector<double> left;
  for (const double above : raised) left.push_back((1 - owner.reinvest) * (weekly + above));
  return left;
}

OwnersMoney owners_money(const scenario::Scenario& scenario, int weeks) {
  OwnersMoney money;
  std::vector<std::string> candidates;
  bool makes_more = false;
  for (const scenario::Owner& owner : scenario.owners) {
    const scenario::Resource* const resource = money_of(owner);
    if (resource == nullptr) continue;
    const auto& income = std::get<scenario::Income>(resource->supply);
    makes_more |= income.raising.has_value();
    money.owners.push_back(owner.id);
    money.sources.push_back(resource->source);
    money.raising.push_back(income.raising.value_or(Fundraising{}));
    candidates.push_back(owner.candidate.empty() ? "" : owner.contest + "/" + owner.candidate);
    money.planned.weekly.push_back(income.weekly);
    money.planned.pushes.emplace_back(static_cast<std::size_t>(weeks), 0.0);
    for (const scenario::Push& push : money.raising.back().pushes) {
      if (push.week <= weeks) {
        money.planned.pushes.back()[static_cast<std::size_t>(push.week - 1)] += push.amount;
      }
    }
  }
  if (!makes_more) return {};
  money.graph = joined_owners(scenario.endorsements, candidates);
  return money;
}

std::optional<std::vector<double>> money_to_spend(const scenario::Scenario& scenario,
                                                  const std::string& owner, int weeks) {
  const OwnersMoney money = owners_money(scenario, weeks);
  const auto found = std::ranges::find(money.owners, owner);
  if (found == money.owners.end()) return std::nullopt;
  const auto at = static_cast<std::size_t>(found - money.owners.begin());
  const WeeklyMoney raised = raised_above_plan(money.raising, money.graph, money.planned);
  return left_to_spend(money.raising[at], money.planned.weekly[at], raised[at]);
}

}  // namespace hustings::campaign
