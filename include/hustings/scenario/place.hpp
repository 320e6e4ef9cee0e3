#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/tags.hpp"

namespace hustings::scenario {

/// Voters alike in what they lean to.
struct Faction {
  Source source;
  std::string id;
  std::string name;  ///< empty = the id
};

/// A place where votes are reported.
struct District {
  Source source;
  std::string id;
  std::string name;    ///< empty = the id
  std::string region;  ///< empty = none
  Tags tags;
};

/// Turnout by its mean on the share scale; without an sd the universe takes
/// Defaults::turnout_cell_sd.
struct TurnoutMean {
  double mean = 0;           ///< share, (0, 1)
  std::optional<double> sd;  ///< share, (0, sqrt(mean (1 - mean)))
};

/// Turnout by a central interval: lies in [low, high] with probability `level`.
struct TurnoutInterval {
  double low = 0;    ///< share, (0, high)
  double high = 0;   ///< share, (low, 1)
  double level = 0;  ///< (0, 1)
};

/// Turnout by the log-odds of its centre as it stands; all noise comes from effects.
struct TurnoutLogOdds {
  double log_odds = 0;
};

using Turnout = std::variant<TurnoutMean, TurnoutInterval, TurnoutLogOdds>;

/// Registered voters of a universe whose results could tell who voted how: up to the first number
/// it is refused, up to the second warned of.
inline constexpr std::uint64_t kTooFewVoters = 10;
inline constexpr std::uint64_t kFewVoters = 29;

/// A block of registered voters of one district who share a faction and a turnout outlook: one
/// universe.
struct Universe {
  Source source;
  std::string district;
  std::string universe;
  std::string faction;
  std::uint64_t registered = 0;
  Turnout turnout;
  Tags tags;
};

}  // namespace hustings::scenario
