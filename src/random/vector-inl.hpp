// Vector words, normals and exponentials, for the kernels that are compiled once per instruction
// set. Included inside Highway's foreach_target; every operation gives the same bits on every
// target.

#if defined(HUSTINGS_RANDOM_VECTOR_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HUSTINGS_RANDOM_VECTOR_INL
#undef HUSTINGS_RANDOM_VECTOR_INL
#else
#define HUSTINGS_RANDOM_VECTOR_INL
#endif

#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "hustings/random/address.hpp"
#include "hustings/random/odd_table.hpp"
#include "random/batch_counters.hpp"
#include "random/normal_table.hpp"
#include "random/patterns.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using DF = hn::ScalableTag<float>;
using DU = hn::RebindToUnsigned<DF>;
using DI = hn::RebindToSigned<DF>;
using VF = hn::Vec<DF>;
using VU = hn::Vec<DU>;
using VI = hn::Vec<DI>;

/// a * b + c with one rounding, on every target (Highway's own is not fused on the plain one).
HWY_INLINE VF fused(VF a, VF b, VF c) {
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
  return hn::MulAdd(a, b, c);
#else
  const DF d;
  HWY_ALIGN float x[hn::MaxLanes(d)], y[hn::MaxLanes(d)], z[hn::MaxLanes(d)];
  hn::Store(a, d, x);
  hn::Store(b, d, y);
  hn::Store(c, d, z);
  for (std::size_t i = 0; i < hn::Lanes(d); ++i) x[i] = std::fma(x[i], y[i], z[i]);
  return hn::Load(d, x);
#endif
}

/// A constant of all lanes, as an operand in memory.
HWY_INLINE VU word_row(const std::uint32_t* row) {
  return hn::Load(DU(), row);
}

/// 2 w + 1 mod 2^32 of each word, as the nearest float.
HWY_INLINE VF doubled_of(VU words) {
  const DF d;
  const DU du;
  const VU doubled = hn::Add(words, words);
#if HWY_TARGET == HWY_AVX3
  return VF{_mm512_cvtepu32_ps(hn::Or(doubled, hn::Set(du, 1U)).raw)};
#elif HWY_TARGET == HWY_AVX2
  const VF high{_mm256_cvtepi32_ps(_mm256_srli_epi32(doubled.raw, 16))};
  // The low half as the mantissa of 2^23 + low.
  const VU low{_mm256_blend_epi16(doubled.raw, word_row(kPatterns.two_to_23).raw, 0xAA)};
  const VF low_and_1 = hn::Sub(hn::BitCast(d, low), hn::Set(d, 8388607.0F));
  return fused(high, hn::Set(d, 65536.0F), low_and_1);
#else
  const DI di;
  const VF high = hn::ConvertTo(d, hn::BitCast(di, hn::ShiftRight<16>(doubled)));
  const VU low = hn::Or(hn::And(doubled, hn::Set(du, 0xFFFFU)), hn::Set(du, 1U));
  return fused(high, hn::Set(d, 65536.0F), hn::ConvertTo(d, hn::BitCast(di, low)));
#endif
}

/// table[row mod 32] for each lane.
HWY_INLINE VF lookup32(const float* HWY_RESTRICT table, VU row) {
#if HWY_TARGET == HWY_AVX3
  return VF{_mm512_permutex2var_ps(_mm512_load_ps(table), row.raw, _mm512_load_ps(table + 16))};
#else
  const DU du;
  HWY_ALIGN std::uint32_t rows[hn::MaxLanes(du)];
  HWY_ALIGN float values[hn::MaxLanes(du)];
  hn::Store(row, du, rows);
  for (std::size_t i = 0; i < hn::Lanes(du); ++i) values[i] = table[rows[i] % kNormalRows];
  return hn::Load(DF(), values);
#endif
}

/// m in [1, 2) of p = m x 2^e, given the bits of p.
HWY_INLINE VF mantissa_of(VU bits) {
  const DF d;
#if HWY_TARGET == HWY_AVX2
  return hn::BitCast(d,
                     hn::Or(hn::And(bits, word_row(kPatterns.mantissa)), word_row(kPatterns.one)));
#else
  const DU du;
  return hn::BitCast(d, hn::OrAnd(hn::Set(du, 0x3F800000U), bits, hn::Set(du, 0x7FFFFFU)));
#endif
}

/// x with its sign turned where the top bit of the word is set.
HWY_INLINE VF with_sign_of(VU words, VF x) {
  const DF d;
  const DU du;
#if HWY_TARGET == HWY_AVX2
  const VU sign = hn::And(words, word_row(kPatterns.sign));
#else
  const VU sign = hn::And(words, hn::Set(du, 0x80000000U));
#endif
  return hn::BitCast(d, hn::Xor(hn::BitCast(du, x), sign));
}

