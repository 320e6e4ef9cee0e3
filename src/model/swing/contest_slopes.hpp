#pragma once

#include <cstddef>
#include <vector>

#include "hustings/model/model.hpp"
#include "model/swing/centre_spread.hpp"

namespace hustings {

/// Slopes of a number that is a sum of weight x first choices over all votes of a contest, at the
/// centre.
///
/// Law: with M = sum of w_k v_ik / V, V all votes, t_i the turnout, o_i the roll-off and v_i the
/// votes of universe i,
///
///     dM / dm_i = (1~-~t_i) (sum over k of w_k v_ik~-~M v_i) / V     in log-odds of turnout
///     dM / dr_i = -o_i (sum over k of w_k v_ik~-~M v_i) / V      in log-odds of roll-off
///     dM / dc_ik = v_ik (w_k~-~sum over j of w_j v_ij / v_i) / V     in log-support
///
/// Weights are by part and candidate [part x candidate], slopes by universe of the model and by
/// [universe of the contest x candidate]. Source: docs/method.md, "Swing".
class ContestSlopes {
 public:
  ContestSlopes(const Model& model, const CentreSpread& centre, ContestId contest)
      : plan_(model.night.contests[contest.index()]),
        votes_(centre.votes(contest)),
        centre_(centre),
        contest_(contest),
        n_universes_(model.universes.size()) {
    for (const UniverseGroup& group : plan_.groups)
      part_.resize(part_.size() + group.n_universes, group.part);
    for (const double votes : votes_) all_ += votes;
  }

  /// Votes by part and candidate.
  std::vector<double> parts() const {
    std::vector<double> sums(std::size_t{plan_.n_parts} * n());
    for (std::size_t at = 0; at < votes_.size(); ++at) sums[index(at)] += votes_[at];
    return sums;
  }

  /// weights: part x candidate.
  Slopes of(const std::vector<double>& weights) const {
    Slopes slopes{std::vector<double>(n_universes_), contest_, std::vector<double>(votes_.size()),
                  std::vector<double>(plan_.rolloffs.size())};
    double value = 0;
    for (std::size_t at = 0; at < votes_.size(); ++at) value += weights[index(at)] * votes_[at];
    value /= all_;
    for (std::size_t i = 0; i < plan_.turnouts.size(); ++i) {
      double with = 0;
      double ballots = 0;
      for (std::size_t at = i * n(); at < (i + 1) * n(); ++at) {
        with += weights[index(at)] * votes_[at];
        ballots += votes_[at];
      }
      const UniverseId universe(plan_.turnouts[i].universe);
      slopes.turnout[universe.index()] =
          (1 - centre_.turnout(universe)) * (with - value * ballots) / all_;
      if (!slopes.rolloff.empty()) {
        slopes.rolloff[i] = -centre_.rolloff(contest_, i) * (with - value * ballots) / all_;
      }
      const double mean = ballots > 0 ? with / ballots : 0;
      for (std::size_t at = i * n(); at < (i + 1) * n(); ++at) {
        slopes.support[at] = votes_[at] * (weights[index(at)] - mean) / all_;
      }
    }
    return slopes;
  }

 private:
  std::size_t n() const { return plan_.n_candidates; }
  /// Of a place in votes_, that in a table of parts.
  std::size_t index(std::size_t at) const { return part_[at / n()] * n() + at % n(); }

  const ContestPlan& plan_;
  const std::vector<double>& votes_;
  const CentreSpread& centre_;
  ContestId contest_;
  std::size_t n_universes_;
  std::vector<std::size_t> part_;  ///< per universe of the contest
  double all_ = 0;
};

}  // namespace hustings
