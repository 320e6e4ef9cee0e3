#pragma once

#include <cstdint>
#include <limits>

#include "hustings/random/address.hpp"

namespace hustings {

/// The words of one (seed, purpose, name), one after the other: a uniform random number generator
/// in the sense of Boost.Random and of the standard, for scalar draws outside the kernels.
///
/// Law: uniform on 0..2^32-1, independent between words, names, purposes and seeds; word i is
/// draw_word(key, name, i). Copies go on independently from the same place. Boost.Random's
/// distributions on it give the same numbers everywhere where they do not call libm (uniform_01,
/// uniform_int, bernoulli); what does (normal, beta, ...) must stay outside the digest
/// (scripts/checks/math_symbols). Source: docs/method.md, "Random numbers".
class NamedStream {
 public:
  using result_type = std::uint32_t;

  NamedStream(std::uint64_t seed, Purpose purpose, std::uint64_t name)
      : key_(draw_key(seed, purpose)), name_(name) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()() { return draw_word(key_, name_, next_++); }

 private:
  DrawKey key_;
  std::uint64_t name_;
  std::uint64_t next_ = 0;
};

}  // namespace hustings
