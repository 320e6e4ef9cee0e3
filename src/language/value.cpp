#include "language/value.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "hustings/core/day.hpp"
#include "language/scalar.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

std::string kind_of(const YamlNode& node) {
  switch (node.kind()) {
    case YamlNode::Kind::null:
      return "nothing";
    case YamlNode::Kind::list:
      return "a list";
    case YamlNode::Kind::map:
      return "a map";
    case YamlNode::Kind::scalar:
      break;
  }
  return shown(node.text());
}

/// Takes off the end the line breaks that YAML adds to a block scalar.
std::string_view trimmed_block(const YamlNode& node) {
  std::string_view text = node.text();
  while (node.quoted() && text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

std::vector<std::string> names_of(const std::vector<const Key*>& keys) {
  std::vector<std::string> names;
  for (const Key* key : keys) {
    const bool is_fixed = !key->last().starts_with('<') && key->last() != "[]";
    if (is_fixed) names.emplace_back(key->last());
  }
  return names;
}

}  // namespace

namespace {

/// A name in lower case and without _, -, blanks and points: First_Name, first-name and firstname
/// are one.
std::string plain_letters(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c == '_' || c == '-' || c == ' ' || c == '.') continue;
    plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return plain;
}

/// Whether it is an address, of whatever kind: MAIL_ADDR1, res_street_address.
bool is_address(std::string_view plain) {
  while (!plain.empty() && plain.back() >= '0' && plain.back() <= '9') plain.remove_suffix(1);
  if (plain.ends_with("line")) plain.remove_suffix(4);
  if (plain.ends_with("address")) {
    plain.remove_suffix(7);
  } else if (plain.ends_with("addr")) {
    plain.remove_suffix(4);
  } else {
    return false;
  }
  static constexpr auto kKinds = std::to_array<std::string_view>(
      {"residential", "residence", "resident", "registrant", "mailing", "street", "postal", "voter",
       "home", "email", "full", "mail", "legal", "res", "ip"});
  const auto find = [&] {
    return std::find_if(kKinds.begin(), kKinds.end(),
                        [&](std::string_view kind) { return plain.starts_with(kind); });
  };
  for (auto kind = find(); kind != kKinds.end(); kind = find()) plain.remove_prefix(kind->size());
  return plain.empty();
}

}  // namespace

bool names_a_person(std::string_view name, bool plain_name_too) {
  static constexpr auto kPersonal = std::to_array<std::string_view>({"firstname",
                                                                     "lastname",
                                                                     "middlename",
                                                                     "givenname",
                                                                     "familyname",
                                                                     "surname",
                                                                     "fullname",
                                                                     "votername",
                                                                     "forename",
                                                                     "maidenname",
                                                                     "street",
                                                                     "housenumber",
                                                                     "phone",
                                                                     "phonenumber",
                                                                     "telephone",
                                                                     "mobile",
                                                                     "mobilephone",
                                                                     "cellphone",
                                                                     "homephone",
                                                                     "email",
                                                                     "mail",
                                                                     "birthdate",
                                                                     "dateofbirth",
                                                                     "birthday",
                                                                     "dob",
                                                                     "voterfileid",
                                                                     "vanid",
                                                                     "sboeid",
                                                                     "registrationid",
                                                                     "registrationnumber",
                                                                     "voterregistrationid",
                                                                     "personid",
                                                                     "individualid",
                                                                     "ssn",
                                                                     "socialsecurity",
                                                                     "socialsecuritynumber",
                                                                     "driverslicense",
                                                                     "driverlicense",
                                                                     "passport",
                                                                     "passportnumber",
                                                                     "nationalid",
                                                                     "namefirst",
                                                                     "namelast",
                                                                     "namemiddle",
                                                                     "firstnm",
                                                                     "lastnm",
                                                                     "middlenm",
                                                                     "fname",
                                                                     "lname",
                                                                     "mname",
                                                                     "birthyear",
                                                                     "yearofbirth",
                                                                     "yob",
                                                                     "vuid"});
  const std::string plain = plain_letters(name);
  if (plain_name_too && plain == "name") return true;
  return is_address(plain) || plain.ends_with("voterid") || plain.ends_with("registrantid") ||
         std::find(kPersonal.begin(), kPersonal.end(), plain) != kPersonal.end();
}

