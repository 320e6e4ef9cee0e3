#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hustings/model/model.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// A number that a plan expects, with the error that the evidence of its lifts leaves.
struct Expected {
  double mean = 0;
  double sd = 0;
};

/// What one programme, or all of one owner, is expected to do and to cost, on written means.
struct ProgrammePlan {
  std::string name;  ///< of a programme its id, else the owner's
  std::string owner;
  std::string mode;            ///< empty of an owner
  std::string candidate;       ///< `contest/candidate`; empty of an owner
  double attempts = 0;         ///< as planned
  bool is_of_one_mode = true;  ///< of an owner of several modes attempts do not add up: 0
  double left = 1;             ///< mean part of the plan that resources leave; 1 of an owner
  /// Whether it is told whom it reaches and how many ballots that adds: 0 where that would tell of
  /// too few.
  bool is_told = true;
  double reached = 0;       ///< people met, or who follow; of an owner by any of the programmes
  double turned_away = 0;   ///< people whom an endorser turns away
  double turnout_dose = 0;  ///< mean log-odds of turnout among the reached, as it counts
  double support_dose = 0;  ///< the same of the candidate's support
  Expected ballots;         ///< more ballots than without
  scenario::ResourceAmounts cost{};
  /// Of an owner: candidates that stand against each other and whom it works for, all the same.
  std::vector<std::string> rivals;
};

/// Whom captains tell, on written means but for their luck.
struct MeshPlan {
  std::string name;  ///< the programme's
  MeshTold told;
  Expected reached;     ///< people as they count, over chance: friends of friends count less
  bool is_told = true;  ///< else of all this the captains alone

  /// People told per person told by a captain; 0 where captains tell nobody.
  double told_per_told() const { return told.told_first > 0 ? told.told / told.told_first : 0; }
};

/// Whom a broadcast meets.
struct BroadcastPlan {
  std::string name;
  double impressions = 0;
  BroadcastSeen seen;
  double reached = 0;   ///< people
  bool is_told = true;  ///< else neither users nor seen nor reached
};

/// What an owner has of a resource, by week.
struct ResourceWeeks {
  std::string owner;
  scenario::ResourceKind resource = scenario::ResourceKind::money;
  std::vector<double> comes_in;  ///< on the mean; the first week holds the start
  std::vector<double> planned;
  std::vector<double> used;  ///< of what is planned, on the mean
  std::vector<double> left;  ///< of the week, on the mean: money keeps, hours perish
};

/// People alike in one tag or in two, and how many of them an owner's programmes reach.
struct CoveredGroup {
  std::vector<std::string> tags;    ///< one or two; `faction` among them
  std::vector<std::string> values;  ///< one per tag; empty: groups too small to be shown, merged
  double registered = 0;
  double reached = 0;
  double ratio = 0;  ///< reached share over that of all
};

/// Whom the programmes of one owner reach, in the contests they are for.
struct Coverage {
  std::string owner;
  double registered = 0;
  double reached = 0;
  double least = 0;  ///< registered voters of a group that is shown
  std::vector<CoveredGroup> groups;
  std::vector<std::string> hidden;    ///< tags that are not shown: their groups are too small
  std::vector<std::string> unpaired;  ///< tags shown in no pair, for the same reason
  bool leaves_out = false;            ///< nothing is told: it would tell of too few
};

/// One variant of a message: what was counted of it, and what that says of its rate.
struct VariantPlan {
  std::string name;
  double shown = 0;
  double responded = 0;
  double shrunk = 0;      ///< posterior mean of its rate
  double sd = 0;          ///< of the posterior
  double best = 0;        ///< probability that its rate is the highest, by draws
  double best_error = 0;  ///< standard error of that
};

/// What something adds to the rate of the variant that is used, and to the ballots of programmes.
struct MessageGain {
  double rate = 0;
  double ballots = 0;
  int more = 0;  ///< people that every variant would be shown to, of testing
};

