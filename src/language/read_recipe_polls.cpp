#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>

#include "language/recipe_parts.hpp"
#include "language/scalar.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using recipe::Poll;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool good = fault == std::errc() && end == text.data() + text.size() && !text.empty();
  return good && text[0] != '-' && text[0] != '+' ? std::optional(value) : std::nullopt;
}

/// The columns of a table of polls.
struct PollColumns {
  std::string poll;      ///< empty = pollster and end
  std::string pollster;  ///< empty = none
  std::string end;
  std::string n;
  std::string sponsor;  ///< empty = none
  std::string candidate;
  std::string pct;
};

/// Finds columns: those that keys name must be there; of those by default some may be absent.
std::optional<PollColumns> poll_columns(const Fields& fields, const Value& name,
                                        const TableReader& table) {
  bool good = true;
  const auto find = [&](const char* key, bool has_default, bool may_lack) -> std::string {
    if (const auto value = fields.find(key)) {
      const auto column = column_of(*value, table);
      good = good && column.has_value();
      return column.value_or("");
    }
    if (has_default && table.has_column(key)) return key;
    if (may_lack) return "";
    name.refuse("the table has no column '" + std::string(key) + "'",
                "say which one it is: " + std::string(key) + ": COLUMN");
    good = false;
    return "";
  };
  PollColumns columns;
  columns.poll = find("poll", false, true);
  columns.pollster = find("pollster", true, !columns.poll.empty());
  columns.end = find("end", true, false);
  columns.n = find("n", true, true);
  columns.sponsor = find("sponsor", false, true);
  columns.candidate = find("candidate", true, false);
  columns.pct = find("pct", true, false);
  return good ? std::optional(columns) : std::nullopt;
}

/// Notes whether the days of a table tell if month or day comes first, as in 6/23/2026: one number
/// above 12, anywhere in the column, tells it of all. A table that could be read both ways
/// throughout is refused; days such as 6/6/2026 are no doubt.
class DayOrder {
 public:
  void add(const TableReader& table, const std::string& column) {
    const std::vector<std::string> parts = split(table.raw(column), '/');
    if (parts.size() != 3) return;
    const auto first = digits(parts[0]);
    const auto second = digits(parts[1]);
    is_told_ = is_told_ || first.value_or(13) > 12 || second.value_or(13) > 12;
    if (first == second || doubtful_) return;
    doubtful_ = table.source(column);
    text_ = table.raw(column);
  }

  /// Refuses a table all of whose days could be read both ways.
  void check(Problems& problems) const {
    if (!doubtful_ || is_told_) return;
    problems.error(*doubtful_,
                   "no day of this table tells whether month or day comes first in " + shown(text_),
                   "write days as 2026-06-23");
  }

 private:
  bool is_told_ = false;
  std::optional<Source> doubtful_;  ///< the first that could be read both ways
  std::string text_;
};

/// One poll in the making.
struct Growing {
  Poll poll;
  std::map<std::string, std::uint32_t> named;  ///< and on which line
  double other = 0;                            ///< of names that are no candidates
  bool has_other = false;
};

/// Reads a table of polls, a row a name, into polls by what tells them apart: `poll`, else pollster
/// and last day. Rows of several names of one candidate add up; of names that nobody has they add
/// up to `rest`, if that is a candidate's name. Shares are parts of 1; a candidate whom a poll does
/// not name has NaN there, not 0, and so has the undecided unless `unnamed: others` says that there
/// are none. A name twice in one poll is two questions: refused. Source: docs/recipe.md.
class PollReader {
 public:
  PollReader(const Fields& fields, const PollColumns& columns,
             const std::vector<std::vector<std::string>>& polled_as)
      : columns_(columns), polled_as_(polled_as) {
    undecided_ = fields.find("undecided") ? fields.text("undecided") : "undecided";
    if (const auto unnamed = fields.find("unnamed")) leaves_none_ = unnamed->word() == "others";
    if (const auto words = fields.find("sponsored")) {
      for (const Value& word : words->names()) sponsors_.push_back(word.text());
    }
    for (std::size_t k = 0; k < polled_as.size(); ++k) {
      for (const std::string& name : polled_as[k]) slots_.emplace(name, k);
    }
  }

  void add(TableReader& table) {
    const auto day = day_of(table.text(columns_.end));
    if (!day && table.has(columns_.end)) {
      table.refuse(columns_.end, shown(table.raw(columns_.end)) + " is not a day",
                   "days are written as 2026-06-23");
    }
    const std::string candidate = table.text(columns_.candidate);
    const double share = count_in(table, columns_.pct).value_or(0) / 100;
    if (share > 1) table.refuse(columns_.pct, "more than 100 percent");
    if (!day || candidate.empty() || !table.row_is_good()) return;
    Growing& poll = poll_of(table, *day);
    if (!table.row_is_good()) return;
    const auto [first, is_new] = poll.named.emplace(candidate, table.source().place.line);
    if (!is_new) {
      table.refuse(
          columns_.candidate,
          "'" + candidate + "' is in this poll already, on line " + std::to_string(first->second),
          "of several questions keep one: where, or poll: COLUMN");
      return;
    }
    take(candidate, share, poll);
  }

