#include <map>

#include "language/recipe_parts.hpp"
#include "language/scalar.hpp"

namespace hustings {
namespace {

using recipe::BlocFactions;
using recipe::LatentFactions;
using recipe::PreparedFactions;

BlocFactions read_blocs(const Fields& fields, const Value& blocs) {
  BlocFactions factions;
  const auto from = fields.find("from");
  factions.source = from ? from->source() : blocs.source();
  factions.from = fields.text("from");
  if (!from) blocs.refuse("'from' is missing", "the past contest whose candidates these are");
  const Fields named(blocs);
  for (const Value& value : named.named()) {
    recipe::Bloc bloc;
    bloc.source = value.source();
    bloc.faction = value.name();
    bloc.is_rest = value.is_word("rest");
    if (!bloc.is_rest) {
      for (const Value& candidate : value.names()) bloc.candidates.push_back(candidate.text());
    }
    factions.blocs.push_back(std::move(bloc));
  }
  return factions;
}

LatentFactions read_latent(const Value& value) {
  LatentFactions factions;
  factions.source = value.source();
  const Fields fields(value);
  if (const auto contests = fields.find("contests")) {
    for (const Value& contest : contests->names()) {
      factions.contests.push_back(contest.text());
      factions.contest_sources.push_back(contest.source());
    }
  }
  const auto number = fields.find("number");
  if (number && !number->is_word("auto")) {
    if (const auto n = number->whole()) factions.number = static_cast<int>(*n);
  }
  return factions;
}

/// Reads prepared parts, a row a place and a column a faction.
PreparedFactions read_prepared(const Fields& fields, const Value& name, RecipeReading& reading) {
  PreparedFactions factions;
  factions.source = name.source();
  factions.readable = false;
  const auto place_at = fields.find("place");
  const auto columns = fields.find("columns");
  if (!place_at || !columns) {
    name.refuse("a table of parts needs `place` and `columns`",
                "the columns of ids and of factions");
    return factions;
  }
  for (const Value& column : columns->names()) factions.factions.push_back(column.text());
  const scenario::SourceFile* const file = reading.files.open(name);
  if (file == nullptr) return factions;
  const std::size_t n_errors = reading.problems.n_errors();
  TableReader table(*file, reading.files.shown_name(*file), name.key(), reading.problems);
  if (!table.usable()) return factions;
  const auto place = column_of(*place_at, table);
  bool good = place.has_value();
  for (const Value& column : columns->names()) good = column_of(column, table).has_value() && good;
  while (good && table.next()) {
    recipe::PastRow row{table.source(), table.text(*place), 0, {}};
    for (const std::string& faction : factions.factions) {
      row.votes.push_back(count_in(table, faction).value_or(0));
      row.ballots += row.votes.back();
    }
    if (table.row_is_good() && (row.ballots < 1 - 1e-3 || row.ballots > 1 + 1e-3)) {
      table.refuse(factions.factions.front(),
                   "the parts of '" + row.place + "' do not add up to 1");
    }
    factions.rows.push_back(std::move(row));
  }
  factions.readable = good && reading.problems.n_errors() == n_errors;
  return factions;
}

}  // namespace

void read_factions(const Value& value, RecipeReading& reading) {
  const Fields fields(value);
  if (!fields.usable()) return;
  if (const auto latent = fields.find("latent")) {
    reading.recipe.factions = read_latent(*latent);
  } else if (const auto table = fields.find("table")) {
    reading.recipe.factions = read_prepared(fields, *table, reading);
  } else if (const auto blocs = fields.find("blocs")) {
    reading.recipe.factions = read_blocs(fields, *blocs);
  } else {
    value.refuse("it says neither `blocs` nor `latent` nor `table`");
  }
}

namespace {

/// Reads turnout by place; rows with a fault, or given twice, are reported and left out.
void read_rows(const Value& value, recipe::TurnoutRecipe& turnout, RecipeReading& reading) {
  const Fields fields(value);
  turnout.rows_because = fields.text("because");
  const auto name = fields.find("table");
  const scenario::SourceFile* const file = name ? reading.files.open(*name) : nullptr;
  if (file == nullptr) return;
  TableReader table(*file, reading.files.shown_name(*file), name->key(), reading.problems);
  std::map<std::pair<std::string, std::string>, std::uint32_t> lines;
  while (table.usable() && table.next()) {
    recipe::TurnoutRow row{table.source(), table.text("place"), "", 0};
    if (table.has("faction")) row.faction = table.text("faction");
    row.mean = table.number("mean").value_or(0);
    if (!table.row_is_good()) continue;
    const auto [first, is_new] =
        lines.emplace(std::pair(row.place, row.faction), row.source.place.line);
    if (is_new) {
      turnout.rows.push_back(std::move(row));
    } else {
      table.refuse("place", "place '" + row.place + "' is given twice, first on line " +
                                std::to_string(first->second));
    }
  }
}

}  // namespace

recipe::TurnoutLevel read_level(const Value& value) {
  recipe::TurnoutLevel level;
  level.source = value.source();
  const Fields fields(value);
  level.mean = fields.number("mean");
  level.times = fields.number("times");
  level.sd = fields.number("sd");
  level.because = fields.text("because");
  if (fields.usable() && !fields.find("mean") && !fields.find("times")) {
    value.refuse("it says neither `mean` nor `times`");
  }
  const auto of = fields.find("of");
  for (const Value& past : of ? of->names() : std::vector<Value>()) {
    level.of.push_back(past.text());
    level.of_sources.push_back(past.source());
  }
  return level;
}

void read_turnout_recipe(const Value& value, RecipeReading& reading) {
  recipe::TurnoutRecipe& turnout = reading.recipe.turnout;
  const Fields fields(value);
  turnout.source = turnout.kind_source = turnout.like_source = value.source();
  turnout.kind = fields.text("kind");
  turnout.like = fields.text("like");
  if (const auto kind = fields.find("kind")) turnout.kind_source = kind->source();
  if (const auto like = fields.find("like")) turnout.like_source = like->source();
  if (const auto level = fields.find("level")) turnout.level = read_level(*level);
  if (const auto split = fields.find("split")) {
    turnout.concentration = Fields(*split).number("concentration").value_or(0.6);
  }
  if (const auto fresh = fields.find("new")) {
    const Fields of(*fresh);
    turnout.new_voters = recipe::NewVoters{fresh->source(), of.number("share").value_or(0),
                                           of.text("faction"), of.text("because")};
  }
  if (const auto rows = fields.find("rows")) read_rows(*rows, turnout, reading);
  const auto factions = fields.find("factions");
  for (const Value& faction : factions ? Fields(*factions).named() : std::vector<Value>()) {
    const Fields of(faction);
    turnout.factions[faction.name()] = {faction.source(), of.number("times").value_or(1),
                                        of.text("because")};
  }
}

}  // namespace hustings
