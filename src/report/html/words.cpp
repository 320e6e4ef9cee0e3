#include "report/html/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace hustings {

std::string whole_percent(double share) {
  return fmt::format("{:.0f}%", 100 * share);
}

std::string span_of(double low, double high) {
  constexpr double kNear = 0.04;
  const int decimals = high - low >= kNear ? 0 : 1;
  return fmt::format("{:.{}f}\u2013{:.{}f}%", 100 * low, decimals, 100 * high, decimals);
}

std::string points(double difference, int decimals) {
  const double value = 100 * difference;
  if (std::fabs(value) < 0.5 * std::pow(10.0, -decimals)) return "0";
  return fmt::format("{}{:.{}f}", value > 0 ? "+" : "\u2212", std::fabs(value), decimals);
}

std::string points_and_error(const Difference& moved) {
  const double error = 100 * error_95(moved.paired_standard_error);
  if (!(error > 0)) return points(moved.difference, 2);
  const int decimals = std::clamp(static_cast<int>(1 - std::floor(std::log10(error))), 1, 4);
  return points(moved.difference, decimals) + fmt::format(" \u00b1{:.{}f}", error, decimals);
}

std::string star_name(const CandidateLabel& candidate) {
  return candidate.name + (candidate.incumbent ? "\u00a0*" : "");
}

}  // namespace hustings
