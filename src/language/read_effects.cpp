#include "language/read_parts.hpp"

namespace hustings {
namespace {

using scenario::Affects;
using scenario::Effect;
using scenario::Load;

/// Reads a load; nothing where it does not say what it affects.
std::optional<Load> read_load(const Value& at, const Fields& fields) {
  Load load;
  load.source = at.source();
  const auto affects = fields.find("affects");
  const std::string word = affects ? affects->word() : "";
  load.affects = word == "support" ? Affects::support : Affects::turnout;
  load.sd = fields.number("sd").value_or(0);
  const auto where = fields.find("where");
  if (word.empty()) return std::nullopt;
  if (where) read_where(*where, load.where, load.where_sources);
  return load;
}

scenario::Tails read_tails(const Value& value) {
  const Fields fields(value);
  scenario::Tails tails;
  if (const auto df = fields.whole("df")) tails.df = static_cast<int>(*df);
  if (const auto shared_by = fields.find("shared_by")) {
    if (shared_by->word() == "contest") tails.shared_by = scenario::ScaleSharing::contest;
  }
  return tails;
}

void read_single_load(const Value& value, const Fields& fields, Effect& effect) {
  for (const char* name : {"affects", "sd"}) {
    if (!fields.find(name)) value.refuse("'" + std::string(name) + "' is missing");
  }
  if (auto load = read_load(value, fields)) effect.loads.push_back(std::move(*load));
}

Effect read_effect(const Value& value) {
  const Fields fields(value);
  Effect effect;
  effect.source = value.source();
  effect.id = fields.text("id");
  effect.name = fields.text("name");
  if (const auto by = fields.find("by")) {
    effect.by_source = by->source();
    for (const Value& name : by->names()) effect.by.push_back(name.text());
  }
  if (const auto tails = fields.find("tails")) effect.tails = read_tails(*tails);
  if (const auto loads = fields.find("loads")) {
    for (const Value& item : loads->items()) {
      if (auto load = read_load(item, Fields(item))) effect.loads.push_back(std::move(*load));
    }
    const bool is_empty = fields.usable() && loads->is_list() && loads->node().size() == 0;
    if (is_empty) loads->refuse("an effect needs a load");
  } else if (fields.usable()) {
    read_single_load(value, fields, effect);
  }
  return effect;
}

}  // namespace

void read_where(const Value& value, scenario::Where& where,
                std::map<std::string, Source>& sources) {
  for (const Value& key : Fields(value).named()) {
    std::vector<std::string>& values = where[key.name()];
    for (const Value& item : key.names()) values.push_back(item.text());
    if (key.is_list() && key.node().size() == 0) key.refuse("an empty list matches nothing");
    sources.emplace(key.name(), key.source());
  }
}

void read_effects(const Value& effects, Reading& reading) {
  for (const Value& item : effects.items()) {
    reading.scenario.effects.push_back(read_effect(item));
  }
}

}  // namespace hustings
