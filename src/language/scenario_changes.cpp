#include "hustings/language/scenario_changes.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "language/list_item.hpp"
#include "language/overrides.hpp"
#include "language/table_changes.hpp"
#include "text/shown.hpp"
#include "text/yaml.hpp"

namespace hustings {
namespace {

using Files = std::vector<scenario::SourceFile>;
using NodeList = std::vector<YamlNode>;

std::optional<double> number_of(const YamlNode& node) {
  return node.is_scalar() && !node.quoted() ? number_in(node.text()) : std::nullopt;
}

enum class Numbers { as_written, all_alike };

/// Writes a node as YAML on one line.
std::string flow(const YamlNode& node, Numbers numbers = Numbers::as_written) {
  std::string text;
  if (node.is_list()) {
    for (const YamlNode& item : node.items()) {
      text += (text.empty() ? "" : ", ") + flow(item, numbers);
    }
    return "[" + text + "]";
  }
  if (!node.is_map()) {
    const auto number = numbers == Numbers::all_alike ? number_of(node) : std::nullopt;
    return number ? number_text(*number) : std::string(node.text());
  }
  for (const YamlNode::Entry& entry : node.entries()) {
    const std::string key(entry.key.text());
    text += (text.empty() ? "" : ", ") + key + ": " + flow(entry.value, numbers);
  }
  return "{" + text + "}";
}

/// What two nodes that say the same have in common.
std::string meaning(const YamlNode& node) {
  return flow(node, Numbers::all_alike);
}

bool is_same_scalar(const YamlNode& a, const YamlNode& b) {
  return a.text() == b.text() || (number_of(a) && number_of(a) == number_of(b));
}

bool is_note(std::string_view key) {
  return key.starts_with("x-");
}

/// What the items of a list are called; nothing where some have no name of their own.
std::optional<std::vector<std::string>> names_of(const NodeList& items) {
  std::vector<std::string> names;
  std::unordered_set<std::string> known;
  for (const YamlNode& item : items) {
    if (number_of(item)) return std::nullopt;
    names.push_back(item_name(item));
    if (names.back().empty() || !known.insert(names.back()).second) return std::nullopt;
  }
  return names;
}

const scenario::SourceFile* find_file(const Files& files, std::string_view name) {
  const auto found = std::ranges::find(files, name, &scenario::SourceFile::name);
  return found == files.end() ? nullptr : &*found;
}

/// What two scenarios say differently, in walks through both trees at once, each with its `--set`.
///
/// Maps are matched by key. Lists are matched by the names of their items where all have one, whose
/// order is told on its own; lists of plain values as a whole; others as multisets of what items
/// say, the rest in their order. Scalars are the same if their texts or their numbers are; notes
/// and comments are nothing. What one side alone has is told once, at its highest place, with its
/// tables. O(n log n) in nodes for named lists. Source: docs/ci.md, "What changed in the scenario".
class Walk {
 public:
  Walk(const Files& a, const Files& b) : a_(a), b_(b) {}

  void compare_texts(const scenario::SourceFile& a, const scenario::SourceFile& b,
                     const ScenarioSource& of_a, const ScenarioSource& of_b) {
    Problems ignored;  // told when the scenario was run
    auto tree_a = parse_yaml(a.text, a.name, ignored);
    auto tree_b = parse_yaml(b.text, b.name, ignored);
    if (!tree_a || !tree_b) return;
    apply_overrides(*tree_a, of_a.overrides, ignored);
    apply_overrides(*tree_b, of_b.overrides, ignored);
    compare("", tree_a->root(), tree_b->root());
  }

  /// Compares files that no `table` key names: those of `run --what-if`.
  void compare_other_files() {
    for (std::size_t i = 1; i < a_.size(); ++i) {
      if (seen_.count(a_[i].name) > 0) continue;
      const scenario::SourceFile* const other = find_file(b_, a_[i].name);
      if (other == nullptr) {
        add(a_[i].name, "a file of what-ifs or a table", std::nullopt);
      } else if (other != &b_.front()) {
        compare_texts(a_[i], *other, {a_, kNoOverrides}, {b_, kNoOverrides});
      }
    }
    for (std::size_t i = 1; i < b_.size(); ++i) {
      if (seen_.count(b_[i].name) > 0 || find_file(a_, b_[i].name) != nullptr) continue;
      add(b_[i].name, std::nullopt, "a file of what-ifs or a table");
    }
  }

  std::vector<ScenarioChange> take() { return std::move(changes_); }

 private:
  static std::string below(const std::string& path, std::string_view key) {
    return path + (path.empty() ? "" : ".") + path_step(key);
  }

  void add(std::string path, std::optional<std::string> before, std::optional<std::string> after) {
    changes_.push_back({std::move(path), std::move(before), std::move(after), 0, {}});
  }

  /// Adds what stands in both in other words, or in one alone; its tables are told with it.
  void add_nodes(std::string path, const YamlNode* a, const YamlNode* b) {
    const auto told = [this](const YamlNode* node) -> std::optional<std::string> {
      if (node == nullptr) return std::nullopt;
      see_tables(*node);
      return flow(*node);
    };
    add(std::move(path), told(a), told(b));
  }

  void compare(const std::string& path, const YamlNode& a, const YamlNode& b) {
    if (a.is_map() && b.is_map()) return compare_maps(path, a, b);
    if (a.is_list() && b.is_list()) return compare_lists(path, a, b);
    if (a.kind() == b.kind() && is_same_scalar(a, b)) return;
    add_nodes(path, &a, &b);
  }

