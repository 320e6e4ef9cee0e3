#include "count/subsets.hpp"

#include <algorithm>
#include <map>

namespace hustings {

/// Adds up C(n, s) for s = 0..max_size.
std::uint64_t SubsetTable::size(std::uint32_t n_elements, std::uint32_t max_size) {
  std::uint64_t total = 0;
  std::uint64_t choose = 1;
  for (std::uint32_t s = 0; s <= std::min(n_elements, max_size); ++s) {
    total += choose;
    choose = choose * (n_elements - s) / (s + 1);
  }
  return total;
}

/// Orders the subsets so that f(B) = sum over b in B of w_b f(B \ b) / (W - w(B \ b)) reads only
/// what stands before it: with element e come the sets {e} + S, S among the older ones, smaller
/// sizes first.
SubsetTable::SubsetTable(std::uint32_t elements_in_all, std::uint32_t largest)
    : n_elements(elements_in_all), max_size(largest) {
  using Subset = std::vector<std::uint32_t>;  // ascending
  std::map<Subset, std::uint32_t> index{{{}, 0}};
  std::vector<std::vector<Subset>> by_size(largest + 1);
  by_size[0].push_back({});
  for (std::uint32_t e = 0; e < n_elements; ++e) {
    first_block.push_back(static_cast<std::uint32_t>(blocks.size()));
    std::vector<std::vector<Subset>> made(largest + 1);
    for (std::uint32_t size = 1; size <= largest; ++size) {
      Block block{size, 0, n_kept, static_cast<std::uint32_t>(parents.size())};
      for (const Subset& smaller : by_size[size - 1]) {
        Subset subset = smaller;
        subset.push_back(e);
        for (std::uint32_t i = size; i-- > 0;) {
          Subset parent = subset;
          parent.erase(parent.begin() + static_cast<std::ptrdiff_t>(i));
          parents.push_back(index.at(parent));
          elements.push_back(subset[i]);
        }
        if (size < largest) index.emplace(subset, n_kept++);
        made[size].push_back(std::move(subset));
        ++block.n;
      }
      if (block.n > 0) blocks.push_back(block);
    }
    for (std::uint32_t size = 1; size <= largest; ++size) {
      by_size[size].insert(by_size[size].end(), made[size].begin(), made[size].end());
    }
  }
  first_block.push_back(static_cast<std::uint32_t>(blocks.size()));
}

}  // namespace hustings
