#include "language/schema.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "language/change_keys.hpp"
#include "language/keys.hpp"
#include "language/scalar.hpp"
#include "language/schema_rules.hpp"
#include "language/schema_text.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

Json definition(const std::string& name) {
  return {{"$ref", "#/definitions/" + name}};
}

/// A number as it may stand where readers of YAML take it for a text: 1_000_000 (version 1.2) or
/// 1e6 (version 1.1), in `digits` before the point. A pattern of ECMA 262.
Json number_definition(const std::string& type, const std::string& sign, const std::string& digits,
                       const std::string& fraction) {
  return {{"type", {type, "string"}},
          {"pattern", "^(?=.*[_eE])(?!" + sign + "0_?[0-9])" + sign + digits + fraction + "$"}};
}

/// Texts and numbers of the language, as language/scalar.cpp checks them.
///
/// A bare 2026 or true is a text where a text is due; a block scalar ends with a line break.
/// `short` numbers are below 1,000, so that no underscores part their thousands.
Json definitions() {
  const char* const text =
      R"(^[^\u0000-\u0020\u007f]([^\u0000-\u001f\u007f]*[^\u0000-\u0020\u007f])?\n*$)";
  const char* const name =
      R"(^[^\u0000-\u0020\u007f"/]([^\u0000-\u001f\u007f"/]*[^\u0000-\u0020\u007f"/])?\n*$)";
  const char* const slashed =
      R"(^[^\u0000-\u0020\u007f"]([^\u0000-\u001f\u007f"]*[^\u0000-\u0020\u007f"])?\n*$)";
  const std::string few = "[0-9]+";
  const std::string many = "[0-9]+(_[0-9]+)*";
  const std::string any_fraction = R"((\.([0-9]+(_[0-9]+)*)?)?([eE][-+]?[0-9]+)?)";
  const std::string no_fraction = R"((\.0*|\.[0-9]+(_[0-9]+)*(?=[eE]))?([eE]\+?[0-9]+)?)";
  return {
      {"text", {{"type", {"string", "number", "boolean"}}, {"pattern", text}}},
      {"name",
       {{"type", {"string", "number", "boolean"}}, {"pattern", name}, {"maxLength", kLongestName}}},
      {"key", {{"anyOf", {{{"pattern", kNotePattern}}, definition("name")}}}},
      {"key with a slash", {{"pattern", slashed}, {"maxLength", kLongestName}}},
      {"number", number_definition("number", "[-+]?", many, any_fraction)},
      {"short number", number_definition("number", "[-+]?", few, any_fraction)},
      {"whole", number_definition("integer", R"(\+?)", many, no_fraction)},
      {"short whole", number_definition("integer", R"(\+?)", few, no_fraction)}};
}

/// A bound as JSON: without a point where it is whole.
Json bound(double value) {
  if (value == std::floor(value)) return static_cast<std::int64_t>(value);
  return value;
}

Json number_of(const Key& key) {
  const bool is_whole = key.types.has(KeyType::whole);
  const Range& range = key.range;
  const std::string size = range.most < 1000 ? "short " : "";
  Json schema = {{"allOf", {definition(size + (is_whole ? "whole" : "number"))}}};
  if (std::isfinite(range.least)) {
    schema[range.open ? "exclusiveMinimum" : "minimum"] = bound(range.least);
  } else if (is_whole) {
    schema["minimum"] = 0;
    schema["maximum"] = std::numeric_limits<std::uint64_t>::max();
  }
  if (std::isfinite(range.most)) {
    schema[range.open ? "exclusiveMaximum" : "maximum"] = bound(range.most);
  }
  return schema;
}

Json words_of(const Key& key) {
  Json all = Json::array();
  for (const std::string& word : words(key)) {
    const bool is_boolean = word == "true" || word == "false";  // to every reader of YAML
    all.push_back(is_boolean ? Json(word == "true") : Json(word));
    const bool is_number = word.find_first_not_of("0123456789") == std::string::npos;
    if (is_number) all.push_back(std::stoi(word));  // a text only in quotes
  }
  return {{"enum", std::move(all)}};
}

