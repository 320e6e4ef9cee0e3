#include "allocate/limits.hpp"

#include <algorithm>
#include <cmath>

#include "hustings/core/contract.hpp"

namespace hustings::allocate {
namespace {

constexpr double kClose = 1e-9;

double fixed_of(const Limit& row, const OnSet& on) {
  double fixed = 0;
  for (std::size_t g = 0; g < on.size(); ++g) fixed += on[g] ? row.fixed[g] : 0;
  return fixed;
}

double used(const Limit& row, std::span<const double> amounts) {
  double use = 0;
  for (std::size_t g = 0; g < amounts.size(); ++g) use += row.per_unit[g] * amounts[g];
  return use;
}

std::vector<double> least_of(const Limits& limits, const OnSet& on) {
  std::vector<double> least(limits.n(), 0.0);
  for (std::size_t g = 0; g < limits.n(); ++g) least[g] = on[g] ? limits.least[g] : 0;
  return least;
}

/// One half-space, w x <= most, in units in which every programme goes from 0 to 1.
struct Wall {
  std::vector<double> normal;
  double most = 0;
  double square = 0;
};

std::vector<Wall> walls_of(const Limits& limits, const OnSet& on) {
  std::vector<Wall> walls;
  for (const Limit& row : limits.rows) {
    Wall wall{std::vector<double>(limits.n()), row.most - fixed_of(row, on), 0};
    for (std::size_t g = 0; g < limits.n(); ++g) {
      wall.normal[g] = on[g] ? row.per_unit[g] * limits.most[g] : 0;
      wall.square += wall.normal[g] * wall.normal[g];
    }
    if (wall.square > 0) walls.push_back(std::move(wall));
  }
  return walls;
}

/// Dykstra: each wall in turn, less what it moved the time before, until nothing moves.
void project(const std::vector<Wall>& walls, const std::vector<double>& low,
             const std::vector<double>& high, std::vector<double>& x) {
  constexpr int kMostRounds = 2000;
  const std::size_t n = x.size();
  std::vector<std::vector<double>> moved(walls.size() + 1, std::vector<double>(n, 0.0));
  for (int round = 0; round < kMostRounds; ++round) {
    double change = 0;
    for (std::size_t w = 0; w <= walls.size(); ++w) {
      std::vector<double> from(n);
      for (std::size_t g = 0; g < n; ++g) from[g] = x[g] + moved[w][g];
      std::vector<double> to = from;
      if (w == walls.size()) {
        for (std::size_t g = 0; g < n; ++g) to[g] = std::clamp(from[g], low[g], high[g]);
      } else {
        double over = -walls[w].most;
        for (std::size_t g = 0; g < n; ++g) over += walls[w].normal[g] * from[g];
        for (std::size_t g = 0; g < n && over > 0; ++g)
          to[g] -= over / walls[w].square * walls[w].normal[g];
      }
      for (std::size_t g = 0; g < n; ++g) {
        change = std::max(change, std::abs(x[g] - to[g]));
        moved[w][g] = from[g] - to[g];
        x[g] = to[g];
      }
    }
    if (change < 1e-13) return;
  }
}

}  // namespace

bool Limits::is_switched(std::size_t programme) const {
  return least[programme] > 0 ||
         std::ranges::any_of(rows, [&](const Limit& row) { return row.fixed[programme] > 0; });
}

bool keeps(const Limits& limits, std::span<const double> amounts) {
  OnSet on(limits.n());
  for (std::size_t g = 0; g < limits.n(); ++g) {
    on[g] = amounts[g] > 0;
    const double close = kClose * std::max(1.0, limits.most[g]);
    if (on[g] && (amounts[g] < limits.least[g] - close || amounts[g] > limits.most[g] + close))
      return false;
  }
  return std::ranges::all_of(limits.rows, [&](const Limit& row) {
    return fixed_of(row, on) + used(row, amounts) <= row.most + kClose * std::max(1.0, row.most);
  });
}

double most_of(const Limits& limits, const OnSet& on, std::size_t programme, double share) {
  if (!on[programme]) return 0;
  double most = limits.most[programme];
  for (const Limit& row : limits.rows) {
    if (row.per_unit[programme] <= 0) continue;
    const double left = std::max(row.most - fixed_of(row, on), 0.0);
    most = std::min(most, share * left / row.per_unit[programme]);
  }
  return most;
}

bool is_possible(const Limits& limits, const OnSet& on) {
  const std::vector<double> least = least_of(limits, on);
  for (std::size_t g = 0; g < limits.n(); ++g) {
    if (on[g] && limits.least[g] > limits.most[g]) return false;
  }
  return std::ranges::all_of(limits.rows, [&](const Limit& row) {
    return fixed_of(row, on) + used(row, least) <= row.most * (1 + 1e-12);
  });
}

std::vector<double> projected(const Limits& limits, const OnSet& on, std::vector<double> amounts) {
  HUSTINGS_REQUIRE(amounts.size() == limits.n());
  const std::vector<double> least = least_of(limits, on);
  std::vector<double> low(limits.n(), 0.0);
  std::vector<double> high(limits.n(), 0.0);
  for (std::size_t g = 0; g < limits.n(); ++g) {
    const double unit = limits.most[g] > 0 ? limits.most[g] : 1;
    amounts[g] = on[g] ? amounts[g] / unit : 0;
    low[g] = least[g] / unit;
    high[g] = on[g] ? limits.most[g] / unit : 0;
  }
  project(walls_of(limits, on), low, high, amounts);
  double part = 1;  // of the way from the least of all, which is inside
  for (std::size_t g = 0; g < limits.n(); ++g) {
    const double unit = limits.most[g] > 0 ? limits.most[g] : 1;
    amounts[g] = std::clamp(amounts[g], low[g], high[g]) * unit;
  }
  for (const Limit& row : limits.rows) {
    const double room = row.most - fixed_of(row, on) - used(row, least);
    const double wanted = used(row, amounts) - used(row, least);
    if (wanted > room) part = std::min(part, std::max(room, 0.0) / wanted);
  }
  for (std::size_t g = 0; g < limits.n() && part < 1; ++g) {
    amounts[g] = least[g] + part * (amounts[g] - least[g]);
  }
  return amounts;
}

}  // namespace hustings::allocate
