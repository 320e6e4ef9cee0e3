#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hustings/engine/simulate.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// One thing that the bytes of a run's results hang on, such as `seed` and `7`.
struct RunFact {
  std::string name;
  std::string value;

  friend bool operator==(const RunFact&, const RunFact&) = default;
};

/// All that the bytes of a run's results hang on: runs of equal keys give equal files, whatever
/// threads, blocks and machines they are simulated on.
struct RunKey {
  std::vector<RunFact> facts;

  /// XXH3-128 over names and values, each after its length: 32 hex digits.
  std::string hex() const;
  friend bool operator==(const RunKey&, const RunKey&) = default;
};

/// What a run is asked for, beside its scenario.
struct RunAsked {
  std::string command = "run";  ///< which makes the results, such as `vary`
  std::uint64_t elections = 0;
  std::uint64_t n_draws = 0;
  bool swing = false;
  std::string posterior = {};  ///< its digest; empty = none
};

/// The key of a run by this program: format of results, version and revision; what is asked for;
/// seed; whether there is a stop rule; every file (scenario, tables, what-ifs: name, length and
/// hash of the bytes); overrides in their order, as telling_overrides.
RunKey key_of(const scenario::Scenario& scenario, const RunAsked& asked);

/// Overrides without those that say only a number of elections or a seed, which are facts of their
/// own however they are spelt.
std::vector<std::string> telling_overrides(std::vector<std::string> overrides);

/// Says in what a key differs first from another, whose facts are called `others`: `its seed is 7,
/// this run's 8`. Empty where they are equal.
std::string first_difference(const RunKey& key, const RunKey& other,
                             const std::string& others = "this run's");

/// Of which run results are a part, and which.
struct RunPart {
  RunKey key;
  std::uint64_t elections = 0;     ///< of the whole run
  std::uint64_t n_draws = 0;       ///< the same: first elections recorded whole
  std::vector<BlockRange> blocks;  ///< that the part holds: sorted, disjoint, touching ones joined
  std::uint64_t stops = 0;         ///< elections in which the event of the stop rule happened

  friend bool operator==(const RunPart&, const RunPart&) = default;
};

/// The part of a run by this program that has these blocks.
RunPart part_of_run(const scenario::Scenario& scenario, const RunAsked& asked,
                    const std::vector<BlockRange>& blocks);

}  // namespace hustings
