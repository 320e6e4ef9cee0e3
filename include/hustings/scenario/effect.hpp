#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/tags.hpp"

namespace hustings::scenario {

enum class Affects {
  turnout,  ///< log-odds of turnout
  support,  ///< log-support (utility) of candidates
  rolloff   ///< log-odds of leaving a contest blank
};

/// How strongly a table of loads moves a candidate in the universes of one district.
struct LoadRow {
  Source source;
  std::string contest;
  std::string candidate;
  std::string district;
  double load = 0;
};

/// What a factor does to the universes and candidates that match `where`: adds sd x factor. Where
/// it has rows, adds sd x the row's load x factor to support, and nothing where there is no row;
/// `where` then holds the candidates that have rows.
struct Load {
  Source source;
  Affects affects = Affects::turnout;
  Where where;
  std::map<std::string, Source> where_sources;  ///< of the keys, or empty
  double sd = 0;                                ///< may be negative: moves the other way
  std::vector<LoadRow> rows;                    ///< of a table of loads
};

/// Which of an effect's factors share one t scale.
enum class ScaleSharing { family, contest };

/// Most effects with tails that may reach the turnout of one universe, or its support in a contest.
inline constexpr std::size_t kMostFamilies = 2;

/// Multivariate-t tails: all factors of the effect (or of each contest in it) share one scale.
struct Tails {
  int df = 6;  ///< 3..30
  ScaleSharing shared_by = ScaleSharing::family;
};

/// What earlier primaries taught of one factor: its mean, in its sds.
struct CarriedRow {
  Source source;
  std::vector<std::string> level;  ///< a value per key of `by`, in its order
  double mean = 0;
};

/// A shared error: one standard normal (or t) factor per level of `by`, times each load's sd.
struct Effect {
  Source source;
  std::string id;
  std::string name;             ///< empty = the id
  std::vector<std::string> by;  ///< empty = one factor for everybody
  Source by_source;
  std::vector<Load> loads;
  std::optional<Tails> tails;
  double carry = 0;  ///< part of what a primary teaches that holds at the next, [0, 1]
  Source carry_source;
  std::string carried_table;  ///< file of `carried`, as written; empty = none
  std::vector<CarriedRow> carried;
};

}  // namespace hustings::scenario
