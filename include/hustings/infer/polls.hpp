#pragma once

#include <optional>
#include <string>
#include <vector>

namespace hustings::infer {

/// One question of a poll, as published: nothing is allocated, nothing adds to 1.
struct Poll {
  std::string id;                             ///< what polls are sorted by before any sum
  int days = 0;                               ///< from its last day to the election
  std::optional<double> sample;               ///< respondents; unknown counts as kUnknownSample
  bool sponsored = false;                     ///< by a campaign or a party
  std::vector<std::optional<double>> shares;  ///< per candidate, 0..1; none = not named
  /// Undecided part; none = what the named leave of 1. The even split does not look at it.
  std::optional<double> undecided;
};

inline constexpr double kUnknownSample = 300;

/// How polls become a mean and an error.
enum class PollLaw {
  even_split,           ///< part of the undecided goes evenly to the leaders, errors grow with them
  proportional_2026_06  ///< the undecided go by lean, every candidate has the same error
};

/// What the polls of one contest say together.
struct PooledPolls {
  std::vector<double> shares;  ///< mean share per candidate; they add to 1
  std::vector<double> sds;     ///< sd per candidate of its utility, t with kPollDf, one scale
  double variance = 0;         ///< of the log-odds of the two leaders
  double undecided = 0;        ///< even split: 1 - the leaders' polled shares; else the mean stated
  std::vector<double> polled;  ///< geometric mean of raw shares; 0 = in no poll
  std::vector<double> weights;  ///< per poll as given, adding to 1; 0 = dropped
  std::size_t newest = 0;       ///< the poll that says who the leaders are
};

inline constexpr int kPollDf = 6;

/// Pools the polls of one contest.
///
/// Weight w = 1 / ((1/p1 + 1/p2)/n + .15^2 + [sponsored] .20^2 + .05^2 days before the newest), p1
/// and p2 the poll's own leaders. Polls that do not name the leaders of the newest are dropped
/// (newest: fewest days, then not sponsored, then the first id). With p_k the weighted geometric
/// mean of raw shares over the polls that name k, u = 1 - the two largest,
///
///     q_k  proportional to  p_k + .17 u for these two, else p_k
///     v    = .25^2 + (.4 u)^2 + 1 / sum w + .05^2 days of the newest
///     sd_k^2 = v / 2 + .9 max(0, log(.10 / q_k))
///
/// `lean` has a share for every candidate: those whom no poll names take it as p_k. Under
/// proportional_2026_06 it is also how the undecided divide among those a poll names; there v has
/// (.8 u)^2, and every sd is .24. A share below .003 counts as .003. Needs a poll, and two named
/// candidates in each. Source: docs/method.md, "Drafting".
PooledPolls pool_polls(const std::vector<Poll>& polls, const std::vector<double>& lean,
                       PollLaw law = PollLaw::even_split);

/// Returns which polls lack the leaders of the newest, by place: those that pool_polls drops.
std::vector<std::size_t> polls_without_leaders(const std::vector<Poll>& polls);

}  // namespace hustings::infer
