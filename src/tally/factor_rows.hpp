#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <vector>

#include "core/aligned.hpp"
#include "hustings/model/model.hpp"
#include "night/night.hpp"

namespace hustings {

/// The factors of a model's effects, effect by effect, drawn again by name: rows of kBatch.
class FactorRows {
 public:
  /// Takes the effects that are wanted.
  FactorRows(const Model& model, const std::function<bool(const ModelEffect&)>& wanted);

  void draw(const Night& night) { night.run_rows(program_, rows_.data()); }

  std::size_t size() const { return factors_.size(); }
  /// Values in units of the factor's sd: normal x t scale.
  const float* values(std::size_t factor) const { return row(factors_[factor]); }
  /// Its t scale; null where its tails are normal.
  const float* scales(std::size_t factor) const {
    return scales_[factor] == kZeroRow ? nullptr : row(scales_[factor]);
  }

 private:
  void add(const ModelFactor& factor);
  void add_own(OwnPlace place);
  void add_draw(DrawAddress address, RowIndex scale);
  RowIndex normal_row(DrawAddress address);
  const float* row(RowIndex row) const { return rows_.data() + row * kBatch; }

  const NightPlan& plan_;
  std::map<OwnPlace, DrawAddress> normal_of_;
  std::map<DrawAddress, RowIndex> normal_row_;
  std::map<std::vector<DrawAddress>, RowIndex> scale_row_;
  RowIndex n_rows_ = kZeroRow + 1;
  RowProgram program_;
  std::vector<RowIndex> factors_;
  std::vector<RowIndex> scales_;
  Aligned<float> rows_;
};

}  // namespace hustings
