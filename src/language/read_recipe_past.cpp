#include <map>
#include <set>

#include "hustings/infer/error_sizes.hpp"
#include "language/recipe_parts.hpp"
#include "language/scalar.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using recipe::PastContest;
using recipe::PastRow;

/// What the table calls each candidate: columns of a wide table, names in a long one.
using Called = std::vector<std::vector<std::string>>;

/// Reads a contest's candidates: a list of what the table calls them, or ids and that.
Called read_candidates(const Value& value, PastContest& past) {
  Called called;
  if (value.is_list()) {
    for (const Value& name : value.names()) {
      past.candidates.push_back(name.text());
      called.push_back({name.text()});
    }
    return called;
  }
  for (const Value& candidate : Fields(value).named()) {
    past.candidates.push_back(candidate.name());
    called.emplace_back();
    for (const Value& name : candidate.names()) called.back().push_back(name.text());
  }
  return called;
}

/// Checks that a wide table has the columns that candidates name.
bool check_columns(const Called& called, const Value& at, const TableReader& table) {
  std::vector<std::string> known;
  for (const auto& [name, source] : table.tag_columns()) known.push_back(name);
  bool good = true;
  for (const auto& names : called) {
    for (const std::string& name : names) {
      if (table.has_column(name)) continue;
      at.refuse("the table has no column " + shown(name), did_you_mean_or_list(name, known));
      good = false;
    }
  }
  return good;
}

/// Notes where a place was given first; refuses it the second time.
bool is_new_place(const std::string& place, TableReader& table, const std::string& column,
                  std::map<std::string, std::uint32_t>& lines) {
  const auto [first, is_new] = lines.emplace(place, table.source().place.line);
  if (!is_new) {
    table.refuse(
        column,
        "place '" + place + "' is given twice, first on line " + std::to_string(first->second),
        "one row a place: add them up, keep one by `where`, or name finer places as "
        "{county}/{precinct}");
  }
  return is_new;
}

/// Reads a table with a row a place and a column a candidate.
void read_wide(const Fields& fields, TableReader& table, const Called& called,
               const RowFilter& filter, PastContest& past) {
  const auto at = fields.find("place");
  if (!at) {
    fields.find("table")->refuse("nothing says where places stand in the table",
                                 "add place: COLUMN, or long: {place, candidate, votes}");
    return;
  }
  const auto place = Pattern::of(*at, table);
  const auto ballots_at = fields.find("ballots");
  const auto ballots = ballots_at ? column_of(*ballots_at, table) : std::nullopt;
  const bool good = check_columns(called, *fields.find("candidates"), table);
  if (!place || (ballots_at && !ballots) || !good) return;
  if (past.place_column.empty() && place->is_column()) past.place_column = place->column();
  std::map<std::string, std::uint32_t> lines;
  while (table.next()) {
    if (!filter.holds(table)) continue;
    PastRow row;
    row.source = table.source();
    row.place = place->fill(table).value_or("");
    for (const auto& names : called) {
      double votes = 0;
      for (const std::string& name : names) votes += count_in(table, name).value_or(0);
      row.votes.push_back(votes);
      row.ballots += votes;
    }
    if (ballots) row.ballots = count_in(table, *ballots).value_or(0);
    if (row.place.empty() || !table.row_is_good()) continue;
    if (is_new_place(row.place, table, place->column(), lines)) past.rows.push_back(std::move(row));
  }
}

/// The columns of a table with a row per place and candidate.
struct LongColumns {
  std::optional<Pattern> place;
  std::optional<std::string> candidate;
  std::optional<std::string> votes;
};

