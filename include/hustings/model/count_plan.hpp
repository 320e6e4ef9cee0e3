#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "hustings/random/address.hpp"

namespace hustings {

/// Those with most first choices win the seats.
struct PluralityPlan {
  std::uint32_t seats = 1;
};

/// Ranked choice made ready: arrays for the kernel. n = candidates, g = transfer groups, L = ranks.
///
/// Weight of k on ballots with first choice c in group u: share_uk^alpha x exp(appeal_k + slate_ck
/// + noise_ck). Source: docs/method.md, "Ranked choice without sampling ballots".
struct RankedChoicePlan {
  std::uint32_t n_candidates = 0;
  std::uint32_t n_groups = 0;
  std::uint32_t n_ranks = 0;
  bool batch = false;  ///< rounds eliminate all at once who cannot catch up
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
  std::vector<float> lengths;      ///< n x L: share of ballots ranking 1..L names, by first choice
  std::vector<float> on_ballot;    ///< g x n: 1, or 0 where nobody of the group can vote for them
  /// g x n x n: weights that replace the model's (noise stays), below 0 = none; empty = none at
  /// all.
  std::vector<float> written;

  std::uint32_t n_rounds() const { return n_candidates > 1 ? n_candidates - 1 : 1; }
};

/// How one contest is counted, chosen when the model is built.
using CountPlan = std::variant<PluralityPlan, RankedChoicePlan>;

/// Most rounds that a contest can take; 0 = it is not counted in rounds.
inline std::uint32_t most_rounds(const CountPlan& plan) {
  const auto* ranked = std::get_if<RankedChoicePlan>(&plan);
  return ranked == nullptr ? 0 : ranked->n_rounds();
}

}  // namespace hustings
