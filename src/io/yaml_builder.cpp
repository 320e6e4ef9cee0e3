#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "hustings/io/utf8.hpp"
#include "hustings/io/yaml.hpp"
#include "io/text.hpp"

namespace hustings {
namespace {

using Kind = YamlNode::Kind;

/// Ends the reading: what follows in the text could not be trusted.
struct Stop {
  Place place;
  std::string problem;
  std::string suggestion;
};

/// Tells line and column, counted in characters, for the offsets of a text.
class Places {
 public:
  Places(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

  Place at(const YAML::Mark& mark) const {
    if (mark.is_null()) return {file_, 0, 0};
    const auto end = std::min(static_cast<std::size_t>(mark.pos), text_.size());
    const auto start = end - std::min(static_cast<std::size_t>(mark.column), end);
    return {file_, static_cast<std::uint32_t>(mark.line + 1),
            static_cast<std::uint32_t>(n_characters(text_.substr(start, end - start)) + 1)};
  }

  Place at(std::size_t offset) const {
    const std::string_view before = text_.substr(0, offset);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t start = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
    return {file_, static_cast<std::uint32_t>(line),
            static_cast<std::uint32_t>(n_characters(before.substr(start)) + 1)};
  }

  char character(const YAML::Mark& mark) const {
    const auto offset = static_cast<std::size_t>(mark.pos);
    return offset < text_.size() ? text_[offset] : '\0';
  }

  /// Whether the quoted text at a mark, past its anchor if it has one, ends before the file does.
  /// True for block scalars.
  bool closes_quote(const YAML::Mark& mark) const {
    auto at = static_cast<std::size_t>(mark.pos);
    while (at < text_.size() && (text_[at] == '&' || text_[at] == '!')) {
      at = text_.find_first_of(" \t\r\n", at);
      at = std::min(text_.find_first_not_of(" \t\r\n", at), text_.size());
    }
    if (at >= text_.size() || (text_[at] != '"' && text_[at] != '\'')) return true;
    const char quote = text_[at];
    for (++at; at < text_.size(); ++at) {
      if (quote == '"' && text_[at] == '\\') {
        ++at;
      } else if (text_[at] == quote) {
        const bool doubled = quote == '\'' && at + 1 < text_.size() && text_[at + 1] == quote;
        if (!doubled) return true;
        ++at;
      }
    }
    return false;
  }

  const std::string& file() const { return file_; }

 private:
  std::string_view text_;
  std::string file_;
};

}  // namespace

/// Makes a tree of the events of one document and stops at what no scenario may hold.
class YamlBuilder : public YAML::EventHandler {
 public:
  YamlBuilder(const Places& places, Problems& problems, const YamlLimits& limits)
      : places_(places), problems_(problems), limits_(limits) {
    tree_.nodes_.clear();
    tree_.files_ = {places.file()};
  }

