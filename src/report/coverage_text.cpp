#include "report/coverage_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/page.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMostPairs = 12;

std::string name_of(const CoveredGroup& group) {
  if (group.values.empty()) return "other, together";
  std::string name;
  for (std::size_t i = 0; i < group.values.size(); ++i) {
    name +=
        (i == 0 ? "" : ", ") + (group.values[i].empty() ? "no " + group.tags[i] : group.values[i]);
  }
  return name;
}

void add_row(const std::string& name, const CoveredGroup& group, TextGrid& grid) {
  const auto whole = [](double number) { return with_thousands(fmt::format("{:.0f}", number)); };
  grid.add_row(name, {{whole(group.registered)},
                      {whole(group.reached)},
                      {whole(group.registered - group.reached)},
                      {percent(group.reached / group.registered)},
                      {fmt::format("{:.2f}", group.ratio)}});
}

TextGrid grid_of(const char* corner) {
  return TextGrid(corner, {"registered", "reached", "never", "share", "to the mean"}, 2);
}

TextGrid tag_grid(const Coverage& coverage) {
  TextGrid grid = grid_of("");
  std::string tag;
  for (const CoveredGroup& group : coverage.groups) {
    if (group.tags.size() != 1) continue;
    if (group.tags[0] != tag) grid.add_heading(group.tags[0]);
    tag = group.tags[0];
    add_row(name_of(group), group, grid);
  }
  return grid;
}

/// The pairs that are reached least, in that order.
std::vector<const CoveredGroup*> least_reached(const Coverage& coverage) {
  std::vector<const CoveredGroup*> pairs;
  for (const CoveredGroup& group : coverage.groups) {
    if (group.tags.size() == 2 && !group.values.empty()) pairs.push_back(&group);
  }
  std::ranges::stable_sort(pairs, {}, [](const CoveredGroup* group) { return group->ratio; });
  return pairs;
}

std::string remark_on(const Coverage& coverage) {
  std::string remark = fmt::format(
      "to the mean: reached share over that of all. Nothing here tells of fewer than {:.0f} "
      "registered voters: groups that would are merged.",
      coverage.least);
  const auto add = [&](const char* what, const std::vector<std::string>& tags) {
    if (!tags.empty()) remark += what + listed(tags) + '.';
  };
  add(" Too small to be shown: ", coverage.hidden);
  add(" Too small to be shown in pairs: ", coverage.unpaired);
  return remark;
}

}  // namespace

std::string coverage_text(const Coverage& coverage, const TableStyle& style) {
  Page page(style);
  if (coverage.leaves_out) {
    page.section("coverage of " + coverage.owner);
    page.remark(fmt::format(
        "not told: beside the rest it would tell of fewer than {:.0f} registered voters",
        coverage.least));
    return std::move(page).text();
  }
  page.section("coverage of " + coverage.owner,
               fmt::format("  {} of {} registered voters reached",
                           with_thousands(fmt::format("{:.0f}", coverage.reached)),
                           with_thousands(fmt::format("{:.0f}", coverage.registered))));
  page.add(tag_grid(coverage));
  const auto pairs = least_reached(coverage);
  if (!pairs.empty()) {
    const std::size_t n = std::min(pairs.size(), kMostPairs);
    page.section("pairs of tags reached least");
    TextGrid grid = grid_of("");
    for (std::size_t i = 0; i < n; ++i) add_row(name_of(*pairs[i]), *pairs[i], grid);
    page.add(grid);
    if (pairs.size() > n) page.note(fmt::format("and {} more (--json)", pairs.size() - n));
  }
  page.remark(remark_on(coverage));
  return std::move(page).text();
}

}  // namespace hustings
