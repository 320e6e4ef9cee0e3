#pragma once

#include <string>

#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/model/model.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// The what-if of a name. Throws Failure (65) where there is none.
const scenario::WhatIf& find_what_if(const scenario::Scenario& scenario, const std::string& name);

/// A what-if in the place of its scenario: what it leaves of it, and its model.
struct TakenWorld {
  scenario::Scenario scenario;
  Model model;
};

/// Takes a what-if for the scenario. Faults go to `problems`, as of build_worlds; throws Failure as
/// find_what_if does.
TakenWorld take_world(const scenario::Scenario& scenario, const std::string& name,
                      Problems& problems);

/// What a scenario is headed with in one of its worlds, such as a model of take_world.
std::string title_in(const std::string& title, const std::string& world);

}  // namespace hustings
