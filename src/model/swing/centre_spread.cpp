#include "model/swing/centre_spread.hpp"

#include <cmath>
#include <utility>

#include "random/math.hpp"

namespace hustings {
namespace {

/// Turns slopes in a program's sums into slopes in their terms, the last sum first, and adds the
/// variance of its factors. Rows are free again afterwards.
///
/// Law: with row r = sum of load x row t, dy/dt = sum over the r that read t of load x dy/dr:
/// reverse accumulation, in one pass over the program however many universes read a row. Factors
/// are independent with variance 1, so that of y is the sum of squared slopes.
void pull_back(const RowProgram& program, std::vector<double>& slope, double& variance) {
  for (auto sum = program.sums.rbegin(); sum != program.sums.rend(); ++sum) {
    const double of_sum = std::exchange(slope[sum->row], 0.0);
    for (std::uint32_t t = sum->first_term; t < sum->first_term + sum->n_terms; ++t) {
      slope[program.terms[t].row] += of_sum * program.terms[t].load;
    }
  }
  for (const FactorDraw& factor : program.factors) {
    const double of_factor = std::exchange(slope[factor.row], 0.0);
    variance += of_factor * of_factor;
  }
}

}  // namespace

/// Counts the night with every draw 0: ballots = N expit(m), votes_k = ballots x (1 - expit(r)) x
/// softmax_k(c). Not the means: m, r and c are centres. Who is not on a ballot has e^-75 of a vote.
CentreSpread::CentreSpread(const Model& model) : model_(model), turnout_(model.universes.size()) {
  for (const ContestPlan& plan : model.night.contests) {
    for (const UniverseTurnout& turnout : plan.turnouts) {
      turnout_[turnout.universe] = exact::expit(turnout.centre);
    }
  }
  for (const ContestPlan& plan : model.night.contests) {
    const std::size_t n = plan.n_candidates;
    std::vector<double>& votes = votes_.emplace_back(plan.supports.size());
    for (std::size_t i = 0; i < plan.turnouts.size(); ++i) {
      double total = 0;
      for (std::size_t k = 0; k < n; ++k) {
        votes[i * n + k] = exact::exp(plan.supports[i * n + k].centre);
        total += votes[i * n + k];
      }
      double ballots = plan.turnouts[i].registered * turnout_[plan.turnouts[i].universe];
      ballots *= 1 - rolloff(ContestId(votes_.size() - 1), i);
      for (std::size_t k = 0; k < n; ++k) votes[i * n + k] *= ballots / total;
    }
  }
}

double CentreSpread::rolloff(ContestId contest, std::size_t place) const {
  const auto& rolloffs = model_.night.contests[contest.index()].rolloffs;
  return rolloffs.empty() ? 0 : exact::expit(rolloffs[place].centre);
}

/// Propagates the variances: y is taken as straight in all draws, Var(y) = sum over own noises of
/// (dy/dv sd)^2 + sum over factors of (sum of dy/dv load)^2. Local rows are the same numbers in
/// every group, so each group's are pulled back before the next one's; the shared ones come last.
/// Cost: one pass over the plan.
double CentreSpread::sd(const Slopes& slopes) const {
  std::vector<double> slope(model_.night.n_rows);
  double variance = 0;
  const auto add = [&](double of, float sd, RowIndex base, RowIndex extra) {
    variance += of * of * sd * sd;
    slope[base] += of;
    if (extra != kZeroRow) slope[extra] += of;
  };
  for (std::size_t c = 0; c < model_.night.contests.size(); ++c) {
    const ContestPlan& plan = model_.night.contests[c];
    const bool has_support = slopes.contest && slopes.contest.index() == c;
    for (const UniverseGroup& group : plan.groups) {
      for (std::uint32_t i = group.first_universe; i < group.first_universe + group.n_universes;
           ++i) {
        const UniverseTurnout& turnout = plan.turnouts[i];
        if (group.draws_turnout) {
          add(slopes.turnout[turnout.universe], turnout.sd, group.turnout_base, turnout.extra);
        }
        if (!has_support) continue;
        for (std::size_t k = 0; k < plan.n_candidates; ++k) {
          const std::size_t at = i * plan.n_candidates + k;
          const UniverseSupport& support = plan.supports[at];
          add(slopes.support[at], support.sd, group.support_base[k], support.extra);
        }
        if (plan.rolloffs.empty()) continue;
        add(slopes.rolloff[i], plan.rolloffs[i].sd, plan.rolloffs[i].row, kZeroRow);
      }
      pull_back(group.local, slope, variance);
    }
  }
  slope[kZeroRow] = 0;
  pull_back(model_.night.shared, slope, variance);
  return std::sqrt(variance);
}

}  // namespace hustings