bool may_name_a_person(std::string_view name) {
  static constexpr auto kDoubtful =
      std::to_array<std::string_view>({"name", "voter", "age", "sex", "gender"});
  const std::string plain = plain_letters(name);
  return std::find(kDoubtful.begin(), kDoubtful.end(), plain) != kDoubtful.end();
}

std::string Value::name() const {
  std::string_view path = path_;
  if (path.ends_with('"')) {
    const std::size_t open = path.rfind('"', path.size() - 2);
    return std::string(path.substr(open + 1, path.size() - open - 2));
  }
  if (path.ends_with(']')) {
    const std::size_t dot = path.rfind('.');
    return std::string(dot == path.npos ? path : path.substr(dot + 1));
  }
  const std::size_t dot = path.rfind('.');
  return std::string(dot == path.npos ? path : path.substr(dot + 1));
}

void Value::refuse(std::string problem, std::string suggestion) const {
  problems_->error(source(), std::move(problem), std::move(suggestion));
}

void Value::refuse_type() const {
  const std::string whole = language_of(*key_) == Language::recipe ? "the recipe" : "the scenario";
  const std::string what = path_.empty() ? whole : name();
  if (node_.is_null()) return refuse(what + " is empty; it must be " + described(*key_));
  if (node_.quoted() && !key_->types.has(KeyType::text) && !key_->types.has(KeyType::name)) {
    return refuse(what + " must be " + described(*key_) + ", not a text in quotes",
                  "leave the quotes out");
  }
  refuse(what + " must be " + described(*key_) + ", not " + kind_of(node_));
}

bool Value::is_word(std::string_view word) const {
  return node_.is_scalar() && !node_.quoted() && node_.text() == word;
}

std::string Value::text() const {
  if (!node_.is_scalar()) {
    refuse_type();
    return "";
  }
  const std::string_view text = trimmed_block(node_);
  if (const auto fault = fault_of_text(text, *key_)) {
    refuse(name() + ": " + fault->problem, fault->suggestion);
    return "";
  }
  return std::string(text);
}

std::optional<double> Value::number() const {
  if (!node_.is_scalar() || node_.quoted()) {
    refuse_type();
    return std::nullopt;
  }
  const Parsed<double> parsed = number_of(node_.text(), *key_, name());
  if (const auto* value = std::get_if<double>(&parsed)) return *value;
  refuse(std::get<Fault>(parsed).problem, std::get<Fault>(parsed).suggestion);
  return std::nullopt;
}

std::optional<std::uint64_t> Value::whole() const {
  if (!node_.is_scalar() || node_.quoted()) {
    refuse_type();
    return std::nullopt;
  }
  const Parsed<std::uint64_t> parsed = whole_of(node_.text(), *key_, name());
  if (const auto* value = std::get_if<std::uint64_t>(&parsed)) return *value;
  refuse(std::get<Fault>(parsed).problem, std::get<Fault>(parsed).suggestion);
  return std::nullopt;
}

std::string Value::word() const {
  const std::vector<std::string> known = words(*key_);
  if (!node_.is_scalar() || node_.quoted()) {
    refuse_type();
    return "";
  }
  const std::string word(node_.text());
  if (std::find(known.begin(), known.end(), word) != known.end()) return word;
  refuse(name() + " must be " + described(*key_) + ", not " + shown(word),
         did_you_mean(word, known));
  return "";
}

std::vector<Value> Value::items() const {
  if (!node_.is_list()) {
    refuse_type();
    return {};
  }
  const Key& of_item = item_key(*key_);
  std::vector<Value> items;
  for (const YamlNode& item : node_.items()) {
    items.emplace_back(item, of_item, path_ + "[" + std::to_string(items.size()) + "]", *problems_);
  }
  return items;
}

