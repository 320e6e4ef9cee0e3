#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "hustings/core/progress.hpp"
#include "hustings/engine/draw_source.hpp"
#include "hustings/model/model.hpp"

namespace hustings {

/// A district whose votes are not asked for.
inline constexpr std::uint32_t kNoPart = std::numeric_limits<std::uint32_t>::max();

/// How the districts of one contest are put together: each belongs to a part, or to none.
struct DistrictParts {
  ContestId contest;
  std::uint32_t n_parts = 0;
  std::vector<std::uint32_t> of;  ///< per district of the contest, in the model's order; kNoPart
};

/// First choices of one contest in the first elections of a run [part x candidate x election],
/// election running fastest. Units: votes.
struct PartVotes {
  std::size_t n_parts = 0;
  std::size_t n_candidates = 0;
  std::size_t elections = 0;
  std::vector<float> votes;

  std::span<const float> row(std::size_t part, std::size_t candidate) const {
    return {votes.data() + (part * n_candidates + candidate) * elections, elections};
  }
  std::span<float> row(std::size_t part, std::size_t candidate) {
    return {votes.data() + (part * n_candidates + candidate) * elections, elections};
  }
};

/// Which elections are simulated again: 0 .. elections - 1 of a run that had this source of draws.
struct PartRun {
  std::uint64_t elections = 0;
  DrawSource source = {};  ///< none = the generator
};

/// Simulates the first elections of a run again, up to first choices, and adds these up by parts:
/// one item per item of `wanted`, which name different contests. Nothing is counted.
///
/// The votes are those of any run of the model; as they are added up in another order than a count
/// adds them, last bits may differ. The same on any number of threads and instruction set. Nothing
/// where the observer stopped it.
std::vector<PartVotes> part_votes(const Model& model, const std::vector<DistrictParts>& wanted,
                                  const PartRun& run, const Observer& observer = {});

}  // namespace hustings
