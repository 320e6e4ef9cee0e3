#include "model/levels.hpp"

#include <algorithm>

namespace hustings {
namespace {

using scenario::Tags;

std::optional<std::string> tag(const Tags& tags, const std::string& key) {
  const auto found = tags.find(key);
  return found == tags.end() ? std::nullopt : std::optional(found->second);
}

bool contains(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

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
  if (key == "contest") return contest->id;
  if (key == "candidate") return contest->id + "/" + about->id;
  return tag(about->tags, key);
}

bool cell_matches(const ScenarioIndex& index, CellId cell, const scenario::Where& where) {
  return std::all_of(where.begin(), where.end(), [&](const auto& condition) {
    const auto& [key, values] = condition;
    if (key_kind(index, key) != KeyKind::cell) return true;
    const CellView of = view(index, cell);
    return std::any_of(values.begin(), values.end(),
                       [&](const std::string& value) { return cell_has(of, key, value); });
  });
}

bool candidate_matches(const ScenarioIndex& index, CandidateId candidate,
                       const scenario::Where& where) {
  return std::all_of(where.begin(), where.end(), [&](const auto& condition) {
    const auto& [key, values] = condition;
    const auto kind = key_kind(index, key);
    if (kind == KeyKind::slate) {
      const auto& slates = index.slates_of(candidate);
      return std::any_of(slates.begin(), slates.end(), [&](SlateId slate) {
        return contains(values, index.scenario().slates[slate.index()].id);
      });
    }
    if (kind != KeyKind::candidate) return true;
    const auto value = candidate_level(index, candidate, key);
    if (!value) return false;
    return contains(values, *value) ||
           (key == "candidate" && contains(values, place_of(index, candidate).candidate->id));
  });
}

}  // namespace hustings
