#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace hustings {

/// An item, and the first that is equal to it.
struct Repeat {
  std::uint32_t item = 0;
  std::uint32_t first = 0;
};

/// Finds the items that are equal to an earlier one, by sorting: O(n log n) comparisons, whatever
/// the items. In the order of `less`, equal ones in the order given.
template <class Less>
std::vector<Repeat> repeats(std::vector<std::uint32_t> items, const Less& less) {
  std::stable_sort(items.begin(), items.end(), less);
  std::vector<Repeat> found;
  for (std::size_t i = 1, first = 0; i < items.size(); ++i) {
    if (less(items[first], items[i])) {
      first = i;
    } else {
      found.push_back({items[i], items[first]});
    }
  }
  return found;
}

}  // namespace hustings
