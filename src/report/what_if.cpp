#include "report/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "report/text_grid.hpp"

namespace hustings {
namespace {

using Cell = TextGrid::Cell;

/// Digits behind the point that an error of this size (in what is printed) warrants.
int digits(double error) {
  if (error <= 0) return 1;
  return std::clamp(static_cast<int>(std::ceil(-std::log10(error))), 0, 2);
}

TextGrid::Tone tone_of(const Difference& moved) {
  if (std::fabs(moved.difference) <= 2 * moved.paired_standard_error) return TextGrid::Tone::quiet;
  return moved.difference > 0 ? TextGrid::Tone::good : TextGrid::Tone::bad;
}

/// Below this a mean moves by the rounding of other numbers only.
constexpr double kRounding = 1e-5;

bool moves(const Compared& chance) {
  return chance.moved.difference != 0 || chance.moved.paired_standard_error != 0;
}

bool moves_mean(const Compared& mean) {
  return std::fabs(mean.moved.difference) > kRounding;
}

Cell percent(double share) {
  return {fmt::format("{:.1f}%", 100 * share), "", {}};
}

/// A move in points with its error: `+3.25 +- 0.05`.
Cell points(const Difference& moved) {
  const double error = 100 * moved.paired_standard_error;
  const int places = digits(error);
  return {fmt::format("{:+.{}f} ± {:.{}f}", 100 * moved.difference, places, error, places), "",
          tone_of(moved)};
}

/// Votes that move, rounded to what their error warrants.
Cell votes(const Difference& moved) {
  const double error = std::max(moved.paired_standard_error, 0.5);
  const double unit = std::pow(10, std::floor(std::log10(error)));
  const double rounded = std::round(moved.difference / unit) * unit;
  if (rounded == 0) return {"0", "", TextGrid::Tone::quiet};
  const std::string number = with_thousands(fmt::format("{:.0f}", std::fabs(rounded)));
  return {(rounded > 0 ? "+" : "-") + number, "", tone_of(moved)};
}

class WhatIfText {
 public:
  WhatIfText(const TwoWorlds& worlds, bool colour)
      : worlds_(worlds), comparison_(worlds), colour_(colour) {}

  std::string text() {
    std::string body;
    for (std::size_t c = 0; c < worlds_.labels.contests.size(); ++c) body += contest(c);
    body += slates();
    body += events();
    const std::string title = colour_ ? "\033[1m" + worlds_.title + "\033[0m" : worlds_.title;
    if (!worlds_.paired) body += kUnpaired;
    return "\n" + title + "\n" + (body.empty() ? "nothing moves\n" : body);
  }

 private:
  std::string grid_text(const TextGrid& grid) const { return "\n" + grid.text(kWidth, colour_); }

  TextGrid grid(const std::string& corner) const {
    TextGrid grid(corner);
    grid.add_column("before");
    grid.add_column("after");
    grid.add_column("points");
    return grid;
  }

  static std::vector<Cell> chance_cells(const Compared& chance) {
    return {percent(chance.before), percent(chance.after), points(chance.moved)};
  }

  std::string contest(std::size_t c) const {
    const ContestLabel& label = worlds_.labels.contests[c];
    TextGrid table = grid(label.name == label.id ? label.id : label.id + "  " + label.name);
    table.add_column("share");
    table.add_column("points");
    if (comparison_.is_paired()) table.add_column("votes");
    std::vector<std::size_t> order(label.n_candidates);
    std::iota(order.begin(), order.end(), std::size_t{label.first_candidate});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return worlds_.tally.wins[a] > worlds_.tally.wins[b];
    });
    bool any = false;
    for (const std::size_t k : order) {
      const auto win = comparison_.win(k);
      const auto share = comparison_.share(k);
      if (!win || !share) continue;
      any |= moves(*win) || moves_mean(*share);
      std::vector<Cell> cells = chance_cells(*win);
      cells.push_back(percent(share->after));
      cells.push_back(points(share->moved));
      if (const auto moved = comparison_.votes(k)) cells.push_back(votes(moved->moved));
      const CandidateLabel& candidate = worlds_.labels.candidates[k];
      table.add_row(candidate.name + (candidate.withdrawn ? " (out)" : ""), std::move(cells));
    }
    return any ? grid_text(table) : "";
  }

  std::string slates() const {
    TextGrid table = grid("slates");
    bool any = false;
    for (std::size_t s = 0; s < worlds_.labels.slates.size(); ++s) {
      const SlateLabel& slate = worlds_.labels.slates[s];
      for (std::size_t seats = 1; seats <= slate.members.size(); ++seats) {
        const auto chance = comparison_.at_least(s, seats);
        if (!chance || !moves(*chance)) continue;
        any = true;
        const bool is_sweep = seats == slate.members.size();
        table.add_row(
            is_sweep ? slate.id + " sweep" : fmt::format("{} wins {} or more", slate.id, seats),
            chance_cells(*chance));
      }
    }
    return any ? grid_text(table) : "";
  }

  std::string events() const {
    TextGrid table = grid("events");
    bool any = false;
    for (std::size_t i = 0; i < worlds_.labels.events.size(); ++i) {
      const auto chance = comparison_.event(i);
      if (!chance || !moves(*chance)) continue;
      any = true;
      table.add_row(worlds_.labels.events[i].name, chance_cells(*chance));
    }
    return any ? grid_text(table) : "";
  }

  static constexpr std::size_t kWidth = 110;
  static constexpr const char* kUnpaired =
      "\nunpaired: the seeds differ, so the errors are those of independent runs\n";
  const TwoWorlds& worlds_;
  Comparison comparison_;
  bool colour_;
};

}  // namespace

std::string what_if_text(const TwoWorlds& worlds, bool colour) {
  return WhatIfText(worlds, colour).text();
}

}  // namespace hustings
