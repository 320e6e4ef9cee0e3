#include "model/levels.hpp"

#include <algorithm>

#include "hustings/model/effect_reach.hpp"

namespace hustings {
namespace {

struct CandidatePlace {
  const scenario::Contest* contest;
  const scenario::Candidate* candidate;
};

CandidatePlace place_of(const ScenarioIndex& index, CandidateId candidate) {
  const auto& contests = index.scenario().contests;
  std::size_t c = contests.size() - 1;
  while (index.first_candidate(ContestId(c)) > candidate.index()) --c;
  return {&contests[c],
          &contests[c].candidates[candidate.index() - index.first_candidate(ContestId(c))]};
}

}  // namespace

std::optional<KeyKind> key_kind(const ScenarioIndex& index, const std::string& key) {
  if (key == "slate") return KeyKind::slate;
  if (key == "contest" || key == "candidate") return KeyKind::candidate;
  if (key == "faction" || key == "district" || key == "region" || key == "universe") {
    return KeyKind::cell;
  }
  if (index.is_cell_tag(key)) return KeyKind::cell;
  if (index.is_candidate_tag(key)) return KeyKind::candidate;
  return std::nullopt;
}

CellView view(const ScenarioIndex& index, CellId cell) {
  return {&index.scenario().universes[cell.index()],
          &index.scenario().districts[index.district_of(cell).index()]};
}

std::optional<std::string> cell_level(const ScenarioIndex& index, CellId cell,
                                      const std::string& key) {
  const CellView of = view(index, cell);
  if (key == "universe") return cell_name(*of.universe);
  const auto value = cell_value(of, key);
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::optional<std::string> candidate_level(const ScenarioIndex& index, CandidateId candidate,
                                           const std::string& key) {
  const auto [contest, about] = place_of(index, candidate);
  const auto values = candidate_values(index.scenario(), *contest, *about, key);
  return values.empty() ? std::nullopt : std::optional(values.front());
}

bool cell_matches(const ScenarioIndex& index, CellId cell, const scenario::Where& where) {
  return std::all_of(where.begin(), where.end(), [&](const auto& condition) {
    const std::string& key = condition.first;
    const auto& values = condition.second;
    if (key_kind(index, key) != KeyKind::cell) return true;
    const CellView of = view(index, cell);
    return std::any_of(values.begin(), values.end(),
                       [&](const std::string& value) { return cell_has(of, key, value); });
  });
}

bool candidate_matches(const ScenarioIndex& index, CandidateId candidate,
                       const scenario::Where& where) {
  const auto [contest, about] = place_of(index, candidate);
  for (const auto& [key, values] : where) {
    if (key_kind(index, key) == KeyKind::cell) continue;
    if (!candidate_has(index.scenario(), *contest, *about, key, values)) return false;
  }
  return true;
}

}  // namespace hustings
