#include "model/swing/centre_count.hpp"

#include <algorithm>
#include <numeric>

#include "random/math.hpp"

namespace hustings {
namespace {

using Numbers = std::vector<double>;

constexpr double kLeast = 1e-30;

/// The count of a contest at the model's centre, where every draw is 0: which decisions it comes
/// to, and what first choices weigh in each.
///
/// votes [part x candidate]. In ranked choice the ballots of an eliminated first choice c go on by
/// w_k = s_k^alpha exp(delta_k + A_ck), at the means of alpha and delta and without eta, and
/// lambda_c1 of them end: longer lists that name eliminated candidates only, and written weights,
/// are not looked at. It serves to tell how wide a margin spreads, and that only to the next power
/// of two. Source: docs/method.md, "Swing".
class CentreCount {
 public:
  CentreCount(const Numbers& votes, std::size_t n) : votes_(votes), n_(n) {
    first_.resize(n);
    for (std::size_t at = 0; at < votes.size(); ++at) first_[at % n] += votes[at];
  }

  std::vector<CentreDecision> operator()(const PluralityPlan& plan) const {
    if (n_ <= plan.seats) return {};
    const auto order = by_votes(first_);
    return {first_choice_decision(order[plan.seats - 1], order[plan.seats])};
  }

  /// Eliminates the last until one is left: n - 2 eliminations and the last round, a decision each.
  std::vector<CentreDecision> operator()(const RankedChoicePlan& plan) const {
    std::vector<CentreDecision> decisions;
    std::vector<bool> stands(n_, true);
    for (std::size_t left = n_; left > 1; --left) {
      const Numbers standing = standing_votes(plan, stands);
      const auto order = by_votes(standing);  // the eliminated have none and come last
      const std::size_t loser = order[left - 1];
      decisions.push_back(decision(plan, stands, order[left - 2], loser));
      stands[loser] = false;
    }
    return decisions;
  }

  /// Lists who enters the second round (of two candidates, who leads), the share that the threshold
  /// is held against, and the second round.
  std::vector<CentreDecision> operator()(const RunoffPlan& plan) const {
    if (n_ < 2) return {};
    const auto order = by_votes(first_);
    std::vector<CentreDecision> decisions;
    decisions.push_back(first_choice_decision(order[1], order[n_ > 2 ? 2 : 0]));
    CentreDecision threshold{Numbers(votes_.size())};
    for (std::size_t at = order[0]; at < votes_.size(); at += n_) threshold.weights[at] = 1;
    decisions.push_back(std::move(threshold));
    std::vector<bool> stands(n_, false);
    stands[order[0]] = stands[order[1]] = true;
    decisions.push_back(
        {pair_weights(plan.ranking, stands, order[0], order[1], plan.eliminated_stay)});
    return decisions;
  }

  std::vector<CentreDecision> operator()(const DelegatesPlan&) const { return {}; }

 private:
  /// Places the candidates by votes, most first; equal ones in their own order, for a lot has no
  /// centre.
  std::vector<std::size_t> by_votes(const Numbers& votes) const {
    std::vector<std::size_t> order(n_);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return votes[a] > votes[b]; });
    return order;
  }

  CentreDecision first_choice_decision(std::size_t a, std::size_t b) const {
    CentreDecision made{Numbers(votes_.size())};
    for (std::size_t at = 0; at < votes_.size(); ++at) {
      made.weights[at] = (at % n_ == a ? 1 : 0) - (at % n_ == b ? 1 : 0);
    }
    return made;
  }

  /// Weight of k for the voters of a part whose first choice is c.
  double weight(const RankingPlan& plan, std::size_t part, std::size_t c, std::size_t k) const {
    const double all =
        std::accumulate(votes_.begin() + static_cast<std::ptrdiff_t>(part * n_),
                        votes_.begin() + static_cast<std::ptrdiff_t>((part + 1) * n_), 0.0);
    const double share = std::max(votes_[part * n_ + k], kLeast) / std::max(all, kLeast);
    const double alpha = std::max(0.0F, plan.alpha_mean);
    return plan.on_ballot[part * n_ + k] *
           exact::exp(alpha * exact::log(share) + plan.appeal_mean[k] + plan.slate[c * n_ + k]);
  }

  /// How much more of each first choice stands with a than with b among those who stand; `stay`:
  /// of the ballots whose first choice does not.
  Numbers pair_weights(const RankingPlan& plan, const std::vector<bool>& stands, std::size_t a,
                       std::size_t b, double stay) const {
    Numbers weights(votes_.size());
    for (std::size_t at = 0; at < votes_.size(); ++at) {
      const std::size_t c = at % n_;
      if (stands[c]) {
        weights[at] = (c == a ? 1 : 0) - (c == b ? 1 : 0);
        continue;
      }
      double all = 0;
      for (std::size_t k = 0; k < n_; ++k) all += stands[k] ? weight(plan, at / n_, c, k) : 0;
      const double more = weight(plan, at / n_, c, a) - weight(plan, at / n_, c, b);
      weights[at] = stay * more / std::max(all, kLeast);
    }
    return weights;
  }

  /// Weighs the decision between a and b, of those who stand, with what is exhausted taken off.
  CentreDecision decision(const RankedChoicePlan& plan, const std::vector<bool>& stands,
                          std::size_t a, std::size_t b) const {
    CentreDecision made{pair_weights(plan, stands, a, b, 1)};
    for (std::size_t at = 0; at < votes_.size(); ++at) {
      if (!stands[at % n_]) made.weights[at] *= 1 - plan.lengths[at % n_ * plan.n_ranks];
    }
    return made;
  }

  /// Adds up the votes of those who stand, later choices included; -1 for the eliminated.
  Numbers standing_votes(const RankedChoicePlan& plan, const std::vector<bool>& stands) const {
    Numbers standing(n_);
    for (std::size_t at = 0; at < votes_.size(); ++at) {
      const std::size_t c = at % n_;
      if (stands[c]) {
        standing[c] += votes_[at];
        continue;
      }
      double all = 0;
      for (std::size_t k = 0; k < n_; ++k) all += stands[k] ? weight(plan, at / n_, c, k) : 0;
      const double moving = votes_[at] * (1 - plan.lengths[c * plan.n_ranks]);
      for (std::size_t k = 0; k < n_; ++k) {
        if (stands[k]) standing[k] += moving * weight(plan, at / n_, c, k) / std::max(all, kLeast);
      }
    }
    for (std::size_t k = 0; k < n_; ++k) standing[k] = stands[k] ? standing[k] : -1;
    return standing;
  }

  const Numbers& votes_;
  std::size_t n_;
  Numbers first_;
};

}  // namespace

std::vector<CentreDecision> centre_decisions(const CountPlan& plan,
                                             const std::vector<double>& votes,
                                             std::size_t n_candidates) {
  return std::visit(CentreCount(votes, n_candidates), plan);
}

}  // namespace hustings