std::vector<Value> Value::names() const {
  const bool one = node_.is_scalar() && !key_->types.has(KeyType::word) &&
                   (key_->types.has(KeyType::name) || key_->types.has(KeyType::text));
  std::vector<Value> names;
  std::set<std::string_view> seen;
  for (const Value& item : one ? std::vector<Value>{*this} : items()) {
    if (item.text().empty()) continue;
    if (!seen.insert(item.node().text()).second) {
      item.refuse(shown(item.node().text()) + " is listed twice");
      continue;
    }
    names.push_back(item);
  }
  return names;
}

/// Takes a map apart by the rows of the key table below it, and reports all that does not fit at
/// once.
Fields::Fields(const Value& map) : map_(map.source()), known_(children(map.key())) {
  if (!map.is_map()) {
    map.refuse_type();
    usable_ = false;
    return;
  }
  for (const YamlNode::Entry& entry : map.node().entries()) take(entry, map);
  check_forms();
  check_missing(map);
}

Source Fields::source(std::string_view name) const {
  const auto found = find(name);
  return found ? found->source() : map_;
}

void Fields::take(const YamlNode::Entry& entry, const Value& map) {
  const std::string_view name = entry.key.text();
  if (name.starts_with("x-")) return;
  const std::string above = map.source().path;
  const std::string path = (above.empty() ? "" : above + ".") + path_step(name);
  const Source at{entry.key.place(), path};
  const Key* open_key = nullptr;
  for (const Key* key : known_) {
    const bool is_open = key->last().starts_with('<');
    if (is_open) open_key = key;
    if (is_open || key->last() != name) continue;
    fixed_.emplace_back(entry.value, *key, path, map.problems());
    return;
  }
  if (open_key == nullptr) {
    const std::vector<std::string> known = names_of(known_);
    std::string suggestion = did_you_mean(name, known);
    if (suggestion.empty()) suggestion = "known here: " + listed(known);
    map.problems().error(at, "unknown key " + shown(name), suggestion);
    return;
  }
  const Key user_name{.path = "name", .types = KeyType::name, .holds_slash = open_key->holds_slash};
  if (const auto fault = fault_of_text(name, user_name)) {
    map.problems().error(at, fault->problem, fault->suggestion);
    return;
  }
  named_.emplace_back(entry.value, *open_key, path, map.problems());
}

/// Refuses keys of different forms of one choice; the map is then not usable.
void Fields::check_forms() {
  std::map<std::string_view, const Value*> chosen;
  const auto check = [&](const Value& value) {
    const std::string_view form = value.key().form;
    if (form.empty()) return;
    const auto [found, is_first] = chosen.emplace(choice_of(form), &value);
    const Value& first = *found->second;
    if (is_first || first.key().form == form || !usable_) return;
    value.refuse("'" + first.name() + "' and '" + value.name() + "' exclude each other",
                 "keep one of the two");
    usable_ = false;
  };
  for (const Value& value : fixed_) check(value);
  for (const Value& value : named_) check(value);
}

void Fields::check_missing(const Value& map) const {
  for (const Key* key : known_) {
    if (key->presence != Presence::required || find(key->last())) continue;
    std::string suggestion;
    for (const Value& value : named_) {
      const bool near = !did_you_mean(value.name(), {std::string(key->last())}).empty();
      if (near) suggestion = "is '" + value.name() + "' meant to be it?";
    }
    map.refuse("'" + std::string(key->last()) + "' is missing", suggestion);
  }
}

std::optional<Value> Fields::find(std::string_view name) const {
  for (const Value& value : fixed_) {
    if (value.key().last() == name) return value;
  }
  return std::nullopt;
}

std::string Fields::text(std::string_view name) const {
  const auto value = find(name);
  return value ? value->text() : "";
}

std::optional<double> Fields::number(std::string_view name) const {
  const auto value = find(name);
  return value ? value->number() : std::nullopt;
}

std::optional<int> Fields::day(std::string_view name) const {
  const auto value = find(name);
  const std::string text = value ? value->text() : "";
  if (text.empty()) return std::nullopt;
  const auto day = day_of(text);
  if (!day) value->refuse("this is not a day", "days are written as 2026-06-23");
  return day;
}

std::optional<std::uint64_t> Fields::whole(std::string_view name) const {
  const auto value = find(name);
  return value ? value->whole() : std::nullopt;
}

}  // namespace hustings
