#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "hustings/ballots/count_rules.hpp"
#include "hustings/core/problem.hpp"
#include "text/yaml.hpp"

namespace hustings {

/// Reads the tree of a rules file (docs/count.md, "The rules file").
///
/// An RCTab configuration is known by its `tabulatorVersion` or `cvrFileSources`: there rules stand
/// under `rules`, an empty text says nothing, and keys that concern other things than the count
/// pass.
class CountRulesReader {
 public:
  explicit CountRulesReader(Problems& problems) : problems_(problems) {}

  CountFile read(YamlNode root);

 private:
  void read_top(YamlNode node);
  bool read_section(const YamlNode::Entry& entry);
  bool read_entry(const YamlNode::Entry& entry, const std::string& path);
  void read_rule(const YamlNode::Entry& entry, const std::string& path);
  void refuse_value(const YamlNode::Entry& entry, const std::string& path,
                    const std::string& values);
  bool refuse_asking(const YamlNode::Entry& entry, const std::string& path);
  void read_source(YamlNode node, const std::string& path);
  void add_label(const YamlNode::Entry& entry, const std::string& path,
                 std::set<std::string, std::less<>>& labels);
  void read_candidates(YamlNode node, const std::string& path);
  void read_candidate(YamlNode node, const std::string& path);
  void add_candidate(std::string_view name, YamlNode at, const std::string& path, bool excluded);
  void add_name(std::string_view name, BallotCandidateId id, YamlNode at, const std::string& path);
  void refuse_unknown(const YamlNode::Entry& entry, const std::string& path);
  void finish();
  void check_labels();
  void check_candidates();
  bool says_nothing(YamlNode value) const;
  std::string text_of(const YamlNode::Entry& entry, const std::string& path);
  Place place_of(std::string_view key) const;

  Problems& problems_;
  CountFile file_;
  bool rctab_ = false;
  bool seed_given_ = false;
  bool candidates_given_ = false;
  Place top_;
  std::map<std::string, Place, std::less<>> places_;
};

}  // namespace hustings
