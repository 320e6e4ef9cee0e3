#include "tally/flips.hpp"

#include <algorithm>

#include "hustings/tally/swing_tally.hpp"

namespace hustings {

void Flip::clear() {
  contest = {};
  for (auto& side : wins) side.clear();
  terms.clear();
  threshold = SwingPlan::kNone;
  lanes.clear();
  is_narrow.clear();
  universes.clear();
  slopes.clear();
}

/// Hands out a cleared flip whose vectors keep their memory.
Flip& FlipList::add() {
  if (n_ == flips_.size()) flips_.emplace_back();
  flips_[n_].clear();
  return flips_[n_++];
}

/// Returns 1 / (per 2 h) in units of 2^-24: what a slope of one vote enters the sums as.
double slope_unit(double per, float half_width) {
  return 1 / (kSwingUnit * 2 * half_width * std::max(per, 1e-30));
}

/// Computes dM / dm_i = (1 - t_i) (sum over k of w_k v_ik - M v_i) / per in doubles and then
/// rounded to whole units: sums of them are exact, in any order. Votes are those that roll-off
/// leaves, t_i is of those who came. Cost: lanes x universes x candidates, of close elections only.
/// Source: docs/method.md, "Swing".
void fill_slopes(const ContestPlan& plan, const Night& night, const FlipMargins& margins,
                 float half_width, Flip& flip) {
  const std::size_t n = plan.n_candidates;
  const std::size_t n_lanes = flip.lanes.size();
  const std::size_t n_weights = n * plan.n_parts;
  std::vector<double> units;
  for (const double per : margins.per) units.push_back(slope_unit(per, half_width));
  flip.slopes.resize(plan.turnouts.size() * n_lanes);
  std::int64_t* slope = flip.slopes.data();
  for (const UniverseGroup& group : plan.groups) {
    for (std::uint32_t i = group.first_universe; i < group.first_universe + group.n_universes;
         ++i) {
      const UniverseTurnout& turnout = plan.turnouts[i];
      const double per_voter = 1.0 / turnout.registered;
      const float* votes = night.universe_votes() + i * n * kBatch;
      const float* came = plan.rolloffs.empty()
                              ? nullptr
                              : night.universe_ballots(UniverseId(turnout.universe)).data();
      const double* weight = margins.weights.data() + group.part * n;
      flip.universes.push_back(turnout.universe);
      for (std::size_t l = 0; l < n_lanes; ++l, weight += n_weights) {
        const float* vote = votes + flip.lanes[l];
        double ballots = 0;
        double ahead = 0;
        for (std::size_t k = 0; k < n; ++k) {
          ballots += vote[k * kBatch];
          ahead += weight[k] * vote[k * kBatch];
        }
        const double stay = 1 - (came == nullptr ? ballots : came[flip.lanes[l]]) * per_voter;
        *slope++ = rounded(stay * (ahead - margins.margin[l] * ballots) * units[l]);
      }
    }
  }
}

}  // namespace hustings
