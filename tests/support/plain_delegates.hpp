#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hustings::test {

/// How delegates are shared out, as the slow counter takes it.
struct PlainDelegateRule {
  std::uint64_t threshold_millionths = 150'000;
  bool half_of_leader = true;
  bool three_decimals = false;
};

/// What one pool came to.
struct PlainPool {
  std::vector<std::uint64_t> won;  ///< candidate
  bool tied = false;               ///< equal remainders, not all of which got a delegate
};

/// Shares out one pool of whole votes: the slow, plain counter in integers that the fast one is
/// held against. It follows the party's text step by step and shares no code with it.
PlainPool plain_pool(const std::vector<std::uint64_t>& votes, const std::vector<std::string>& ids,
                     std::uint64_t seats, const PlainDelegateRule& rule);

}  // namespace hustings::test
