#include "support/vector_probe.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "support/vector_probe.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "random/vector-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {

void probe_draw_words(const DrawKey& key, std::uint64_t batch, DrawAddress address,
                      std::uint32_t* words) {
  const DU du;
  const Injections injections(key);
  BatchCounters counters;
  fill_counters(key, batch, counters);
  for (std::size_t q = 0; q < kCalls; q += hn::Lanes(du)) {
    VU x[4];
    draw_words(injections, counters, q, address, x);
    for (std::size_t i = 0; i < 4; ++i) hn::Store(x[i], du, words + i * kCalls + q);
  }
}

void probe_normals(const std::uint32_t* words, std::size_t n, float* z) {
  const DF d;
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    hn::Store(normal_of(hn::Load(DU(), words + i)), d, z + i);
  }
}

void probe_odds(const OddTable& table, const std::uint32_t* words, std::size_t n, float* t) {
  const DF d;
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    hn::Store(by_octaves<kOddDegree>(table.coefficients, hn::Load(DU(), words + i)), d, t + i);
  }
}

void probe_exps(const float* x, std::size_t n, float* y) {
  const DF d;
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    hn::Store(exp_of(hn::Load(d, x + i)), d, y + i);
  }
}

void probe_logs(const float* x, std::size_t n, float* y) {
  const DF d;
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    hn::Store(log_of(hn::Load(d, x + i)), d, y + i);
  }
}

const test::VectorProbe& probe_table() {
  static const test::VectorProbe table{probe_draw_words, probe_normals, probe_odds, probe_exps,
                                       probe_logs};
  return table;
}

}  // namespace HWY_NAMESPACE
}  // namespace hustings
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace hustings {

HWY_EXPORT(probe_table);

const test::VectorProbe& test::vector_probe() {
  return HWY_DYNAMIC_DISPATCH(probe_table)();
}

}  // namespace hustings
#endif
