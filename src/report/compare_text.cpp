#include "report/compare_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "hustings/core/problem.hpp"
#include "report/what_if_text.hpp"

namespace hustings {
namespace {

/// Who stands in a contest.
std::vector<std::string> standing(const Labels& labels, const ContestLabel& contest) {
  std::vector<std::string> ids;
  for (std::size_t k = 0; k < contest.n_candidates; ++k) {
    const CandidateLabel& candidate = labels.candidates[contest.first_candidate + k];
    if (!candidate.withdrawn) ids.push_back(candidate.id);
  }
  return ids;
}

/// Names of what stands here and has no counterpart there.
template <class Items, class NameOf>
std::vector<std::string> missing(const Items& here, const Items& there, const NameOf& name_of) {
  std::vector<std::string> names;
  for (const auto& item : here) {
    const std::string name = name_of(item);
    const auto found =
        std::ranges::find_if(there, [&](const auto& other) { return name_of(other) == name; });
    if (found == there.end()) names.push_back(name);
  }
  return names;
}

/// Names who stands on one side alone of a contest that both have.
std::vector<std::string> missing_candidates(const Labels& here, const Labels& there) {
  std::vector<std::string> names;
  for (const ContestLabel& contest : here.contests) {
    const auto other = std::ranges::find(there.contests, contest.id, &ContestLabel::id);
    if (other == there.contests.end()) continue;
    for (const std::string& id : missing(standing(here, contest), standing(there, *other),
                                         [](const std::string& candidate) { return candidate; })) {
      names.push_back(contest.id + "/" + id);
    }
  }
  return names;
}

/// Names what one side alone has; who stands there alone is `word` (out, new) of the second.
std::string only_in(const std::string& name, const std::string& word, const Labels& here,
                    const Labels& there) {
  const auto id = [](const auto& item) { return item.id; };
  const auto line = [&](const std::string& what, const std::vector<std::string>& names) {
    return names.empty() ? "" : what + " only in " + name + ": " + listed(names) + "\n";
  };
  return line("contests", missing(here.contests, there.contests, id)) +
         line(word + ", stand", missing_candidates(here, there)) +
         line("slates", missing(here.slates, there.slates, id)) +
         line("events",
              missing(here.events, there.events, [](const auto& event) { return event.name; }));
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
         elections_text(after.base().elections(), after.elections()) +
         only_in(first, "out", here, there) + only_in(second, "new", there, here) +
         what_if_text(second, after, style) + what_if_note(style);
}

}  // namespace hustings
