#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "hustings/model/ids.hpp"
#include "model/index.hpp"

namespace hustings {

using FactorId = Id<struct FactorTag>;
using ScaleId = Id<struct ScaleTag>;

/// A t scale that the factors of an effect, or of one contest in it, share.
struct EffectScale {
  EffectId effect;
  int df = 0;
  std::vector<std::uint64_t> names;  ///< of its df normals
};

/// One level of an effect: a standard normal, times its scale where there is one.
struct EffectFactor {
  EffectId effect;
  std::string level;  ///< e.g. `D-1/ana, north`; empty for everybody
  std::uint64_t name = 0;
  ScaleId scale;
  bool of_one = false;  ///< reaches one predictor only, whatever else a scenario holds
  /// Another's normal once more, for candidates whom endorsements tie; no draw of its own.
  bool is_copy = false;
  double mean = 0;                  ///< in its sds, as carried from earlier primaries
  std::vector<std::string> values;  ///< per key of `by`, of effects that carry
};

/// A factor's load on one predictor.
struct EffectTerm {
  FactorId factor;
  double load = 0;
};

/// Terms of one predictor: each factor once (loads of the same factor are added), in factor order.
using EffectTerms = std::vector<EffectTerm>;

/// The linear predictors' shared part: which factors reach what, and how strongly.
struct Effects {
  ById<FactorId, EffectFactor> factors;
  ById<ScaleId, EffectScale> scales;
  std::vector<EffectTerms> turnout;  ///< per universe
  /// Per contest: (position of the universe in contest_universes) x candidates.
  std::vector<std::vector<EffectTerms>> support;
  /// Rows of `carried` whose level no factor has, with their effect's id.
  std::vector<std::pair<std::string, const scenario::CarriedRow*>> unmatched;
  /// Per contest: position of the universe in contest_universes; none where the contest has no
  /// roll-off.
  std::vector<std::vector<EffectTerms>> rolloff;
};

/// What the means of factors add to a predictor: the sum of load x mean.
double carried_shift(const Effects& effects, const EffectTerms& terms);

/// Universes of each contest, without those of nobody registered: by name of the district, then of
/// the universe, since votes are added in this order and the file's order must not show in the last
/// bit.
std::vector<std::vector<UniverseId>> contest_universes(const ScenarioIndex& index);

/// Expands effects, which check_scenario has passed, into factors and loads; endorsements mix the
/// factors of candidates.
Effects expand_effects(const ScenarioIndex& index,
                       const std::vector<std::vector<UniverseId>>& universes_of_contest);

}  // namespace hustings
