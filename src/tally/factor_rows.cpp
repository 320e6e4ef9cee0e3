#include "tally/factor_rows.hpp"

#include "model/solve/own_noise.hpp"

namespace hustings {

FactorRows::FactorRows(const Model& model, const std::function<bool(const ModelEffect&)>& wanted)
    : plan_(model.night) {
  for (const ModelEffect& effect : model.effects) {
    for (const ModelFactor& factor : effect.factors) {
      if (factor.own.contest) normal_of_[factor.own] = factor.address;
    }
  }
  for (const ModelEffect& effect : model.effects) {
    if (!wanted(effect)) continue;
    for (const ModelFactor& factor : effect.factors) add(factor);
  }
  rows_.resize(n_rows_ * kBatch);
}

void FactorRows::add(const ModelFactor& factor) {
  RowIndex scale = kZeroRow;
  if (!factor.scale.empty()) {
    const auto [found, is_new] = scale_row_.try_emplace(factor.scale, n_rows_);
    scale = found->second;
    if (is_new) {
      const RowIndex handed = plan_.handed_row(factor.scale.front());
      program_.scales.push_back({n_rows_++, factor.scale, handed});
    }
  }
  scales_.push_back(scale);
  if (factor.own.contest) {
    add_own(factor.own);
    return;
  }
  factors_.push_back(n_rows_);
  add_draw(factor.address, scale);
}

void FactorRows::add_draw(DrawAddress address, RowIndex scale) {
  program_.factors.push_back({n_rows_++, address, scale, plan_.handed_row(address)});
}

/// Adds a candidate's own noise in a universe, in units of its sd, from the draws that stand for
/// it: (d_k - c_k) z_k - sum over j > k of c_j z_j - rest z_0. Source: docs/method.md, "Own noise".
void FactorRows::add_own(OwnPlace place) {
  const ContestPlan& contest = plan_.contests[place.contest.index()];
  const UniverseSupport* supports = contest.supports.data() + place.universe * contest.n_candidates;
  std::vector<double> sds;
  for (std::uint32_t k = 0; k < contest.n_candidates; ++k) sds.push_back(supports[k].sd);
  const OwnNoise noise = own_noise(sds);
  const auto first_term = static_cast<std::uint32_t>(program_.terms.size());
  const auto add_term = [&](std::uint32_t slot, double load) {
    if (load == 0) return;
    OwnPlace of = place;
    of.slot = sds[slot] > 0 ? slot : 0;
    const double in_sds = load / sds[place.slot];
    program_.terms.push_back({normal_row(normal_of_.at(of)), static_cast<float>(in_sds)});
  };
  const OwnLoads& own = noise.loads[place.slot];
  add_term(place.slot, own.own - own.passed_on);
  for (std::uint32_t j = place.slot + 1; j < contest.n_candidates; ++j) {
    add_term(j, -noise.loads[j].passed_on);
  }
  add_term(0, -noise.rest_sd);
  factors_.push_back(n_rows_);
  program_.sums.push_back(
      {n_rows_++, first_term, static_cast<std::uint32_t>(program_.terms.size()) - first_term});
}

RowIndex FactorRows::normal_row(DrawAddress address) {
  const auto [found, is_new] = normal_row_.try_emplace(address, n_rows_);
  if (is_new) add_draw(address, kZeroRow);
  return found->second;
}

}  // namespace hustings
