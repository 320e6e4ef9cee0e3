// Numbers of several elections in one vector, for the kernels that are compiled once per
// instruction set. Included inside Highway's foreach_target; every operation gives the same bits on
// every target.

#if defined(HUSTINGS_INFER_LANES_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HUSTINGS_INFER_LANES_INL
#undef HUSTINGS_INFER_LANES_INL
#else
#define HUSTINGS_INFER_LANES_INL
#endif

#include <hwy/highway.h>

#include <cmath>
#include <cstdint>

#include "infer/lanes.hpp"
#include "random/math.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings::infer {
namespace HWY_NAMESPACE {

constexpr std::size_t kLanes = HWY_TARGET == HWY_AVX3 ? 8 : 4;

/// One number in kLanes elections, as LaneArray holds it.
using Lanes = double __attribute__((vector_size(kLanes * sizeof(double))));
using Words = std::int64_t __attribute__((vector_size(kLanes * sizeof(std::int64_t))));

constexpr Lanes kNothing{};

HWY_INLINE Lanes* lanes_of(LaneArray& numbers) {
  return reinterpret_cast<Lanes*>(numbers.data());
}

HWY_INLINE const Lanes* lanes_of(const LaneArray& numbers) {
  return reinterpret_cast<const Lanes*>(numbers.data());
}

/// x in every lane.
HWY_INLINE Lanes all_of(double x) {
#if HWY_TARGET == HWY_AVX3
  return (Lanes)_mm512_set1_pd(x);
#elif HWY_TARGET == HWY_AVX2
  return (Lanes)_mm256_set1_pd(x);
#else
  return Lanes{x, x, x, x};
#endif
}

/// a * b + c with one rounding, on every target: slow where the machine has no such operation.
HWY_INLINE Lanes fused(const Lanes& a, const Lanes& b, const Lanes& c) {
#if HWY_TARGET == HWY_AVX3
  return (Lanes)_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)c);
#elif HWY_TARGET == HWY_AVX2
  return (Lanes)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c);
#else
  Lanes sum = c;
  for (std::size_t i = 0; i < kLanes; ++i) sum[i] = std::fma(a[i], b[i], c[i]);
  return sum;
#endif
}

HWY_INLINE Lanes fused(double a, const Lanes& b, const Lanes& c) {
  return fused(all_of(a), b, c);
}

HWY_INLINE Lanes root_of(const Lanes& x) {
  Lanes root = x;
  for (std::size_t i = 0; i < kLanes; ++i) root[i] = __builtin_sqrt(x[i]);
  return root;
}

HWY_INLINE Lanes size_of(const Lanes& x) {
  return x < 0.0 ? -x : x;
}

/// Evaluates c[0] + c[1] x + ... by Horner's rule.
template <int n>
HWY_INLINE Lanes polynomial(const Lanes& x, const double (&c)[n]) {
  Lanes y = all_of(c[n - 1]);
  for (int i = n - 1; i-- > 0;) y = fused(y, x, all_of(c[i]));
  return y;
}

/// e^x, x taken into [-700, 700]; relative error below 1e-14.
///
/// Law: x = n ln 2 + r, |r| <= ln 2 / 2, ln 2 in two parts; Taylor's series of degree 13.
HWY_INLINE Lanes exp_of(const Lanes& argument) {
  constexpr double kMagic = 0x1.8p52;  // adding it leaves the nearest integer in the low bits
  Lanes x = argument;
  x = x > 700.0 ? all_of(700.0) : x;
  x = x < -700.0 ? all_of(-700.0) : x;
  const Lanes shifted = fused(0x1.71547652b82fep+0, x, all_of(kMagic));
  const Lanes n = shifted - kMagic;
  const Lanes r = fused(-0x1.a39ef35793c76p-33, n, fused(-0x1.62e42fee00000p-1, n, x));
  const Words power = (Words)polynomial(r, exact::kInverseFactorials) + ((Words)shifted << 52);
  return (Lanes)power;
}

/// Natural logarithm of x > 0, normal; error below 1e-15 x max(1, |log x|).
///
/// Law: x = 2^n m, m in [sqrt(1/2), sqrt 2): n ln 2 + 2 atanh((m - 1) / (m + 1)).
HWY_INLINE Lanes log_of(const Lanes& x) {
  static constexpr double kOddInverses[] = {2.0,      2.0 / 3,  2.0 / 5,  2.0 / 7,
                                            2.0 / 9,  2.0 / 11, 2.0 / 13, 2.0 / 15,
                                            2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23};
  constexpr std::int64_t kRootHalf = 0x3FE6A09E667F3BCD;
  constexpr std::int64_t kMagicBits = 0x4338000000000000;
  const Words bits = (Words)x;
  // The exponent, made a double by the bits of 1.5 x 2^52 + n: no conversion of 64-bit integers.
  const Words exponent = (bits - kRootHalf) >> 52;
  const Lanes n = (Lanes)(exponent + kMagicBits) - 0x1.8p52;
  const Lanes m = (Lanes)(bits - (exponent << 52));
  const Lanes s = (m - 1.0) / (m + 1.0);
  return fused(0x1.62e42fee00000p-1, n,
               fused(s, polynomial(s * s, kOddInverses), n * 0x1.a39ef35793c76p-33));
}

}  // namespace HWY_NAMESPACE
}  // namespace hustings::infer
HWY_AFTER_NAMESPACE();

#endif
