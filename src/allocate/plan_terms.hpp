#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "allocate/aim.hpp"
#include "hustings/model/model.hpp"
#include "hustings/scenario/allocate.hpp"

namespace hustings::allocate {

/// Something that is so in an election where it is above 0: a sum of margins less what is written.
struct MarginTerm {
  std::vector<std::pair<std::size_t, double>> of;  ///< place in PlanTerms::candidates, and weight
  double written = 0;
};

/// The objectives of a search as aims over common terms, and the candidates whose margins they are.
struct PlanTerms {
  std::vector<CandidateId> candidates;
  std::vector<MarginTerm> terms;
  std::vector<Aim> aims;  ///< objective
};

/// Compiles objectives, which check_scenario has passed.
PlanTerms terms_of(const std::vector<scenario::Objective>& objectives, const Model& model);

/// Whether an event of the model is of who wins and of margins of candidates alone.
bool is_of_margins(const Model& model, const std::string& event);

/// Turns margins [candidate x election] to terms [term x election].
std::vector<float> term_rows(const PlanTerms& terms, std::span<const float> margins,
                             std::size_t elections);

/// The name of an objective: `at least 2 of mayor_slate`.
std::string name_of(const scenario::Objective& objective);

}  // namespace hustings::allocate
