#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "hustings/core/contract.hpp"

namespace hustings {

/// Names one element of one kind of array: an index that cannot be mixed up with another kind's.
///
/// A default-constructed Id is unset and tests false.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value_(static_cast<std::uint32_t>(index)) {}

  constexpr std::size_t index() const { return value_; }
  constexpr explicit operator bool() const { return value_ != kUnset; }
  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  static constexpr std::uint32_t kUnset = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t value_ = kUnset;
};

/// Holds one T per Id, addressed by that Id only.
template <class IdType, class T>
class ById {
 public:
  ById() = default;
  explicit ById(std::size_t n, const T& value = T()) : items_(n, value) {}

  T& operator[](IdType id) {
    HUSTINGS_REQUIRE(id.index() < items_.size());
    return items_[id.index()];
  }
  const T& operator[](IdType id) const {
    HUSTINGS_REQUIRE(id.index() < items_.size());
    return items_[id.index()];
  }
  IdType push_back(T value) {
    items_.push_back(std::move(value));
    return IdType(items_.size() - 1);
  }

  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  const std::vector<T>& items() const { return items_; }

 private:
  std::vector<T> items_;
};

}  // namespace hustings
