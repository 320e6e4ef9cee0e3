#include "language/keys.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "language/key_table.hpp"
#include "language/recipe_keys.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using key_table::kKeys;
using key_table::kRecipeKeys;

constexpr std::string_view parent_path(std::string_view path) {
  if (path.ends_with("[]")) return path.substr(0, path.size() - 2);
  const std::size_t dot = path.rfind('.');
  return dot == path.npos ? "" : path.substr(0, dot);
}

/// Finds each key's parent, the last one above it of that path, when the program is compiled: a key
/// that stands before its parent does not compile.
template <std::size_t N>
constexpr std::array<std::uint16_t, N> parents(const std::array<Key, N>& keys) {
  static_assert(N < 65536);
  std::array<std::uint16_t, N> parents{};
  for (std::size_t i = 1; i < N; ++i) {
    // It is the key before, or one that holds that: few steps, of which compilers count every one.
    std::size_t parent = i - 1;
    while (keys[parent].path != parent_path(keys[i].path)) {
      if (parent == 0) throw "a key stands before the one that holds it";
      parent = parents[parent];
    }
    parents[i] = static_cast<std::uint16_t>(parent);
  }
  return parents;
}

constexpr auto kParents = parents(kKeys);
constexpr auto kRecipeParents = parents(kRecipeKeys);

std::span<const std::uint16_t> parents_of(Language language) {
  if (language == Language::recipe) return kRecipeParents;
  return kParents;
}

/// Cuts the first step off a path: `contests`, `[0]`, `"odd name"`.
std::string_view next_step(std::string_view& path) {
  if (path.starts_with('.')) path.remove_prefix(1);
  std::size_t end = 0;
  if (path.starts_with('"')) {
    end = path.find('"', 1);
    end = end == path.npos ? path.size() : end + 1;
  } else if (path.starts_with('[')) {
    end = path.find(']');
    end = end == path.npos ? path.size() : end + 1;
  } else {
    end = std::min(path.find_first_of(".["), path.size());
  }
  const std::string_view step = path.substr(0, end);
  path.remove_prefix(end);
  return step;
}

const Key* child_at(const Key& key, std::string_view step) {
  const Key* chosen_by_user = nullptr;
  for (const Key* child : children(key)) {
    if (child->last() == step) return child;
    const bool takes_any = child->last().starts_with('<') || child->last() == "[]";
    if (takes_any && (chosen_by_user == nullptr || step.starts_with('['))) chosen_by_user = child;
  }
  return chosen_by_user;
}

}  // namespace

std::string_view Key::last() const {
  if (path.ends_with("[]")) return "[]";
  const std::size_t dot = path.rfind('.');
  return dot == path.npos ? path : path.substr(dot + 1);
}

std::span<const Key> all_keys(Language language) {
  if (language == Language::recipe) return kRecipeKeys;
  return kKeys;
}

Language language_of(const Key& key) {
  const std::less<const Key*> before;
  const bool is_of_recipe =
      !before(&key, kRecipeKeys.data()) && before(&key, kRecipeKeys.data() + kRecipeKeys.size());
  return is_of_recipe ? Language::recipe : Language::scenario;
}

const Key* find_key(std::string_view path, Language language) {
  for (const Key& key : all_keys(language)) {
    if (key.path == path) return &key;
  }
  return nullptr;
}

/// Lists the keys whose parent this one is, then those of the key it is like.
std::vector<const Key*> children(const Key& key) {
  std::vector<const Key*> found;
  const Language language = language_of(key);
  const std::span<const Key> keys = all_keys(language);
  const std::span<const std::uint16_t> parents = parents_of(language);
  const auto parent = static_cast<std::size_t>(&key - keys.data());
  for (std::size_t i = parent + 1; i < keys.size(); ++i) {
    if (parents[i] == parent) found.push_back(&keys[i]);
  }
  if (key.like.empty()) return found;
  for (const Key* more : children(*find_key(key.like, language))) found.push_back(more);
  return found;
}

const Key& item_key(const Key& list) {
  return *find_key(std::string(list.path) + "[]", language_of(list));
}

const Key* key_of_path(std::string_view path, Language language) {
  const Key* key = all_keys(language).data();
  while (!path.empty() && key != nullptr) key = child_at(*key, next_step(path));
  return key;
}

std::string described(const Range& range) {
  const bool has_least = range.least > -key_table::kInfinity;
  const bool has_most = range.most < key_table::kInfinity;
  const std::string least = number_text(range.least);
  const std::string most = number_text(range.most);
  if (has_least && has_most) {
    if (range.least == range.most) return least;
    if (range.open) return "above " + least + " and below " + most;
    return "from " + least + " to " + most;
  }
  if (has_least) return (range.open ? "above " : "of at least ") + least;
  if (has_most) return (range.open ? "below " : "of at most ") + most;
  return "";
}

std::vector<std::string> words(const Key& key) {
  constexpr std::string_view kBetween = " | ";
  std::vector<std::string> found;
  std::string_view rest = key.words;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(kBetween), rest.size());
    found.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + kBetween.size(), rest.size()));
  }
  return found;
}

std::string described(const Key& key) {
  std::vector<std::string> parts;
  const std::string range = described(key.range);
  const bool is_fixed = key.range.least == key.range.most;
  if (is_fixed) parts.push_back(range);
  if (key.types.has(KeyType::whole) && !is_fixed) {
    parts.push_back("a whole number" + (range.empty() ? "" : " " + range));
  }
  if (key.types.has(KeyType::number)) {
    parts.push_back("a number" + (range.empty() ? "" : " " + range));
  }
  if (key.types.has(KeyType::word)) {
    for (const std::string& word : words(key)) parts.push_back("'" + word + "'");
  }
  if (key.types.has(KeyType::name)) parts.push_back("a name");
  if (key.types.has(KeyType::text)) parts.push_back("a text");
  if (key.types.has(KeyType::table)) parts.push_back("a CSV file");
  if (key.types.has(KeyType::list)) parts.push_back("a list");
  const bool is_map = key.types.has(KeyType::map) || key.types.has(KeyType::entries);
  if (is_map) parts.push_back("a map");
  if (key.types.has(KeyType::any)) parts.push_back("anything that may stand there");
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " or " : ", ";
    text += parts[i];
  }
  return text;
}

}  // namespace hustings
