#include "hustings/ballots/ballot_file.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "ballots/ballot_reader.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

// 10^15 ballots of 10^20 units of votes each stay within 128 bits (Decimals).
constexpr std::uint64_t kMaxBallots = 1'000'000'000'000'000;
constexpr std::size_t kMaxUnknownNames = 50;
constexpr std::size_t kMaxRememberedCells = 1'000'000;

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};

/// One pass over a ballot file, row by row: memory grows with the different ballots and cells
/// alone.
///
/// The same texts come again and again, so a cell is looked up whole before it is taken apart.
/// Unknown names are collected, each once with its first place; the fiftieth ends the reading.
class BallotFile {
 public:
  BallotFile(CsvReader& csv, CountFile& rules, Problems& problems)
      : csv_(csv), rules_(rules), problems_(problems), ballots_(n_ranks()) {}

  Ballots read() {
    if (!check_header()) return std::move(ballots_);
    std::vector<Mark> marks(ballots_.n_ranks());
    while (!too_many_unknown_ && csv_.next()) {
      const std::optional<std::uint64_t> count = read_count();
      bool readable = count.has_value();
      for (std::size_t i = 0; i < marks.size(); ++i) readable &= read_mark(i, marks[i]);
      if (readable && *count > 0) ballots_.add(marks, *count);
    }
    report_unknown_names();
    if (!problems_.has_errors() && ballots_.n_total() == 0) {
      problems_.error({csv_.header_place(0), ""}, "the file has no ballots");
    }
    if (rules_.words.names_from_ballots) sort_names();
    return std::move(ballots_);
  }

 private:
  struct Unknown {
    Place first;
    std::size_t n_rows = 0;
  };

  std::size_t n_ranks() const { return csv_.header().empty() ? 0 : csv_.header().size() - 1; }

  bool check_header() {
    const std::vector<std::string>& header = csv_.header();
    if (header.empty()) return false;
    bool good = true;
    for (std::size_t i = 0; i < header.size(); ++i) {
      const std::string expected = i == 0 ? "count" : "rank" + std::to_string(i);
      if (header[i] == expected) continue;
      problems_.error({csv_.header_place(i), ""},
                      "column " + std::to_string(i + 1) + " is " + shown(header[i]) + ", not '" +
                          expected + "'",
                      "the columns are count,rank1,rank2,...");
      good = false;
    }
    if (header.size() < 2) {
      problems_.error({csv_.header_place(0), ""}, "there is no rank",
                      "the columns are count,rank1,rank2,...");
    }
    return good && header.size() >= 2;
  }

