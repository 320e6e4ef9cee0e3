#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "core/thousands.hpp"
#include "model/check/checking.hpp"
#include "model/support_lookup.hpp"

namespace hustings {
namespace {

using scenario::Contest;
using scenario::SupportRow;
using scenario::Universe;
using Fault = SupportFault;

constexpr std::size_t kSumsListed = 5;

std::string six_digits(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::general, 7)
                       .ptr;
  return {buffer.data(), end};
}

/// Names in the rows of one contest; returns whether all exist.
bool check_row_names(const Contest& contest, const Checking& checking) {
  std::vector<std::string> candidates;
  for (const scenario::Candidate& candidate : contest.candidates) {
    candidates.push_back(candidate.id);
  }
  const std::set<std::string> known(candidates.begin(), candidates.end());
  std::map<std::string, std::set<std::string>> values;
  Causes causes;
  const auto check_key = [&](const SupportRow& row, const std::string& key,
                             const std::string& value) {
    const auto kind = checking.index.kind_of(key);
    if (!kind && checking.index.may_exist(key)) return;
    if (kind != KeyKind::universe) {
      causes.add("universes have no '" + key + "'", row.source, "",
                 did_you_mean(key, checking.index.known_keys()));
      return;
    }
    if (values.count(key) == 0) {
      const std::vector<std::string> all = checking.index.values_of(key);
      values[key].insert(all.begin(), all.end());
    }
    if (values[key].count(value) > 0) {
      if (key != "district" || votes_in(contest, value)) return;
      causes.add("district '" + value + "' does not vote in contest '" + contest.id + "'",
                 row.source);
      return;
    }
    if (checking.index.may_exist(key)) return;
    causes.add("there is no " + key + " '" + value + "'", row.source, "",
               did_you_mean(value, {values[key].begin(), values[key].end()}));
  };
  for (const SupportRow& row : contest.support) {
    if (known.count(row.candidate) == 0) {
      causes.add("contest '" + contest.id + "' has no candidate '" + row.candidate + "'",
                 row.source, "", did_you_mean(row.candidate, candidates));
    }
    for (const auto& [key, value] : row.keys) check_key(row, key, value);
  }
  causes.report(checking.problems, "place");
  return causes.empty();
}

/// Refuses two rows of one candidate with the same keys and values, even where both say the same.
bool check_repeated(const Contest& contest, const SupportLookup& lookup, const Checking& checking) {
  for (const auto& [row, earlier] : lookup.repeated()) {
    const SupportRow& again = contest.support[row];
    const Source& first = contest.support[earlier].source;
    checking.problems.error(again.source, "the support of '" + again.candidate +
                                              "' is given twice for the same universes, " +
                                              first_at(first, again.source));
  }
  return lookup.repeated().empty();
}

/// The faults of universes' supports, as one problem per cause. A universe's sum depends on the
/// rows that were chosen for it, so sums are told once for each such set of rows, the first five
/// sets.
class SupportFaults {
 public:
  SupportFaults(const Contest& contest, const SupportLookup& lookup)
      : contest_(contest), lookup_(lookup) {}

  void add(const PlacedUniverse& placed, const SupportFault& fault) {
    const std::string name = universe_name(*placed.universe);
    const std::string id = "contest '" + contest_.id + "': ";
    const auto row = [&](std::size_t i) -> const SupportRow& { return contest_.support[i]; };
    const std::string slot =
        fault.slot < contest_.candidates.size() ? contest_.candidates[fault.slot].id : "";
    switch (fault.kind) {
      case Fault::Kind::none:
        return;
      case Fault::Kind::no_rows:
        return causes_.add(
            id + "no support is given for universes of faction '" + placed.universe->faction + "'",
            contest_.support_source, name);
      case Fault::Kind::missing:
        return causes_.add(id + "no support of '" + slot + "' is given for universes of faction '" +
                               placed.universe->faction + "'",
                           contest_.support_source, name, "write 0 where it is not on the ballot");
      case Fault::Kind::tie:
        return causes_.add(id + "two rows with equally many keys give the support of '" + slot +
                               "', the other " + at(row(fault.other).source, row(fault.row).source),
                           row(fault.row).source, name,
                           "give one of them a further key, or leave it out");
      case Fault::Kind::two_rests:
        return causes_.add("a second 'rest' for the same universes, the other " +
                               at(row(fault.other).source, row(fault.row).source),
                           row(fault.row).source, name, "'rest' may stand for one candidate");
      case Fault::Kind::mixed:
        return causes_.add("a share where another candidate has a log_weight, " +
                               at(row(fault.other).source, row(fault.row).source),
                           row(fault.row).source, name, "use one of the two for all candidates");
      case Fault::Kind::rest_empty:
        return causes_.add("the other shares leave nothing for the rest, '" + slot + "'",
                           row(fault.row).source, name,
                           "write 0 where a candidate is not on the ballot");
      case Fault::Kind::sum:
        return add_sum(placed, fault);
    }
  }