/// What a test of messages says.
struct MessagePlan {
  std::string id;
  scenario::Measure measures = scenario::Measure::replies;
  scenario::Carry carry;
  std::vector<VariantPlan> variants;  ///< in the order of the table
  std::size_t chosen = 0;
  double mean = 0;                      ///< of the rates of those tested, once shrunk
  double law_mean = 0;                  ///< of the law of rates that they come from, E mu
  double lead_by_chance = 0;            ///< relative: of the luckiest, were all variants equal
  std::vector<std::string> programmes;  ///< that use it
  double ballots = 0;                   ///< that these add with a message of mean rate
  bool is_told = true;   ///< whether ballots are: not where they would tell of too few
  MessageGain choosing;  ///< of the chosen variant over the mean
  std::vector<MessageGain> testing;
  MessageGain knowing;  ///< of knowing every rate
};

/// What a shock may do, on written means.
struct ShockPlan {
  std::string id;
  std::string candidate;   ///< `contest/candidate`
  double probability = 0;  ///< of one that follows: given that the earlier one happened
  std::string follows;     ///< empty = it comes by itself
  double would_see = 0;    ///< people, were there no end of time
  double share = 0;        ///< of the registered voters of its contest
  /// People still moved when they vote, were everybody to vote: mean over its onset and its answer.
  double moved = 0;
  double unanswered = 0;  ///< the same if nobody answers
  std::string takes;      ///< channel, mode or programme that loses something; empty = none
  double keep = 1;        ///< share of it that is left from the onset on
};

/// What programmes do and cost, as far as it can be told without simulating.
struct CampaignPlan {
  std::string title;
  int weeks = 1;
  double least = 0;  ///< registered voters of whom something may be told
  std::vector<ProgrammePlan> programmes;
  std::vector<ProgrammePlan> owners;
  std::vector<MeshPlan> meshes;
  std::vector<BroadcastPlan> broadcasts;
  std::vector<ResourceWeeks> resources;
  std::vector<ShockPlan> shocks;
  /// What people call candidates, named `contest/candidate`, and slates.
  std::map<std::string, std::string> called;
  std::vector<Coverage> coverage;                    ///< one per owner of programmes
  std::optional<std::vector<MessagePlan>> messages;  ///< where asked for: plan_messages
  std::vector<std::string> assumptions;              ///< of the scenario, with their evidence
};

/// Tells what the programmes of a scenario do and cost; `model` is the scenario's.
///
/// L is the part of a plan that resources leave, drawn as in an election: sum over weeks of a(week)
/// x min over resources of min(1, F came in / planned). People reached are N reached E[L], costs
/// E[what attempts of the weeks that are covered need], of the first week with the fixed part.
/// Ballots of a programme: sum over universes N reached L (shifted(tau, dose) - tau), each
/// programme alone, at the written mean turnout; mean and sd are over L and the dose, which are
/// independent. Of an owner: all its programmes together at mean doses, over L, plus what the error
/// of each adds to it alone; the errors of programmes of one mode correlated as they are drawn, and
/// all L of an owner by the resources that they share. What one resource does not allow is not
/// given to another programme; what other resources had for it is left. All of it together tells of
/// no group of less than `defaults.least_target` registered voters, whatever is subtracted. Source:
/// docs/campaign.md.
CampaignPlan plan_campaign(const scenario::Scenario& scenario, const Model& model);

/// The same without coverage, resources and what is said of all: of owners it is not told whom they
/// reach.
CampaignPlan plan_programmes(const scenario::Scenario& scenario, const Model& model);

/// Tells of every set of messages what its test says, and what more of it would be worth: sum of
/// ballots of its programmes x mean carry x gain in the rate / mean rate. Probabilities of being
/// the best are drawn, by laws that call libm: for texts, not for results files.
std::vector<MessagePlan> plan_messages(const scenario::Scenario& scenario, const Model& model);

}  // namespace hustings
