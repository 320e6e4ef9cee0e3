#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "core/thousands.hpp"
#include "model/check/checking.hpp"
#include "model/matching.hpp"
#include "model/support_lookup.hpp"

namespace hustings {
namespace {

using scenario::Contest;
using scenario::RankedChoice;

/// The rules of a ranked-choice contest: its names exist, every universe is in one transfer group,
/// each law of lengths is of `ranks` shares that add up to 1 within 1e-6, and written transfers are
/// for one pair, one group, once: of several rows that are for all universes of a group the one
/// with most keys counts, so no two may have as many; a row that is for no group is an error.
/// Source: docs/method.md, "Counting".
class RankedChoiceCheck {
 public:
  RankedChoiceCheck(const Contest& contest, const RankedChoice& rule, const Checking& checking)
      : contest_(contest), rule_(rule), checking_(checking) {
    for (const auto& candidate : contest.candidates) candidates_.push_back(candidate.id);
  }

  void check() const {
    const std::size_t n_errors = checking_.problems.n_errors();
    check_groups();
    const bool good_groups = checking_.problems.n_errors() == n_errors;
    if (contest_.readable) check_law(rule_.lengths_source, rule_.lengths);
    for (const auto& law : rule_.lengths_by_candidate) {
      stands(law.source, law.candidate);
      if (contest_.readable) check_law(law.source, law.value);
    }
    for (const auto& mean : rule_.later_appeal) stands(mean.source, mean.candidate);
    check_transfers(good_groups && contest_.readable);
  }

 private:
  bool stands(const Source& source, const std::string& candidate) const {
    if (std::find(candidates_.begin(), candidates_.end(), candidate) != candidates_.end()) {
      return true;
    }
    checking_.problems.error(source,
                             "contest '" + contest_.id + "' has no candidate '" + candidate + "'",
                             did_you_mean(candidate, candidates_));
    return false;
  }

  /// Checks a law of lengths, the shares of ballots that rank 1, 2, .. `ranks` names: so many
  /// shares, with sum 1.
  void check_law(const Source& source, const std::vector<double>& law) const {
    if (static_cast<int>(law.size()) != rule_.ranks) {
      checking_.problems.error(
          source, fmt::format("shares of ballots are given for {}, but a ballot has {} "
                              "ranks",
                              counted(law.size(), "length"), rule_.ranks));
      return;
    }
    const double sum = std::accumulate(law.begin(), law.end(), 0.0);
    if (std::fabs(sum - 1) <= kShareTolerance) return;
    checking_.problems.error(source,
                             fmt::format("shares of ballots by length add up to {:g}, not 1", sum));
  }

  /// Every universe must be in a transfer group.
  void check_groups() const {
    const std::string& key = rule_.transfers_by;
    if (!checking_.index.is_of_universes(key)) {
      checking_.problems.error(rule_.transfers_by_source,
                               "universes cannot be grouped by '" + key + "'",
                               did_you_mean(key, universe_keys()));
      return;
    }
    Causes causes;
    for (const PlacedUniverse& placed : checking_.index.placed()) {
      if (!votes_in(contest_, placed.district->id) || universe_value(placed, key)) continue;
      causes.add("has no '" + key + "' to be grouped by (contest '" + contest_.id + "')",
                 placed.universe->source, universe_name(*placed.universe));
    }
    causes.report(checking_.problems, "universe");
  }

  std::vector<std::string> universe_keys() const {
    std::vector<std::string> keys = checking_.index.known_keys();
    std::erase_if(keys,
                  [&](const std::string& key) { return !checking_.index.is_of_universes(key); });
    return keys;
  }

  void check_transfers(bool good_groups) const {
    const std::size_t n_errors = checking_.problems.n_errors();
    check_transfer_rows();
    const bool good_rows = checking_.problems.n_errors() == n_errors;
    if (good_rows && good_groups) check_transfer_groups();
  }

  /// Universes that count in each transfer group.
  std::map<std::string, std::vector<PlacedUniverse>> transfer_groups() const {
    std::map<std::string, std::vector<PlacedUniverse>> groups;
    for (const PlacedUniverse& placed : checking_.index.placed()) {
      const auto value = universe_value(placed, rule_.transfers_by);
      if (!value || placed.universe->registered == 0) continue;
      if (votes_in(contest_, placed.district->id)) groups[std::string(*value)].push_back(placed);
    }
    return groups;
  }