Json schema_of(const Key& key);

Json list_of(const Key& key) {
  Json schema = {{"type", "array"}, {"items", schema_of(item_key(key))}};
  if (key.items.least > 0) schema["minItems"] = key.items.least;
  if (key.items.most < Items{}.most) schema["maxItems"] = key.items.most;
  return schema;
}

/// Makes the schema of a map: its keys, those that must be there, what user-given names hold, `x-`
/// notes, and which keys exclude each other.
Json map_of(const Key& key) {
  const std::vector<const Key*> keys = children(key);
  Json required = Json::array();
  Json properties = Json::object();
  Json others = false;
  const char* names = "key";
  for (const Key* child : keys) {
    const std::string name(child->last());
    if (name == "[]") continue;
    if (name.starts_with('<')) {
      others = schema_of(*child);
      if (child->holds_slash) names = "key with a slash";
      continue;
    }
    properties[name] = schema_of(*child);
    if (child->presence == Presence::required) required.push_back(name);
  }
  const bool takes_user_names = !others.is_boolean();
  Json schema = {{"type", "object"}};
  if (!required.empty()) schema["required"] = std::move(required);
  if (!properties.empty()) schema["properties"] = std::move(properties);
  schema["patternProperties"][kNotePattern] = true;
  schema["additionalProperties"] = std::move(others);
  if (takes_user_names) schema["propertyNames"] = definition(names);
  const bool needs_one = takes_user_names && key.items.least > 0;
  if (needs_one) schema["not"]["propertyNames"]["pattern"] = kNotePattern;  // that is no note
  Json rules = rules_of_forms(keys);
  const bool is_of_recipe = language_of(key) == Language::recipe;
  const bool is_varied = key.path == "vary[]" || key.like == "vary[]";
  if (is_varied || key.path == kChangePath) {
    for (Json& rule : rules_of_changes(keys, is_varied)) rules.push_back(std::move(rule));
  }
  if (key.path == "contests[]" && !is_of_recipe) rules.push_back(rule_of_opposition());
  if (!rules.empty()) schema["allOf"] = std::move(rules);
  return schema;
}

std::string description(const Key& key) {
  std::string text(key.help);
  if (!key.by_default.empty()) text += " (default: " + std::string(key.by_default) + ")";
  return text;
}

Json schema_of(const Key& key) {
  const KeyTypes types = key.types;
  Json kinds = Json::array();
  if (types.has(KeyType::any)) return {{"description", description(key)}};
  if (types.has(KeyType::word)) kinds.push_back(words_of(key));
  if (types.has(KeyType::whole) || types.has(KeyType::number)) kinds.push_back(number_of(key));
  if (types.has(KeyType::text) || types.has(KeyType::table)) {
    kinds.push_back({{"allOf", {definition("text")}}});
    if (types.has(KeyType::table)) kinds.back()["maxLength"] = kLongestName;
  } else if (types.has(KeyType::name)) {
    kinds.push_back({{"allOf", {definition("name")}}});
  }
  if (types.has(KeyType::list)) kinds.push_back(list_of(key));
  if (types.has(KeyType::map) || types.has(KeyType::entries)) kinds.push_back(map_of(key));
  Json schema = {{"description", description(key)}};
  if (kinds.size() == 1) {
    schema.update(kinds.front());
  } else {
    schema["anyOf"] = std::move(kinds);
  }
  return schema;
}

}  // namespace

std::string language_schema(Language language) {
  const bool is_of_recipe = language == Language::recipe;
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", is_of_recipe ? "A recipe of hustings" : "A scenario of hustings"},
                 {"definitions", definitions()}};
  schema.update(schema_of(all_keys(language).front()));
  return schema_text(schema) + "\n";
}

}  // namespace hustings
