#include "tally/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tally/kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// From so many bins on, bins x share in fixed point needs more than 32 bits.
constexpr std::uint32_t kManyBins = 1U << (32 - kFixedBits);

void find_bins(const std::uint32_t* HWY_RESTRICT fixed, std::uint32_t bins,
               std::uint32_t* HWY_RESTRICT bin) {
  for (std::size_t e = 0; e < kBatch; ++e) {
    const auto at = static_cast<std::uint32_t>(std::uint64_t{fixed[e]} * bins >> kFixedBits);
    bin[e] = at < bins ? at : bins - 1;
  }
}

FixedMoments tally_row(const float* HWY_RESTRICT row, float unit, std::size_t n_valid,
                       std::uint32_t bins, std::uint64_t* HWY_RESTRICT histogram) {
  const hn::ScalableTag<float> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const hn::Repartition<std::uint64_t, decltype(du)> du64;
  HWY_ALIGN_MAX std::uint32_t bin[kBatch];
  HWY_ALIGN_MAX std::uint32_t fixed_row[kBatch];
  const auto scale = hn::Set(d, unit * kFixedOne);
  for (std::size_t e = 0; e < kBatch; e += hn::Lanes(d)) {
    const auto nearest = hn::NearestInt(hn::Mul(hn::Load(d, row + e), scale));
    hn::Store(hn::BitCast(du, nearest), du, fixed_row + e);
  }
  for (std::size_t e = n_valid; e < kBatch; ++e) fixed_row[e] = 0;
  auto sum = hn::Zero(du);
  auto squares = hn::Zero(du64);
  for (std::size_t e = 0; e < kBatch; e += hn::Lanes(d)) {
    const auto fixed = hn::Load(du, fixed_row + e);
    const auto odd = hn::BitCast(du, hn::ShiftRight<32>(hn::BitCast(du64, fixed)));
    sum = hn::Add(sum, fixed);
    squares = hn::Add(squares, hn::MulEven(fixed, fixed));
    squares = hn::Add(squares, hn::MulEven(odd, odd));
    const auto at = hn::ShiftRight<kFixedBits>(hn::Mul(fixed, hn::Set(du, bins)));
    hn::Store(hn::Min(at, hn::Set(du, bins - 1)), du, bin + e);
  }
  if (bins >= kManyBins) find_bins(fixed_row, bins, bin);
  if (histogram != nullptr) {
    for (std::size_t e = 0; e < n_valid; ++e) ++histogram[bin[e]];
  }
  FixedMoments moments;
  HWY_ALIGN_MAX std::uint32_t sums[hn::MaxLanes(du)];
  HWY_ALIGN_MAX std::uint64_t square_sums[hn::MaxLanes(du64)];
  hn::Store(sum, du, sums);
  hn::Store(squares, du64, square_sums);
  for (std::size_t i = 0; i < hn::Lanes(du); ++i) moments.sum += sums[i];
  for (std::size_t i = 0; i < hn::Lanes(du64); ++i) moments.squares += square_sums[i];
  return moments;
}

FixedDifference compare_rows(const float* HWY_RESTRICT before, float before_unit,
                             const float* HWY_RESTRICT after, float after_unit,
                             std::size_t n_valid) {
  const hn::ScalableTag<float> d;
  const hn::RebindToSigned<decltype(d)> di;
  HWY_ALIGN_MAX std::int32_t difference[kBatch];
  const auto old_unit = hn::Set(d, before_unit);
  const auto new_unit = hn::Set(d, after_unit);
  for (std::size_t e = 0; e < kBatch; e += hn::Lanes(d)) {
    const auto then = hn::NearestInt(hn::Mul(hn::LoadU(d, before + e), old_unit));
    const auto now = hn::NearestInt(hn::Mul(hn::LoadU(d, after + e), new_unit));
    hn::Store(hn::Sub(now, then), di, difference + e);
  }
  FixedDifference sums;
  for (std::size_t e = 0; e < n_valid; ++e) {
    const std::int64_t one = difference[e];
    sums.sum += one;
    sums.squares += static_cast<std::uint64_t>(one * one);
  }
  return sums;
}

void tally_bits(const BatchBits* HWY_RESTRICT bits, std::size_t n,
                std::uint64_t* HWY_RESTRICT counts) {
  for (std::size_t i = 0; i < n; ++i) {
    int count = 0;
    for (const std::uint64_t word : bits[i].words) count += __builtin_popcountll(word);
    counts[i] += static_cast<std::uint64_t>(count);
  }
}

void tally_pairs(const BatchBits* HWY_RESTRICT wins, const std::uint32_t* HWY_RESTRICT a_and_b,
                 std::size_t n_pairs, std::uint64_t* HWY_RESTRICT both_win) {
  for (std::size_t p = 0; p < n_pairs; ++p) {
    const BatchBits& a = wins[a_and_b[2 * p]];
    const BatchBits& b = wins[a_and_b[2 * p + 1]];
    int n = 0;
    for (std::size_t w = 0; w < BatchBits::kWords; ++w) {
      n += __builtin_popcountll(a.words[w] & b.words[w]);
    }
    both_win[p] += static_cast<std::uint64_t>(n);
  }
}

const TallyKernels& tally_table() {
  static const TallyKernels table{tally_row, compare_rows, tally_bits, tally_pairs};
  return table;
}

}  // namespace HWY_NAMESPACE
}  // namespace hustings
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace hustings {

HWY_EXPORT(tally_table);

const TallyKernels& tally_kernels() {
  return HWY_DYNAMIC_DISPATCH(tally_table)();
}

}  // namespace hustings
#endif
