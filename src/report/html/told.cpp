#include "report/html/told.hpp"

#include <optional>

#include "hustings/decide/sensitivity.hpp"
#include "hustings/results/worth.hpp"

namespace hustings {
namespace {

constexpr double kGrey = 0.02;  // chances below it
constexpr std::size_t kSlateColours = 4;

std::optional<std::size_t> slate_of(const Labels& labels, std::size_t candidate) {
  for (std::size_t s = 0; s < labels.slates.size(); ++s) {
    for (const std::uint32_t member : labels.slates[s].members) {
      if (member == candidate) return s;
    }
  }
  return std::nullopt;
}

}  // namespace

Told::Told(const Results& results)
    : results_(results),
      view_(results.labels, results.tally),
      what_ifs_(what_if_views(results, view_)),
      reading_(reading_of(view_, what_ifs_)),
      colours_(colours()),
      series_(series()) {}

std::string Told::slate_colour(std::size_t slate) {
  constexpr char kLetters[] = "acde";
  return slate < kSlateColours ? std::string(1, kLetters[slate]) : "g";
}

std::vector<std::string> Told::colours() const {
  std::vector<std::string> colours(labels().candidates.size(), "g");
  for (const ContestReading& contest : reading_.contests) {
    std::string spare = labels().slates.empty() ? "abcdef" : "bdef";
    for (const std::size_t i : contest.order) {
      if (const auto slate = slate_of(labels(), i)) {
        colours[i] = slate_colour(*slate);
      } else if (!spare.empty() && view_.chance(kWin, i).probability >= kGrey) {
        colours[i] = spare.substr(0, 1);
        spare.erase(0, 1);
      }
    }
  }
  return colours;
}

std::vector<double> Told::series() const {
  using Of = SensitivityQuestion::Of;
  const Draws& draws = results_.draws;
  const Headline& of = reading_.headline;
  if (draws.elections == 0) return {};
  if (of.kind == HeadlineKind::majority) {
    const auto enough =
        static_cast<int>(labels().totals[labels().total_names[of.item].total].majority);
    const auto& numbers = draws[kNameDelegates].numbers;
    std::vector<double> series(numbers.empty() ? 0 : draws.elections);
    for (std::size_t e = 0; e < series.size(); ++e) {
      series[e] = numbers[of.item * draws.elections + e] >= enough ? 1 : 0;
    }
    return series;
  }
  SensitivityQuestion question{Of::win, of.item, "", {}};
  if (of.kind == HeadlineKind::sweep) question.of = Of::sweep;
  if (of.kind == HeadlineKind::event) {
    const auto& bits = draws[kEvent].bits;
    if (bits.empty()) return {};
    const auto first = bits.begin() + static_cast<std::ptrdiff_t>(of.item * draws.elections);
    question = {
        Of::event, 0, of.name, {first, first + static_cast<std::ptrdiff_t>(draws.elections)}};
  }
  return stored_outcomes(labels(), draws, question);
}

}  // namespace hustings
