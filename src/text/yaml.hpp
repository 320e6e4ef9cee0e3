#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/core/problem.hpp"

namespace hustings {

/// What one YAML text may cost; checked while it is read, so that no input can eat the machine.
struct YamlLimits {
  std::size_t bytes = 8u << 20;   ///< long lists belong into CSV tables
  std::size_t nodes = 1'000'000;  ///< an alias counts as all it stands for
  std::size_t depth = 64;
};

class YamlTree;

/// Refers to one node of a tree, which must outlive it; cheap to copy.
class YamlNode {
 public:
  enum class Kind : std::uint8_t { null, scalar, list, map };

  Kind kind() const;
  bool is_null() const { return kind() == Kind::null; }
  bool is_scalar() const { return kind() == Kind::scalar; }
  bool is_list() const { return kind() == Kind::list; }
  bool is_map() const { return kind() == Kind::map; }

  /// Returns where it stands; for an alias, where the alias stands. Columns count characters.
  Place place() const;

  /// Returns where it begins in its text, in bytes behind a byte order mark.
  std::size_t offset() const;

  /// Returns the text of a scalar without its quotes; empty for anything else.
  std::string_view text() const;
  bool quoted() const;  ///< in quotes or a block scalar, so never a number or a word of ours

  std::size_t size() const;  ///< items of a list, entries of a map
  std::vector<YamlNode> items() const;
  struct Entry;
  std::vector<Entry> entries() const;  ///< in the order written; keys are scalars, each once
  std::optional<YamlNode> find(std::string_view key) const;

 private:
  friend class YamlTree;
  YamlNode(const YamlTree& tree, std::uint32_t index) : tree_(&tree), index_(index) {}
  const YamlTree* tree_;
  std::uint32_t index_;
};

struct YamlNode::Entry {
  YamlNode key;
  YamlNode value;
};

/// One YAML document as a tree in which every node knows its place.
///
/// Holds 36 bytes per node beside the text of its scalars. Changes (`replace`, `add`) serve
/// `--set`.
class YamlTree {
 public:
  YamlTree();
  YamlNode root() const { return {*this, 0}; }

  /// Puts another text's root in the place of `at`; aliases elsewhere keep what they stood for.
  void replace(YamlNode at, const YamlTree& value);
  /// Adds `key: value` at the end of the map `at`.
  void add(YamlNode at, std::string_view key, const YamlTree& value);
  /// Turns every alias into a copy of what it stands for, so that one place can change alone. Nodes
  /// handed out before stay valid.
  void expand_aliases();

 private:
  friend class YamlNode;
  friend class YamlBuilder;
  struct Node {
    YamlNode::Kind kind = YamlNode::Kind::null;
    bool quoted = false;
    bool alias = false;      ///< stands for the node `first`
    std::uint16_t file = 0;  ///< of files_
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::uint32_t offset = 0;
    std::uint32_t text = 0;   ///< offset in text_
    std::uint32_t size = 0;   ///< bytes, items or entries
    std::uint32_t first = 0;  ///< first child; 0 = none (the root is nobody's child)
    std::uint32_t next = 0;   ///< next sibling; a key's is its value
  };
  const Node& resolved(std::uint32_t index) const;
  std::uint32_t copy(const YamlTree& from, std::uint32_t index, std::uint16_t file);

  std::vector<Node> nodes_;
  std::string text_;
  std::vector<std::string> files_;
};

/// Reads one YAML document strictly: duplicate keys, merge keys, tags, cycles, a second document,
/// bytes that are not UTF-8 and whatever breaks `limits` are errors with their place.
///
/// Returns nothing where the text cannot be read on; otherwise a tree, which after errors
/// (duplicate keys) holds the first of the two and serves to look for further ones.
std::optional<YamlTree> parse_yaml(std::string_view text, const std::string& file,
                                   Problems& problems, const YamlLimits& limits = {});

}  // namespace hustings
