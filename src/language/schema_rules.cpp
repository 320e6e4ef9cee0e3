#include "language/schema_rules.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "language/change_keys.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;
using Keys = std::vector<const Key*>;
using Names = std::vector<std::string>;

bool is_open(const Key* key) {
  return key->last().starts_with('<');
}

bool holds(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Names names_of(const Keys& keys) {
  Names names;
  for (const Key* key : keys) names.emplace_back(key->last());
  return names;
}

Json all_are(const Names& names, bool allowed) {
  Json properties = Json::object();
  for (const std::string& name : names) properties[name] = allowed;
  return properties;
}

/// The keys of a map that are of one choice of forms, form by form.
using Forms = std::map<std::string_view, Keys>;

std::map<std::string_view, Forms> choices_of(const Keys& keys) {
  std::map<std::string_view, Forms> choices;
  for (const Key* key : keys) {
    if (key->form.empty()) continue;
    choices[choice_of(key->form)][key->form].push_back(key);
  }
  return choices;
}

/// Allows none but these keys and notes.
void allow_only(const Names& names, Json& schema) {
  schema["properties"].update(all_are(names, true));
  schema["patternProperties"][kNotePattern] = true;
  schema["additionalProperties"] = false;
}

/// One form of a choice: the keys it needs, and none of the other forms. An empty name = none.
Json branch(const Forms& forms, std::string_view chosen, const Keys& all) {
  Names needed;
  Names excluded;
  bool takes_user_names = true;
  Json schema = Json::object();
  for (const auto& [form, keys] : forms) {
    for (const Key* key : keys) {
      if (form == chosen && is_open(key)) {
        schema["not"]["propertyNames"]["pattern"] = kNotePattern;  // one at least is no note
      } else if (form == chosen && key->by_default.empty()) {
        needed.emplace_back(key->last());
      } else if (form != chosen && is_open(key)) {
        takes_user_names = false;
      } else if (form != chosen) {
        excluded.emplace_back(key->last());
      }
    }
  }
  if (!needed.empty()) schema["required"] = needed;
  if (!excluded.empty()) schema["properties"] = all_are(excluded, false);
  if (takes_user_names) return schema;
  Names others;
  for (const Key* key : all) {
    if (!is_open(key) && !holds(excluded, key->last())) others.emplace_back(key->last());
  }
  allow_only(others, schema);
  return schema;
}

Json one_of(const Names& names) {
  Json branches = Json::array();
  for (const std::string& name : names) branches.push_back({{"required", {name}}});
  return branches;
}

/// The keys of changes that a map has; `to` of a varied input is the end of its range.
Names keys_of_changes(const Names& names, bool is_varied) {
  Names found;
  for (const std::string& name : names) {
    const bool is_end_of_range = is_varied && name == "to";
    const Key* const key = find_key(std::string(kChangePath) + "." + name);
    if (key != nullptr && name != "change" && !is_end_of_range) found.push_back(name);
  }
  return found;
}

Json amounts_among(const Names& choice) {
  Json amounts = Json::array();
  for (const std::string& word : words(*find_key("vary[].over"))) {
    if (holds(choice, word)) amounts.push_back(word);
  }
  return amounts;
}

/// What must hold for one kind of change.
Json rule_of(const ChangeKeys& change, const Names& names, bool is_varied) {
  Json rule = Json::object();
  Names needed;
  Names allowed = split(change.optional, ' ');
  for (const std::string& group : split(change.required, ' ')) {
    const Names choice = split(group, '|');
    allowed.insert(allowed.end(), choice.begin(), choice.end());
    if (is_varied && !holds(names, choice.front())) {
      rule["properties"]["over"]["enum"] = amounts_among(choice);
    } else if (choice.size() > 1) {
      rule["oneOf"] = one_of(choice);
    } else {
      needed.push_back(group);
    }
  }
  if (!needed.empty()) rule["required"] = needed;
  for (const std::string& name : keys_of_changes(names, is_varied)) {
    const bool may_be_list =
        find_key(std::string(kChangePath) + "." + name + "[]") != nullptr && !is_varied;
    if (!holds(allowed, name)) {
      rule["properties"][name] = false;
    } else if (may_be_list && holds(split(change.lists, ' '), name)) {
      rule["properties"][name]["type"] = "array";
    } else if (may_be_list) {
      rule["properties"][name]["not"]["type"] = "array";
    }
  }
  return rule;
}

}  // namespace

Json rules_of_forms(const Keys& keys) {
  // A map that also takes names without a form stands for two kinds of map: `to` of a what-if.
  const bool may_have_none = std::any_of(
      keys.begin(), keys.end(), [](const Key* key) { return is_open(key) && key->form.empty(); });
  Json rules = Json::array();
  for (const auto& [choice, forms] : choices_of(keys)) {
    Json branches = Json::array();
    for (const auto& [form, of_form] : forms) branches.push_back(branch(forms, form, keys));
    if (may_have_none) branches.push_back(branch(forms, "", keys));
    rules.push_back({{"oneOf", std::move(branches)}});
  }
  return rules;
}

Json rule_of_opposition() {
  return {{"anyOf",
           {{{"required", {"support"}}}, {{"properties", {{"candidates", {{"maxItems", 1}}}}}}}}};
}

Json rules_of_changes(const Keys& keys, bool is_varied) {
  const Names names = names_of(keys);
  Json rules = Json::array();
  for (const ChangeKeys& change : kChangeKeys) {
    if (is_varied && !holds(words(*find_key("vary[].change")), change.change)) continue;
    rules.push_back({{"if", {{"properties", {{"change", {{"const", change.change}}}}}}},
                     {"then", rule_of(change, names, is_varied)}});
  }
  return rules;
}

}  // namespace hustings
