#pragma once

#include <yaml-cpp/eventhandler.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/yaml.hpp"
#include "text/yaml_places.hpp"

namespace hustings {

/// Ends the reading: what follows in the text could not be trusted.
struct YamlStop {
  Place place;
  std::string problem;
  std::string suggestion;
};

/// Makes a tree of the events of one document and stops at what no scenario may hold.
class YamlBuilder : public YAML::EventHandler {
 public:
  YamlBuilder(const YamlPlaces& places, Problems& problems, const YamlLimits& limits);

  YamlTree take() { return std::move(tree_); }

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override;
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override;
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override;

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

  bool awaits_key() const;
  void refuse_key(const YAML::Mark& mark) const;
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const;

  /// yaml-cpp takes the end of the text for the end of a quote.
  void refuse_open_quote(const YAML::Mark& mark) const;
  [[noreturn]] void refuse_depth(const YAML::Mark& mark) const;
  void spend(std::size_t n_nodes, const YAML::Mark& mark);
  std::uint32_t append(YamlNode::Kind kind, const YAML::Mark& mark);
  void close_child(std::uint32_t index, std::size_t height);
  void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor);
  void close();
  void keep_anchor(YAML::anchor_t anchor, const Anchor& value);

  /// The path of a key of the innermost open map.
  std::string path_to(std::string_view key) const;

  /// Reports every key that its map already holds and takes it out of the map.
  void drop_duplicates(std::uint32_t map);

  const YamlPlaces& places_;
  Problems& problems_;
  YamlLimits limits_;
  YamlTree tree_;
  std::vector<Frame> open_;
  std::vector<Anchor> anchors_;
  std::size_t n_nodes_ = 0;
  int n_documents_ = 0;
};

}  // namespace hustings
