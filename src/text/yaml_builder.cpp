#include "text/yaml_builder.hpp"

#include <algorithm>

#include "text/repeats.hpp"
#include "text/shown.hpp"

namespace hustings {

using Kind = YamlNode::Kind;

YamlBuilder::YamlBuilder(const YamlPlaces& places, Problems& problems, const YamlLimits& limits)
    : places_(places), problems_(problems), limits_(limits) {
  tree_.nodes_.clear();
  tree_.files_ = {places.file()};
}

/// Stops at a second document: of two scenarios in one file none can be meant.
void YamlBuilder::OnDocumentStart(const YAML::Mark& mark) {
  if (n_documents_++ > 0) {
    throw YamlStop{places_.at(mark), "something follows the end of the document",
                   "one file holds one document"};
  }
}

void YamlBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  if (awaits_key()) throw YamlStop{places_.at(mark), "a key is missing before ':'", ""};
  const std::uint32_t node = append(Kind::null, mark);
  const char first = places_.character(mark);
  if (!open_.empty() && open_.back().key != 0 && first != '~' && (first | 0x20) != 'n') {
    // Nothing is written there: the place of the key says more than that of the next token.
    tree_.nodes_[node].line = tree_.nodes_[open_.back().key].line;
    tree_.nodes_[node].column = tree_.nodes_[open_.back().key].column;
  }
  keep_anchor(anchor, {node, false, 1, 0});
  close_child(node, 0);
}

void YamlBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  refuse_tag(mark, tag);
  const bool quoted = tag == "!";
  if (quoted) refuse_open_quote(mark);
  if (awaits_key() && value == "<<" && !quoted) {
    throw YamlStop{places_.at(mark), "merge keys (<<) are not supported",
                   "write the keys out, or use an alias for the whole value"};
  }
  const std::uint32_t index = append(Kind::scalar, mark);
  YamlTree::Node& node = tree_.nodes_[index];
  node.quoted = quoted;
  node.text = static_cast<std::uint32_t>(tree_.text_.size());
  node.size = static_cast<std::uint32_t>(value.size());
  tree_.text_ += value;
  keep_anchor(anchor, {index, false, 1, 0});
  close_child(index, 0);
}

/// Makes an alias, which costs as many nodes and levels as what it stands for: a few lines of
/// aliases of aliases stand for 10^9 values and would otherwise pass. An alias within its own
/// anchor is a circle.
void YamlBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  refuse_key(mark);
  const Anchor& target = anchors_.at(anchor);
  if (target.open) {
    throw YamlStop{places_.at(mark), "an alias stands inside what it stands for", ""};
  }
  const std::uint32_t index = append(Kind::null, mark);
  tree_.nodes_[index].alias = true;
  tree_.nodes_[index].first = target.node;
  spend(target.n_nodes, mark);
  if (open_.size() + target.height > limits_.depth) refuse_depth(mark);
  close_child(index, target.height);
}

void YamlBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                  YAML::anchor_t anchor, YAML::EmitterStyle::value) {
  open(Kind::list, mark, tag, anchor);
}

void YamlBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value) {
  open(Kind::map, mark, tag, anchor);
}

void YamlBuilder::OnMapEnd() {
  drop_duplicates(open_.back().node);
  close();
}

/// Tells whether the next event in the innermost map is a key.
bool YamlBuilder::awaits_key() const {
  return !open_.empty() && tree_.nodes_[open_.back().node].kind == Kind::map &&
         open_.back().key == 0;
}

void YamlBuilder::refuse_key(const YAML::Mark& mark) const {
  if (awaits_key())
    throw YamlStop{places_.at(mark), "a key must be a plain word or text",
                   "or is a bracket not closed?"};
}

void YamlBuilder::refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
  if (tag.empty() || tag == "!" || tag == "?") return;
  throw YamlStop{places_.at(mark), "YAML tags (here " + shown(tag) + ") are not supported",
                 "leave it out"};
}

void YamlBuilder::refuse_open_quote(const YAML::Mark& mark) const {
  if (!places_.closes_quote(mark)) {
    throw YamlStop{places_.at(mark), "this quote is never closed", ""};
  }
}

void YamlBuilder::refuse_depth(const YAML::Mark& mark) const {
  throw YamlStop{places_.at(mark),
                 "nested deeper than " + std::to_string(limits_.depth) + " levels", ""};
}

/// Stops once the document, aliases counted as what they stand for, has more nodes than it may.
void YamlBuilder::spend(std::size_t n_nodes, const YAML::Mark& mark) {
  n_nodes_ += n_nodes;
  if (n_nodes_ <= limits_.nodes) return;
  throw YamlStop{places_.at(mark),
                 "more than " + std::to_string(limits_.nodes) +
                     " values, each alias counted as all it stands for",
                 "long lists belong into a CSV table"};
}

