#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "hustings/scenario/scenario.hpp"

namespace hustings::test {

/// A factor's load on one predictor.
struct ReferenceTerm {
  std::size_t factor = 0;
  double load = 0;
};
using ReferenceTerms = std::vector<ReferenceTerm>;

/// Effects expanded the plain way, for the reference engine and tests of the layout: every load is
/// held against every universe and candidate, straight from the scenario's own words.
struct ReferenceEffects {
  struct Factor {
    std::string name;       ///< effect and levels
    std::size_t scale = 0;  ///< into scales; only where `scaled`
    bool scaled = false;
    std::optional<std::size_t> copy_of;  ///< the factor whose normal it is once more
  };
  struct Scale {
    std::string name;
    int df = 0;
  };
  std::vector<Factor> factors;
  std::vector<Scale> scales;
  std::vector<ReferenceTerms> turnout;  ///< per universe of the scenario
  /// contest x universe of the scenario x candidate; empty where the universe does not vote there.
  std::vector<std::vector<std::vector<ReferenceTerms>>> support;
  /// contest x universe of the scenario; no terms where nobody leaves the contest blank.
  std::vector<std::vector<ReferenceTerms>> rolloff;

  /// The factor whose normal a factor is: itself, but for endorsed candidates of several scales.
  std::size_t normal_of(std::size_t factor) const {
    return factors[factor].copy_of.value_or(factor);
  }
};

ReferenceEffects reference_effects(const scenario::Scenario& scenario);

/// The roll-off of a contest in a universe: the row with most keys of those that match; null where
/// nobody leaves it blank.
const scenario::RolloffRow* rolloff_of(const scenario::Scenario& scenario,
                                       const scenario::Contest& contest,
                                       const scenario::Universe& universe);

/// Whether a universe votes in a contest.
bool votes_in(const scenario::Contest& contest, const scenario::Universe& universe);

/// What a universe, or a candidate, has under a key of `by`, `where` or support rows: no value,
/// one, or for `slate` several. `universe` is the full name.
std::vector<std::string> values_of(const scenario::Scenario& scenario, const std::string& key,
                                   const scenario::Universe& universe,
                                   const scenario::Contest* contest,
                                   const scenario::Candidate* candidate);

}  // namespace hustings::test
