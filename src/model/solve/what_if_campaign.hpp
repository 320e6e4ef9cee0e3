#pragma once

#include "hustings/scenario/change.hpp"
#include "model/check/checking.hpp"

namespace hustings {

/// A changed world in the making: its scenario, with names as in the base.
struct CampaignWorld {
  scenario::Scenario& scenario;
  const ScenarioIndex& index;
  Problems& problems;
};

/// Changes what a programme does. Its lift is measured where the base's is; a lift that is
/// multiplied is so with its error. `source`: of the change.
void change_campaign(const scenario::ProgrammeChange& change, const CampaignWorld& world,
                     const Source& source);

/// Changes how much of a resource comes in; one that is unlimited can only be set.
void change_campaign(const scenario::ResourceChange& change, const CampaignWorld& world,
                     const Source& source);

/// Changes who uses a channel.
void change_campaign(const scenario::ChannelChange& change, const CampaignWorld& world,
                     const Source& source);

/// Takes a share of what the programmes on a channel do.
void change_campaign(const scenario::DegradeChange& change, const CampaignWorld& world,
                     const Source& source);

/// Changes the mean of a message's carry; its error stays as it was learnt.
void change_campaign(const scenario::MessageChange& change, const CampaignWorld& world,
                     const Source& source);

/// Checks what all changes together leave as the base is checked: targets, lifts and budgets.
void check_campaign(const scenario::Scenario& world, const scenario::WhatIf& what_if,
                    Problems& problems);

/// Changes a shock; its draws stay.
void change_campaign(const scenario::ShockChange& change, const CampaignWorld& world,
                     const Source& source);

}  // namespace hustings
