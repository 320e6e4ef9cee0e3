#include "report/slate_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <span>

#include "report/style.hpp"

namespace hustings {
namespace {

/// Part of the elections that a tail of seats may come to at most.
constexpr double kTail = 0.01;
/// So many counts of seats are shown all.
constexpr std::size_t kFewCounts = 6;

/// The most members of a slate who can win together: of each contest as many as it has seats.
std::size_t most_seats(const Labels& labels, const SlateLabel& slate) {
  std::map<std::uint32_t, std::size_t> members;
  for (const std::uint32_t member : slate.members) ++members[labels.candidates[member].contest];
  std::size_t most = 0;
  for (const auto& [contest, n] : members) {
    most += std::min<std::size_t>(n, labels.contests[contest].seats);
  }
  return most;
}

}  // namespace

std::string slate_heading(const View& view, std::size_t slate) {
  const SlateLabel& label = view.labels().slates[slate];
  const std::size_t k = label.members.size();
  const std::size_t most = most_seats(view.labels(), label);
  const Probability sweep = view.at_least(slate, k);
  const bool is_sure = sweep.certainty != Certainty::open;
  std::string text = is_sure ? percent(sweep) + " sweeps" : "sweeps " + percent(sweep);
  if (most < k) text += fmt::format(" ({} members, {} {})", k, most, most == 1 ? "seat" : "seats");
  const Distribution seats = view.distribution(kSeats, slate);
  text += fmt::format(", wins {:.2f} of {} on average", seats.mean, most);
  const double low = seats.quantiles.front();
  const double high = seats.quantiles.back();
  if (most > 1 && low != high) text += fmt::format(" (90%: {:.0f}-{:.0f})", low, high);
  return text;
}

std::vector<std::string> seat_parts(const View& view, std::size_t slate) {
  std::vector<std::size_t> possible;
  const std::span<const std::uint64_t> counts = view.seats(slate);
  for (std::size_t j = 0; j < counts.size(); ++j) {
    if (view.chance_of_seats(slate, j).certainty != Certainty::never) possible.push_back(j);
  }
  const auto elections = [&](std::size_t from, std::size_t to) {
    return std::accumulate(&counts[from], &counts[to] + 1, std::uint64_t{0});
  };
  const auto rare = static_cast<std::uint64_t>(kTail * static_cast<double>(view.elections()));
  std::size_t first = 0;
  std::size_t last = possible.size() - 1;
  if (possible.size() > kFewCounts) {
    while (elections(0, possible[first]) <= rare) ++first;
    while (elections(possible[last], counts.size() - 1) <= rare) --last;
  }
  std::vector<std::string> parts;
  const auto add_tail = [&](std::size_t from, std::size_t to, const std::string& words) {
    const Probability p = probability(elections(from, to), view.elections());
    parts.push_back(fmt::format("{}: {}", words, percent(p)));
  };
  if (first == 1) first = 0;  // a tail of one count is that count
  if (last + 2 == possible.size()) ++last;
  if (first > 0) add_tail(0, possible[first - 1], fmt::format("{} or fewer", possible[first - 1]));
  for (std::size_t i = first; i <= last; ++i) {
    const Probability p = view.chance_of_seats(slate, possible[i]);
    parts.push_back(fmt::format("{}: {}", possible[i], percent(p)));
  }
  if (last + 1 < possible.size()) {
    add_tail(possible[last + 1], counts.size() - 1, fmt::format("{} or more", possible[last + 1]));
  }
  return parts;
}

}  // namespace hustings
