#include "bench/limit.hpp"

#include <tbb/blocked_range.h>
#include <tbb/parallel_reduce.h>
#include <tbb/task_arena.h>

#include <functional>
#include <vector>

#include "hustings/random/address.hpp"
#include "random/batch_counters.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/limit.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "random/vector-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {

/// One batch: as many draws as there are addresses, the first n_exps of them exponentiated.
float draw_batch(const Injections& key, const BatchCounters& counters, const DrawAddress* addresses,
                 std::size_t n_draws, std::size_t n_exps) {
  const DF d;
  Quad sum = quad_of(hn::Zero(d));
  for (std::size_t q = 0; q < kCalls; q += hn::Lanes(d)) {
    for (std::size_t i = 0; i < n_exps; ++i) {
      sum = sum + exp_of(draw_normals(key, counters, q, addresses[i]));
    }
    for (std::size_t i = n_exps; i < n_draws; ++i) {
      sum = sum + draw_normals(key, counters, q, addresses[i]);
    }
  }
  const Quad total = sum;
  return hn::GetLane(
      hn::SumOfLanes(d, hn::Add(hn::Add(total.a, total.b), hn::Add(total.c, total.d))));
}

}  // namespace HWY_NAMESPACE
}  // namespace hustings
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace hustings {

HWY_EXPORT(draw_batch);

double draw_limit(std::uint64_t elections, int threads) {
  constexpr std::size_t kDraws = 1586;
  constexpr std::size_t kExps = 1440;
  const DrawKey key = draw_key(1, Purpose::first_choices);
  const Injections injections(key);
  std::vector<DrawAddress> addresses;
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    addresses.push_back(draw_address(key, i * 0x9E3779B97F4A7C15ULL));
  }
  const auto draw_range = [&](const tbb::blocked_range<std::uint64_t>& batches, double sum) {
    BatchCounters counters;
    for (std::uint64_t batch = batches.begin(); batch != batches.end(); ++batch) {
      fill_counters(key, batch, counters);
      sum += static_cast<double>(
          HWY_DYNAMIC_DISPATCH(draw_batch)(injections, counters, addresses.data(), kDraws, kExps));
    }
    return sum;
  };
  tbb::task_arena arena(threads);
  return arena.execute([&] {
    return tbb::parallel_reduce(tbb::blocked_range<std::uint64_t>(0, elections / kBatch, 16), 0.0,
                                draw_range, std::plus<>());
  });
}

}  // namespace hustings
#endif
