#pragma once

#include <string>

#include "hustings/results/diff.hpp"
#include "report/style.hpp"

namespace hustings {

/// Names of the two files, as a person gave them.
struct DiffNames {
  std::string a;
  std::string b;
};

/// Tells how two runs differ: what changed in the scenario, what only one has; where digests
/// differ, too, the numbers that differ (at most 20, the clearest first), what moved most, and what
/// was not compared.
std::string diff_table(const DiffNames& names, const ResultsDifference& difference,
                       const TableStyle& style);

}  // namespace hustings