  /// Whether all universes of a transfer group have what a row asks for.
  static bool is_for(const scenario::TransferRow& row, const std::vector<PlacedUniverse>& group) {
    return std::all_of(group.begin(), group.end(), [&](const PlacedUniverse& placed) {
      return std::all_of(row.keys.begin(), row.keys.end(), [&](const auto& key) {
        return universe_has(placed, key.first, key.second);
      });
    });
  }

  /// Every row must be for some transfer group, and of those for one pair one must name most keys.
  void check_transfer_groups() const {
    using Row = scenario::TransferRow;
    std::set<const Row*> used;
    Causes overlaps;
    for (const auto& [name, group] : transfer_groups()) {
      std::map<std::pair<std::string, std::string>, const Row*> best;
      for (const Row& row : rule_.transfers) {
        if (!is_for(row, group)) continue;
        used.insert(&row);
        const Row*& most = best[{row.from, row.to}];
        if (most == nullptr || most->keys.size() < row.keys.size()) most = &row;
      }
      for (const Row& row : rule_.transfers) {
        const auto found = best.find({row.from, row.to});
        if (found == best.end() || found->second == &row || !is_for(row, group)) continue;
        if (row.keys.size() < found->second->keys.size()) continue;
        overlaps.add("from '" + row.from + "' to '" + row.to + "' two rows count for " +
                         rule_.transfers_by + " '" + name + "', each naming as much, " +
                         first_at(found->second->source, row.source),
                     row.source, "", "leave one out, or name more in one of them");
      }
    }
    overlaps.report(checking_.problems, "row");
    Causes unused;
    for (const Row& row : rule_.transfers) {
      if (used.count(&row) > 0) continue;
      unused.add("there is no transfer group (by " + rule_.transfers_by +
                     ") of which all universes have what this row names",
                 row.source, "", "see `transfers_by`");
    }
    unused.report(checking_.problems, "row");
  }

  void check_transfer_rows() const {
    std::set<std::pair<std::string, scenario::RowKeys>> seen;
    for (const scenario::TransferRow& row : rule_.transfers) {
      const bool known = stands(row.source, row.from) && stands(row.source, row.to);
      if (known && row.from == row.to) {
        checking_.problems.error(row.source, "'" + row.from + "' cannot follow itself on a ballot");
      }
      for (const auto& [key, value] : row.keys) check_row_key(row, key, value);
      if (!seen.emplace(row.from + "/" + row.to, row.keys).second) {
        checking_.problems.error(row.source, "from '" + row.from + "' to '" + row.to +
                                                 "' is given twice for the same universes");
      }
    }
  }

  void check_row_key(const scenario::TransferRow& row, const std::string& key,
                     const std::string& value) const {
    if (!checking_.index.is_of_universes(key)) {
      checking_.problems.error(row.source, "universes have no '" + key + "'",
                               did_you_mean(key, universe_keys()));
      return;
    }
    const auto values = checking_.index.values_of(key);
    if (std::find(values.begin(), values.end(), value) != values.end()) return;
    checking_.problems.error(row.source, "no universe has " + key + " '" + value + "'",
                             did_you_mean(value, values));
  }

  const Contest& contest_;
  const RankedChoice& rule_;
  const Checking& checking_;
  std::vector<std::string> candidates_;
};

/// Checks that there are fewer seats than candidates, so that somebody is out and there is a
/// margin; or one seat for one who is unopposed.
void check_seats(const Contest& contest, const scenario::Plurality& rule,
                 const Checking& checking) {
  const auto n = static_cast<int>(contest.candidates.size());
  if (rule.seats < n || (rule.seats == 1 && n == 1)) return;
  checking.problems.error(rule.source,
                          fmt::format("{} seats for {} candidates: everybody would win", rule.seats,
                                      contest.candidates.size()));
}

}  // namespace

void check_count(const Contest& contest, const Checking& checking) {
  const bool has_names = std::ranges::none_of(
      contest.candidates, [](const auto& candidate) { return candidate.id.empty(); });
  if (!contest.readable && !has_names) return;
  if (const auto* ranked = std::get_if<RankedChoice>(&contest.count)) {
    RankedChoiceCheck(contest, *ranked, checking).check();
  } else if (!contest.readable) {
    return;
  } else if (const auto* plurality = std::get_if<scenario::Plurality>(&contest.count)) {
    check_seats(contest, *plurality, checking);
  } else if (const auto* delegates = std::get_if<scenario::Delegates>(&contest.count)) {
    check_delegates(contest, *delegates, checking);
  }
}

}  // namespace hustings
