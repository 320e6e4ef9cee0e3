#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

#include "report/html/html_table.hpp"
#include "report/html/marks.hpp"
#include "report/html/sections.hpp"
#include "report/html/words.hpp"

namespace hustings {
namespace {

constexpr std::size_t kManySeats = 9;

/// Numbers of seats that share a row: of many, those at the ends that come in less than one
/// election in a hundred together.
std::vector<std::pair<std::size_t, std::size_t>> rows_of_seats(
    std::span<const std::uint64_t> seats) {
  const std::uint64_t few =
      seats.size() < kManySeats ? 0 : std::accumulate(seats.begin(), seats.end(), 0ULL) / 100;
  std::size_t first = 0;
  std::size_t last = seats.size() - 1;
  for (std::uint64_t sum = 0; first < last && (sum += seats[first]) <= few && few > 0;) ++first;
  for (std::uint64_t sum = 0; last > first && (sum += seats[last]) <= few && few > 0;) --last;
  std::vector<std::pair<std::size_t, std::size_t>> rows;
  if (first > 0) rows.emplace_back(0, first - 1);
  for (std::size_t j = first; j <= last; ++j) rows.emplace_back(j, j);
  if (last + 1 < seats.size()) rows.emplace_back(last + 1, seats.size() - 1);
  return rows;
}

std::string seats_card(const Told& told, std::size_t s) {
  const View& view = told.view();
  const SlateLabel& slate = told.labels().slates[s];
  const std::size_t k = slate.members.size();
  HtmlTable table{"", {{"seats won", "", 1}, {"chance", "", 2}}, {}, ""};
  for (const auto& [least, most] : rows_of_seats(view.seats(s))) {
    std::uint64_t count = 0;
    for (std::size_t j = least; j <= most; ++j) count += view.seats(s)[j];
    const Probability chance =
        least == most ? view.chance_of_seats(s, least) : probability(count, view.elections());
    table.rows.push_back({least == most ? fmt::format("{} of {}", least, k)
                                        : fmt::format("{} to {} of {}", least, most, k),
                          {mark_cell(bar_mark(chance.probability, Told::slate_colour(s)), true),
                           number_cell(percent(chance))},
                          "",
                          ""});
  }
  const SeatMoments mean = view.mean_seats(s);
  return written(HtmlCard{slate.name + ": seats",
                          fmt::format("{:.2f} of {} on average", mean.mean, k), written(table)});
}

/// Which members win together: outcomes as bits, the most frequent first.
std::string together_card(const Told& told, std::size_t s) {
  const std::vector<std::uint64_t>& counts = told.view().tally().outcomes[s];
  if (counts.empty()) return "";
  const SlateLabel& slate = told.labels().slates[s];
  HtmlTable table;
  table.classes = "together";
  table.heads.push_back({"chance", "", 2});
  for (const std::uint32_t member : slate.members) {
    const CandidateLabel& label = told.labels().candidates[member];
    const auto same = [&](std::uint32_t other) {
      return told.labels().candidates[other].name == label.name;
    };
    const bool is_alone = std::ranges::count_if(slate.members, same) == 1;
    table.heads.push_back(
        {label.name + (is_alone ? "" : ", " + told.labels().contests[label.contest].id), "c", 1});
  }
  std::vector<std::size_t> order(counts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return counts[i]; });
  const std::string wins =
      "<span class=\"dot " + Told::slate_colour(s) + "\"></span><span class=\"sr\">wins</span>";
  const std::string loses = "<span class=\"dot ring\"></span><span class=\"sr\">loses</span>";
  for (const std::size_t outcome : order) {
    if (counts[outcome] == 0 || table.rows.size() == kOutcomes) break;
    const Probability chance = probability(counts[outcome], told.view().elections());
    HtmlTable::Row row{
        percent(chance), {mark_cell(bar_mark(chance.probability, Told::slate_colour(s)))}, "", ""};
    for (std::size_t m = 0; m < slate.members.size(); ++m) {
      row.cells.push_back({"", (outcome >> m & 1U) != 0 ? wins : loses, "c", ""});
    }
    table.rows.push_back(std::move(row));
  }
  const std::string title = slate.name + ": who wins together";
  return written(HtmlCard{title, "filled: wins; ring: loses", scrolled(table, title)});
}

}  // namespace

std::string together_html(const Told& told) {
  std::string cards;
  for (std::size_t s = 0; s < told.labels().slates.size(); ++s) {
    cards += "<div class=\"grid2\">" + seats_card(told, s) + together_card(told, s) + "</div>";
  }
  return cards;
}

}  // namespace hustings
