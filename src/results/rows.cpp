#include "results/rows.hpp"

#include <algorithm>
#include <numeric>

namespace hustings::results_rows {

std::vector<std::int32_t> numbers(std::size_t n, std::int32_t first) {
  std::vector<std::int32_t> values(n);
  std::iota(values.begin(), values.end(), first);
  return values;
}

std::size_t most_members(const Results& results) {
  std::size_t most = 0;
  for (const SlateLabel& slate : results.labels.slates) most = std::max(most, slate.members.size());
  return most;
}

std::size_t most_joint_members(const Results& results) {
  std::size_t most = 0;
  for (const SlateLabel& slate : results.labels.slates) {
    const std::size_t k = slate.members.size();
    if (k <= kMostJointMembers) most = std::max(most, k);
  }
  return most;
}

}  // namespace hustings::results_rows
