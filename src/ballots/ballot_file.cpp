#include "hustings/ballots/ballot_file.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <span>
#include <system_error>

#include "ballots/ballot_reader.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

// 10^15 ballots of 10^20 units of votes each stay within 128 bits (Decimals).
constexpr std::uint64_t kMaxBallots = 1'000'000'000'000'000;
constexpr const char* kPrecinct = "precinct";
constexpr const char* kColumns =
    "the columns are count,rank1,rank2,..., and precinct where it is known";

}  // namespace

void BallotReader::read(CsvReader& csv, std::string file) {
  if (csv.header().empty()) return;
  if (cast_.files.empty()) first_header_ = csv.header_place(0);
  BallotFileTotals totals{std::move(file), 0, 0};
  const std::optional<Columns> columns = columns_of(csv);
  if (!columns) return;
  if (columns->ranks.size() > cast_.ballots.n_ranks()) cast_.ballots.widen(columns->ranks.size());
  marks_.assign(cast_.ballots.n_ranks(), Mark::skipped());
  while (!marks_of_.gives_up() && csv.next()) {
    ++totals.n_rows;
    const std::optional<std::uint64_t> count = read_count(csv, columns->count);
    bool is_readable = read_marks(csv, *columns) && count;
    if (keeps_precincts_) is_readable &= read_precinct(csv, *columns);
    if (!is_readable || *count == 0) continue;
    totals.n_ballots += *count;
    const std::size_t ballot = cast_.ballots.add(marks_, *count);
    if (keeps_precincts_) cast_.precincts.add(ballot, precinct_, *count);
  }
  cast_.files.push_back(std::move(totals));
}

CastBallots BallotReader::finish() {
  marks_of_.report_unknown_names();
  if (!problems_.has_errors() && cast_.ballots.n_total() == 0) {
    problems_.error({first_header_, ""}, cast_.files.size() > 1 ? "the files have no ballots"
                                                                : "the file has no ballots");
  }
  if (rules_.words.names_from_ballots) sort_names();
  cast_.precincts.sort();
  return std::move(cast_);
}

/// Finds the columns by their names; nothing, after problems, where they are not as they must be.
std::optional<BallotReader::Columns> BallotReader::columns_of(const CsvReader& csv) {
  Columns columns;
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < csv.header().size(); ++i) {
    if (csv.header()[i] == kPrecinct) {
      columns.precinct = i;
    } else {
      others.push_back(i);
    }
  }
  bool is_good = true;
  for (std::size_t k = 0; k < others.size(); ++k) {
    const std::string& name = csv.header()[others[k]];
    const std::string expected = k == 0 ? "count" : "rank" + std::to_string(k);
    if (name == expected) continue;
    const std::string meant = did_you_mean(name, {kPrecinct});
    problems_.error({csv.header_place(others[k]), ""},
                    "column " + std::to_string(others[k] + 1) + " is " + shown(name) + ", not '" +
                        expected + "'",
                    meant.empty() ? kColumns : meant);
    is_good = false;
  }
  if (others.size() < 2) {
    problems_.error({csv.header_place(0), ""}, "there is no rank", kColumns);
    return std::nullopt;
  }
  columns.count = others.front();
  columns.ranks.assign(others.begin() + 1, others.end());
  columns.n_allowed = rules_.contest.rules.max_rankings_allowed.value_or(columns.ranks.size());
  if (!is_good || !has_precincts(csv, columns)) return std::nullopt;
  return columns;
}

bool BallotReader::has_precincts(const CsvReader& csv, const Columns& columns) {
  if (!keeps_precincts_ || columns.precinct) return true;
  std::vector<std::string> names;
  for (const std::string& name : csv.header()) names.push_back(shown(name));
  problems_.error({csv.header_place(0), ""}, "ballots by precinct need a column 'precinct'",
                  "there are: " + listed(names));
  return false;
}

