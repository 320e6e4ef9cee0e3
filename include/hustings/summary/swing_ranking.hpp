#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hustings/summary/summary.hpp"
#include "hustings/summary/swing.hpp"

namespace hustings {

/// What turnout does to one target, group by group.
struct SwingRanking {
  struct Row {
    std::string name;
    SwingEffect effect;
  };
  SwingTarget target;
  std::string name;  ///< of the target
  Probability probability;
  std::uint64_t elections = 0;
  std::string by;         ///< what its groups are: universe, faction, district or a tag
  std::vector<Row> rows;  ///< the strongest by a point of turnout first
};

/// Ranks the groups of one kind by how much one more point of their turnout moves a target, given
/// by its place in the tally. Groups of a tag are named by its values.
SwingRanking swing_ranking(const Labels& labels, const Tally& tally, std::size_t target,
                           const std::string& by);

/// What groups can be ranked `by`: universe, faction, district, then every tag.
std::vector<std::string> swing_kinds(const SwingTally& swing);

}  // namespace hustings