#if HWY_TARGET == HWY_AVX2
/// Where the octave of 2 w + 1 is none of the likeliest eight, takes the normal of that octave
/// instead, one word after the other: seldom, and so no table of 32 rows for every word.
template <int kDegree>
HWY_NOINLINE VF with_far_octaves(const float (*table)[kNormalRows], VF z, VF doubled, VU words) {
  const DF d;
  HWY_ALIGN float normals[hn::MaxLanes(d)];
  HWY_ALIGN float p[hn::MaxLanes(d)];
  HWY_ALIGN std::uint32_t w[hn::MaxLanes(d)];
  hn::Store(z, d, normals);
  hn::Store(doubled, d, p);
  hn::Store(words, DU(), w);
  const auto is_near =
      hn::And(hn::Ge(doubled, hn::Set(d, 0x1p24F)), hn::Lt(doubled, hn::Set(d, 0x1p32F)));
  for (auto far = ~static_cast<unsigned>(_mm256_movemask_ps(is_near.raw)) & 0xFFU; far != 0;
       far &= far - 1) {
    const int i = std::countr_zero(far);
    const auto bits = std::bit_cast<std::uint32_t>(std::min(p[i], 0x1.fffffep31F));
    const std::uint32_t row = (bits >> 23) % kNormalRows;
    const float m = std::bit_cast<float>((bits & 0x7FFFFFU) | 0x3F800000U);
    float x = table[kDegree][row];
    for (int degree = kDegree; degree-- > 0;) x = std::fma(x, m, table[degree][row]);
    normals[i] = std::bit_cast<float>(std::bit_cast<std::uint32_t>(x) ^ (w[i] & 0x80000000U));
  }
  return hn::Load(d, normals);
}
#endif

/// An odd function of each word's normal, by octaves.
///
/// Law: sign = top bit; p = (2 w + 1 mod 2^32) x 2^-33 rounded to float, below 1/2; the value at
/// -Phi^-1(p) by a polynomial in the significand of p, the exponent choosing one of 32. Related:
/// [marsaglia1994] chooses Taylor series by exponent and leading bits, [giles2023] fits lines on
/// intervals that halve towards 0. Source: docs/method.md, "Random numbers".
template <int kDegree>
HWY_INLINE VF by_octaves(const float (*table)[kNormalRows], VU words) {
  const DU du;
  const VF doubled = doubled_of(words);
#if HWY_TARGET == HWY_AVX2
  const VU bits = hn::Add(hn::BitCast(du, doubled), word_row(kPatterns.minus_first_near));
  const VU row = hn::ShiftRight<23>(bits);
  const auto coefficient = [&](int degree) HWY_ATTR {
    const float* near = table[degree] + kFirstNearRow % kNormalRows;
    return VF{_mm256_permutevar8x32_ps(_mm256_loadu_ps(near), row.raw)};
  };
#else
  const VU bits = hn::BitCast(du, hn::Min(doubled, hn::Set(DF(), 0x1.fffffep31F)));
  const VU row = hn::ShiftRight<23>(bits);
  const auto coefficient = [&](int degree) HWY_ATTR { return lookup32(table[degree], row); };
#endif
  const VF m = mantissa_of(bits);
  VF z = coefficient(kDegree);
  for (int degree = kDegree; degree-- > 0;) z = fused(z, m, coefficient(degree));
  z = with_sign_of(words, z);
#if HWY_TARGET == HWY_AVX2
  if (HWY_UNLIKELY(!_mm256_testz_si256(bits.raw, word_row(kPatterns.not_near).raw))) {
    return with_far_octaves<kDegree>(table, z, doubled, words);
  }
#endif
  return z;
}

/// Standard normal draw of each word: absolute error below 1e-6, |z| <= 6.34. One word gives one
/// normal, whose size falls as p grows but for that error. Source: src/random/make_normal_table.py.
HWY_INLINE VF normal_of(VU words) {
  return by_octaves<kNormalDegree>(kNormalTable, words);
}

