#include <algorithm>

#include "model/check/checking.hpp"
#include "model/rolloff_rows.hpp"

namespace hustings {
namespace {

using scenario::Contest;
using scenario::RolloffRow;

/// Checks the `where` of a row: keys of universes, with values that there are.
bool check_keys(const RolloffRow& row, const Checking& checking) {
  if (!check_where(row.where, row.source, checking)) return false;
  for (const auto& [key, values] : row.where.keys) {
    if (checking.index.is_of_universes(key)) continue;
    const auto source = row.where.sources.find(key);
    checking.problems.error(source == row.where.sources.end() ? row.source : source->second,
                            "universes have no '" + key + "'",
                            "only keys of universes and districts choose who leaves it blank");
    return false;
  }
  return true;
}

/// Checks that every row counts somewhere, and in no universe two with equally many keys.
void check_rows(const Contest& contest, const Checking& checking) {
  const ScenarioIndex& index = checking.index;
  std::vector<const RolloffRow*> counting;
  Causes ties;
  for (std::size_t i = 0; i < checking.scenario.universes.size(); ++i) {
    const UniverseId universe(i);
    const scenario::Universe& written = checking.scenario.universes[i];
    if (!index.district_of(universe) || !votes_in(contest, written.district)) continue;
    const auto [row, tied] = choose_rolloff(index, contest, universe);
    counting.push_back(row);
    counting.push_back(tied);
    if (tied == nullptr) continue;
    ties.add("two rows with equally many keys give the roll-off of contest '" + contest.id +
                 "', the other on line " + std::to_string(row->source.place.line),
             tied->source, universe_name(written),
             "give one of them a further key, or leave it out");
  }
  ties.report(checking.problems, "universe");
  if (!index.has_all().districts || !index.has_all().universes) return;
  for (const RolloffRow& row : contest.rolloff) {
    if (std::find(counting.begin(), counting.end(), &row) != counting.end()) continue;
    checking.problems.error(
        row.source,
        "this roll-off of contest '" + contest.id + "' counts in no universe that votes in it",
        "of several rows that match, the one with most keys counts");
  }
}

}  // namespace

void check_rolloff(const Contest& contest, const Checking& checking) {
  bool good = true;
  for (const RolloffRow& row : contest.rolloff) good &= check_keys(row, checking);
  if (good) check_rows(contest, checking);
}

}  // namespace hustings