std::optional<std::uint64_t> BallotReader::read_count(CsvReader& csv, std::size_t column) {
  const std::string_view text = trimmed(csv.field(column));
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc::result_out_of_range || count > kMaxBallots - cast_.ballots.n_total()) {
    csv.refuse(column, "more than 10^15 ballots with this count of " + shown(text));
  } else if (error != std::errc() || end != text.data() + text.size()) {
    csv.refuse(column, shown(text) + " is no number of ballots", "a whole number from 0");
  } else {
    return count;
  }
  return std::nullopt;
}

bool BallotReader::read_marks(CsvReader& csv, const Columns& columns) {
  bool is_readable = true;
  const std::span<const std::size_t> ranks = columns.ranks;
  const std::span<Mark> marks = marks_;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    if (!marks_of_(csv, ranks[i], marks[i])) {
      is_readable = false;
    } else if (i >= columns.n_allowed && !marks[i].is_skipped()) {
      refuse_rank(csv, columns, i);
      is_readable = false;
    }
  }
  return is_readable;
}

/// A mark beyond `maxRankingsAllowed` is an error, as the ballots then are not of this rule.
void BallotReader::refuse_rank(CsvReader& csv, const Columns& columns, std::size_t rank) {
  csv.refuse(columns.ranks[rank],
             "rank " + std::to_string(rank + 1) + " is used, but maxRankingsAllowed is " +
                 std::to_string(columns.n_allowed),
             "raise maxRankingsAllowed, or leave the rank empty");
}

bool BallotReader::read_precinct(CsvReader& csv, const Columns& columns) {
  const std::string_view name = trimmed(csv.field(*columns.precinct));
  if (name.empty()) {
    csv.refuse(*columns.precinct, "the precinct is not named",
               "ballots whose precinct is not known need a name too, such as 'unknown'");
    return false;
  }
  precinct_ = cast_.precincts.named(name);
  if (!precinct_) {
    csv.refuse(*columns.precinct, "more than " + std::to_string(Precincts::kMax) + " precincts",
               "does this column name each ballot?");
  }
  return static_cast<bool>(precinct_);
}

/// Numbers candidates that were named by the ballots alone in the order of their names (bytes),
/// write-ins last: the order of rows must not show in the results.
void BallotReader::sort_names() {
  auto& candidates = rules_.contest.candidates;
  std::vector<BallotCandidateId> order;
  for (std::size_t i = 0; i < candidates.size(); ++i) order.emplace_back(i);
  std::sort(order.begin(), order.end(), [&](BallotCandidateId a, BallotCandidateId b) {
    const auto key = [&](BallotCandidateId id) {
      return std::pair(candidates[id].undeclared, std::string_view(candidates[id].name));
    };
    return key(a) < key(b);
  });
  std::vector<BallotCandidateId> new_id_of(order.size());
  ById<BallotCandidateId, BallotCandidate> sorted;
  for (const BallotCandidateId id : order) new_id_of[id.index()] = sorted.push_back(candidates[id]);
  for (auto& [name, id] : rules_.words.candidates) id = new_id_of[id.index()];
  candidates = std::move(sorted);
  cast_.ballots.relabel(new_id_of);
}

CastBallots read_ballots(const std::vector<std::filesystem::path>& files, CountFile& rules,
                         Problems& problems, const BallotReading& reading) {
  BallotReader reader(rules, problems, reading.precincts);
  std::set<std::filesystem::path> seen;
  for (const std::filesystem::path& file : files) {
    std::error_code unresolved;
    const std::filesystem::path path = std::filesystem::weakly_canonical(file, unresolved);
    if (!seen.insert(unresolved ? file : path).second) {
      problems.error({{file.string(), 1, 1}, ""}, "this file is named twice",
                     "its ballots would count twice");
      continue;
    }
    CsvReader csv(open_bytes(file, reading.observer), file.string(), problems);
    reader.read(csv, file.string());
  }
  return reader.finish();
}

}  // namespace hustings
