#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "hustings/random/address.hpp"

namespace hustings {

/// Those with most first choices win the seats.
struct PluralityPlan {
  std::uint32_t seats = 1;

  friend bool operator==(const PluralityPlan&, const PluralityPlan&) = default;
};

/// What follows a first choice, made ready for the kernels: n = candidates, g = groups of voters.
///
/// Weight of k on ballots with first choice c in group u: share_uk^alpha x exp(appeal_k + slate_ck
/// + noise_ck). Source: docs/method.md, "Counting".
struct RankingPlan {
  std::uint32_t n_candidates = 0;
  std::uint32_t n_groups = 0;
  DrawKey key;
  float alpha_mean = 0;
  float alpha_sd = 0;
  DrawAddress alpha;
  std::vector<float> appeal_mean;  ///< n
  float appeal_sd = 0;
  std::vector<DrawAddress> appeal;  ///< n
  std::vector<float> slate;         ///< n x n: log-weight added by slates in common
  float noise_sd = 0;
  std::vector<DrawAddress> noise;  ///< n x n
  std::vector<float> on_ballot;    ///< g x n: 1, or 0 where nobody of the group can vote for them

  friend bool operator==(const RankingPlan&, const RankingPlan&) = default;
};

/// Ranked choice made ready: groups are transfer groups, L = ranks.
struct RankedChoicePlan : RankingPlan {
  std::vector<std::string> groups;  ///< g: their names
  std::uint32_t n_ranks = 0;
  bool batch = false;          ///< rounds eliminate all at once who cannot catch up
  std::vector<float> lengths;  ///< n x L: share of ballots ranking 1..L names, by first choice
  /// g x n x n: weights that replace the model's (noise stays), below 0 = none; empty = none at
  /// all.
  std::vector<float> written;

  std::uint32_t n_rounds() const { return n_candidates > 1 ? n_candidates - 1 : 1; }

  friend bool operator==(const RankedChoicePlan&, const RankedChoicePlan&) = default;
};

/// A first round and, below the threshold, a second one of the first two; groups are universes.
struct RunoffPlan {
  struct Universe {
    std::uint32_t district = 0;  ///< into `districts`
    DrawAddress noise;

    friend bool operator==(const Universe&, const Universe&) = default;
  };

  RankingPlan ranking;
  float threshold = 0.5F;  ///< share of first choices that decides at once
  bool strict = false;     ///< only more than the threshold does
  float ratio_log = 0;     ///< of the second electorate to the first: log of the median, and its sd
  float ratio_log_sd = 0;
  DrawAddress ratio;
  float universe_sd = 0;
  std::vector<Universe> universes;
  float district_sd = 0;
  std::vector<DrawAddress> districts;
  float eliminated_stay = 1;  ///< how many of the eliminated's voters come, to the others'
  float noise_sd = 0;         ///< fresh, per candidate
  std::vector<DrawAddress> noise;

  friend bool operator==(const RunoffPlan&, const RunoffPlan&) = default;
};

/// Delegates won together by the votes of one part of a contest, or of all of it.
struct DelegatePool {
  static constexpr std::uint32_t kWholeContest = 0xFFFFFFFFU;
  std::uint32_t part = kWholeContest;
  std::uint32_t seats = 0;

  friend bool operator==(const DelegatePool&, const DelegatePool&) = default;
};

/// Delegates in proportion to votes: the pools of a contest made ready; parts are districts.
struct DelegatesPlan {
  std::uint32_t n_candidates = 0;
  std::uint32_t n_parts = 1;
  std::uint32_t seats = 0;  ///< of all pools
  std::vector<DelegatePool> pools;
  double threshold_millionths = 0;
  /// Share of the leader's votes that is enough where nobody has the threshold; infinity = none is.
  double enough_of_leader = 0.5;
  bool rounds_percentages = false;
  std::vector<std::uint32_t> by_id;  ///< candidates in the order of ids: who is first in a full tie

  friend bool operator==(const DelegatesPlan&, const DelegatesPlan&) = default;
};

/// How one contest is counted, chosen when the model is built.
using CountPlan = std::variant<PluralityPlan, RankedChoicePlan, RunoffPlan, DelegatesPlan>;

/// Delegates that a contest awards; 0 = its rule awards none.
inline std::uint32_t n_delegates(const CountPlan& plan) {
  const auto* delegates = std::get_if<DelegatesPlan>(&plan);
  return delegates == nullptr ? 0 : delegates->seats;
}

/// Most delegates of a contest or of a total.
inline constexpr std::uint32_t kMostDelegates = 30'000;

/// Transfer groups of a ranked-choice contest; 0 = it is counted otherwise.
inline std::size_t n_transfer_groups(const CountPlan& plan) {
  const auto* ranked = std::get_if<RankedChoicePlan>(&plan);
  return ranked == nullptr ? 0 : ranked->groups.size();
}

/// Most rounds that a contest can take; 0 = it is not counted in rounds.
inline std::uint32_t most_rounds(const CountPlan& plan) {
  if (std::holds_alternative<RunoffPlan>(plan)) return 2;
  const auto* ranked = std::get_if<RankedChoicePlan>(&plan);
  return ranked == nullptr ? 0 : ranked->n_rounds();
}

}  // namespace hustings
