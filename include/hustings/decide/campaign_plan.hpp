#pragma once

#include <cstddef>
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
  std::string mode;       ///< empty of an owner
  std::string candidate;  ///< `contest/candidate`; empty of an owner
  double attempts = 0;
  double reached = 0;       ///< people; of an owner by any of the programmes
  double turnout_dose = 0;  ///< mean log-odds of turnout among the reached, as it counts
  double support_dose = 0;  ///< the same of the candidate's support
  Expected ballots;         ///< more ballots than without
  scenario::ResourceAmounts cost{};
};

/// What an owner has of a resource, by week.
struct ResourceWeeks {
  std::string owner;
  scenario::ResourceKind resource = scenario::ResourceKind::money;
  std::vector<double> comes_in;  ///< on the mean; the first week holds the start
  std::vector<double> planned;
  std::vector<double> left;  ///< of the week: money keeps, hours perish
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
  bool leaves_out = false;            ///< of parts too small to be told of
};

/// What programmes do and cost, as far as it can be told without simulating.
struct CampaignPlan {
  std::string title;
  int weeks = 1;
  std::vector<ProgrammePlan> programmes;
  std::vector<ProgrammePlan> owners;
  std::vector<ResourceWeeks> resources;
  std::vector<Coverage> coverage;        ///< one per owner of programmes
  std::vector<std::string> assumptions;  ///< of the scenario, with their evidence
};

/// Tells what the programmes of a scenario do and cost; `model` is the scenario's.
///
/// Ballots of a programme: sum over universes N reached E[shifted(tau, dose) - tau], each programme
/// alone, at the written mean turnout; the sd is over the dose. Of an owner: all its programmes
/// together at mean doses, plus what the error of each adds to it alone; the errors of programmes
/// of one mode correlated as they are drawn. Coverage tells of no group of less than
/// `defaults.least_target` registered voters, whatever is subtracted. Source: docs/campaign.md.
CampaignPlan plan_campaign(const scenario::Scenario& scenario, const Model& model);

}  // namespace hustings
