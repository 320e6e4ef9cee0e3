#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hustings/scenario/scenario.hpp"
#include "model/check/causes.hpp"
#include "model/solve/solution.hpp"

namespace hustings {

/// Moves the support of a what-if's candidates, contest by contest, in a solution of its own.
///
/// Shares that are moved are solved under the noise of the base (with that of candidates who
/// joined); what is not touched keeps its centres.
class SupportChanger {
 public:
  /// `base` must outlive it; `solution` is changed in place.
  SupportChanger(const scenario::Scenario& base, Solution& solution);

  /// Adds to a candidate's share in some universes, the others shrinking in proportion; `universes`
  /// tells by UniverseId. Returns the number of universes in which the candidate is on the ballot.
  std::size_t add_share(ContestId contest, std::size_t slot, const std::vector<bool>& universes,
                        double plus, const Source& source, Causes& causes);
  /// Adds to a candidate's log-support.
  std::size_t add_log_support(ContestId contest, std::size_t slot,
                              const std::vector<bool>& universes, double plus);
  /// Takes a candidate off the ballot; `parts` by slot divide the support, or are empty.
  void remove(ContestId contest, std::size_t slot, const std::vector<double>& parts,
              const Source& source, Causes& causes);
  /// Puts a candidate on the ballot as the last slot. `shares` by faction and slot: those named, -1
  /// for the others, who divide what is left as before.
  void add(ContestId contest, const scenario::Candidate& candidate,
           const std::map<std::string, std::vector<double>>& shares, const Source& source,
           Causes& causes);

  /// Works out the shares as written of the contests that were touched.
  void finish(const std::vector<double>& expected_ballots);

 private:
  struct ContestState {
    std::vector<UniverseBallot> ballots;  ///< shares, or centres as they stand now
    std::size_t width = 0;
  };

  ContestState& state(ContestId contest);
  const Effects& effects();
  const std::vector<UniverseId>& universes(ContestId contest) const {
    return solution_.universes[contest.index()];
  }
  std::string name_of(UniverseId universe) const;
  Predictor& predictor(ContestId contest, std::size_t universe, std::size_t slot);
  std::vector<double> shares(ContestId contest, std::size_t universe);
  /// Takes new shares for some universes and solves their centres.
  void set_shares(ContestId contest, const std::map<std::size_t, UniverseBallot>& changed);
  void take_centres(ContestId contest, std::size_t universe);
  void take_carried(ContestId contest);

  scenario::Scenario with_candidates_;  ///< the base, with the candidates of the what-if
  Solution& solution_;
  std::optional<Effects> effects_;
  std::map<std::size_t, ContestState> states_;
};

}  // namespace hustings
