#pragma once

#include <string>
#include <vector>

#include "hustings/model/model.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings::test {

/// Reads a scenario from its text (`hustings: 1` and a title are put before it); it must have no
/// error.
scenario::Scenario scenario_of(const std::string& text);

/// Builds a model; the scenario must have no error.
Model model_of(const scenario::Scenario& scenario);
Model model_of(const std::string& text);

/// Builds a scenario with its what-ifs, of which none may have an error.
Worlds worlds_of(const scenario::Scenario& scenario);

/// Makes log-weights of a contest's shares: the logarithms of what is written, without correction.
void take_logs(scenario::Contest& contest);

/// What is wrong with a scenario of this text, reading or building: problems of errors, in order.
std::vector<std::string> errors_of(const std::string& text);

}  // namespace hustings::test
