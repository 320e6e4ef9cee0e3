#pragma once

#include <cstddef>
#include <cstdint>

#include "core/aligned.hpp"
#include "hustings/engine/draw_source.hpp"
#include "hustings/model/handed_draws.hpp"
#include "hustings/model/model.hpp"

namespace hustings {

/// The draws that a source hands over, batch by batch; none without a source. One per thread.
class HandedRows {
 public:
  /// `source` must outlive it.
  explicit HandedRows(const DrawSource& source)
      : source_(source), rows_(source ? source.draws.size() * kBatch : 0) {}

  /// Returns the rows of a batch, until the next; null without a source.
  const float* operator()(std::uint64_t batch, std::size_t n_valid) {
    if (!source_) return nullptr;
    source_.fill(batch, n_valid, rows_.data());
    return rows_.data();
  }

 private:
  const DrawSource& source_;
  Aligned<float> rows_;
};

/// Makes a model for a source's draws.
inline Model with_source(Model model, const DrawSource& source) {
  model.night = with_handed_draws(std::move(model.night), source.draws);
  return model;
}

}  // namespace hustings
