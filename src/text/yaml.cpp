#include "text/yaml.hpp"

#include "hustings/core/contract.hpp"

namespace hustings {

YamlNode::Kind YamlNode::kind() const {
  return tree_->resolved(index_).kind;
}

Place YamlNode::place() const {
  const YamlTree::Node& node = tree_->nodes_[index_];
  return {tree_->files_[node.file], node.line, node.column};
}

std::size_t YamlNode::offset() const {
  return tree_->nodes_[index_].offset;
}

std::string_view YamlNode::text() const {
  const YamlTree::Node& node = tree_->resolved(index_);
  if (node.kind != Kind::scalar) return {};
  return std::string_view(tree_->text_).substr(node.text, node.size);
}

bool YamlNode::quoted() const {
  return tree_->resolved(index_).quoted;
}

std::size_t YamlNode::size() const {
  const YamlTree::Node& node = tree_->resolved(index_);
  return node.kind == Kind::list || node.kind == Kind::map ? node.size : 0;
}

std::vector<YamlNode> YamlNode::items() const {
  std::vector<YamlNode> items;
  const YamlTree::Node& node = tree_->resolved(index_);
  if (node.kind != Kind::list) return items;
  items.reserve(node.size);
  for (std::uint32_t i = node.first; i != 0; i = tree_->nodes_[i].next) {
    items.push_back({*tree_, i});
  }
  return items;
}

std::vector<YamlNode::Entry> YamlNode::entries() const {
  std::vector<Entry> entries;
  const YamlTree::Node& node = tree_->resolved(index_);
  if (node.kind != Kind::map) return entries;
  entries.reserve(node.size);
  for (std::uint32_t i = node.first; i != 0;) {
    const std::uint32_t value = tree_->nodes_[i].next;
    entries.push_back({{*tree_, i}, {*tree_, value}});
    i = tree_->nodes_[value].next;
  }
  return entries;
}

std::optional<YamlNode> YamlNode::find(std::string_view key) const {
  for (const Entry& entry : entries()) {
    if (entry.key.text() == key) return entry.value;
  }
  return std::nullopt;
}

YamlTree::YamlTree() : nodes_(1), files_(1) {}

/// Follows aliases to what they stand for; there are no circles, the builder refuses them.
const YamlTree::Node& YamlTree::resolved(std::uint32_t index) const {
  const Node* node = &nodes_[index];
  while (node->alias) node = &nodes_[node->first];
  return *node;
}

/// Copies a node with all below it to the end of this tree; returns its index. Aliases become what
/// they stand for, but keep their own place: a problem is shown where the user wrote the alias.
std::uint32_t YamlTree::copy(const YamlTree& from, std::uint32_t index, std::uint16_t file) {
  const Node at = from.nodes_[index];
  Node copied = from.resolved(index);  // by value: the tree copied from may be this one, growing
  copied.line = at.line;
  copied.column = at.column;
  copied.next = 0;
  if (&from != this) copied.file = file;
  if (copied.kind == YamlNode::Kind::scalar && &from != this) {
    copied.text = static_cast<std::uint32_t>(text_.size());
    text_ += from.text_.substr(from.resolved(index).text, copied.size);
  }
  const auto place = static_cast<std::uint32_t>(nodes_.size());
  const std::uint32_t first_child = copied.first;
  copied.first = 0;
  nodes_.push_back(copied);
  std::uint32_t last = 0;
  for (std::uint32_t child = first_child; child != 0; child = from.nodes_[child].next) {
    const std::uint32_t child_copy = copy(from, child, file);
    (last == 0 ? nodes_[place].first : nodes_[last].next) = child_copy;
    last = child_copy;
  }
  return place;
}

/// Overwrites the node in place, so whoever holds it, its list or map, sees the new value.
void YamlTree::replace(YamlNode at, const YamlTree& value) {
  HUSTINGS_REQUIRE(at.tree_ == this);
  files_.push_back(value.files_.front());
  const std::uint32_t copied = copy(value, 0, static_cast<std::uint16_t>(files_.size() - 1));
  const std::uint32_t next = nodes_[at.index_].next;
  nodes_[at.index_] = nodes_[copied];
  nodes_[at.index_].next = next;
}

/// Appends at the end: keys keep the order in which they were written.
void YamlTree::add(YamlNode at, std::string_view key, const YamlTree& value) {
  HUSTINGS_REQUIRE(at.tree_ == this && at.is_map());
  files_.push_back(value.files_.front());
  const auto file = static_cast<std::uint16_t>(files_.size() - 1);
  const std::uint32_t copied = copy(value, 0, file);
  Node key_node{.kind = YamlNode::Kind::scalar, .file = file, .line = 1, .column = 1};
  key_node.text = static_cast<std::uint32_t>(text_.size());
  key_node.size = static_cast<std::uint32_t>(key.size());
  key_node.next = copied;
  text_ += key;
  const auto key_index = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back(key_node);
  Node& map = nodes_[at.index_];
  ++map.size;
  if (map.first == 0) {
    map.first = key_index;
    return;
  }
  std::uint32_t last = map.first;
  while (nodes_[last].next != 0) last = nodes_[last].next;
  nodes_[last].next = key_index;
}

void YamlTree::expand_aliases() {
  const std::size_t n = nodes_.size();
  for (std::size_t i = 0; i < n; ++i) {
    if (!nodes_[i].alias) continue;
    const std::uint32_t copied = copy(*this, static_cast<std::uint32_t>(i), 0);
    const std::uint32_t next = nodes_[i].next;
    nodes_[i] = nodes_[copied];
    nodes_[i].next = next;
  }
}

}  // namespace hustings
