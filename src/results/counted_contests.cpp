#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/thousands.hpp"
#include "hustings/results/counted_votes.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using infer::CountedContest;
using infer::CountedDistrict;
using infer::CountedRow;
using infer::CountedVotes;
using KnownValues = std::vector<std::optional<double>>;

/// What percent may add up to beyond 100, as each is rounded.
constexpr double kRounding = .5;

template <class Items>
std::vector<std::string> ids_of(const Items& items) {
  std::vector<std::string> ids;
  for (const auto& item : items) ids.push_back(item.id);
  return ids;
}

/// Puts the rows of one contest in place and checks them: all that is counted of it, by district
/// and candidate of the model.
///
/// Law: a row without a district is of the whole contest; rows lost to faults count as such, so
/// that nothing is called missing which could not be read. Percents add up to at most 100.5, votes
/// of districts to at most those of the whole; of names that the model does not have five of a kind
/// are told. Faults stand at the row that shows them.
class ContestReader {
 public:
  ContestReader(const Model& model, std::size_t contest, const CountedVotes& votes,
                Problems& problems)
      : model_(model),
        about_(model.contests[ContestId(contest)]),
        votes_(votes),
        problems_(problems) {
    counted_.contest = contest;
    counted_.in_percent = votes.in_percent;
    for (std::size_t i = 0; i < about_.n_candidates; ++i) {
      candidates_.push_back(model.candidates[about_.candidate(i)].id);
    }
    for (const DistrictId district : about_.districts) {
      districts_.push_back(model.districts[district].id);
    }
  }

  void add(const CountedRow& row) {
    if (is_first_) counted_.source = row.source;
    is_first_ = false;
    counted_.is_final = counted_.is_final && row.is_final;
    check_day(row);
    const auto slot = place_in(candidates_, row.candidate, "candidate", row);
    const auto district = row.district.empty()
                              ? std::optional(districts_.size())
                              : place_in(districts_, row.district, "district", row);
    if (!slot || !district) return;
    add_wins(row, static_cast<std::uint32_t>(*slot));
    CountedDistrict& counted = by_district_[*district];
    counted.place = *district;
    counted.values.resize(candidates_.size());
    counted.values[*slot] = row.value;
    sources_.emplace(*district, row.source);
  }

  CountedContest finish() {
    for (const auto& [what, unknown] : unknown_) {
      if (unknown.names.size() <= kToldNames) continue;
      problems_.error(unknown.first,
                      std::to_string(unknown.names.size()) + " names of a " + what +
                          " are not in '" + about_.id + "'; the first " +
                          std::to_string(kToldNames) + " are told",
                      "is this the table of another contest?");
    }
    for (auto& [place, district] : by_district_) {
      if (!votes_.lost_rows) check_candidates(district);
      check_sum(district);
      if (place == districts_.size()) {
        counted_.all = district;
      } else {
        counted_.districts.push_back(district);
      }
    }
    counted_.has_all_districts = counted_.districts.size() == districts_.size();
    for (const auto& [slot, source] : winners_) counted_.winners.push_back(slot);
    check_fractions();
    check_against_all();
    check_winners();
    return std::move(counted_);
  }

 private:
  /// Names of one kind that the model does not have: each is told once, and the first few alone.
  struct Unknown {
    Source first;
    std::set<std::string> names;
  };
  static constexpr std::size_t kToldNames = 5;

  std::optional<std::size_t> place_in(const std::vector<std::string>& ids, const std::string& id,
                                      const std::string& what, const CountedRow& row) {
    const auto found = std::ranges::find(ids, id);
    if (found != ids.end()) return static_cast<std::size_t>(found - ids.begin());
    Unknown& unknown = unknown_[what];
    if (unknown.names.empty()) unknown.first = row.source;
    if (!unknown.names.insert(id).second || unknown.names.size() > kToldNames) return std::nullopt;
    std::string near = did_you_mean(id, ids);
    if (near.empty() && what == "candidate") {
      near = "who is no candidate of the scenario is left out: its shares are of " + listed(ids);
    } else if (near.empty()) {
      near = "there are " + listed(ids);
    }
    problems_.error(row.source, "there is no " + what + " '" + id + "' in '" + about_.id + "'",
                    near);
    return std::nullopt;
  }

