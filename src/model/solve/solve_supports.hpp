#pragma once

#include <optional>
#include <vector>

#include "hustings/core/problem.hpp"
#include "model/solve/effects.hpp"
#include "model/solve/layout.hpp"

namespace hustings {

/// Support predictors of one contest.
struct Supports {
  std::vector<Predictor> predictors;  ///< (universe in contest) x candidates
  /// Share as written, weighted by expected ballots, per candidate; empty where log-weights are
  /// given.
  std::vector<double> written;
};

/// The candidates on the ballot in a universe, with what is known of them: expected shares of first
/// choices, or centres of log-support as they stand.
struct UniverseBallot {
  std::vector<std::size_t> slots;
  std::vector<double> values;  ///< per slot listed
  bool has_shares = false;
};

/// What is written of the candidates of a contest, universe by universe.
std::vector<UniverseBallot> contest_ballots(const ScenarioIndex& index, ContestId contest,
                                            const std::vector<UniverseId>& universes);

/// Solves the centres of the candidates of each ballot, so that expected shares are those given;
/// centres given stay. `width` is the number of candidates of the contest.
std::vector<std::vector<double>> centres_of(const Effects& effects, ContestId contest,
                                            std::size_t width,
                                            const std::vector<UniverseBallot>& ballots);

/// Expected shares of the candidates of a ballot that holds centres; `terms` are of its universe.
std::vector<double> expected_shares(const Effects& effects, const EffectTerms* terms,
                                    const UniverseBallot& ballot);

/// Shares as written, weighted by expected ballots, per candidate; empty where some ballot holds
/// centres.
std::vector<double> written_shares(const std::vector<UniverseBallot>& ballots,
                                   const std::vector<UniverseId>& universes, std::size_t width,
                                   const std::vector<double>& weights);

/// Solves the centres of one contest's utilities, so that expected shares are those written, and
/// adds what was carried: shares as written are then not those expected, and left out.
///
/// weights: expected ballots per universe of the scenario.
Supports solve_supports(const ScenarioIndex& index, ContestId contest, const Effects& effects,
                        const std::vector<UniverseId>& universes,
                        const std::vector<double>& weights);

}  // namespace hustings
