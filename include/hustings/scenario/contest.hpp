#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/count_rule.hpp"
#include "hustings/scenario/tags.hpp"

namespace hustings::scenario {

/// Somebody to vote for. Its place in the contest's list is its slot in the random numbers.
struct Candidate {
  Source source;
  std::string id;
  std::string name;        ///< empty = the id
  Tags tags;               ///< `incumbent: true` is the tag incumbent = "true"
  bool withdrawn = false;  ///< of what-ifs: keeps the slot, but is on no ballot
};

/// What a support row gives.
enum class SupportKind {
  share,      ///< expected share of first choices, 0..1; 0 = not on the ballot there
  rest,       ///< 1 minus the other shares of the universe
  log_weight  ///< centre of the log-support as it stands, no correction
};

/// One candidate's first choices in the universes that match every key given here. Of several rows
/// that match a universe the one with most keys wins; a tie is an error.
struct SupportRow {
  Source source;
  std::string candidate;
  RowKeys keys;
  SupportKind kind = SupportKind::share;
  double value = 0;  ///< unused for `rest`
};

/// The share of a universe's voters who leave the contest blank: its mean and sd over elections. Of
/// several rows that match a universe the one with most keys counts; a tie is an error.
struct RolloffRow {
  Source source;
  WhereClause where;  ///< keys of universes
  double mean = 0;    ///< share, [0, 1)
  double sd = 0;      ///< share, [0, sqrt(mean (1 - mean)))
};

/// When a close result is counted again: at a margin of at most either.
struct Recount {
  double share = 0;  ///< of the votes that decide
  std::uint64_t votes = 0;
};

/// Most candidates that a contest can have.
inline constexpr std::size_t kMaxCandidates = 64;

/// How much of a programme's dose counts where a contest of this salience is on the ballot: the
/// more people hear of it anyway, the less.
struct Salience {
  Source source;
  double doses_kept = 1;  ///< [0, 1]: high .5, medium .75, low 1
};

/// One nomination to decide.
struct Contest {
  Source source;
  std::string id;
  std::string name;  ///< empty = the id
  bool all_districts = false;
  std::vector<std::string> districts;  ///< empty where all_districts
  Source districts_source;
  std::vector<Source> district_sources;  ///< one per district, or none
  CountRule count = Plurality{};
  std::optional<Recount> recount;
  std::optional<Salience> salience;  ///< nothing = low
  std::vector<RolloffRow> rolloff;   ///< none = everybody who comes votes in it
  std::vector<Candidate> candidates;
  std::vector<SupportRow> support;
  Source support_source;
  bool readable = true;  ///< false after an error in it: shares are then not added up
};

/// Counts who can be voted for. One alone is unopposed: the contest is theirs in every election.
inline std::size_t n_standing(const Contest& contest) {
  return static_cast<std::size_t>(
      std::count_if(contest.candidates.begin(), contest.candidates.end(),
                    [](const Candidate& candidate) { return !candidate.withdrawn; }));
}

/// Candidates running together.
struct Slate {
  Source source;
  std::string id;
  std::string name;                    ///< empty = the id
  std::vector<std::string> members;    ///< `contest/candidate`
  std::vector<Source> member_sources;  ///< one per member, or none
};

}  // namespace hustings::scenario
