#pragma once

#include <cstddef>
#include <cstdint>

#include "hustings/random/address.hpp"
#include "hustings/random/odd_table.hpp"

namespace hustings::test {

/// The random numbers of the vector kernels, laid open; one table per instruction set. Arrays stand
/// on 64-byte boundaries, their sizes are multiples of 16.
struct VectorProbe {
  /// Words of a named draw in the kBatch elections of a batch.
  void (*draw_words)(const DrawKey& key, std::uint64_t batch, DrawAddress address,
                     std::uint32_t* words);
  void (*normals)(const std::uint32_t* words, std::size_t n, float* z);
  /// tanh(sd z / 2) of the normals z of words.
  void (*odds)(const OddTable& table, const std::uint32_t* words, std::size_t n, float* t);
  void (*exps)(const float* x, std::size_t n, float* y);
  void (*logs)(const float* x, std::size_t n, float* y);
};

/// That of the instruction set in use.
const VectorProbe& vector_probe();

}  // namespace hustings::test
