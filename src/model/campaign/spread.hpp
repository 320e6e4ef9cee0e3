#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "model/solve/endorsement_graph.hpp"

namespace hustings::campaign {

/// Returns what share of a programme's lift each candidate gets: A_jk / A_kk, A = (I - spread
/// W)^-1, k the candidate who runs it, W the endorsements with rows that add to 1.
///
/// Who runs it keeps exactly the stated lift. Support only. -1 < spread < 1.
std::vector<double> spread_shares(double spread, const Adjacency& graph, std::size_t candidate);

/// One universe where a programme is made.
struct PersuadedUniverse {
  double ballots = 0;  ///< expected
  double reached = 0;  ///< Q, share reached by persuasion
  double dose = 0;     ///< log-odds
};

/// Returns the dose of a candidate on other ballots: the ballot-weighted mean of Q x dose over the
/// universes of the programme, times the candidate's share of the lift. It moves all of theirs.
double dose_elsewhere(std::span<const PersuadedUniverse> universes, double share);

}  // namespace hustings::campaign
