#pragma once

#include <boost/random/mersenne_twister.hpp>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hustings/scenario/scenario.hpp"
#include "support/reference_centres.hpp"
#include "support/reference_effects.hpp"
#include "support/reference_programmes.hpp"

namespace hustings::test {

/// One election of the reference engine.
struct ReferenceElection {
  std::vector<double> share;             ///< candidate, contest by contest
  std::vector<std::size_t> winner;       ///< contest: slot
  std::vector<double> margin;            ///< contest
  std::vector<double> turnout;           ///< contest: valid votes / registered
  std::vector<double> rolloff;           ///< contest: blank / those who came
  std::vector<double> universe_turnout;  ///< universe of the scenario
  std::vector<double> delegates;         ///< candidate; 0 where none are awarded
  std::vector<bool> shocks;              ///< shock: it happened
};

/// The slow, plain engine that the fast one is held against: doubles, Boost.Random's laws, straight
/// loops over the scenario itself. Shares no code with the fast engine but the scenario's values.
class ReferenceEngine {
 public:
  ReferenceEngine(const scenario::Scenario& scenario, std::uint32_t seed);

  ReferenceElection draw();

 private:
  std::vector<double> draw_factors();
  double sum(const ReferenceTerms& terms, const std::vector<double>& factors) const;
  /// Delegates by candidate; all 0 where the contest awards none.
  std::vector<double> award(std::size_t contest, const std::vector<double>& votes,
                            const std::map<std::string, std::vector<double>>& by_district) const;
  /// Share of a universe's voters who do not leave a contest blank.
  double voting(std::size_t contest, std::size_t universe, const std::vector<double>& factors);
  void count(std::size_t contest, const std::vector<double>& factors,
             const std::vector<double>& ballots, ReferenceElection& election);
  void know_programmes();

  scenario::Scenario scenario_;
  ReferenceEffects effects_;
  std::vector<ReferenceTurnout> turnouts_;
  std::vector<std::map<std::size_t, ReferenceTurnout>> rolloffs_;  ///< contest: by universe
  /// contest x universe x candidate; -infinity = not on the ballot.
  std::vector<std::vector<std::vector<double>>> centres_;
  std::optional<ReferenceProgrammes> programmes_;
  std::vector<std::vector<double>> gains_;  ///< of the election: universe x programme
  boost::random::mt19937_64 random_;
};

}  // namespace hustings::test