  void report(Problems& problems) const {
    causes_.report(problems, "universe");
    std::size_t n_listed = 0;
    for (const auto& [rows, sum] : sums_) {
      if (n_listed++ == kSumsListed) break;
      std::string text = "the shares add up to " + six_digits(sum.fault.sum) + ", not 1";
      text += sum.n == 1
                  ? " in universe " + sum.first_universe
                  : ", in " + counted(sum.n, "universe") + ", the first " + sum.first_universe;
      problems.error(contest_.support[sum.fault.row].source, text,
                     "'rest' stands for what the others leave");
    }
    if (sums_.size() > kSumsListed) {
      problems.error(contest_.support_source,
                     "contest '" + contest_.id + "': shares that do not add up to 1 in " +
                         std::to_string(sums_.size()) + " places; the first " +
                         std::to_string(kSumsListed) + " are listed");
    }
  }

 private:
  struct Sum {
    SupportFault fault;
    std::string first_universe;
    std::size_t n = 0;
  };

  static std::string at(const Source& other, const Source& here) {
    const bool same_file = other.place.file == here.place.file;
    return "on line " + std::to_string(other.place.line) +
           (same_file ? "" : " of " + other.place.file);
  }

  void add_sum(const PlacedUniverse& placed, const SupportFault& fault) {
    Sum& sum = sums_[lookup_.rows(placed)];
    if (sum.n++ > 0) return;
    sum.fault = fault;
    sum.first_universe = universe_name(*placed.universe);
  }

  const Contest& contest_;
  const SupportLookup& lookup_;
  Causes causes_;
  std::map<std::vector<std::size_t>, Sum> sums_;  ///< by the rows that were added up
};

/// Checks that every universe that votes in the contest, be it of nobody registered, has a support
/// for every candidate, and that some voter is registered in one of them.
void check_universes(const Contest& contest, const SupportLookup& lookup,
                     const Checking& checking) {
  SupportFaults faults(contest, lookup);
  std::vector<CandidateSupport> support(contest.candidates.size());
  std::size_t n_universes = 0;
  std::uint64_t registered = 0;
  for (const PlacedUniverse& placed : checking.index.placed()) {
    if (!votes_in(contest, placed.universe->district)) continue;
    ++n_universes;
    registered += placed.universe->registered;
    if (!checking.index.faction(placed.universe->faction)) continue;
    const SupportFault fault = lookup(placed, support);
    if (fault.kind != Fault::Kind::none) faults.add(placed, fault);
  }
  faults.report(checking.problems);
  if (!checking.index.has_all().districts || !checking.index.has_all().universes) return;
  if (n_universes == 0) {
    checking.problems.error(contest.districts_source,
                            "no universe lies in a district of contest '" + contest.id + "'");
  } else if (registered == 0 && !checking.problems.has_errors()) {
    checking.problems.error(
        contest.districts_source,
        "nobody is registered in the districts of contest '" + contest.id + "'");
  }
}

}  // namespace

void check_support(const Contest& contest, const Checking& checking) {
  if (!contest.readable || contest.candidates.empty()) return;
  const bool known_districts =
      contest.all_districts ||
      std::all_of(contest.districts.begin(), contest.districts.end(),
                  [&](const std::string& id) { return checking.index.district(id); });
  const bool is_nowhere = !contest.all_districts && contest.districts.empty();
  if (!check_row_names(contest, checking) || !known_districts || is_nowhere) return;
  const SupportLookup lookup(contest);
  if (!check_repeated(contest, lookup, checking)) return;
  check_universes(contest, lookup, checking);
}

}  // namespace hustings
