#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "hustings/random/address.hpp"

namespace hustings {

/// Hands over draws of a run's elections; all others are the generator's.
struct DrawSource {
  /// What it hands over, each once: standard normals by their addresses, a t scale by the address
  /// of the first normal that it is made of. A model need not have all of them.
  std::vector<DrawAddress> draws;
  /// Fills rows[draw x kBatch + lane] with the draws of election batch x kBatch + lane of the run,
  /// for the lanes below `n_valid`, and leaves the others. Threads call it at once; an election
  /// gets the same bits whatever is asked with it.
  std::function<void(std::uint64_t batch, std::size_t n_valid, float* rows)> fill;

  explicit operator bool() const { return fill != nullptr; }
};

}  // namespace hustings
