#include <boost/random/sobol.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <numeric>
#include <string>
#include <utility>

#include "hustings/decide/vary.hpp"
#include "random/named_stream.hpp"

namespace hustings {
namespace {

using Points = std::vector<std::vector<double>>;
using scenario::Vary;
using scenario::VaryInput;

/// Returns the amount at a part, in [0, 1], of an input's range.
double amount(const VaryInput& input, double part) {
  return input.from + (input.to - input.from) * part;
}

/// Lists every combination of values, the last input's running fastest: the product of their
/// numbers.
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

/// A random order of 0..n-1: Fisher and Yates' shuffle, all n! orders alike.
std::vector<std::size_t> shuffled(std::size_t n, NamedStream words) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) {
    boost::random::uniform_int_distribution<std::size_t> place(0, i - 1);
    std::swap(order[i - 1], order[place(words)]);
  }
  return order;
}

/// Draws a Latin hypercube of n points.
///
/// Law: input j of point p is from + (to - from) (o_j(p) + u_jp) / n, o_j a random order of 0..n-1
/// and u_jp uniform on [0, 1): each n-th of each range is used once, whatever the number of inputs.
/// Orders and places are drawn by the input's name, so a further input moves none of the others'
/// amounts.
Points latin_hypercube(const Vary& vary, std::uint64_t seed) {
  const std::size_t n = vary.points;
  Points points(n);
  for (const VaryInput& input : vary.inputs) {
    const auto stream = [&](const char* what) {
      return NamedStream(seed, Purpose::design, name_hash({what, input.name}));
    };
    const std::vector<std::size_t> order = shuffled(n, stream("order"));
    NamedStream places = stream("place");
    boost::random::uniform_01<double> place;
    for (std::size_t p = 0; p < n; ++p) {
      const double part = (static_cast<double>(order[p]) + place(places)) / static_cast<double>(n);
      points[p].push_back(amount(input, part));
    }
  }
  return points;
}

/// Lists the points of Sobol's sequence after the origin, in 32 bits: n = 2^k - 1 points spread
/// evenly over all inputs together. They depend on no seed.
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
