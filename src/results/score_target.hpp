#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hustings/engine/part_votes.hpp"
#include "hustings/infer/counted_votes.hpp"
#include "hustings/model/model.hpp"

namespace hustings {

/// The counted numbers of one contest, ready to hold forecasts against. Its parts are the districts
/// with rows of their own (of many, their regions), and behind them the rest of the contest where
/// all of it is counted.
struct ScoreTarget {
  infer::CountedContest counted;
  std::string id;
  std::vector<std::string> candidates;
  std::vector<std::string> districts;             ///< of the parts with rows: the names
  std::vector<std::vector<std::string>> members;  ///< of every part: ids of its districts
  std::vector<std::size_t> region;  ///< of every part with rows: which of the joint numbers
  std::size_t n_regions = 0;        ///< 0 = nothing to score together

  // Counted shares, by candidate; nothing where a candidate's is not known.
  std::vector<std::optional<double>> shares;
  std::vector<std::vector<std::optional<double>>> district_shares;
  std::vector<std::vector<double>> region_shares;
  std::optional<double> margin;
  std::optional<double> turnout;
  double registered = 0;  ///< of all parts

  /// The same parts of another model's districts. Throws Failure (65), beginning with `file`,
  /// where its contest has other districts or candidates.
  DistrictParts parts_of(const Model& model, const std::string& file) const;
};

/// Lays out what is scored of a counted contest.
ScoreTarget score_target(const Model& model, const infer::CountedContest& counted);

/// Most numbers (regions x candidates) that are scored together.
inline constexpr std::size_t kMostJoint = 400;

/// The largest less the second largest.
template <class Values>
double margin_of(const Values& values) {
  double first = 0;
  double second = 0;
  for (const double value : values) {
    second = value > first ? first : value > second ? value : second;
    first = value > first ? value : first;
  }
  return first - second;
}

}  // namespace hustings
