#include "bench/limit.hpp"

#include <tbb/blocked_range.h>
#include <tbb/parallel_reduce.h>
#include <tbb/task_arena.h>

#include <functional>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/limit.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "random/vector-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {

/// One batch: as many draws as there are addresses, the first n_odd of them from the odd table.
float draw_batch(const Injections& key, const BatchCounters& counters, const OddTable& table,
                 const DrawAddress* addresses, std::size_t n_draws, std::size_t n_odd) {
  const DF d;
  Quad sum = quad_of(hn::Zero(d));
  for (std::size_t q = 0; q < kCalls; q += hn::Lanes(d)) {
    WordsAhead draws(key, counters, q, addresses[0]);
    for (std::size_t i = 1; i <= n_odd; ++i) {
      sum = sum + draws.odd(table, addresses[i % n_draws]);
    }
    for (std::size_t i = n_odd + 1; i <= n_draws; ++i) {
      sum = sum + draws.normals(addresses[i % n_draws]);
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

LimitBatch::LimitBatch(std::size_t n_draws, std::size_t n_odd)
    : key_(draw_key(1, Purpose::first_choices)),
      injections_(key_),
      table_(odd_table(0.2)),
      n_odd_(n_odd) {
  for (std::uint64_t i = 0; i < n_draws; ++i) {
    addresses_.push_back(draw_address(key_, i * 0x9E3779B97F4A7C15ULL));
  }
}

float LimitBatch::operator()() {
  BatchCounters counters;
  fill_counters(key_, batch_++, counters);
  return HWY_DYNAMIC_DISPATCH(draw_batch)(injections_, counters, table_, addresses_.data(),
                                          addresses_.size(), n_odd_);
}

double draw_limit(std::uint64_t elections, int threads) {
  constexpr std::size_t kDraws = 1226;
  constexpr std::size_t kOdd = 1080;
  const auto draw_range = [](const tbb::blocked_range<std::uint64_t>& batches, double sum) {
    LimitBatch batch(kDraws, kOdd);
    for (std::uint64_t b = batches.begin(); b != batches.end(); ++b) {
      sum += static_cast<double>(batch());
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
