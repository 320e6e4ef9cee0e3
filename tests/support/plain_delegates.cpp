#include "support/plain_delegates.hpp"

#include <numeric>

namespace hustings::test {
namespace {

__extension__ using Wide = unsigned __int128;

/// A fraction; compared by cross-multiplication.
struct Fraction {
  Wide over = 0;
  Wide under = 1;
};

bool less(const Fraction& a, const Fraction& b) {
  return a.over * b.under < b.over * a.under;
}

bool equal(const Fraction& a, const Fraction& b) {
  return !less(a, b) && !less(b, a);
}

std::uint64_t sum(const std::vector<std::uint64_t>& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0});
}

/// Share of the votes; as percent with three decimals, half up, where the rule says so.
Fraction share_of(std::uint64_t votes, std::uint64_t all, const PlainDelegateRule& rule) {
  if (!rule.three_decimals) return {votes, all};
  Wide thousandths = Wide{votes} * 100'000 / all;
  if (Wide{votes} * 100'000 % all * 2 >= all) ++thousandths;
  return {thousandths, 100'000};
}

/// Step 1: who is viable.
std::vector<bool> viable(const std::vector<std::uint64_t>& votes, const PlainDelegateRule& rule) {
  const std::uint64_t all = sum(votes);
  Fraction most;
  for (const std::uint64_t v : votes) {
    const Fraction share = share_of(v, all, rule);
    if (less(most, share)) most = share;
  }
  Fraction limit{rule.threshold_millionths, 1'000'000};
  std::vector<bool> is_viable(votes.size(), false);
  if (less(most, limit)) {
    if (!rule.half_of_leader) return is_viable;
    limit = {most.over, most.under * 2};
  }
  for (std::size_t k = 0; k < votes.size(); ++k) {
    is_viable[k] = votes[k] > 0 && !less(share_of(votes[k], all, rule), limit);
  }
  return is_viable;
}

}  // namespace

PlainPool plain_pool(const std::vector<std::uint64_t>& votes, const std::vector<std::string>& ids,
                     std::uint64_t seats, const PlainDelegateRule& rule) {
  PlainPool pool{std::vector<std::uint64_t>(votes.size(), 0), false};
  if (sum(votes) == 0) return pool;
  std::vector<bool> waits = viable(votes, rule);
  std::uint64_t qualified = 0;
  for (std::size_t k = 0; k < votes.size(); ++k) qualified += waits[k] ? votes[k] : 0;
  std::vector<Fraction> remainder(votes.size());
  std::uint64_t left = qualified > 0 ? seats : 0;
  for (std::size_t k = 0; k < votes.size(); ++k) {
    if (!waits[k]) continue;
    const Fraction share = share_of(votes[k], qualified, rule);
    pool.won[k] = static_cast<std::uint64_t>(share.over * seats / share.under);
    remainder[k] = {share.over * seats % share.under, share.under};
    left -= pool.won[k];
  }
  // The last steps: one delegate after the other to the largest remainder.
  while (left > 0) {
    std::size_t next = votes.size();
    for (std::size_t k = 0; k < votes.size(); ++k) {
      if (!waits[k]) continue;
      if (next == votes.size() || less(remainder[next], remainder[k])) next = k;
      if (!equal(remainder[next], remainder[k])) continue;
      const bool before = votes[k] != votes[next] ? votes[k] > votes[next] : ids[k] < ids[next];
      if (before) next = k;
    }
    ++pool.won[next];
    waits[next] = false;
    if (--left > 0) continue;
    for (std::size_t k = 0; k < votes.size(); ++k) {
      pool.tied = pool.tied || (waits[k] && equal(remainder[k], remainder[next]));
    }
  }
  return pool;
}

}  // namespace hustings::test