  void compare_maps(const std::string& path, const YamlNode& a, const YamlNode& b) {
    for (const YamlNode::Entry& entry : a.entries()) {
      const std::string_view key = entry.key.text();
      if (is_note(key)) continue;
      const auto other = b.find(key);
      if (!other) {
        add_nodes(below(path, key), &entry.value, nullptr);
        continue;
      }
      compare(below(path, key), entry.value, *other);
      if (key == "table") compare_tables(entry.value.text(), other->text());
    }
    for (const YamlNode::Entry& entry : b.entries()) {
      const std::string_view key = entry.key.text();
      if (is_note(key) || a.find(key)) continue;
      add_nodes(below(path, key), nullptr, &entry.value);
    }
  }

  void compare_tables(std::string_view name_a, std::string_view name_b) {
    seen_.emplace(name_a);
    seen_.emplace(name_b);
    const scenario::SourceFile* const a = find_file(a_, name_a);
    const scenario::SourceFile* const b = find_file(b_, name_b);
    if (a == nullptr || b == nullptr || !compared_.emplace(a->name, b->name).second) return;
    for (ScenarioChange& change : table_changes(*a, *b)) changes_.push_back(std::move(change));
  }

  /// Remembers the tables below a node that one scenario alone has: their key is told, not they.
  void see_tables(const YamlNode& node) {
    for (const YamlNode& item : node.items()) see_tables(item);
    for (const YamlNode::Entry& entry : node.entries()) {
      if (entry.key.text() == "table") seen_.emplace(entry.value.text());
      see_tables(entry.value);
    }
  }

  void compare_lists(const std::string& path, const YamlNode& a, const YamlNode& b) {
    const NodeList items_a = a.items();
    const NodeList items_b = b.items();
    const auto names_a = names_of(items_a);
    const auto names_b = names_of(items_b);
    if (names_a && names_b) {
      compare_named(path, {items_a, *names_a}, {items_b, *names_b});
    } else if (std::ranges::none_of(items_a, &YamlNode::is_map) &&
               std::ranges::none_of(items_b, &YamlNode::is_map)) {
      if (meaning(a) != meaning(b)) add(path, flow(a), flow(b));
    } else {
      compare_unnamed(path, items_a, items_b);
    }
  }

  struct Named {
    const NodeList& items;
    const std::vector<std::string>& names;
  };

  void compare_named(const std::string& path, const Named& a, const Named& b) {
    std::unordered_map<std::string, std::size_t> in_b;
    for (std::size_t i = 0; i < b.names.size(); ++i) in_b.emplace(b.names[i], i);
    std::vector<std::string> common;
    for (std::size_t i = 0; i < a.names.size(); ++i) {
      const auto other = in_b.find(a.names[i]);
      if (other == in_b.end()) {
        add_nodes(below(path, a.names[i]), &a.items[i], nullptr);
        continue;
      }
      common.push_back(a.names[i]);
      compare_items(below(path, a.names[i]), a.items[i], b.items[other->second]);
    }
    const std::unordered_set<std::string> known(common.begin(), common.end());
    std::vector<std::string> order;
    for (std::size_t i = 0; i < b.names.size(); ++i) {
      if (known.count(b.names[i]) > 0) {
        order.push_back(b.names[i]);
      } else {
        add_nodes(below(path, b.names[i]), nullptr, &b.items[i]);
      }
    }
    if (order != common)
      add(path, "in the order " + listed(common), "in the order " + listed(order));
  }

  /// A bare word is an item with nothing but an id.
  void compare_items(const std::string& path, const YamlNode& a, const YamlNode& b) {
    if (a.kind() == b.kind()) return compare(path, a, b);
    const bool is_new = b.is_map();
    for (const YamlNode::Entry& entry : (is_new ? b : a).entries()) {
      if (entry.key.text() == "id") continue;
      const std::string at = below(path, entry.key.text());
      add_nodes(at, is_new ? nullptr : &entry.value, is_new ? &entry.value : nullptr);
    }
  }

  /// Passes over items that are in both; the others are held against each other in their order.
  void compare_unnamed(const std::string& path, const NodeList& a, const NodeList& b) {
    std::unordered_multiset<std::string> of_b;
    for (const YamlNode& item : b) of_b.insert(meaning(item));
    std::vector<std::size_t> left_a;
    std::unordered_multiset<std::string> both;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const auto found = of_b.find(meaning(a[i]));
      if (found == of_b.end()) {
        left_a.push_back(i);
      } else {
        both.insert(of_b.extract(found));
      }
    }
    std::size_t next = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      if (const auto found = both.find(meaning(b[j])); found != both.end()) {
        both.erase(found);
      } else if (next < left_a.size()) {
        const std::size_t i = left_a[next++];
        compare(path + "[" + std::to_string(i) + "]", a[i], b[j]);
      } else {
        add_nodes(path + "[" + std::to_string(j) + "]", nullptr, &b[j]);
      }
    }
    for (; next < left_a.size(); ++next) {
      add_nodes(path + "[" + std::to_string(left_a[next]) + "]", &a[left_a[next]], nullptr);
    }
  }

  static inline const std::vector<std::string> kNoOverrides{};

  const Files& a_;
  const Files& b_;
  std::set<std::string, std::less<>> seen_;  ///< files that a `table` key names
  std::set<std::pair<std::string, std::string>> compared_;
  std::vector<ScenarioChange> changes_;
};

}  // namespace

std::vector<ScenarioChange> scenario_changes(const ScenarioSource& a, const ScenarioSource& b) {
  if (a.files.empty() || b.files.empty()) return {};
  Walk walk(a.files, b.files);
  walk.compare_texts(a.files.front(), b.files.front(), a, b);
  walk.compare_other_files();
  return walk.take();
}

}  // namespace hustings
