#pragma once

#include <string>

#include "hustings/results/results_file.hpp"

namespace hustings {

/// Checks sums that the counts of a run must have, whatever was drawn: each contest's wins are its
/// seats in every election; histograms hold all elections or none, and so do outcomes of slates,
/// which give the seats that the slate wins; nothing happens in more elections than there are.
/// Throws Failure (65) that names the first dataset without; `name` is what it calls the file.
void check_sums(const Results& results, const std::string& name);

/// Checks that a what-if's wins and events are the base's with gains and without losses, where both
/// have them. Throws Failure as above.
void check_paired_sums(const Results& world, const Results& base, const std::string& name);

}  // namespace hustings
