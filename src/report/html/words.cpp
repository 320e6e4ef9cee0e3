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
  const std::string from = fmt::format("{:.{}f}", 100 * low, decimals);
  const std::string to = fmt::format("{:.{}f}%", 100 * high, decimals);
  return to == from + "%" ? to : from + "\u2013" + to;
}

std::string points(double difference, int decimals) {
  const double value = 100 * difference;
  if (std::fabs(value) < 0.5 * std::pow(10.0, -decimals)) return "0";
  return fmt::format("{}{:.{}f}", value > 0 ? "+" : "\u2212", std::fabs(value), decimals);
}

int decimals_for(double standard_error) {
  if (!(standard_error > 0)) return 2;
  return std::clamp(static_cast<int>(1 - std::floor(std::log10(100 * error_95(standard_error)))), 1,
                    4);
}

std::string points_and_error(const Difference& moved) {
  return points_and_error(moved, decimals_for(moved.paired_standard_error));
}

std::string points_and_error(const Difference& moved, int decimals) {
  const std::string value = points(moved.difference, decimals);
  const double error = 100 * error_95(moved.paired_standard_error);
  return error > 0 ? value + fmt::format(" \u00b1{:.{}f}", error, decimals) : value;
}

std::optional<SwingTarget> plainly(const Labels& labels, std::size_t event) {
  std::string text = labels.events[event].text;
  std::erase(text, '"');
  for (std::uint32_t s = 0; s < labels.slates.size(); ++s) {
    if (text == "sweep of " + labels.slates[s].id) return SwingTarget{SwingTarget::Kind::sweep, s};
  }
  for (std::uint32_t i = 0; i < labels.candidates.size(); ++i) {
    if (text == candidate_label(labels, i) + " wins") return SwingTarget{SwingTarget::Kind::win, i};
  }
  return std::nullopt;
}

std::string target_words(const Labels& labels, const SwingTarget& target) {
  if (target.kind == SwingTarget::Kind::sweep) return labels.slates[target.item].name + " sweeps";
  if (target.kind == SwingTarget::Kind::event) return labels.events[target.item].name;
  const CandidateLabel& label = labels.candidates[target.item];
  return label.name + " wins " + labels.contests[label.contest].name;
}

std::string star_name(const CandidateLabel& candidate) {
  return candidate.name + (candidate.incumbent ? "\u00a0*" : "");
}

}  // namespace hustings