  void check_day(const CountedRow& row) {
    if (counted_.day.empty()) counted_.day = row.day;
    if (row.day == counted_.day || has_told_day_) return;
    has_told_day_ = true;
    problems_.error(row.source, "'" + about_.id + "' has two days: " + counted_.day + " and " +
                                    (row.day.empty() ? "none" : row.day));
  }

  void add_wins(const CountedRow& row, std::uint32_t slot) {
    if (!row.wins) return;
    const bool is_new = (*row.wins ? winners_ : losers_).emplace(slot, row.source).second;
    if (!is_new || !(*row.wins ? losers_ : winners_).contains(slot)) return;
    has_told_winners_ = true;
    problems_.error(
        row.source,
        "'" + row.candidate + "' is said to have won '" + about_.id + "', and not to have",
        "who won all of the contest has won it in each of its rows");
  }

  std::string where(const CountedDistrict& district) const {
    return district.place == districts_.size()
               ? "'" + about_.id + "'"
               : "'" + about_.id + "' in '" + districts_[district.place] + "'";
  }

  /// Votes are of all candidates, or shares of them say nothing.
  void check_candidates(const CountedDistrict& district) {
    if (votes_.in_percent) return;
    std::vector<std::string> missing;
    for (const std::uint32_t slot : about_.standing) {
      if (!district.values[slot]) missing.push_back(candidates_[slot]);
    }
    if (missing.empty()) return;
    problems_.error(sources_.at(district.place),
                    where(district) + " has no row of " + listed(missing),
                    "who got no vote has a row with 0");
  }

  void check_sum(const CountedDistrict& district) {
    const double sum = sum_of(district);
    if (votes_.in_percent) {
      if (sum <= 100 + kRounding) return;
      problems_.error(sources_.at(district.place), where(district) + " has more than 100 percent",
                      "the rows add up to " + number_text(sum));
      return;
    }
    const double registered = district.place == districts_.size()
                                  ? about_.registered
                                  : model_.districts[about_.districts[district.place]].registered;
    if (sum > registered) {
      problems_.error(sources_.at(district.place), where(district) + " has " + thousands(sum) +
                                                       " votes, but " + thousands(registered) +
                                                       " are registered in the scenario");
    }
    if (sum == 0 && !votes_.lost_rows) {
      problems_.error(sources_.at(district.place), where(district) + " has no votes",
                      "leave out what is not counted yet");
    }
  }

  /// About 1 in all is no count in percent: of minor candidates alone it would be less.
  void check_fractions() {
    if (!votes_.in_percent || votes_.lost_rows) return;
    double most = 0;
    for (const auto& [place, district] : by_district_) most = std::max(most, sum_of(district));
    const bool has_two = std::ranges::any_of(by_district_, [](const auto& one) {
      const KnownValues& values = one.second.values;
      return std::ranges::count_if(values, &KnownValues::value_type::has_value) > 1;
    });
    if (!has_two || most < infer::kMostOfFractions / 2 || most > infer::kMostOfFractions) return;
    problems_.error(counted_.source,
                    "the percent of '" + about_.id + "' add up to " +
                        number_text(std::round(most * 1000) / 1000),
                    infer::kPercentIsNoFraction);
  }

  void check_against_all() {
    if (!counted_.all || votes_.in_percent || votes_.lost_rows) return;
    for (std::size_t k = 0; k < candidates_.size(); ++k) {
      double sum = 0;
      for (const CountedDistrict& district : counted_.districts) {
        sum += district.values[k].value_or(0);
      }
      const double all = counted_.all->values[k].value_or(0);
      if (sum <= all && !(counted_.has_all_districts && sum < all)) continue;
      problems_.error(sources_.at(districts_.size()),
                      "the districts of '" + about_.id + "' give '" + candidates_[k] + "' " +
                          thousands(sum) + " votes, the row of all " + thousands(all),
                      "leave out the rows of all, or make them agree");
    }
  }

  void check_winners() {
    const auto* plurality = std::get_if<PluralityPlan>(&about_.count);
    const std::size_t seats = plurality != nullptr ? plurality->seats : 1;
    if (votes_.lost_rows || has_told_winners_) return;
    const bool is_decided = counted_.is_final && counted_.is_whole();
    const auto lost = std::ranges::count_if(
        about_.standing, [this](std::uint32_t slot) { return losers_.contains(slot); });
    const bool too_few_are_left =
        is_decided && static_cast<std::size_t>(lost) + seats > about_.standing.size();
    if ((!winners_.empty() || too_few_are_left) && winners_.size() != seats) {
      problems_.error(counted_.source, "'" + about_.id + "' has " +
                                           std::to_string(winners_.size()) +
                                           " who won, but its seats are " + std::to_string(seats));
    } else if (plurality != nullptr && is_decided) {
      check_winners_by_votes(seats);
    }
  }

