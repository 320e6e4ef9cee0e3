#include "infer/chains.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>

#include "hustings/infer/calibrate.hpp"
#include "hustings/infer/chain_checks.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

/// Moves one batch's elections, as far as there are n.
void weigh_batch(Mover::Batch& batch, std::uint64_t index, std::uint64_t n,
                 const std::vector<std::size_t>& watched, Proposals& to) {
  batch.draw(index);
  const std::uint64_t first = index * kBatch;
  const std::uint64_t end = std::min(n, first + kBatch);
  for (std::uint64_t e = first; e < end; e += batch.lanes()) {
    std::size_t lanes[kMostLanes] = {};
    const std::size_t n_lanes = std::min<std::uint64_t>(batch.lanes(), end - e);
    for (std::size_t i = 0; i < n_lanes; ++i) lanes[i] = e - first + i;
    batch.move(lanes, n_lanes, true);
    for (std::size_t i = 0; i < n_lanes; ++i) {
      const double weight = batch.log_weight(i);
      to.log_weight[e + i] = std::isfinite(weight) ? weight : kNever;
      for (std::size_t w = 0; w < watched.size(); ++w) {
        to.watched[w][e + i] = static_cast<float>(batch.z(watched[w], i));
      }
    }
  }
}

/// A quantity of the chains' states.
template <class Value>
Chains chains_of(const std::vector<std::uint64_t>& accepted, const Value& value) {
  Chains chains(kChains);
  for (auto& chain : chains) chain.reserve(accepted.size() / kChains);
  for (std::size_t e = 0; e < accepted.size(); ++e) {
    chains[e % kChains].push_back(value(accepted[e]));
  }
  return chains;
}

}  // namespace

Proposals weigh(const Mover& mover, std::uint64_t n, const std::vector<std::size_t>& watched,
                int threads, const Observer& observer) {
  Proposals proposals{std::vector<double>(n),
                      std::vector<std::vector<float>>(watched.size(), std::vector<float>(n)), true};
  std::atomic<bool> stopped = false;
  std::mutex mutex;
  std::uint64_t done = 0;
  tbb::task_arena arena(threads > 0 ? threads : tbb::task_arena::automatic);
  arena.execute([&] {
    tbb::enumerable_thread_specific<Mover::Batch> batches([&] { return Mover::Batch(mover); });
    tbb::parallel_for(std::uint64_t{0}, (n + kBatch - 1) / kBatch, [&](std::uint64_t b) {
      if (stopped) return;
      weigh_batch(batches.local(), b, n, watched, proposals);
      const std::lock_guard lock(mutex);
      done += std::min(kBatch, n - b * kBatch);
      if (!tell(observer, {done, n})) stopped = true;
    });
  });
  proposals.complete = !stopped;
  return proposals;
}

std::vector<std::uint64_t> walk(const std::vector<double>& log_weight, std::uint64_t seed) {
  const DrawKey key = draw_key(seed, Purpose::chains);
  const std::uint64_t name = name_hash({"accept"});
  std::vector<std::uint64_t> accepted(log_weight.size());
  for (std::uint64_t e = 0; e < accepted.size(); ++e) {
    accepted[e] = e;
    if (e < kChains) continue;
    const std::uint64_t state = accepted[e - kChains];
    const double u = (static_cast<double>(draw_word(key, name, e)) + .5) * 0x1p-32;
    const bool is_better = log_weight[e] >= log_weight[state];
    if (!is_better && !(u < exact::exp(log_weight[e] - log_weight[state]))) accepted[e] = state;
  }
  return accepted;
}

Gates judge(const Proposals& proposals, const std::vector<std::uint64_t>& accepted) {
  Gates gates;
  std::size_t moves = 0;
  for (std::size_t e = kChains; e < accepted.size(); ++e) moves += accepted[e] == e ? 1 : 0;
  gates.acceptance = static_cast<double>(moves) / static_cast<double>(accepted.size() - kChains);
  std::vector<Chains> quantities;
  quantities.push_back(
      chains_of(accepted, [&](std::uint64_t e) { return proposals.log_weight[e]; }));
  for (const auto& watched : proposals.watched) {
    quantities.push_back(
        chains_of(accepted, [&](std::uint64_t e) { return static_cast<double>(watched[e]); }));
  }
  gates.bulk_ess = static_cast<double>(accepted.size());
  for (const Chains& chains : quantities) {
    gates.rank_r_hat = std::max(gates.rank_r_hat, rank_r_hat(chains));
    gates.bulk_ess = std::min(gates.bulk_ess, bulk_ess(chains));
  }
  gates.pareto_k = pareto_k(proposals.log_weight);
  const double most = *std::max_element(proposals.log_weight.begin(), proposals.log_weight.end());
  double sum = 0;
  double squares = 0;
  for (const double log_weight : proposals.log_weight) {
    const double weight = exact::exp(log_weight - most);
    sum += weight;
    squares += weight * weight;
  }
  gates.effective_part = sum * sum / squares / static_cast<double>(proposals.log_weight.size());
  return gates;
}

}  // namespace hustings::infer
