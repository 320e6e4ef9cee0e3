#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hustings/core/problem.hpp"
#include "language/keys.hpp"
#include "text/yaml.hpp"

namespace hustings {

/// One value of the scenario with the row of the key table that says what it may be.
///
/// What is read is checked by that row; faults go to the problems with place and path, and the
/// answer is then empty.
class Value {
 public:
  Value(YamlNode node, const Key& key, std::string path, Problems& problems)
      : node_(node), key_(&key), path_(std::move(path)), problems_(&problems) {}

  const YamlNode& node() const { return node_; }
  const Key& key() const { return *key_; }
  Problems& problems() const { return *problems_; }
  Source source() const { return {node_.place(), path_}; }
  /// What the user calls it: the last step of its path.
  std::string name() const;

  bool is_list() const { return node_.is_list(); }
  bool is_map() const { return node_.is_map(); }
  bool is_word(std::string_view word) const;

  std::string text() const;
  std::optional<double> number() const;
  std::optional<std::uint64_t> whole() const;
  std::string word() const;
  std::vector<Value> items() const;
  /// The items as names, each once; a plain name counts as a list of one where the key allows both.
  std::vector<Value> names() const;

  void refuse(std::string problem, std::string suggestion = "") const;
  void refuse_type() const;

 private:
  YamlNode node_;
  const Key* key_;
  std::string path_;
  Problems* problems_;
};

/// The keys of one map: unknown, missing, unsupported and conflicting ones are reported at once.
class Fields {
 public:
  explicit Fields(const Value& map);

  /// False where it is no map, or has keys that exclude each other.
  bool usable() const { return usable_; }
  std::optional<Value> find(std::string_view name) const;
  /// The place of a key, or of the map that lacks it.
  Source source(std::string_view name) const;
  /// The keys that may stand here, by the table.
  const std::vector<const Key*>& known() const { return known_; }
  /// The keys that the user names (`<...>` in the table), in the order written.
  const std::vector<Value>& named() const& { return named_; }
  std::vector<Value> named() && { return std::move(named_); }

  std::string text(std::string_view name) const;
  std::optional<double> number(std::string_view name) const;
  std::optional<std::uint64_t> whole(std::string_view name) const;
  /// Days since 1970-01-01 of a day such as 2026-06-23.
  std::optional<int> day(std::string_view name) const;

 private:
  void take(const YamlNode::Entry& entry, const Value& map);
  void check_forms();
  void check_missing(const Value& map) const;

  bool usable_ = true;
  Source map_;
  std::vector<const Key*> known_;
  std::vector<Value> fixed_;
  std::vector<Value> named_;
};

/// Tells whether a name would hold data about a person (first_name, e-mail, voter_id ...).
/// `name` itself counts where `plain_name_too`.
bool names_a_person(std::string_view name, bool plain_name_too);

/// Tells whether a name may be a person's or a place's (name, age ...), so that it is refused where
/// nobody uses it.
bool may_name_a_person(std::string_view name);

}  // namespace hustings