  std::vector<Poll> take_polls() {
    std::vector<Poll> polls;
    for (auto& [id, growing] : polls_) {
      const auto rest = slots_.find("rest");
      if (rest != slots_.end() && growing.has_other) {
        growing.poll.shares[rest->second] = growing.other;
      }
      polls.push_back(std::move(growing.poll));
    }
    return polls;
  }

 private:
  Growing& poll_of(TableReader& table, int day) {
    const std::string pollster =
        columns_.pollster.empty() ? "" : std::string(table.raw(columns_.pollster));
    const std::string id = columns_.poll.empty()
                               ? pollster + " " + std::string(table.raw(columns_.end))
                               : table.text(columns_.poll);
    const auto [found, is_new] = polls_.try_emplace(id);
    if (!is_new) return found->second;
    Poll& poll = found->second.poll;
    poll.source = table.source();
    poll.id = id;
    poll.pollster = pollster.empty() ? id : pollster;
    poll.day = day;
    if (!columns_.n.empty() && table.has(columns_.n)) {
      const auto n = count_in(table, columns_.n);
      if (n && !(*n > 0)) {
        table.refuse(columns_.n, "a poll of nobody", "leave it empty where it is not known");
      }
      poll.n = n.value_or(0);
    }
    poll.sponsored = is_sponsored(table);
    poll.shares.assign(polled_as_.size(), std::numeric_limits<double>::quiet_NaN());
    poll.undecided = leaves_none_ ? 0 : std::numeric_limits<double>::quiet_NaN();
    return found->second;
  }

  bool is_sponsored(const TableReader& table) const {
    if (columns_.sponsor.empty() || !table.has(columns_.sponsor)) return false;
    if (sponsors_.empty()) return true;
    const std::string_view sponsor = table.raw(columns_.sponsor);
    return std::any_of(sponsors_.begin(), sponsors_.end(),
                       [&](const std::string& word) { return sponsor.find(word) != sponsor.npos; });
  }

  void take(const std::string& candidate, double share, Growing& poll) const {
    if (candidate == undecided_) {
      poll.poll.undecided = share;
      return;
    }
    const auto slot = slots_.find(candidate);
    if (slot == slots_.end()) {
      poll.other += share;
      poll.has_other = true;
    } else {
      double& sum = poll.poll.shares[slot->second];
      sum = std::isnan(sum) ? share : sum + share;
    }
  }

  PollColumns columns_;
  const std::vector<std::vector<std::string>>& polled_as_;
  std::string undecided_;
  bool leaves_none_ = false;
  std::vector<std::string> sponsors_;
  std::map<std::string, std::size_t> slots_;
  std::map<std::string, Growing> polls_;
};

/// Refuses names of candidates that no poll of the contest knows, though nobody knows all names.
void check_adds_up(const std::vector<Poll>& polls, Problems& problems) {
  for (const Poll& poll : polls) {
    double sum = 0;
    for (const double share : poll.shares) sum += std::isnan(share) ? 0 : share;
    if (sum <= 1.02) continue;
    problems.error(poll.source, "the shares of this poll of " + poll.pollster +
                                    " add up to more than 100 percent");
  }
}

}  // namespace

std::vector<Poll> read_polls(const Value& value,
                             const std::vector<std::vector<std::string>>& polled_as,
                             RecipeReading& reading) {
  const Fields fields(value);
  const auto name = fields.find("table");
  const auto day = fields.day("day");
  const scenario::SourceFile* const file = name ? reading.files.open(*name) : nullptr;
  if (file == nullptr || !day) return {};
  TableReader table(*file, reading.files.shown_name(*file), name->key(), reading.problems);
  if (!table.usable()) return {};
  const auto columns = poll_columns(fields, *name, table);
  RowFilter filter;
  if (const auto where = fields.find("where")) filter.add(*where, table);
  if (!columns || !filter.usable()) return {};
  PollReader reader(fields, *columns, polled_as);
  DayOrder order;
  while (table.next()) {
    order.add(table, columns->end);
    if (filter.holds(table)) reader.add(table);
  }
  order.check(reading.problems);
  std::vector<Poll> polls = reader.take_polls();
  const auto window = fields.whole("window");
  std::erase_if(polls, [&](const Poll& poll) {
    const int days = *day - poll.day;
    return days < 0 || (window && days > static_cast<int>(*window));
  });
  check_adds_up(polls, reading.problems);
  if (polls.empty())
    value.refuse("no row of '" + file->name + "' is a poll of this contest in time");
  return polls;
}

}  // namespace hustings