  std::optional<std::uint64_t> read_count() {
    const std::string_view text = trimmed(csv_.field(0));
    std::uint64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error == std::errc::result_out_of_range || count > kMaxBallots - ballots_.n_total()) {
      refuse(0, "the file has more than 10^15 ballots with this count of " + shown(text));
    } else if (error != std::errc() || end != text.data() + text.size()) {
      refuse(0, shown(text) + " is no number of ballots", "a whole number from 0");
    } else {
      return count;
    }
    return std::nullopt;
  }

  /// Reads one rank. A mark beyond `maxRankingsAllowed` is an error, as the ballots then are not of
  /// this rule.
  bool read_mark(std::size_t i, Mark& mark) {
    const std::string_view cell = csv_.field(i + 1);
    const auto known = cells_.find(cell);
    if (known != cells_.end()) {
      mark = known->second;
    } else {
      const std::optional<Mark> read = mark_of(cell, i + 1);
      if (!read) return false;
      mark = *read;
      if (cells_.size() < kMaxRememberedCells) cells_.emplace(cell, mark);
    }
    const std::size_t limit =
        rules_.contest.rules.max_rankings_allowed.value_or(ballots_.n_ranks());
    if (i < limit || mark.is_skipped()) return true;
    refuse(i + 1,
           "rank " + std::to_string(i + 1) + " is used, but maxRankingsAllowed is " +
               std::to_string(limit),
           "raise maxRankingsAllowed, or leave the rank empty");
    return false;
  }

  /// Reads a cell, in this order: empty, a candidate, the labels, an overvote `A|B`, a name. So a
  /// candidate whose name holds a `|` is still a candidate.
  std::optional<Mark> mark_of(std::string_view cell, std::size_t column) {
    const std::string_view text = trimmed(cell);
    const BallotWords& words = rules_.words;
    if (text.empty()) return words.blank_is_write_in ? write_ins() : Mark::skipped();
    if (const auto candidate = candidate_of(text)) return Mark::of(*candidate);
    if (words.skipped.contains(text) || text == "undervote") return Mark::skipped();
    if (words.overvote.contains(text) || text == "overvote") return unread_overvote(column);
    if (text.find('|') != std::string_view::npos) return overvote_of(text, column);
    return named(text, column);
  }

  std::optional<BallotCandidateId> candidate_of(std::string_view text) const {
    const auto candidate = rules_.words.candidates.find(text);
    if (candidate != rules_.words.candidates.end()) return candidate->second;
    if (rules_.words.write_in.contains(text)) return write_ins().candidate();
    return std::nullopt;
  }

  /// Returns the mark of the pile of undeclared write-ins, which the rules have made a candidate.
  Mark write_ins() const {
    const auto& candidates = rules_.contest.candidates;
    std::size_t i = 0;
    while (!candidates.items()[i].undeclared) ++i;
    return Mark::of(BallotCandidateId(i));
  }

  std::optional<Mark> unread_overvote(std::size_t column) {
    if (rules_.contest.rules.overvote_rule != OvervoteRule::exhaust_if_multiple_continuing) {
      return Mark::unread_overvote();
    }
    refuse(column,
           "an overvote that does not say who was marked, under exhaustIfMultipleContinuing",
           "write it as A|B");
    return std::nullopt;
  }

  std::optional<Mark> overvote_of(std::string_view text, std::size_t column) {
    std::vector<BallotCandidateId> candidates;
    for (std::size_t from = 0; from <= text.size();) {
      const std::size_t end = std::min(text.find('|', from), text.size());
      const std::string_view part = trimmed(text.substr(from, end - from));
      from = end + 1;
      if (part.empty()) {
        refuse(column, shown(text) + " is an overvote with a gap", "write it as A|B");
        return std::nullopt;
      }
      const auto known = candidate_of(part);
      const std::optional<Mark> mark = known ? Mark::of(*known) : named(part, column);
      if (!mark) return std::nullopt;
      candidates.push_back(mark->candidate());
    }
    if (ballots_.can_take_overvote()) return ballots_.overvote(candidates);
    refuse(column, "the file has too many different overvotes");
    return std::nullopt;
  }

  /// Reads a name the rules do not have: a new candidate if they name none, else a problem.
  std::optional<Mark> named(std::string_view name, std::size_t column) {
    auto& candidates = rules_.contest.candidates;
    if (rules_.words.names_from_ballots && candidates.size() < Mark::kMaxCandidates) {
      const BallotCandidateId id = candidates.push_back({std::string(name), false, false});
      rules_.words.candidates.emplace(name, id);
      return Mark::of(id);
    }
    if (rules_.words.names_from_ballots) {
      refuse(column, "more than " + std::to_string(Mark::kMaxCandidates) + " different names",
             "name the candidates in the rules file");
      too_many_unknown_ = true;
      return std::nullopt;
    }
    const auto [unknown, added] = unknown_.try_emplace(std::string(name));
    if (added) unknown->second.first = csv_.place(column);
    ++unknown->second.n_rows;
    too_many_unknown_ = unknown_.size() >= kMaxUnknownNames;
    return std::nullopt;
  }

  void report_unknown_names() {
    std::vector<std::string> known;
    for (const auto& [name, id] : rules_.words.candidates) known.push_back(name);
    for (const auto& [name, unknown] : unknown_) {
      std::string where =
          unknown.n_rows == 1 ? "" : ", in " + std::to_string(unknown.n_rows) + " cells";
      std::string suggestion = did_you_mean(name, known);
      if (suggestion.empty()) {
        suggestion =
            "add it to the candidates, to a candidate's aliases, or as undeclaredWriteInLabel";
      }
      problems_.error({unknown.first, ""}, "no candidate is called " + shown(name) + where,
                      std::move(suggestion));
    }
  }

  /// Numbers candidates that were named by the ballots alone in the order of their names (bytes),
  /// write-ins last: the order of rows must not show in the results.
  void sort_names() {
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
    for (const BallotCandidateId id : order)
      new_id_of[id.index()] = sorted.push_back(candidates[id]);
    for (auto& [name, id] : rules_.words.candidates) id = new_id_of[id.index()];
    candidates = std::move(sorted);
    ballots_.relabel(new_id_of);
  }

  void refuse(std::size_t column, std::string problem, std::string suggestion = "") {
    csv_.refuse(column, std::move(problem), std::move(suggestion));
  }

  CsvReader& csv_;
  CountFile& rules_;
  Problems& problems_;
  Ballots ballots_;
  std::unordered_map<std::string, Mark, TextHash, std::equal_to<>> cells_;
  std::map<std::string, Unknown, std::less<>> unknown_;
  bool too_many_unknown_ = false;
};

}  // namespace

Ballots read_ballots(CsvReader& csv, CountFile& rules, Problems& problems) {
  return BallotFile(csv, rules, problems).read();
}

Ballots read_ballots(const std::filesystem::path& file, CountFile& rules, Problems& problems,
                     const Observer& observer) {
  CsvReader csv(open_bytes(file, observer), file.string(), problems);
  return read_ballots(csv, rules, problems);
}

}  // namespace hustings
