#include "tally/factor_rows.hpp"

#include <map>

namespace hustings {

FactorRows::FactorRows(const Model& model, std::size_t most) {
  RowIndex next = kZeroRow + 1;
  std::map<std::vector<DrawAddress>, RowIndex> scales;
  for (const ModelEffect& effect : model.effects) {
    if (effect.factors.size() > most) continue;
    for (const ModelFactor& factor : effect.factors) {
      RowIndex scale = kZeroRow;
      if (!factor.scale.empty()) {
        const auto [found, is_new] = scales.try_emplace(factor.scale, next);
        scale = found->second;
        if (is_new) program_.scales.push_back({next++, factor.scale});
      }
      scales_.push_back(scale);
      factors_.push_back(next);
      program_.factors.push_back({next++, factor.address, scale});
    }
  }
  rows_.resize(next * kBatch);
}

}  // namespace hustings
