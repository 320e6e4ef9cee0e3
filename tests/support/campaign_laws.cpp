#include "support/campaign_laws.hpp"

#include <cmath>
#include <numeric>

namespace hustings::test {

double logit(double p) {
  return std::log(p / (1 - p));
}

LiftedTurnout lifted(double turnout, const TurnoutReach& reach) {
  LiftedTurnout lifted{turnout, {}};
  double missed = 1;
  double counts = 1;
  double sum = 0;
  for (std::size_t g = 0; g < reach.reached.size(); ++g) {
    lifted.gain.push_back(reach.doses[g] * reach.reached[g] * counts);
    sum += lifted.gain.back();
    missed *= 1 - reach.reached[g];
    counts *= 1 - (1 - reach.repeat) * reach.reached[g];
  }
  if (missed == 1) return lifted;
  const double dose = sum / (1 - missed);
  const double moved = 1 / (1 + std::exp(-logit(turnout) - dose)) - turnout;
  for (double& gain : lifted.gain) {
    gain *= std::abs(dose) < 1e-9 ? turnout * (1 - turnout) : moved / dose;
  }
  lifted.turnout += (1 - missed) * moved;
  return lifted;
}

std::vector<double> persuaded(const std::vector<double>& shares, double reached,
                              const std::vector<double>& doses) {
  std::vector<double> moved;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    moved.push_back(shares[k] * std::exp(doses[k]));
  }
  const double total = std::accumulate(moved.begin(), moved.end(), 0.0);
  for (std::size_t k = 0; k < shares.size(); ++k) {
    moved[k] = (1 - reached) * shares[k] + reached * moved[k] / total;
  }
  return moved;
}

std::vector<double> follower_weights(const std::vector<EndorserDose>& endorsers) {
  std::vector<double> weights;
  for (std::size_t set = 0; set < std::size_t{1} << endorsers.size(); ++set) {
    double weight = 1;
    for (std::size_t e = 0; e < endorsers.size(); ++e) {
      const double followers = std::abs(endorsers[e].followers);
      weight *= (set >> e & 1) != 0 ? followers : 1 - followers;
    }
    weights.push_back(weight);
  }
  return weights;
}

std::vector<double> endorsed(const std::vector<double>& shares,
                             const std::vector<EndorserDose>& endorsers) {
  const std::vector<double> weights = follower_weights(endorsers);
  std::vector<double> mixed(shares.size(), 0.0);
  for (std::size_t set = 0; set < weights.size(); ++set) {
    std::vector<double> doses(shares.size(), 0.0);
    for (std::size_t e = 0; e < endorsers.size(); ++e) {
      const EndorserDose& endorser = endorsers[e];
      if ((set >> e & 1) == 0) continue;
      doses[endorser.candidate] += endorser.followers < 0 ? -endorser.dose : endorser.dose;
    }
    const std::vector<double> moved = persuaded(shares, 1, doses);
    for (std::size_t k = 0; k < shares.size(); ++k) mixed[k] += weights[set] * moved[k];
  }
  return mixed;
}

std::vector<double> supporters_split(const std::vector<double>& shares, std::size_t candidate,
                                     double supporters, double written) {
  const double own = shares[candidate];
  if (own <= 0 || own >= 1) return shares;
  const double gained = 1 / (1 + std::exp(-logit(supporters) - logit(own) + logit(written)));
  std::vector<double> split = shares;
  for (double& share : split) share *= (1 - gained) / (1 - own);
  split[candidate] = gained;
  return split;
}

std::vector<double> with_gained(double turnout, const std::vector<double>& shares,
                                const std::vector<GainedBallots>& gained) {
  std::vector<double> votes;
  for (const double share : shares) votes.push_back(turnout * share);
  double all = turnout;
  for (const GainedBallots& more : gained) {
    all += more.gain;
    for (std::size_t k = 0; k < votes.size(); ++k) votes[k] += more.gain * more.split[k];
  }
  for (double& vote : votes) vote /= all;
  return votes;
}

double left_of_reach(std::span<const campaign::DayShare> contacts,
                     std::span<const std::vector<double>> covered, int weeks) {
  double left = 0;
  for (const campaign::DayShare& contact : contacts) {
    const auto week = static_cast<std::size_t>(campaign::week_of(contact.days_before, weeks));
    double least = 1;
    for (const std::vector<double>& shares : covered) least = std::min(least, shares[week]);
    left += contact.share * least;
  }
  return left;
}

}  // namespace hustings::test