/// Appends a node as the last child of what is open. Children are chained by `next`, a key by its
/// value.
std::uint32_t YamlBuilder::append(Kind kind, const YAML::Mark& mark) {
  spend(1, mark);
  const Place place = places_.at(mark);
  tree_.nodes_.push_back({.kind = kind,
                          .line = place.line,
                          .column = place.column,
                          .offset = static_cast<std::uint32_t>(mark.is_null() ? 0 : mark.pos)});
  const auto index = static_cast<std::uint32_t>(tree_.nodes_.size() - 1);
  if (open_.empty()) return index;
  Frame& parent = open_.back();
  (parent.last == 0 ? tree_.nodes_[parent.node].first : tree_.nodes_[parent.last].next) = index;
  parent.last = index;
  return index;
}

/// Counts a finished child in its parent: list items one by one, map entries by their values.
/// Height is how many levels are below: what an alias to the parent will cost.
void YamlBuilder::close_child(std::uint32_t index, std::size_t height) {
  if (open_.empty()) return;
  Frame& parent = open_.back();
  parent.height = std::max(parent.height, height + 1);
  YamlTree::Node& node = tree_.nodes_[parent.node];
  if (node.kind == Kind::list) {
    ++node.size;
  } else if (parent.key == 0) {
    parent.key = index;
  } else {
    parent.key = 0;
    ++node.size;
  }
}

/// Opens a list or map. Its anchor is open until it closes, so an alias inside is known as a
/// circle.
void YamlBuilder::open(Kind kind, const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor) {
  refuse_tag(mark, tag);
  refuse_key(mark);
  if (open_.size() >= limits_.depth) refuse_depth(mark);
  const std::size_t before = n_nodes_;
  const std::uint32_t index = append(kind, mark);
  keep_anchor(anchor, {index, true, 0, 0});
  open_.push_back({index, 0, 0, before, 0, anchor});
}

void YamlBuilder::close() {
  const Frame frame = open_.back();
  open_.pop_back();
  keep_anchor(frame.anchor, {frame.node, false, n_nodes_ - frame.n_nodes_before, frame.height});
  close_child(frame.node, frame.height);
}

void YamlBuilder::keep_anchor(YAML::anchor_t anchor, const Anchor& value) {
  if (anchor == 0) return;
  if (anchors_.size() <= anchor) anchors_.resize(anchor + 1);
  anchors_[anchor] = value;
}

std::string YamlBuilder::path_to(std::string_view key) const {
  std::string path;
  for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
    const YamlTree::Node& node = tree_.nodes_[open_[i].node];
    if (node.kind == Kind::list) {
      path += "[" + std::to_string(node.size) + "]";
    } else {
      const YamlTree::Node& step = tree_.nodes_[open_[i].key];
      path += (path.empty() ? "" : ".") +
              path_step(std::string_view(tree_.text_).substr(step.text, step.size));
    }
  }
  return path + (path.empty() ? "" : ".") + path_step(key);
}

/// Costs O(n log n) for n keys; of equal ones the first stays.
void YamlBuilder::drop_duplicates(std::uint32_t map) {
  std::vector<YamlTree::Node>& nodes = tree_.nodes_;
  std::vector<std::uint32_t> keys;
  for (std::uint32_t i = nodes[map].first; i != 0; i = nodes[nodes[i].next].next) {
    keys.push_back(i);
  }
  const auto text = [&](std::uint32_t key) {
    return std::string_view(tree_.text_).substr(nodes[key].text, nodes[key].size);
  };
  std::vector<std::uint32_t> dropped;
  for (const Repeat& repeat :
       repeats(keys, [&](std::uint32_t a, std::uint32_t b) { return text(a) < text(b); })) {
    dropped.push_back(repeat.item);
    const YamlTree::Node& key = nodes[repeat.item];
    problems_.error({{places_.file(), key.line, key.column}, path_to(text(repeat.item))},
                    shown(text(repeat.item)) + " is given twice, first on line " +
                        std::to_string(nodes[repeat.first].line) + ", column " +
                        std::to_string(nodes[repeat.first].column),
                    "keep one of the two");
  }
  std::sort(dropped.begin(), dropped.end());
  std::uint32_t kept = 0;
  for (const std::uint32_t key : keys) {
    if (!std::binary_search(dropped.begin(), dropped.end(), key)) {
      kept = key;
    } else {  // never the first key: of equal ones the first stays
      nodes[nodes[kept].next].next = nodes[nodes[key].next].next;
      --nodes[map].size;
    }
  }
}

}  // namespace hustings
