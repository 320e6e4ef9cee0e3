#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hustings {

/// What draws are for; draws of different purposes never share a key of the generator.
enum class Purpose : std::uint32_t {
  first_choices = 1,  ///< effects, turnout and support up to first choices
  lots = 2,           ///< exact ties
  later_ranks = 3,    ///< noise of the ranking model
  runoff = 4,         ///< everything a second round draws
  design = 5,         ///< the order of the points of a Latin hypercube
  resample = 6,       ///< days of contests, drawn anew for the interval of a difference
  returns = 7,        ///< noise of counted returns
  chains = 8          ///< whether a chain of moved elections accepts a proposal
};

/// Hashes a stable name given in parts: XXH3-64 of the parts, each prefixed by its length.
///
/// A draw is addressed by (seed, purpose, election, name), never by a position: adding a district
/// moves no other draw. Equal hashes of different names are refused when the model is built.
std::uint64_t name_hash(const std::vector<std::string>& parts);

}  // namespace hustings
