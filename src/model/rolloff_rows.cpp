#include "model/rolloff_rows.hpp"

#include "model/levels.hpp"

namespace hustings {

RolloffChoice choose_rolloff(const ScenarioIndex& index, const scenario::Contest& contest,
                             UniverseId universe) {
  RolloffChoice choice;
  for (const scenario::RolloffRow& row : contest.rolloff) {
    const std::size_t n_keys = row.where.keys.size();
    const std::size_t most = choice.row == nullptr ? 0 : choice.row->where.keys.size();
    if (choice.row != nullptr && n_keys < most) continue;
    if (!universe_matches(index, universe, row.where.keys)) continue;
    if (choice.row != nullptr && n_keys == most) {
      choice.tied = &row;
    } else {
      choice = {&row, nullptr};
    }
  }
  return choice;
}

bool has_rolloff(const ScenarioIndex& index, const scenario::Contest& contest,
                 UniverseId universe) {
  const scenario::RolloffRow* row = choose_rolloff(index, contest, universe).row;
  return row != nullptr && row->mean > 0;
}

}  // namespace hustings
