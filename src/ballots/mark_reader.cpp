#include "ballots/mark_reader.hpp"

#include <algorithm>

#include "text/shown.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMaxUnknownNames = 50;
constexpr std::size_t kMaxRememberedCells = 1'000'000;

}  // namespace

bool MarkReader::read(CsvReader& csv, std::size_t column, Mark& mark) {
  const std::optional<Mark> read = mark_of({csv, column});
  if (!read) return false;
  mark = *read;
  if (cells_.size() < kMaxRememberedCells) cells_.emplace(csv.field(column), mark);
  return true;
}

/// Reads a cell, in this order: empty, a candidate, the labels, an overvote `A|B`, a name. So a
/// candidate whose name holds a `|` is still a candidate.
std::optional<Mark> MarkReader::mark_of(Cell cell) {
  const std::string_view text = trimmed(cell.csv.field(cell.column));
  const BallotWords& words = rules_.words;
  if (text.empty()) return words.blank_is_write_in ? write_ins() : Mark::skipped();
  if (const auto candidate = candidate_of(text)) return Mark::of(*candidate);
  if (words.skipped.contains(text) || text == "undervote") return Mark::skipped();
  if (words.overvote.contains(text) || text == "overvote") return unread_overvote(cell);
  if (text.find('|') != std::string_view::npos) return overvote_of(text, cell);
  return named(text, cell);
}

std::optional<BallotCandidateId> MarkReader::candidate_of(std::string_view text) const {
  const auto candidate = rules_.words.candidates.find(text);
  if (candidate != rules_.words.candidates.end()) return candidate->second;
  if (rules_.words.write_in.contains(text)) return write_ins().candidate();
  return std::nullopt;
}

/// Returns the mark of the pile of undeclared write-ins, which the rules have made a candidate.
Mark MarkReader::write_ins() const {
  const auto& candidates = rules_.contest.candidates;
  std::size_t i = 0;
  while (!candidates.items()[i].undeclared) ++i;
  return Mark::of(BallotCandidateId(i));
}

std::optional<Mark> MarkReader::unread_overvote(Cell cell) {
  if (rules_.contest.rules.overvote_rule != OvervoteRule::exhaust_if_multiple_continuing) {
    return Mark::unread_overvote();
  }
  cell.csv.refuse(cell.column,
                  "an overvote that does not say who was marked, under exhaustIfMultipleContinuing",
                  "write it as A|B");
  return std::nullopt;
}

std::optional<Mark> MarkReader::overvote_of(std::string_view text, Cell cell) {
  std::vector<BallotCandidateId> candidates;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find('|', from), text.size());
    const std::string_view part = trimmed(text.substr(from, end - from));
    from = end + 1;
    if (part.empty()) {
      cell.csv.refuse(cell.column, shown(text) + " is an overvote with a gap", "write it as A|B");
      return std::nullopt;
    }
    const auto known = candidate_of(part);
    const std::optional<Mark> mark = known ? Mark::of(*known) : named(part, cell);
    if (!mark) return std::nullopt;
    candidates.push_back(mark->candidate());
  }
  if (ballots_.can_take_overvote()) return ballots_.overvote(candidates);
  cell.csv.refuse(cell.column, "the file has too many different overvotes");
  return std::nullopt;
}

/// Reads a name the rules do not have: a new candidate if they name none, else a problem.
std::optional<Mark> MarkReader::named(std::string_view name, Cell cell) {
  auto& candidates = rules_.contest.candidates;
  if (rules_.words.names_from_ballots && candidates.size() < Mark::kMaxCandidates) {
    const BallotCandidateId id = candidates.push_back({std::string(name), false, false});
    rules_.words.candidates.emplace(name, id);
    return Mark::of(id);
  }
  if (rules_.words.names_from_ballots) {
    cell.csv.refuse(cell.column,
                    "more than " + std::to_string(Mark::kMaxCandidates) + " different names",
                    "name the candidates in the rules file");
    too_many_unknown_ = true;
    return std::nullopt;
  }
  const auto [unknown, added] = unknown_.try_emplace(std::string(name));
  if (added) unknown->second.first = cell.csv.place(cell.column);
  ++unknown->second.n_rows;
  too_many_unknown_ = unknown_.size() >= kMaxUnknownNames;
  return std::nullopt;
}

void MarkReader::report_unknown_names() {
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

}  // namespace hustings
