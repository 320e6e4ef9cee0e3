#include "infer/mover.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "infer/linearise.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

/// Rows of named draws: scales first, then normals, from row 1 on.
RowProgram rows_of(const NightDraws& draws) {
  RowProgram program;
  RowIndex row = kZeroRow + 1;
  for (const auto& normals : draws.scales) program.scales.push_back({row++, normals});
  for (const DrawAddress address : draws.normals) {
    program.factors.push_back({row++, address, kZeroRow});
  }
  return program;
}

std::size_t n_rows(const RowProgram& program) {
  return 1 + program.scales.size() + program.factors.size();
}

}  // namespace

Mover::Mover(const Model& model, const Posterior& posterior)
    : plan_(returns_plan(model, posterior.returns)) {
  std::map<std::uint32_t, std::uint32_t> place_of_scale;
  std::vector<double> multiplier;
  std::vector<double> mode;
  for (const MovedDraw& draw : plan_.draws) {
    moved_.normals.push_back(plan_.night.normals[draw.normal]);
    mode.push_back(posterior.mode[draw.normal]);
    multiplier.push_back(draw.scale == kNone ? 1.0 : posterior.scales[draw.scale].at_mode);
    if (multiplier.size() > plan_.n_wide) continue;
    about_.scale.push_back(multiplier.back());
    scale_of_.push_back(kNone);
    if (draw.scale == kNone) continue;
    const auto [found, is_new] =
        place_of_scale.try_emplace(draw.scale, static_cast<std::uint32_t>(moved_.scales.size()));
    scale_of_.back() = found->second;
    if (!is_new) continue;
    moved_.scales.push_back(plan_.night.scales[draw.scale]);
    laws_.emplace_back(moved_.scales.back().size(), posterior.scales[draw.scale].log_evidence);
  }
  const std::size_t lanes = move_kernels().lanes;
  Evaluation at(plan_);
  LaneArray values(plan_.draws.size() * lanes);
  LaneArray rows(plan_.n_rows * lanes);
  for (std::size_t i = 0; i < mode.size(); ++i) set_all(values, i, lanes, mode[i] * multiplier[i]);
  move_kernels().evaluate(plan_, values.data(), rows.data(), at);
  about_.linear = linearise(plan_, at, multiplier);
  take_apart(plan_, about_.linear);
  about_.jz = along(plan_, about_.linear, mode);
  for (std::size_t d = 0; d < plan_.n_data(); ++d) about_.h.push_back(at.h[d * lanes]);
  draw_plan_.key = model.night.key;
  draw_rows_ = rows_of(moved_);
  noise_plan_.key = draw_key(model.seed, Purpose::returns);
  NightDraws noise;
  for (const std::uint64_t name : plan_.datum_name)
    noise.normals.push_back(draw_address(noise_plan_.key, name));
  noise_rows_ = rows_of(noise);
  for (const double variance : plan_.variance) noise_sd_.push_back(std::sqrt(variance));
  constexpr double kLogTwoPi = 1.8378770664093454836;
  log_constant_ =
      (about_.linear.blocks_log_determinant - kLogTwoPi * static_cast<double>(plan_.n_data())) / 2;
  for (std::size_t i = 0; i < plan_.n_unscaled; ++i) {
    log_constant_ += exact::log(about_.linear.factor(i, i));
  }
}

Mover::Batch::Batch(const Mover& mover)
    : mover_(mover),
      lanes_(move_kernels().lanes),
      draws_(mover.draw_plan_),
      noise_(mover.noise_plan_),
      draw_rows_(n_rows(mover.draw_rows_) * kBatch),
      noise_rows_(n_rows(mover.noise_rows_) * kBatch),
      scratch_(mover.plan_),
      z_(mover.plan_.draws.size() * lanes_),
      eps_(mover.plan_.n_data() * lanes_),
      wide_scale_(mover.plan_.n_wide * lanes_, 1.0),
      scales_(mover.moved_.scales.size() * lanes_),
      log_weight_(lanes_) {}

void Mover::Batch::draw(std::uint64_t batch) {
  draws_.draw_shared_effects(batch, kBatch, {});
  draws_.run_rows(mover_.draw_rows_, draw_rows_.data());
  noise_.draw_shared_effects(batch, kBatch, {});
  noise_.run_rows(mover_.noise_rows_, noise_rows_.data());
}

void Mover::Batch::move(const std::size_t* elections, std::size_t n, bool weigh) {
  const auto gather = [&](const Aligned<float>& rows, std::size_t row, double* to) {
    for (std::size_t i = 0; i < lanes_; ++i) {
      to[i] = static_cast<double>(rows[row * kBatch + elections[i < n ? i : 0]]);
    }
  };
  std::size_t row = 1;
  std::array<double, kMostLanes> gain{};
  for (std::size_t s = 0; s < mover_.laws_.size(); ++s) {
    double* scale = scales_.data() + s * lanes_;
    gather(draw_rows_, row++, scale);
    for (std::size_t i = 0; i < lanes_; ++i) {
      scale[i] = mover_.laws_[s].moved(scale[i]);
      if (weigh) gain[i] += mover_.laws_[s].log_gain(scale[i]);
    }
  }
  for (std::size_t i = 0; i < z_.size(); i += lanes_) gather(draw_rows_, row++, z_.data() + i);
  for (std::size_t d = 0; d < mover_.noise_sd_.size(); ++d) {
    double* eps = eps_.data() + d * lanes_;
    gather(noise_rows_, 1 + d, eps);
    for (std::size_t i = 0; i < lanes_; ++i) eps[i] *= mover_.noise_sd_[d];
  }
  for (std::size_t w = 0; w < mover_.scale_of_.size(); ++w) {
    if (mover_.scale_of_[w] == kNone) continue;
    std::copy_n(scales_.data() + mover_.scale_of_[w] * lanes_, lanes_,
                wide_scale_.data() + w * lanes_);
  }
  move_kernels().move({&mover_.plan_, &mover_.about_, eps_.data(), wide_scale_.data(), z_.data(),
                       weigh ? log_weight_.data() : nullptr},
                      scratch_);
  for (std::size_t i = 0; i < lanes_; ++i) log_weight_[i] -= gain[i];
}

}  // namespace hustings::infer
