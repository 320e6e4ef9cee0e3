#pragma once

#include <cstdint>
#include <string>

#include "app/command.hpp"
#include "hustings/engine/draw_source.hpp"
#include "hustings/model/model.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

Option posterior_option(std::string& target);

/// What --posterior has a command simulate.
struct OpenedPosterior {
  std::uint64_t elections = 0;  ///< as many as the scenario asks for, and the posterior has
  KeptPosterior kept = {};      ///< empty without the option, and where nothing is counted
  DrawSource source = {};
};

/// Opens the posterior that an option names; where it names none the elections are the model's.
/// Throws Failure where it is of another scenario, has fewer elections than --elections asks for,
/// or the scenario says when to stop, and ScenarioError where a what-if changes sizes of moved
/// errors.
OpenedPosterior open_posterior(const std::string& file, const scenario::Scenario& scenario,
                               const Model& model);

/// The digest of what was opened; empty where nothing was.
std::string digest_of(const OpenedPosterior& posterior);

/// Says so where a posterior has fewer elections than the scenario asks for.
void tell_elections(const OpenedPosterior& posterior, const Model& model);

}  // namespace hustings