/// e^x for each lane, x taken into [-80, 80]; relative error below 1.5e-7.
///
/// Law: x = n ln 2 + r, |r| <= ln 2 / 2, with ln 2 in two parts; e^r by a polynomial of degree 6
/// whose first two coefficients are 1, so that e^0 = 1 exactly; n is added to the exponent. Within
/// [-80, 80] nothing is infinite or below the smallest normal float. Source: docs/method.md,
/// "Random numbers".
HWY_INLINE VF exp_of(VF x) {
  const DF d;
  const DU du;
  const VF magic = hn::Set(d, 12582912.0F);  // 1.5 x 2^23: adding it leaves the integer in low bits
#if HWY_TARGET == HWY_AVX3
  x = VF{_mm512_maskz_range_ps(0xFFFF, x.raw, _mm512_set1_ps(80.0F), 2)};
#else
  x = hn::Min(hn::Max(x, hn::Set(d, -80.0F)), hn::Set(d, 80.0F));
#endif
  const VF shifted = fused(x, hn::Set(d, 0x1.715476p+0F), magic);
  const VF n = hn::Sub(shifted, magic);
  VF r = fused(n, hn::Set(d, -0x1.62e400p-1F), x);
  r = fused(n, hn::Set(d, -0x1.7f7d1cp-20F), r);
  VF y = hn::Set(d, 0x1.6a244cp-10F);
  y = fused(y, r, hn::Set(d, 0x1.1239d4p-7F));
  y = fused(y, r, hn::Set(d, 0x1.5558f2p-5F));
  y = fused(y, r, hn::Set(d, 0x1.555492p-3F));
  y = fused(y, r, hn::Set(d, 0x1.fffffcp-2F));
  y = fused(y, r, hn::Set(d, 1.0F));
  y = fused(y, r, hn::Set(d, 1.0F));
#if HWY_TARGET == HWY_AVX3
  return VF{_mm512_maskz_scalef_ps(0xFFFF, y.raw, n.raw)};
#else
  const VU exponent = hn::ShiftLeft<23>(hn::BitCast(du, shifted));
  return hn::BitCast(d, hn::Add(hn::BitCast(du, y), exponent));
#endif
}

/// Natural logarithm of each lane, x > 0 and normal; error below 1.5e-7 x max(1, |log x|).
///
/// Law: x = 2^n m, m in [sqrt(1/2), sqrt 2), r = m - 1: log x = n ln 2 + r - r^2 / 2 + r^3 P(r), P
/// of degree 8, ln 2 in two parts of which the first has 9 bits, so that n x it is exact.
HWY_INLINE VF log_of(VF x) {
  const DF d;
  const DI di;
  const VI bits = hn::BitCast(di, x);
  const VI root_half = hn::Set(di, 0x3F3504F3);  // sqrt(1/2): the mantissa is taken around 1
  const VI exponent = hn::ShiftRight<23>(hn::Sub(bits, root_half));
  const VF n = hn::ConvertTo(d, exponent);
  const VF m = hn::BitCast(d, hn::Sub(bits, hn::ShiftLeft<23>(exponent)));
  const VF r = hn::Sub(m, hn::Set(d, 1.0F));
  const VF square = hn::Mul(r, r);
  VF y = hn::Set(d, 7.0376836292e-2F);
  y = fused(y, r, hn::Set(d, -1.1514610310e-1F));
  y = fused(y, r, hn::Set(d, 1.1676998740e-1F));
  y = fused(y, r, hn::Set(d, -1.2420140846e-1F));
  y = fused(y, r, hn::Set(d, 1.4249322787e-1F));
  y = fused(y, r, hn::Set(d, -1.6668057665e-1F));
  y = fused(y, r, hn::Set(d, 2.0000714765e-1F));
  y = fused(y, r, hn::Set(d, -2.4999993993e-1F));
  y = fused(y, r, hn::Set(d, 3.3333331174e-1F));
  y = hn::Mul(hn::Mul(y, r), square);
  y = fused(n, hn::Set(d, -2.12194440e-4F), y);
  y = fused(square, hn::Set(d, -0.5F), y);
  return fused(n, hn::Set(d, 0.693359375F), hn::Add(r, y));
}

template <int kBits>
HWY_INLINE VU rotated_left(VU x) {
  return hn::RotateRight<32 - kBits>(x);
}

/// One round of Threefry4x32 [salmon2011] on the pairs (a, b) and (c, e); the next round takes b
/// and e the other way round.
template <int kLeft, int kRight>
HWY_INLINE void mix(VU& a, VU& b, VU& c, VU& e) {
  a = hn::Add(a, b);
  b = hn::Xor(rotated_left<kLeft>(b), a);
  c = hn::Add(c, e);
  e = hn::Xor(rotated_left<kRight>(e), c);
}

/// One quantity in four vectors of elections: q.., q + 64.., q + 128.. and q + 192.. of a batch.
struct Quad {
  VF a, b, c, d;
};

HWY_INLINE Quad load_quad(const float* HWY_RESTRICT row, std::size_t q) {
  const DF d;
  return {hn::Load(d, row + q), hn::Load(d, row + kCalls + q), hn::Load(d, row + 2 * kCalls + q),
          hn::Load(d, row + 3 * kCalls + q)};
}

HWY_INLINE void store_quad(Quad x, float* HWY_RESTRICT row, std::size_t q) {
  const DF d;
  hn::Store(x.a, d, row + q);
  hn::Store(x.b, d, row + kCalls + q);
  hn::Store(x.c, d, row + 2 * kCalls + q);
  hn::Store(x.d, d, row + 3 * kCalls + q);
}

