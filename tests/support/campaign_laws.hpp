#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "model/campaign/supply.hpp"

// The laws of docs/campaign.md that the kernels compute election by election, plainly and in
// doubles: the slow engine is made of them, and tests hold them to the reference numbers.
namespace hustings::test {

double logit(double p);

/// A turnout that programmes have moved.
struct LiftedTurnout {
  double turnout = 0;        ///< share
  std::vector<double> gain;  ///< per programme, share of registered voters; they add up to the move
};

/// What programmes do to a turnout together: whom they reach of one universe and their doses
/// [log-odds], in the order they count.
struct TurnoutReach {
  std::vector<double> reached;
  std::vector<double> doses;
  double repeat = 0.5;
};

/// Moves a turnout: of R = 1 - prod (1 - r_g) the mean dose B moves log-odds, R B = sum over g of
/// beta_g summand_g, and g gains its summand of that. Where B is next to 0, tau (1 - tau) takes the
/// place of the slope. Source: docs/campaign.md, "Several programmes".
LiftedTurnout lifted(double turnout, const TurnoutReach& reach);

/// Returns shares s' = s + Q (softmax(log s + G) - s): of the share `reached` each candidate's
/// utility moves by `doses` [log-odds]. Shares of 0 stay.
std::vector<double> persuaded(const std::vector<double>& shares, double reached,
                              const std::vector<double>& doses);

/// An endorser as one universe sees it.
struct EndorserDose {
  double followers = 0;  ///< share that follows, -1 to 1; negative: that turns away, dose -dose
  std::size_t candidate = 0;
  double dose = 0;  ///< log-odds, on the candidate's utility
};

/// Weights of the 2^n sets of endorsers, S as a bit each: prod over S of |F_e| prod over the others
/// of 1 - |F_e|. Followers are independent.
std::vector<double> follower_weights(const std::vector<EndorserDose>& endorsers);

/// Returns shares s' = sum over sets S of weight_S softmax(log s + sum over S of the doses).
/// Source: docs/campaign.md, "Endorsers".
std::vector<double> endorsed(const std::vector<double>& shares,
                             const std::vector<EndorserDose>& endorsers);

/// Splits the ballots that a programme for supporters gains.
///
/// y_c = expit(logit x + logit s_c - logit p_c), the others as among themselves. x `supporters`,
/// share of the contacted who prefer the candidate; p_c `written`, the candidate's written share,
/// both inside (0, 1). Where s_c is 0 or 1, y = s. Source: docs/campaign.md, "Supporters only".
std::vector<double> supporters_split(const std::vector<double>& shares, std::size_t candidate,
                                     double supporters, double written);

/// Ballots that are gained, as a share of registered voters, and how they split.
struct GainedBallots {
  double gain = 0;
  std::vector<double> split;
};

/// Returns the shares of all ballots, those of `turnout` and the gained ones.
std::vector<double> with_gained(double turnout, const std::vector<double>& shares,
                                const std::vector<GainedBallots>& gained);

/// Returns what is left of a programme's reach when its resources fall short: sum over weeks of
/// a(week) times the least share covered. covered: resources x weeks.
double left_of_reach(std::span<const campaign::DayShare> contacts,
                     std::span<const std::vector<double>> covered, int weeks);

}  // namespace hustings::test