  YamlTree take() { return std::move(tree_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (n_documents_++ > 0) {
      throw Stop{places_.at(mark), "something follows the end of the document",
                 "one file holds one document"};
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (awaits_key()) throw Stop{places_.at(mark), "a key is missing before ':'", ""};
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

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_tag(mark, tag);
    const bool quoted = tag == "!";
    if (quoted) refuse_open_quote(mark);
    if (awaits_key() && value == "<<" && !quoted) {
      throw Stop{places_.at(mark), "merge keys (<<) are not supported",
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

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_key(mark);
    const Anchor& target = anchors_.at(anchor);
    if (target.open) {
      throw Stop{places_.at(mark), "an alias stands inside what it stands for", ""};
    }
    const std::uint32_t index = append(Kind::null, mark);
    tree_.nodes_[index].alias = true;
    tree_.nodes_[index].first = target.node;
    spend(target.n_nodes, mark);
    if (open_.size() + target.height > limits_.depth) refuse_depth(mark);
    close_child(index, target.height);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Kind::list, mark, tag, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Kind::map, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override {
    drop_duplicates(open_.back().node);
    close();
  }

 private:
  struct Anchor {
    std::uint32_t node = 0;
    bool open = false;        ///< not yet closed: an alias to it would be a cycle
    std::size_t n_nodes = 0;  ///< with every alias counted as what it stands for
    std::size_t height = 0;
  };
  struct Frame {
    std::uint32_t node = 0;
    std::uint32_t last = 0;  ///< last child so far; 0 = none
    std::uint32_t key = 0;   ///< of a map: the key that waits for its value; 0 = none
    std::size_t n_nodes_before = 0;
    std::size_t height = 0;
    YAML::anchor_t anchor = 0;
  };

  bool awaits_key() const {
    return !open_.empty() && tree_.nodes_[open_.back().node].kind == Kind::map &&
           open_.back().key == 0;
  }

  void refuse_key(const YAML::Mark& mark) const {
    if (awaits_key())
      throw Stop{places_.at(mark), "a key must be a plain word or text",
                 "or is a bracket not closed?"};
  }

  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (tag.empty() || tag == "!" || tag == "?") return;
    throw Stop{places_.at(mark), "YAML tags (here '" + tag + "') are not supported",
               "leave it out"};
  }

  /// yaml-cpp takes the end of the text for the end of a quote.
  void refuse_open_quote(const YAML::Mark& mark) const {
    if (!places_.closes_quote(mark)) {
      throw Stop{places_.at(mark), "this quote is never closed", ""};
    }
  }

  [[noreturn]] void refuse_depth(const YAML::Mark& mark) const {
    throw Stop{places_.at(mark), "nested deeper than " + std::to_string(limits_.depth) + " levels",
               ""};
  }

  void spend(std::size_t n_nodes, const YAML::Mark& mark) {
    n_nodes_ += n_nodes;
    if (n_nodes_ <= limits_.nodes) return;
    throw Stop{places_.at(mark),
               "more than " + std::to_string(limits_.nodes) +
                   " values, each alias counted as all it stands for",
               "long lists belong into a CSV table"};
  }

  std::uint32_t append(Kind kind, const YAML::Mark& mark) {
    spend(1, mark);
    const Place place = places_.at(mark);
    tree_.nodes_.push_back({.kind = kind, .line = place.line, .column = place.column});
    const auto index = static_cast<std::uint32_t>(tree_.nodes_.size() - 1);
    if (open_.empty()) return index;
    Frame& parent = open_.back();
    (parent.last == 0 ? tree_.nodes_[parent.node].first : tree_.nodes_[parent.last].next) = index;
    parent.last = index;
    return index;
  }

  void close_child(std::uint32_t index, std::size_t height) {
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

  void open(Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    refuse_tag(mark, tag);
    refuse_key(mark);
    if (open_.size() >= limits_.depth) refuse_depth(mark);
    const std::size_t before = n_nodes_;
    const std::uint32_t index = append(kind, mark);
    keep_anchor(anchor, {index, true, 0, 0});
    open_.push_back({index, 0, 0, before, 0, anchor});
  }

  void close() {
    const Frame frame = open_.back();
    open_.pop_back();
    keep_anchor(frame.anchor, {frame.node, false, n_nodes_ - frame.n_nodes_before, frame.height});
    close_child(frame.node, frame.height);
  }

  void keep_anchor(YAML::anchor_t anchor, const Anchor& value) {
    if (anchor == 0) return;
    if (anchors_.size() <= anchor) anchors_.resize(anchor + 1);
    anchors_[anchor] = value;
  }

  /// The path of a key of the innermost open map.
  std::string path_to(std::string_view key) const {
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

  /// Reports every key that its map already holds and takes it out of the map.
  void drop_duplicates(std::uint32_t map) {
    std::vector<YamlTree::Node>& nodes = tree_.nodes_;
    std::vector<std::uint32_t> keys;
    for (std::uint32_t i = nodes[map].first; i != 0; i = nodes[nodes[i].next].next) {
      keys.push_back(i);
    }
    const auto text = [&](std::uint32_t key) {
      return std::string_view(tree_.text_).substr(nodes[key].text, nodes[key].size);
    };
    std::stable_sort(keys.begin(), keys.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return text(a) < text(b); });
    std::vector<std::uint32_t> dropped;
    for (std::size_t i = 1, first = 0; i < keys.size(); ++i) {
      if (text(keys[i]) != text(keys[first])) {
        first = i;
        continue;
      }
      dropped.push_back(keys[i]);
      const auto place = [&](std::uint32_t key) {
        return Place{places_.file(), nodes[key].line, nodes[key].column};
      };
      problems_.error({place(keys[i]), path_to(text(keys[i]))},
                      "'" + std::string(text(keys[i])) + "' is given twice, first on line " +
                          std::to_string(nodes[keys[first]].line) + ", column " +
                          std::to_string(nodes[keys[first]].column),
                      "keep one of the two");
    }
    for (const std::uint32_t key : dropped) {
      std::uint32_t before = nodes[map].first;  // never dropped itself: the first of equals stays
      while (nodes[nodes[before].next].next != key) before = nodes[nodes[before].next].next;
      nodes[nodes[before].next].next = nodes[nodes[key].next].next;
      --nodes[map].size;
    }
  }

  const Places& places_;
  Problems& problems_;
  YamlLimits limits_;
  YamlTree tree_;
  std::vector<Frame> open_;
  std::vector<Anchor> anchors_;
  std::size_t n_nodes_ = 0;
  int n_documents_ = 0;
};

namespace {

/// Says what yaml-cpp found in words that help; its own words where there are no better ones.
std::pair<std::string, std::string> explained(std::string_view message) {
  struct Known {
    std::string_view theirs, problem, suggestion;
  };
  static constexpr std::array<Known, 10> kKnown{{
      {"end of map flow not found", "a '{' is not closed, or a ',' is missing in it", ""},
      {"end of sequence flow not found", "a '[' is not closed, or a ',' is missing in it", ""},
      {"illegal map value", "a ':' where no key can stand",
       "a text with ': ' in it stands in double quotes"},
      {"illegal EOF in scalar", "this quote is never closed", ""},
      {"illegal block entry", "a '-' where no list item can stand", "check the indentation"},
      {"illegal tab when looking for indentation", "a tab in the indentation", "use spaces"},
      {"end of map not found", "this line does not line up with the keys above",
       "check the indentation"},
      {"end of sequence not found", "this line does not line up with the '-' above",
       "check the indentation"},
      {"unknown token", "a character that cannot start a value here",
       "texts that start with @, `, % or a sign of YAML stand in double quotes"},
      {"the referenced anchor is not defined", "this alias names no anchor above it", ""},
  }};
  for (const Known& known : kKnown) {
    if (message.substr(0, known.theirs.size()) == known.theirs) {
      return {std::string(known.problem), std::string(known.suggestion)};
    }
  }
  return {"not YAML: " + std::string(message), ""};
}

void refuse_broken_text(std::string_view text, const Places& places, const YamlLimits& limits) {
  if (text.size() > limits.bytes) {
    throw Stop{{places.file(), 0, 0},
               "larger than " + std::to_string(limits.bytes >> 20) + " MiB",
               "long lists belong into a CSV table"};
  }
  const std::size_t broken = find_broken_utf8(text);
  if (broken != text.npos) {
    throw Stop{places.at(broken), "not UTF-8 at byte " + std::to_string(broken),
               "save the file as UTF-8"};
  }
  const auto control = std::find_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
  });
  if (control != text.end()) {
    const auto offset = static_cast<std::size_t>(control - text.begin());
    throw Stop{places.at(offset), "a control character at byte " + std::to_string(offset), ""};
  }
}

}  // namespace

std::optional<YamlTree> parse_yaml(std::string_view text, const std::string& file,
                                   Problems& problems, const YamlLimits& limits) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.substr(0, 3) == kByteOrderMark) text.remove_prefix(3);
  const Places places(text, file);
  try {
    refuse_broken_text(text, places, limits);
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    YamlBuilder builder(places, problems, limits);
    const bool has_document = parser.HandleNextDocument(builder);
    if (!has_document) throw Stop{{file, 1, 1}, "empty: nothing is written here", ""};
    parser.HandleNextDocument(builder);
    return builder.take();
  } catch (const Stop& stop) {
    problems.error({stop.place, ""}, stop.problem, stop.suggestion);
  } catch (const YAML::Exception& error) {
    const auto [problem, suggestion] = explained(error.msg);
    problems.error({places.at(error.mark), ""}, problem, suggestion);
  }
  return std::nullopt;
}

}  // namespace hustings