HWY_INLINE Quad operator+(Quad x, Quad y) {
  return {hn::Add(x.a, y.a), hn::Add(x.b, y.b), hn::Add(x.c, y.c), hn::Add(x.d, y.d)};
}

HWY_INLINE Quad operator-(Quad x, Quad y) {
  return {hn::Sub(x.a, y.a), hn::Sub(x.b, y.b), hn::Sub(x.c, y.c), hn::Sub(x.d, y.d)};
}

HWY_INLINE Quad operator*(Quad x, Quad y) {
  return {hn::Mul(x.a, y.a), hn::Mul(x.b, y.b), hn::Mul(x.c, y.c), hn::Mul(x.d, y.d)};
}

HWY_INLINE Quad operator/(Quad x, Quad y) {
  return {hn::Div(x.a, y.a), hn::Div(x.b, y.b), hn::Div(x.c, y.c), hn::Div(x.d, y.d)};
}

HWY_INLINE Quad quad_of(VF x) {
  return {x, x, x, x};
}

HWY_INLINE Quad fused(Quad x, Quad y, Quad z) {
  return {fused(x.a, y.a, z.a), fused(x.b, y.b, z.b), fused(x.c, y.c, z.c), fused(x.d, y.d, z.d)};
}

HWY_INLINE Quad exp_of(Quad x) {
  return {exp_of(x.a), exp_of(x.b), exp_of(x.c), exp_of(x.d)};
}

/// Four words per lane of the named draw, one for each vector of elections of a Quad.
HWY_INLINE void draw_words(const Injections& key, const BatchCounters& counters, std::size_t q,
                           DrawAddress address, VU (&x)[4]) {
  const DU du;
  const auto inject = [&](int s) HWY_ATTR {
    for (int i = 0; i < 4; ++i) x[i] = hn::Add(x[i], hn::Load(du, key.word[s][i]));
  };
  const VU x3 = hn::Set(du, address.x3);
  x[0] = hn::Add(hn::Load(du, counters.x0 + q), x3);
  x[3] = hn::Xor(rotated_left<11>(x3), x[0]);
  x[2] = hn::Add(hn::Set(du, address.x2), hn::Load(du, counters.x1 + q));
  x[1] = hn::Xor(hn::Load(du, counters.x1_turned + q), x[2]);
  mix<13, 27>(x[0], x[1], x[2], x[3]);
  mix<23, 5>(x[0], x[3], x[2], x[1]);
  inject(0);
  mix<6, 20>(x[0], x[1], x[2], x[3]);
  mix<17, 11>(x[0], x[3], x[2], x[1]);
  mix<25, 10>(x[0], x[1], x[2], x[3]);
  mix<18, 20>(x[0], x[3], x[2], x[1]);
  inject(1);
  mix<10, 26>(x[0], x[1], x[2], x[3]);
  mix<11, 21>(x[0], x[3], x[2], x[1]);
  mix<13, 27>(x[0], x[1], x[2], x[3]);
  mix<23, 5>(x[0], x[3], x[2], x[1]);
  inject(2);
}

/// Draws of four vectors of elections, one after the other, the words of the next beside the use of
/// this one.
///
/// Words and what is made of them are one chain of dependent operations, about 45 clocks each, more
/// than a processor looks ahead; the next draw's words depend on none of it. Bits are those of
/// draw_words alone.
class WordsAhead {
 public:
  HWY_INLINE WordsAhead(const Injections& key, const BatchCounters& counters, std::size_t q,
                        DrawAddress first)
      : key_(key), counters_(counters), q_(q) {
    draw_words(key_, counters_, q_, first, words_);
  }

  /// Returns the standard normals of the draw that was ahead, and makes the words of `ahead`.
  HWY_INLINE Quad normals(DrawAddress ahead) { return next<kNormalDegree>(kNormalTable, ahead); }

  /// The same, of each normal z its tanh(sd z / 2).
  HWY_INLINE Quad odd(const OddTable& table, DrawAddress ahead) {
    return next<kOddDegree>(table.coefficients, ahead);
  }

 private:
  template <int kDegree>
  HWY_INLINE Quad next(const float (*table)[kNormalRows], DrawAddress ahead) {
    const VU a = words_[0];
    const VU b = words_[1];
    const VU c = words_[2];
    const VU e = words_[3];
    draw_words(key_, counters_, q_, ahead, words_);
    return {by_octaves<kDegree>(table, a), by_octaves<kDegree>(table, b),
            by_octaves<kDegree>(table, c), by_octaves<kDegree>(table, e)};
  }

  const Injections& key_;
  const BatchCounters& counters_;
  std::size_t q_;
  VU words_[4];
};

}  // namespace HWY_NAMESPACE
}  // namespace hustings
HWY_AFTER_NAMESPACE();

#endif
