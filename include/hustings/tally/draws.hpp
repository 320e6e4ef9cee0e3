#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hustings/model/model.hpp"

namespace hustings {

/// Most members for a group of columns to be recorded: districts, universes, factors of one effect.
inline constexpr std::size_t kMostRecorded = 1000;

/// The first elections of a run, whole. Every table is [item x election], election running fastest.
struct Draws {
  std::uint64_t elections = 0;
  std::vector<float> share;                   ///< candidate
  std::vector<std::int16_t> winner;           ///< contest: slot of the winner
  std::vector<float> turnout;                 ///< contest
  std::vector<float> district_turnout;        ///< district; none above kMostRecorded
  std::vector<float> universe_turnout;        ///< universe; none above kMostRecorded
  std::vector<std::uint8_t> event;            ///< event: 1 = happened
  std::vector<std::int16_t> delegates;        ///< candidate; where some contest awards them
  std::vector<std::int16_t> total_delegates;  ///< name of a total
  std::vector<std::string> factor_names;      ///< `effect` or `effect: level`
  std::vector<float> factor;  ///< factor, in units of its sd; effects up to kMostRecorded

  Draws() = default;
  Draws(const Model& model, std::uint64_t n);

  /// Keeps only the first n elections.
  void truncate(std::uint64_t n);

  /// Size of all tables [bytes], before any is made.
  static std::uint64_t bytes(const Model& model, std::uint64_t n);

  friend bool operator==(const Draws&, const Draws&) = default;
};

/// Most bytes of draws that are kept.
inline constexpr std::uint64_t kMostDrawBytes = 256'000'000;

/// Refuses a model whose draws would take more than that. `scenario` is where the scenario stands.
void check_draws(const Model& model, const Source& scenario, Problems& problems);

}  // namespace hustings
