#include "hustings/random/odd_table.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "random/math.hpp"

namespace hustings {
namespace {

constexpr std::size_t kPoints = 64;

/// cos((2 i + 1) pi / 128), the zeros of T_64; by halving angles and the recurrence of cosines,
/// since libm's bits depend on the machine.
std::array<double, kPoints> chebyshev_points() {
  double cosine = 0;  // of pi / 2
  double of_double = -1;
  for (std::size_t n = 1; n < kPoints; n *= 2) {
    of_double = cosine;
    cosine = std::sqrt((1 + cosine) / 2);
  }
  std::array<double, kPoints> points{};
  points[0] = cosine;
  points[1] = 2 * of_double * cosine - cosine;
  for (std::size_t i = 2; i < kPoints; ++i) {
    points[i] = 2 * of_double * points[i - 1] - points[i - 2];
  }
  return points;
}

/// Coefficient of x^degree in the least-squares polynomial of that degree over the points: that of
/// T_degree, (2 / n) sum of y T_degree(x), times the leading 2^(degree - 1).
double leading_coefficient(const std::array<double, kPoints>& points,
                           const std::array<double, kPoints>& values, int degree) {
  double sum = 0;
  for (std::size_t i = 0; i < kPoints; ++i) {
    double before = 1;
    double chebyshev = degree == 0 ? 1 : points[i];
    for (int d = 1; d < degree; ++d) {
      const double next = 2 * points[i] * chebyshev - before;
      before = chebyshev;
      chebyshev = next;
    }
    sum += values[i] * chebyshev;
  }
  const double mean = sum / static_cast<double>(kPoints);
  return mean * static_cast<double>(1 << degree);
}

/// z at the points of every octave; the same for every sd.
using Normals = std::array<std::array<double, kPoints>, kNormalRows>;

Normals normals_of(const std::array<double, kPoints>& points) {
  Normals normals{};
  for (int row = 0; row < kNormalRows; ++row) {
    for (std::size_t i = 0; i < kPoints; ++i) {
      const double m = 1.5 + 0.5 * points[i];
      normals[static_cast<std::size_t>(row)][i] =
          -exact::normal_quantile(m * 0x1p-33 * static_cast<double>(std::uint64_t{1} << row));
    }
  }
  return normals;
}

}  // namespace

/// In x = 2 m - 3 the leading coefficient a x^d is 2^d a m^d.
OddTable odd_table(double sd) {
  static const auto points = chebyshev_points();
  static const Normals normals = normals_of(points);
  OddTable table;
  for (std::size_t row = 0; row < kNormalRows; ++row) {
    std::array<double, kPoints> rest{};
    for (std::size_t i = 0; i < kPoints; ++i) {
      const double power = exact::exp(sd * normals[row][i]);
      rest[i] = (power - 1) / (power + 1);
    }
    for (int degree = kOddDegree; degree >= 0; --degree) {
      const auto coefficient = static_cast<float>(leading_coefficient(points, rest, degree) *
                                                  static_cast<double>(1 << degree));
      table.coefficients[degree][(row + 127) % kNormalRows] = coefficient;
      for (std::size_t i = 0; i < kPoints; ++i) {
        const double m = 1.5 + 0.5 * points[i];
        double power = 1;
        for (int d = 0; d < degree; ++d) power *= m;
        rest[i] -= static_cast<double>(coefficient) * power;
      }
    }
  }
  return table;
}

}  // namespace hustings
