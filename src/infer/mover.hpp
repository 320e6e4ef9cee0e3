#pragma once

#include <cstdint>
#include <vector>

#include "core/aligned.hpp"
#include "hustings/infer/moved_elections.hpp"
#include "infer/laplace.hpp"
#include "infer/move_kernels.hpp"
#include "infer/scale_law.hpp"
#include "night/night.hpp"

namespace hustings::infer {

/// A model's returns made linear at the mode, and the laws of its t scales: what moves elections.
class Mover {
 public:
  Mover(const Model& model, const Posterior& posterior);

  const ReturnsPlan& plan() const { return plan_; }
  const NightDraws& moved() const { return moved_; }
  /// What every log weight lacks to be that of the returns' density.
  double log_constant() const { return log_constant_; }

  /// Draws of one batch of elections, and their moves. One per thread; the mover must outlive it.
  class Batch {
   public:
    explicit Batch(const Mover& mover);

    /// Draws z_e and eps_e of 256 elections.
    void draw(std::uint64_t batch);
    /// How many can be moved at once.
    std::size_t lanes() const { return lanes_; }
    /// Moves n of them, up to lanes(), given by their places in the batch.
    void move(const std::size_t* elections, std::size_t n, bool weigh);

    double z(std::size_t draw, std::size_t lane) const { return z_[draw * lanes_ + lane]; }
    double scale(std::size_t scale, std::size_t lane) const {
      return scales_[scale * lanes_ + lane];
    }
    double log_weight(std::size_t lane) const { return log_weight_[lane]; }

   private:
    const Mover& mover_;
    std::size_t lanes_;
    Night draws_;
    Night noise_;
    Aligned<float> draw_rows_;
    Aligned<float> noise_rows_;
    MoveScratch scratch_;
    LaneArray z_;
    LaneArray eps_;
    LaneArray wide_scale_;
    LaneArray scales_;
    LaneArray log_weight_;
  };

 private:
  ReturnsPlan plan_;
  NightDraws moved_;
  std::vector<ScaleLaw> laws_;           ///< per moved scale
  std::vector<std::uint32_t> scale_of_;  ///< per wide draw, into moved scales; kNone = none
  Linearised about_;
  NightPlan draw_plan_;   ///< the key of z
  NightPlan noise_plan_;  ///< the key of eps
  RowProgram draw_rows_;  ///< rows of moved scales, then of draws
  RowProgram noise_rows_;
  std::vector<double> noise_sd_;
  double log_constant_ = 0;
};

}  // namespace hustings::infer