/// Adds a row of a long table to its place. Votes of names that are no candidates are ballots too.
void add_long_row(TableReader& table, const LongColumns& columns,
                  const std::map<std::string, std::size_t>& slots, PastContest& past,
                  std::map<std::string, std::pair<std::size_t, std::set<std::string>>>& places) {
  const std::string place = columns.place->fill(table).value_or("");
  const std::string candidate = table.text(*columns.candidate);
  const double votes = count_in(table, *columns.votes).value_or(0);
  if (place.empty() || candidate.empty() || !table.row_is_good()) return;
  const auto [found, is_new] = places.try_emplace(place, past.rows.size(), std::set<std::string>());
  if (is_new) {
    past.rows.push_back({table.source(), place, 0, std::vector<double>(past.candidates.size(), 0)});
  }
  auto& [at, seen] = found->second;
  if (!seen.insert(candidate).second) {
    table.refuse(
        *columns.candidate, "'" + candidate + "' has a row of place '" + place + "' already",
        "name one contest by `where` or `office`, or a finer place as {county}/{precinct}");
    return;
  }
  past.rows[at].ballots += votes;
  const auto slot = slots.find(candidate);
  if (slot != slots.end()) past.rows[at].votes[slot->second] += votes;
}

/// Refuses candidates whom no row of a long table names.
void check_named(const std::map<std::string, std::size_t>& slots, const std::set<std::string>& seen,
                 const Value& at) {
  for (const auto& [name, slot] : slots) {
    if (seen.contains(name)) continue;
    at.refuse("no row of the table is of candidate " + shown(name),
              did_you_mean_or_list(name, {seen.begin(), seen.end()}));
  }
}

/// Reads a table with a row per place and candidate.
void read_long(const Fields& fields, const Value& form, TableReader& table, const Called& called,
               RowFilter filter, PastContest& past) {
  const Fields names(form);
  LongColumns columns;
  if (const auto place = names.find("place")) columns.place = Pattern::of(*place, table);
  if (const auto name = names.find("candidate")) columns.candidate = column_of(*name, table);
  if (const auto votes = names.find("votes")) columns.votes = column_of(*votes, table);
  const auto office = names.find("office");
  const auto kept = fields.find("office");
  if (office && kept) {
    if (const auto column = column_of(*office, table)) filter.add(*column, {kept->text()});
  } else if (office || kept) {
    (office ? *office : *kept).refuse("`office` goes with the column `long.office`", "give both");
  }
  if (!columns.place || !columns.candidate || !columns.votes) return;
  if (past.place_column.empty() && columns.place->is_column()) {
    past.place_column = columns.place->column();
  }
  std::map<std::string, std::size_t> slots;
  for (std::size_t k = 0; k < called.size(); ++k) {
    for (const std::string& name : called[k]) slots.emplace(name, k);
  }
  std::map<std::string, std::pair<std::size_t, std::set<std::string>>> places;
  std::set<std::string> seen;
  while (table.next()) {
    if (!filter.holds(table)) continue;
    seen.emplace(table.raw(*columns.candidate));
    add_long_row(table, columns, slots, past, places);
  }
  check_named(slots, seen, *fields.find("candidates"));
}

/// Reads a past contest with its table.
PastContest read_past_contest(const Value& value, RecipeReading& reading) {
  const std::size_t n_errors = reading.problems.n_errors();
  const Fields fields(value);
  PastContest past;
  past.source = value.source();
  past.id = fields.text("id");
  past.kind = fields.text("kind");
  past.split_by = fields.text("split_by");
  past.lines = fields.text("lines");
  past.lines_source = fields.find("lines") ? fields.find("lines")->source() : past.source;
  past.place_source = past.source;
  past.readable = false;
  if (const auto of = fields.find("of")) {
    past.place_column = of->text();
    past.column_is_given = true;
    past.place_source = of->source();
  } else if (const auto place = fields.find("place")) {
    past.place_source = place->source();
  }
  const auto name = fields.find("table");
  const auto candidates = fields.find("candidates");
  const scenario::SourceFile* const file = name ? reading.files.open(*name) : nullptr;
  if (file == nullptr || !candidates || !fields.usable()) return past;
  const Called called = read_candidates(*candidates, past);
  TableReader table(*file, reading.files.shown_name(*file), name->key(), reading.problems);
  if (!table.usable()) return past;
  RowFilter filter;
  if (const auto where = fields.find("where")) filter.add(*where, table);
  if (!filter.usable()) return past;
  const auto form = fields.find("long");
  if (form) {
    read_long(fields, *form, table, called, std::move(filter), past);
  } else {
    read_wide(fields, table, called, filter, past);
  }
  past.readable = reading.problems.n_errors() == n_errors;
  if (past.readable && past.rows.empty()) {
    name->refuse("no row of '" + file->name + "' is of this contest");
    past.readable = false;
  }
  return past;
}

