#include "language/read_turnout.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace hustings {
namespace {

std::string short_text(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::general, 4)
                       .ptr;
  return {buffer.data(), end};
}

}  // namespace

/// Refuses an sd from sqrt(mu (1 - mu)) on: a share with mean mu has less, unless it is always 0 or
/// 1. Whether effects alone exceed the sd is for the solver to say (docs/method.md, "Turnout mean
/// and sd").
std::variant<scenario::Turnout, TurnoutFault> turnout_from(const GivenTurnout& given) {
  const bool by_interval = given.low || given.high || given.level;
  const bool by_mean = given.mean || given.sd;
  const int n_forms = int{by_interval} + int{by_mean} + int{given.log_odds.has_value()};
  if (n_forms == 0) {
    return TurnoutFault{"", {"turnout is missing", "give a mean, an interval or log_odds"}};
  }
  if (n_forms > 1) {
    return TurnoutFault{given.log_odds ? "log_odds" : "level",
                        {"turnout is given in two ways",
                         "keep one of: mean and sd, an interval with its level, log_odds"}};
  }
  if (given.log_odds) return scenario::TurnoutLogOdds{*given.log_odds};
  if (by_mean) {
    if (!given.mean) return TurnoutFault{"sd", {"an sd of turnout needs a mean", ""}};
    const double limit = std::sqrt(*given.mean * (1 - *given.mean));
    if (given.sd && *given.sd >= limit) {
      return TurnoutFault{
          "sd",
          {"no turnout with mean " + short_text(*given.mean) + " has sd " + short_text(*given.sd),
           "the sd must be below " + short_text(limit)}};
    }
    return scenario::TurnoutMean{*given.mean, given.sd};
  }
  const std::array<std::pair<const char*, bool>, 3> parts{{{"low", given.low.has_value()},
                                                           {"high", given.high.has_value()},
                                                           {"level", given.level.has_value()}}};
  for (const auto& [name, is_given] : parts) {
    if (is_given) continue;
    return TurnoutFault{
        given.low    ? "low"
        : given.high ? "high"
                     : "level",
        {"an interval of turnout needs low, high and level; " + std::string(name) + " is missing",
         ""}};
  }
  if (*given.low >= *given.high) {
    return TurnoutFault{
        "low",
        {"the low end " + short_text(*given.low) +
             " of the turnout interval is not below the high end " + short_text(*given.high),
         ""}};
  }
  return scenario::TurnoutInterval{*given.low, *given.high, *given.level};
}

}  // namespace hustings
