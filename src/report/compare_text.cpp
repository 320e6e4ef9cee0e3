#include "report/compare_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "hustings/core/problem.hpp"
#include "report/what_if_text.hpp"

namespace hustings {
namespace {

/// Names the contests that the other side does not have.
std::string only_in(const std::string& name, const Labels& here, const Labels& there) {
  std::vector<std::string> missing;
  for (const ContestLabel& contest : here.contests) {
    const auto found = std::ranges::find(there.contests, contest.id, &ContestLabel::id);
    if (found == there.contests.end()) missing.push_back(contest.id);
  }
  return missing.empty() ? "" : "contests only in " + name + ": " + listed(missing) + "\n";
}

std::string elections_text(std::uint64_t first, std::uint64_t second) {
  if (first == second) return counted(first, "election") + " each\n";
  return with_thousands(first) + " and " + counted(second, "election") + "\n";
}

}  // namespace

std::string compare_text(const std::string& first, const std::string& second, const View& after,
                         const TableStyle& style) {
  const Labels& here = after.base().labels();
  const Labels& there = after.labels();
  return fmt::format("{}: {}\n{}: {}\n", first, here.title, second, there.title) +
         elections_text(after.base().elections(), after.elections()) + only_in(first, here, there) +
         only_in(second, there, here) + what_if_text(second, after, style) + what_if_note(style);
}

}  // namespace hustings