  /// Most votes win: so many others ahead of a winner are too many, of a loser too few.
  void check_winners_by_votes(std::size_t seats) {
    const KnownValues values = totals();
    const auto ahead = [&](std::uint32_t slot, bool or_level) {
      return static_cast<std::size_t>(
          std::ranges::count_if(about_.standing, [&](std::uint32_t other) {
            if (other == slot || !values[other]) return false;
            return *values[other] > *values[slot] || (or_level && *values[other] == *values[slot]);
          }));
    };
    const bool is_complete = std::ranges::all_of(
        about_.standing, [&](std::uint32_t slot) { return values[slot].has_value(); });
    for (const auto& [slot, source] : winners_) {
      if (values[slot] && ahead(slot, false) >= seats) refuse_wins(slot, source, "");
    }
    for (const auto& [slot, source] : losers_) {
      const bool stands = std::ranges::count(about_.standing, slot) > 0;
      if (stands && is_complete && ahead(slot, true) < seats) refuse_wins(slot, source, "not ");
    }
  }

  void refuse_wins(std::uint32_t slot, const Source& source, const std::string& negation) {
    problems_.error(source,
                    "'" + candidates_[slot] + "' is said " + negation + "to have won '" +
                        about_.id + "', but the votes say otherwise",
                    "mend one of them, or leave 'wins' empty");
  }

  /// Values of all of the contest, nothing where they are not known: percent do not add up.
  KnownValues totals() const {
    if (counted_.all) return counted_.all->values;
    KnownValues sums(candidates_.size());
    for (const CountedDistrict& district : counted_.districts) {
      for (std::size_t k = 0; k < sums.size() && !votes_.in_percent; ++k) {
        sums[k] = sums[k].value_or(0) + district.values[k].value_or(0);
      }
    }
    return sums;
  }

  static double sum_of(const CountedDistrict& district) {
    double sum = 0;
    for (const auto& value : district.values) sum += value.value_or(0);
    return sum;
  }
  static std::string thousands(double value) {
    return with_thousands(static_cast<std::uint64_t>(value));
  }

  const Model& model_;
  const ModelContest& about_;
  const CountedVotes& votes_;
  std::map<std::string, Unknown> unknown_;  ///< by kind
  Problems& problems_;
  std::vector<std::string> candidates_;
  std::vector<std::string> districts_;
  std::map<std::size_t, CountedDistrict> by_district_;  ///< their number = all
  std::map<std::size_t, Source> sources_;               ///< of their first rows
  std::map<std::uint32_t, Source> winners_;             ///< of the first rows that say so
  std::map<std::uint32_t, Source> losers_;              ///< the same
  CountedContest counted_;
  bool is_first_ = true;
  bool has_told_day_ = false;
  bool has_told_winners_ = false;
};

}  // namespace

std::vector<CountedContest> counted_contests(const Model& model, const CountedVotes& votes,
                                             const std::vector<std::string>& known,
                                             Problems& problems) {
  const std::vector<std::string> ids = ids_of(model.contests);
  std::vector<std::string> all = ids;
  all.insert(all.end(), known.begin(), known.end());
  std::map<std::size_t, ContestReader> readers;
  std::set<std::string> told;
  for (const CountedRow& row : votes.rows) {
    std::string id = row.contest;
    if (id.empty() && ids.size() == 1) id = ids.front();
    const auto found = std::ranges::find(ids, id);
    if (found != ids.end()) {
      const auto place = static_cast<std::size_t>(found - ids.begin());
      readers.try_emplace(place, model, place, votes, problems).first->second.add(row);
    } else if (std::ranges::find(all, id) == all.end() && told.insert(id).second) {
      problems.error(
          row.source,
          id.empty() ? "the table does not say of which contest it is"
                     : "there is no contest '" + id + "'",
          id.empty() ? "add a column 'contest': there are " + listed(ids) : did_you_mean(id, all));
    }
  }
  std::vector<CountedContest> counted;
  for (auto& [place, reader] : readers) counted.push_back(reader.finish());
  return counted;
}

}  // namespace hustings
