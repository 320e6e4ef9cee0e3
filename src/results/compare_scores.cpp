#include "results/compare_scores.hpp"

#include <algorithm>

namespace hustings {
namespace {

/// Every contest's score by a forecast, and by the one it is held against.
struct ScorePair {
  const ContestScore& scored;
  const ContestScore& other;
  std::size_t day;
};

std::vector<ScorePair> pairs_with(const Scores& scores, ForecastRole role) {
  std::vector<ScorePair> pairs;
  std::size_t first = 0;
  for (const NightScore& night : scores.nights) {
    const auto other = std::ranges::find(night.forecasts, role, &ForecastScore::role);
    for (std::size_t i = 0; other != night.forecasts.end() && i < night.contests.size(); ++i) {
      const auto& scored = night.forecasts.front().contests[i];
      if (scored && other->contests[i]) {
        pairs.push_back({*scored, *other->contests[i], scores.days[first + i]});
      }
    }
    first += night.contests.size();
  }
  return pairs;
}

std::string name_with(const Scores& scores, ForecastRole role) {
  for (const NightScore& night : scores.nights) {
    const auto found = std::ranges::find(night.forecasts, role, &ForecastScore::role);
    if (found != night.forecasts.end()) return found->name;
  }
  return "";
}

void add_comparisons(std::uint64_t seed, ForecastRole role, Scores& scores) {
  const std::vector<ScorePair> all = pairs_with(scores, role);
  for (std::size_t k = 0; k < kScoreKinds; ++k) {
    const auto kind = static_cast<ScoreKind>(k);
    ScoreComparison comparison{.role = role, .name = name_with(scores, role), .kind = kind};
    std::vector<infer::PairedScore> paired;
    for (const ScorePair& pair : all) {
      const auto a = value_of(pair.scored, kind);
      const auto b = value_of(pair.other, kind);
      if (a && b) paired.push_back({*a, *b, pair.day});
    }
    if (paired.empty()) continue;
    for (const infer::PairedScore& pair : paired) {
      comparison.mean_scored += pair.a / static_cast<double>(paired.size());
      comparison.mean_other += pair.b / static_cast<double>(paired.size());
    }
    comparison.difference = infer::paired_difference(paired, seed, name_of(kind));
    scores.comparisons.push_back(std::move(comparison));
  }
}

void add_coverage(const std::vector<NumberScore>& numbers, std::array<Coverage, 3>& coverage) {
  for (const NumberScore& number : numbers) {
    for (std::size_t i = 0; i < coverage.size(); ++i) {
      coverage[i].held += number.intervals[i].holds(number.counted) ? 1 : 0;
      ++coverage[i].n;
    }
  }
}

void finish(std::array<Coverage, 3>& coverage) {
  for (std::size_t i = 0; i < coverage.size(); ++i) {
    coverage[i].level = infer::kLevels[i];
    coverage[i].exact = infer::exact_interval(coverage[i].held, coverage[i].n);
  }
}

}  // namespace

void compare_scores(std::uint64_t seed, Scores& scores) {
  for (const ForecastRole role :
       {ForecastRole::other, ForecastRole::polls, ForecastRole::past, ForecastRole::written}) {
    add_comparisons(seed, role, scores);
  }
  for (const NightScore& night : scores.nights) {
    const ForecastScore& scored = night.forecasts.front();
    for (const auto& contest : scored.contests) {
      if (!contest) continue;
      add_coverage(contest->numbers, scores.coverage);
      add_coverage(contest->districts, scores.district_coverage);
      if (contest->favourite) scores.calls.push_back(*contest->favourite);
    }
    for (const EventScore& event : scored.events) {
      scores.calls.push_back({event.chance, event.happened});
    }
  }
  finish(scores.coverage);
  finish(scores.district_coverage);
  scores.calibration_z = infer::calibration_z(scores.calls);
}

}  // namespace hustings
