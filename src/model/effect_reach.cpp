#include "model/effect_reach.hpp"

#include <algorithm>

namespace hustings {
namespace {

bool holds(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

std::vector<std::string> slates_of(const scenario::Scenario& scenario, const std::string& contest,
                                   const std::string& candidate) {
  std::vector<std::string> slates;
  const std::string name = contest + "/" + candidate;
  for (const scenario::Slate& slate : scenario.slates) {
    if (holds(slate.members, name)) slates.push_back(slate.id);
  }
  return slates;
}

std::vector<std::string> candidate_values(const scenario::Scenario& scenario,
                                          const scenario::Contest& contest,
                                          const scenario::Candidate& candidate,
                                          std::string_view key) {
  if (key == "contest") return {contest.id};
  if (key == "candidate") return {contest.id + "/" + candidate.id};
  if (key == "slate") return slates_of(scenario, contest.id, candidate.id);
  const auto tag = candidate.tags.find(std::string(key));
  if (tag == candidate.tags.end()) return {};
  return {tag->second};
}

/// Matches a short id under `candidate` in every contest that has it, `contest/id` in one.
bool candidate_has(const scenario::Scenario& scenario, const scenario::Contest& contest,
                   const scenario::Candidate& candidate, std::string_view key,
                   const std::vector<std::string>& values) {
  if (key == "candidate" && holds(values, candidate.id)) return true;
  const auto own = candidate_values(scenario, contest, candidate, key);
  return std::any_of(own.begin(), own.end(),
                     [&](const std::string& value) { return holds(values, value); });
}

}  // namespace hustings
