#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/core/progress.hpp"
#include "hustings/infer/favoured.hpp"
#include "hustings/infer/paired.hpp"
#include "hustings/infer/scores.hpp"
#include "hustings/results/results_file.hpp"

// Forecasts held against counted results. Source: docs/method.md, "Scores".
namespace hustings {

/// Elections of a forecast whose shares are scored: the run's first.
inline constexpr std::uint64_t kScoredElections = 10'000;
/// Districts of a contest that are scored one by one; of more, their regions are.
inline constexpr std::size_t kMostScoredDistricts = 500;

/// What is asked.
struct ScoreQuestion {
  std::vector<std::string> forecasts;  ///< results files; those of one contest are pooled
  std::string results;                 ///< table of counted results
  std::string against;                 ///< another results file; empty = none
  std::string polls;                   ///< table of polls; empty = none
  std::string day;                     ///< of the election, for the polls: 2026-06-23
  std::string past;                    ///< table of the last contest's results; empty = none
  Trust trust = {};
};

/// One number that was forecast and counted.
struct NumberScore {
  enum class What : std::uint8_t { share, margin, turnout };
  What what = What::share;
  std::string candidate;  ///< of a share
  std::string district;   ///< empty = of the contest; a region where districts are too many
  double counted = 0;
  double median = 0;
  std::array<infer::Interval, 3> intervals;  ///< at infer::kLevels
  std::array<double, 3> winkler{};
  double pit = 0;
  double crps = 0;
};

/// What a forecast scored in one contest.
struct ContestScore {
  std::vector<NumberScore> numbers;    ///< shares, then margin and turnout where they are known
  std::vector<NumberScore> districts;  ///< shares by district
  std::optional<double> energy;        ///< of shares by region, else by district
  std::optional<double> variogram;
  std::vector<double> chances;  ///< per candidate: of a win; none = it gives no chance
  std::optional<double> log;    ///< of who won, where that is known
  std::optional<double> brier;
  std::optional<infer::Called> favourite;  ///< who wins most often, and whether they won
};

/// What one number a contest is compared by.
enum class ScoreKind : std::uint8_t {
  share,      ///< mean CRPS over candidates
  margin,     ///< CRPS
  turnout,    ///< CRPS
  districts,  ///< mean CRPS over candidates and districts
  energy,
  variogram,
  log,
  brier
};
inline constexpr std::size_t kScoreKinds = 8;
/// `share`, `margin`, ...
const char* name_of(ScoreKind kind);
/// Nothing where the contest has no such score.
std::optional<double> value_of(const ContestScore& score, ScoreKind kind);

/// An event of the scenario, or a number of seats, that the count decides.
struct EventScore {
  std::string name;
  double chance = 0;
  bool happened = false;
  double log = 0;
  double brier = 0;
};
struct SlateScore {
  std::string slate;
  std::size_t seats = 0;  ///< won
  double rps = 0;
};

/// Who forecasts: the file that is scored or the pool of several, a member of that pool, the file
/// it is held against, and what takes no model.
enum class ForecastRole : std::uint8_t { scored, member, other, polls, past, written };

/// What one forecast scored in the contests of a night.
struct ForecastScore {
  ForecastRole role = ForecastRole::scored;
  std::string name;                                   ///< `pool`, a file, `polls alone`, ..
  std::vector<std::optional<ContestScore>> contests;  ///< as NightScore::contests
  std::vector<EventScore> events;
  std::vector<SlateScore> slates;
};

/// A contest as it was counted.
struct ScoredContest {
  std::string id;
  std::string name;
  std::string day;                      ///< empty = not said
  std::vector<std::string> candidates;  ///< ids
  std::vector<std::string> candidate_names;
  bool is_final = true;
  std::size_t n_districts = 0;  ///< of the contest
  std::size_t n_counted = 0;    ///< of them with rows of their own
  bool is_whole = true;         ///< the whole contest is counted
  std::vector<std::string> winners;
  std::vector<std::string> notes;  ///< what is not scored, and why
  /// In which part of a pool's draws each member has, as ForecastScores of members; else empty.
  std::vector<double> weights;
  std::optional<infer::Favoured> favoured;  ///< the scored forecast (a) against the other (b)
};

/// Contests that are forecast by the same files: one night.
struct NightScore {
  std::string title;
  std::uint64_t elections = 0;  ///< that are scored
  std::vector<ScoredContest> contests;
  std::vector<ForecastScore> forecasts;  ///< the first is scored
  std::vector<std::string> not_judged;   ///< events that the count does not decide, and why
};

/// How the scored forecasts and others differ, over all contests that both have.
struct ScoreComparison {
  ForecastRole role = ForecastRole::other;
  std::string name;
  ScoreKind kind = ScoreKind::share;
  double mean_scored = 0;
  double mean_other = 0;
  infer::ScoreDifference difference;  ///< above 0 where the scored forecast is better
};

/// Part of numbers that their intervals hold.
struct Coverage {
  double level = 0;
  std::uint64_t held = 0;
  std::uint64_t n = 0;
  infer::Interval exact;  ///< what that says, if numbers were independent
};

/// Everything that is said of forecasts and a count.
struct Scores {
  std::string results;
  std::vector<NightScore> nights;
  std::vector<std::size_t> days;  ///< per contest of the nights in turn: which day it is of
  std::vector<ScoreComparison> comparisons;
  std::array<Coverage, 3> coverage{};           ///< of shares, margins and turnouts of contests
  std::array<Coverage, 3> district_coverage{};  ///< of shares by district
  std::vector<infer::Called> calls;             ///< favourites and events
  double calibration_z = 0;                     ///< of them
  std::vector<std::string> notes;
};

/// Scores forecasts by what was counted. Shares are those of the files' first elections, simulated
/// again; chances are of all elections of a run. Nothing where the observer stopped it. Throws
/// ScenarioError with every fault of the tables, Failure where a file cannot be scored.
std::optional<Scores> score_forecasts(const ScoreQuestion& question, const Observer& observer = {});

}  // namespace hustings
