#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/core/problem.hpp"

// Tests of what is said, as written: docs/campaign.md, "Messages".
namespace hustings::scenario {

/// What a test of messages measures.
enum class Measure { opens, clicks, replies, signups, turnout };
inline constexpr std::size_t kMeasures = 5;

std::string_view name_of(Measure measure);
std::optional<Measure> measure_named(std::string_view name);

/// Mean and sd of how much of a lead in a test is a lead in votes.
struct Carry {
  double mean = 0;
  double sd = 0;

  friend bool operator==(const Carry&, const Carry&) = default;
};

/// A message whose lead was seen in a test, and then in an experiment on votes. Relative to the
/// mean.
struct Validated {
  double lead = 0;
  double lift = 0;
  double lift_error = 0;  ///< standard error
};

/// One variant of a message, and what a test of it counted.
struct Variant {
  Source source;
  std::string name;
  double shown = 0;      ///< people
  double responded = 0;  ///< of them
};

/// Most variants of one set.
inline constexpr std::size_t kMostVariants = 1000;

/// Variants of a message that were tested side by side. The one with the largest posterior mean is
/// used.
struct MessageSet {
  Source source;
  std::string id;
  Measure measures = Measure::replies;
  std::vector<Variant> variants;
  std::optional<Carry> carry;  ///< nothing = the measure's
  Source carry_source;
  std::vector<Validated> validated;
};

}  // namespace hustings::scenario
