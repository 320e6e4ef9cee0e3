#pragma once

#include <string>

#include "hustings/decide/diff.hpp"
#include "report/style.hpp"

namespace hustings {

/// Names of the two files, as a person gave them.
struct DiffNames {
  std::string a;
  std::string b;
};

/// Tells how two runs with different digests differ: what only one has, the numbers that differ
/// (at most 20, the clearest first), and what moved most.
std::string diff_table(const DiffNames& names, const RunDifference& difference,
                       const TableStyle& style);

}  // namespace hustings
