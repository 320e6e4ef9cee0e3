// Small dense matrices in several elections, for the kernels that are compiled once per instruction
// set. Included inside Highway's foreach_target. No row changes places: lanes would each want
// another.

#if defined(HUSTINGS_INFER_FACTOR_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HUSTINGS_INFER_FACTOR_INL
#undef HUSTINGS_INFER_FACTOR_INL
#else
#define HUSTINGS_INFER_FACTOR_INL
#endif

#include "infer/lanes-inl.hpp"
#include "infer/returns_plan.hpp"

HWY_BEFORE_NAMESPACE();
namespace hustings::infer {
namespace HWY_NAMESPACE {

/// Inverts a matrix in place; returns log |det|.
inline Lanes invert(Lanes* a, std::size_t n) {
  Lanes log_determinant = kNothing;
  for (std::size_t k = 0; k < n; ++k) {
    Lanes* pivot = a + k * n;
    log_determinant += log_of(size_of(pivot[k]));
    const Lanes one_by_pivot = 1.0 / pivot[k];
    pivot[k] = all_of(1.0);
    for (std::size_t j = 0; j < n; ++j) pivot[j] *= one_by_pivot;
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k) continue;
      Lanes* row = a + i * n;
      const Lanes part = -row[k];
      row[k] = kNothing;
      for (std::size_t j = 0; j < n; ++j) row[j] = fused(part, pivot[j], row[j]);
    }
  }
  return log_determinant;
}

/// log |det| of a matrix that is 0 where its panels say so; leaves what elimination makes of it.
class Elimination {
 public:
  Elimination(Lanes* a, std::size_t n) : a_(a), n_(n) {}

  Lanes log_determinant(const std::vector<Panel>& panels) {
    Lanes log_determinant = kNothing;
    for (const Panel& panel : panels) {
      log_determinant += open(panel);
      if (panel.n == kPanelRows) {
        close(panel);
      } else {
        for (const Range& rows : panel.after) {
          for (std::size_t i = rows.first; i < rows.end; ++i) take_each(panel, i);
        }
      }
    }
    return log_determinant;
  }

 private:
  Lanes* row(std::size_t i) const { return a_ + i * n_; }

  /// Takes the panel's rows from each other.
  Lanes open(const Panel& panel) {
    Lanes log_determinant = kNothing;
    for (std::size_t r = 0; r < panel.n; ++r) {
      const std::size_t k = panel.first + r;
      log_determinant += log_of(size_of(row(k)[k]));
      one_by_[r] = 1.0 / row(k)[k];
      for (std::size_t s = r + 1; s < panel.n; ++s) take(panel, r, row(panel.first + s));
    }
    return log_determinant;
  }

  /// Takes row r of the panel from another.
  void take(const Panel& panel, std::size_t r, Lanes* from) const {
    const std::size_t k = panel.first + r;
    const Lanes* pivot = row(k);
    const Lanes part = -(from[k] * one_by_[r]);
    for (std::size_t j = k + 1; j < panel.first + panel.n; ++j) {
      from[j] = fused(part, pivot[j], from[j]);
    }
    for (const Range& columns : panel.after) {
      for (std::size_t j = columns.first; j < columns.end; ++j) {
        from[j] = fused(part, pivot[j], from[j]);
      }
    }
  }

  void take_each(const Panel& panel, std::size_t i) const {
    for (std::size_t r = 0; r < panel.n; ++r) take(panel, r, row(i));
  }

  /// What a row takes of each of the panel's.
  HWY_INLINE void parts_of(const Panel& panel, const Lanes* from, Lanes* parts) const {
    for (std::size_t r = 0; r < kPanelRows; ++r) {
      Lanes rest = from[panel.first + r];
      for (std::size_t s = 0; s < r; ++s) {
        rest = fused(parts[s], row(panel.first + s)[panel.first + r], rest);
      }
      parts[r] = -(rest * one_by_[r]);
    }
  }

  /// Takes a full panel from all rows after it, two at a time.
  void close(const Panel& panel) const {
    for (const Range& rows : panel.after) {
      std::size_t i = rows.first;
      for (; i + 2 <= rows.end; i += 2) take_panel<2>(panel, i);
      if (i < rows.end) take_panel<1>(panel, i);
    }
  }

  template <std::size_t kRows>
  HWY_INLINE void take_panel(const Panel& panel, std::size_t i) const {
    Lanes parts[kRows][kPanelRows];
    for (std::size_t m = 0; m < kRows; ++m) parts_of(panel, row(i + m), parts[m]);
    const Lanes* above = row(panel.first);
    for (const Range& columns : panel.after) {
      for (std::size_t j = columns.first; j < columns.end; ++j) {
        for (std::size_t m = 0; m < kRows; ++m) {
          Lanes rest = row(i + m)[j];
          for (std::size_t r = 0; r < kPanelRows; ++r) {
            rest = fused(parts[m][r], above[r * n_ + j], rest);
          }
          row(i + m)[j] = rest;
        }
      }
    }
  }

  Lanes* a_;
  std::size_t n_;
  Lanes one_by_[kPanelRows];
};

}  // namespace HWY_NAMESPACE
}  // namespace hustings::infer
HWY_AFTER_NAMESPACE();

#endif
