#include "report/style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace hustings {
namespace {

constexpr std::array<std::pair<const char*, const char*>, 4> kSigns{
    {{"±", "+-"}, {"…", "..."}, {"–", "-"}, {"—", "-"}}};

std::string coded(const char* code, const std::string& text, const TableStyle& style) {
  return style.colour && !text.empty() ? code + text + "\033[0m" : text;
}

}  // namespace

std::string bold(const std::string& text, const TableStyle& style) {
  return coded("\033[1m", text, style);
}

std::string dim(const std::string& text, const TableStyle& style) {
  return coded("\033[2m", text, style);
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += by.size()) {
    text.replace(at, what.size(), by);
  }
  return text;
}

std::string signs(std::string text, const TableStyle& style) {
  if (style.unicode) return text;
  for (const auto& [sign, ascii] : kSigns) text = replaced(std::move(text), sign, ascii);
  return text;
}

std::string bar(double part, const TableStyle& style) {
  static constexpr const char* kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (!style.unicode) return std::string(static_cast<std::size_t>(std::lround(10 * part)), '#');
  const auto eighths = static_cast<std::size_t>(std::lround(80 * part));
  std::string text;
  for (std::size_t i = 0; i < eighths / 8; ++i) text += "█";
  return text + kEighths[eighths % 8];
}

std::string percent(const Probability& p) {
  if (p.certainty != Certainty::open) return p.certainty == Certainty::never ? "never" : "always";
  constexpr double kSlack = 1e-9;  // a bound of 0.3 % is no more than that in binary either
  // Of a few elections the bound says nothing: then what they had.
  if (p.upper_bound.value_or(0) > 0.5 || p.lower_bound.value_or(1) < 0.5) {
    return percent(p.probability);
  }
  if (p.upper_bound) {
    return fmt::format("<{:.1f}%", std::max(1.0, std::ceil(1000 * *p.upper_bound - kSlack)) / 10);
  }
  if (p.lower_bound) {
    return fmt::format(">{:.1f}%",
                       std::min(999.0, std::floor(1000 * *p.lower_bound + kSlack)) / 10);
  }
  if (p.probability < 0.0005) return "<0.1%";
  if (p.probability > 0.9995) return ">99.9%";
  return percent(p.probability);
}

std::string percent(double share) {
  return fmt::format("{:.1f}%", 100 * share);
}

std::string interval(const std::string& low, const std::string& high) {
  return low == high ? low : low + "\t-\t" + high;
}

std::string titled(const std::string& kind, const std::string& id, const std::string& name) {
  return name == id ? kind + " " + id : name;
}

std::string title_of(const ContestLabel& contest) {
  return contest.name == contest.id ? contest.id : contest.id + "  " + contest.name;
}

std::string name_of(const CandidateLabel& candidate) {
  return candidate.name + (candidate.incumbent ? " *" : "");
}

std::vector<std::size_t> candidates_of(const ContestLabel& contest) {
  std::vector<std::size_t> candidates(contest.n_candidates);
  std::iota(candidates.begin(), candidates.end(), std::size_t{contest.first_candidate});
  return candidates;
}

std::string plus_minus(double standard_error) {
  if (!(standard_error > 0)) return "";
  const double error = error_95(standard_error);
  const auto digits = static_cast<int>(1 - std::floor(std::log10(error)));
  return fmt::format("±{:.{}f}", error, std::clamp(digits, 0, 9));
}

}  // namespace hustings
