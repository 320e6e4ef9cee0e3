#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hustings/results/results_file.hpp"
#include "hustings/summary/reading.hpp"

namespace hustings {

/// A programme, the what-if without it, and the run held against that: how each chance differs is
/// what the programme is worth to it, election by election.
using WorthVisitor = std::function<void(const std::string& programme, const std::string& what_if,
                                        const View& worth)>;

/// Visits every programme that one of the what-ifs is without; `view` is that of the run.
void visit_worth(const Results& results, const View& view, const WorthVisitor& visit);

/// The other what-ifs, held against the run, whose view they refer to.
std::vector<WhatIfView> what_if_views(const Results& results, const View& view);

}  // namespace hustings
