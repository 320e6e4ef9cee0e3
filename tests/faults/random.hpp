#pragma once

#include <cstdint>
#include <iterator>

namespace hustings::faults {

/// Numbers that hang on a seed alone (SplitMix64), the same on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  /// 0 .. n-1.
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  /// True once in so many times.
  bool once_in(std::uint64_t n) { return below(n) == 0; }
  /// One of the items of a list.
  template <class List>
  auto one_of(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace hustings::faults
