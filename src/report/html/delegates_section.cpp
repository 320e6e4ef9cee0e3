#include <fmt/format.h>

#include <algorithm>

#include "core/thousands.hpp"
#include "report/html/html_table.hpp"
#include "report/html/marks.hpp"
#include "report/html/sections.hpp"
#include "report/html/words.hpp"

namespace hustings {
namespace {

std::vector<double> chances_of(std::span<const std::uint64_t> counts, std::uint64_t elections) {
  std::vector<double> chances;
  for (const std::uint64_t n : counts) {
    chances.push_back(static_cast<double>(n) / static_cast<double>(elections));
  }
  return chances;
}

std::string range_of(const Distribution& of) {
  return fmt::format("{:.0f}\u2013{:.0f}", of.quantiles[0], of.quantiles[4]);
}

/// The numbers up to the last that is seen, so that columns are not lost in an empty field.
std::span<const double> seen(std::span<const double> chances, double least) {
  constexpr double kSeen = 5e-4;
  std::size_t n = chances.size();
  double beyond = 0;
  while (n > 1 && beyond + chances[n - 1]<kSeen&& static_cast<double>(n - 1)> least) {
    beyond += chances[--n];
  }
  return chances.first(n);
}

std::string total_card(const Told& told, std::size_t t) {
  const View& view = told.view();
  const TotalLabel& total = told.labels().totals[t];
  HtmlTable table{"",
                  {{"name", "", 1},
                   {"majority", "", 2},
                   {"leads", "n", 1},
                   {"delegates", "", 1},
                   {"mean", "n", 1},
                   {"9 in 10", "n", 1}},
                  {},
                  ""};
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < told.labels().total_names.size(); ++i) {
    if (told.labels().total_names[i].total == t) order.push_back(i);
  }
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) {
    return view.distribution(kNameDelegates, i).mean;
  });
  const std::string colours = "abcdef";
  for (std::size_t at = 0; at < order.size(); ++at) {
    const std::size_t i = order[at];
    const std::string colour = at < colours.size() ? colours.substr(at, 1) : "g";
    const Probability majority = view.chance(kMajority, i);
    const Distribution delegates = view.distribution(kNameDelegates, i);
    const auto chances = chances_of(view.counts(kNameDelegates, i), view.elections());
    const std::span<const double> all = std::span(chances).first(
        std::min<std::size_t>(chances.size(), std::size_t{total.seats} + 1));
    table.rows.push_back(
        {told.labels().total_names[i].name,
         {mark_cell(bar_mark(majority.probability, colour)), number_cell(percent(majority)),
          number_cell(percent(view.chance(kLead, i))),
          mark_cell(columns_mark(all, total.majority, colour)),
          number_cell(fmt::format("{:.0f}", delegates.mean)), number_cell(range_of(delegates))},
         colour,
         ""});
  }
  return written(HtmlCard{
      total.name,
      fmt::format("{}; {} are a majority (the line); nobody has it in {}",
                  counted(total.seats, "delegate"), with_thousands(std::uint64_t{total.majority}),
                  percent(view.chance(kNoMajority, t))),
      scrolled(table, total.name)});
}

std::string contest_card(const Told& told, std::size_t c) {
  const View& view = told.view();
  const ContestLabel& contest = told.labels().contests[c];
  HtmlTable table{
      "",
      {{"candidate", "", 1}, {"delegates", "", 1}, {"mean", "n", 1}, {"9 in 10", "n", 1}},
      {},
      ""};
  double top = 1;
  for (const std::size_t i : told.reading().contests[c].order) {
    top = std::max(top, view.distribution(kDelegates, i).quantiles[4]);
  }
  for (const std::size_t i : told.reading().contests[c].order) {
    const Distribution delegates = view.distribution(kDelegates, i);
    if (delegates.quantiles[4] < 1) continue;
    const auto chances = chances_of(view.counts(kDelegates, i), view.elections());
    table.rows.push_back(
        {star_name(told.labels().candidates[i]),
         {mark_cell(columns_mark(seen(chances, top), -1, told.colour(i)), true),
          number_cell(fmt::format("{:.1f}", delegates.mean)), number_cell(range_of(delegates))},
         told.colour(i),
         ""});
  }
  return written(
      HtmlCard{contest.name + ": " + counted(contest.delegates, "delegate"), "", written(table)});
}

}  // namespace

std::string delegates_html(const Told& told) {
  std::string cards;
  for (std::size_t t = 0; t < told.labels().totals.size(); ++t) cards += total_card(told, t);
  std::string contests;
  for (const std::size_t c : told.reading().order) {
    if (told.labels().contests[c].delegates > 0) contests += contest_card(told, c);
  }
  if (contests.empty()) return cards;
  contests = "<div class=\"grid2\">" + contests + "</div>";
  return cards.empty() ? contests : cards + fold("Delegates of each contest", contests);
}

}  // namespace hustings
