#include <algorithm>
#include <boost/random/sobol.hpp>
#include <limits>
#include <numeric>
#include <string>

#include "hustings/decide/vary.hpp"
#include "hustings/random/address.hpp"

namespace hustings {
namespace {

using Points = std::vector<std::vector<double>>;
using scenario::Vary;
using scenario::VaryInput;

double amount(const VaryInput& input, double part) {
  return input.from + (input.to - input.from) * part;
}

Points grid(const Vary& vary) {
  Points points{{}};
  for (const VaryInput& input : vary.inputs) {
    Points longer;
    for (const auto& point : points) {
      for (const double value : input.values) {
        longer.push_back(point);
        longer.back().push_back(value);
      }
    }
    points = std::move(longer);
  }
  return points;
}

Points latin_hypercube(const Vary& vary, std::uint64_t seed) {
  const std::size_t n = vary.points;
  const DrawKey key = draw_key(seed, Purpose::design);
  Points points(n);
  for (std::size_t i = 0; i < vary.inputs.size(); ++i) {
    const VaryInput& input = vary.inputs[i];
    const std::uint64_t order_name = name_hash({"order", input.name});
    const std::uint64_t place_name = name_hash({"place", input.name});
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<std::uint32_t> ranks;
    for (std::size_t p = 0; p < n; ++p) ranks.push_back(draw_word(key, order_name, p));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });
    for (std::size_t p = 0; p < n; ++p) {
      const double place = (draw_word(key, place_name, p) + 0.5) / 4294967296.0;
      const double part = (static_cast<double>(order[p]) + place) / static_cast<double>(n);
      points[p].push_back(amount(input, part));
    }
  }
  return points;
}

Points sobol(const Vary& vary) {
  const std::size_t width = vary.inputs.size();
  boost::random::sobol_engine<std::uint32_t, 32> sequence(width);
  Points points(vary.points);
  for (auto& point : points) {
    for (const VaryInput& input : vary.inputs) {
      point.push_back(amount(input, static_cast<double>(sequence()) / 4294967296.0));
    }
  }
  return points;
}

}  // namespace

std::vector<std::vector<double>> design_points(const Vary& vary, std::uint64_t seed) {
  switch (vary.design) {
    case scenario::Design::grid:
      return grid(vary);
    case scenario::Design::latin:
      return latin_hypercube(vary, seed);
    case scenario::Design::sobol:
      return sobol(vary);
  }
  return {};
}

}  // namespace hustings
