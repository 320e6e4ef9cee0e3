#include <map>

#include "language/read_parts.hpp"
#include "language/table_reader.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using scenario::MessageSet;

/// Opens the table that a map names; null after an error there, or where there is no such key.
const scenario::SourceFile* open_table(const Value& map, Reading& reading) {
  const auto table = Fields(map).find("table");
  return table ? reading.files.open(*table) : nullptr;
}

void read_variants(const Value& variants, MessageSet& set, Reading& reading) {
  const scenario::SourceFile* const file = open_table(variants, reading);
  if (file == nullptr) return;
  const std::size_t n_errors = reading.problems.n_errors();
  TableReader table(*file, reading.files.shown_name(*file), *find_key("messages[].variants.table"),
                    reading.problems);
  std::map<std::string, std::uint32_t> lines;
  while (table.usable() && table.next()) {
    scenario::Variant variant{table.source("variant"), table.text("variant"), 0, 0};
    variant.shown = static_cast<double>(table.whole("shown").value_or(0));
    variant.responded = static_cast<double>(table.whole("responded").value_or(0));
    if (!table.row_is_good()) continue;
    const auto [first, is_new] = lines.emplace(variant.name, variant.source.place.line);
    if (!is_new) {
      table.refuse("variant", "variant '" + variant.name + "' is given twice, first on line " +
                                  std::to_string(first->second));
    } else if (variant.responded > variant.shown) {
      table.refuse("responded",
                   number_text(variant.responded) + " responded of " + number_text(variant.shown) +
                       " to whom '" + variant.name + "' was shown",
                   "are the two columns exchanged?");
    } else {
      set.variants.push_back(std::move(variant));
    }
  }
  if (reading.problems.n_errors() > n_errors) return;
  if (set.variants.empty()) variants.refuse("the table has no variant");
  if (set.variants.size() > scenario::kMostVariants) {
    variants.refuse("the table has " + std::to_string(set.variants.size()) +
                        " variants, more than " + std::to_string(scenario::kMostVariants),
                    "leave out those that few saw");
  }
}

void read_validated(const Value& validated, MessageSet& set, Reading& reading) {
  const scenario::SourceFile* const file = open_table(validated, reading);
  if (file == nullptr) return;
  TableReader table(*file, reading.files.shown_name(*file), *find_key("messages[].validated.table"),
                    reading.problems);
  while (table.usable() && table.next()) {
    const scenario::Validated one{table.number("lead").value_or(0),
                                  table.number("lift").value_or(0), table.number("se").value_or(0)};
    if (table.row_is_good()) set.validated.push_back(one);
  }
}

MessageSet read_message(const Value& value, Reading& reading) {
  const Fields fields(value);
  MessageSet set;
  set.source = value.source();
  set.carry_source = value.source();
  set.id = fields.text("id");
  if (const auto measures = fields.find("measures")) {
    set.measures = scenario::measure_named(measures->word()).value_or(set.measures);
  }
  if (const auto variants = fields.find("variants")) read_variants(*variants, set, reading);
  if (const auto carry = fields.find("carry")) {
    const Fields of(*carry);
    set.carry_source = carry->source();
    set.carry = scenario::Carry{of.number("mean").value_or(0), of.number("sd").value_or(0)};
  }
  if (const auto validated = fields.find("validated")) read_validated(*validated, set, reading);
  return set;
}

}  // namespace

void read_messages(const Value& messages, Reading& reading) {
  for (const Value& item : messages.items()) {
    reading.scenario.messages.push_back(read_message(item, reading));
  }
}

}  // namespace hustings