recipe::Crosswalk read_crosswalk(const Value& value, RecipeReading& reading) {
  recipe::Crosswalk crosswalk;
  crosswalk.source = value.source();
  crosswalk.id = value.name();
  const Fields fields(value);
  crosswalk.same_name = fields.number("same_name");
  const auto name = fields.find("table");
  if (!name) {
    if (fields.usable() && !fields.find("same_name")) {
      value.refuse("it says neither `table` nor `same_name`");
    }
    crosswalk.readable = crosswalk.same_name.has_value();
    return crosswalk;
  }
  const std::size_t n_errors = reading.problems.n_errors();
  const scenario::SourceFile* const file = reading.files.open(*name);
  crosswalk.readable = false;
  if (file == nullptr) return crosswalk;
  TableReader table(*file, reading.files.shown_name(*file), name->key(), reading.problems);
  while (table.usable() && table.next()) {
    crosswalk.parts.push_back(
        {table.source(), table.text("from"), table.text("to"), table.number("part").value_or(0)});
  }
  crosswalk.readable = reading.problems.n_errors() == n_errors;
  return crosswalk;
}

/// Lets a table of parts lead to the ids of places, whatever old places' column is called; only a
/// column that the recipe gives stays.
void name_by_id(const recipe::Crosswalk& crosswalk, std::vector<PastContest>& all) {
  if (crosswalk.same_name) return;
  for (PastContest& past : all) {
    if (past.lines == crosswalk.id && !past.column_is_given) past.place_column.clear();
  }
}

}  // namespace

void read_past(const Value& past, RecipeReading& reading) {
  for (const Value& item : past.items()) {
    reading.recipe.past.push_back(read_past_contest(item, reading));
  }
}

void read_crosswalks(const Value& crosswalks, RecipeReading& reading) {
  for (const Value& value : Fields(crosswalks).named()) {
    reading.recipe.crosswalks.push_back(read_crosswalk(value, reading));
    name_by_id(reading.recipe.crosswalks.back(), reading.recipe.past);
  }
}

namespace {

/// Reads what else a row of errors says: of how many contests it is, of which day, and its mark.
void read_origin(TableReader& table, recipe::ErrorRow& row) {
  const auto contests = table.whole("contests");
  row.contests = contests ? static_cast<double>(*contests) : row.n;
  if (table.has("day")) {
    row.day = day_of(table.text("day"));
    if (!row.day) table.refuse("day", "this is not a day", "days are written as 2026-06-23");
  }
  row.after_the_fact = table.has("mark");
  if (row.after_the_fact && table.text("mark") != infer::kAfterTheFact) {
    table.refuse("mark", "a mark can only be 'after the fact'");
  }
}

}  // namespace

void read_errors(const Value& errors, RecipeReading& reading) {
  const auto name = Fields(errors).find("table");
  const scenario::SourceFile* const file = name ? reading.files.open(*name) : nullptr;
  if (file == nullptr) return;
  TableReader table(*file, reading.files.shown_name(*file), name->key(), reading.problems);
  while (table.usable() && table.next()) {
    recipe::ErrorRow row{table.source(), table.text("effect"), table.number("n").value_or(0),
                         table.number("sum_of_squares").value_or(0)};
    read_origin(table, row);
    reading.recipe.errors.push_back(std::move(row));
  }
}

}  // namespace hustings
