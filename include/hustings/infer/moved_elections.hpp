#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "hustings/infer/posterior.hpp"
#include "hustings/model/model.hpp"

namespace hustings::infer {

/// Draws up to first choices, by address, each once.
struct NightDraws {
  std::vector<std::vector<DrawAddress>> scales;  ///< the normals of each t scale
  std::vector<DrawAddress> normals;              ///< factors' and universes' own
};

/// Everything a plan draws, in its order: shared scales and factors, then contest by contest and
/// group by group local factors and own draws.
NightDraws night_draws(const NightPlan& plan);

/// Elections of a model, moved until they agree with returns (randomise-then-optimise).
///
/// Election e has its own z_e, as `run` draws it, and a noise eps_e ~ N(0, R) of purpose `returns`.
/// Moved is z with z = z_e + J' R^-1 (y + eps_e - h(z)), J at the mode z*, by a fixed number of
/// steps: exact where h is linear. The same (model, posterior, e) gives the same bits on any number
/// of threads and any instruction set. Source: docs/method.md, "Calibration"; Bardsley et al. 2014.
class MovedElections {
 public:
  /// Takes returns, mode and scales of the posterior; the model must outlive it.
  MovedElections(const Model& model, const Posterior& posterior);
  ~MovedElections();
  MovedElections(const MovedElections&) = delete;
  MovedElections& operator=(const MovedElections&) = delete;

  /// What `recompute` fills, in this order: draws that some return tells of. All others are the
  /// generator's.
  const NightDraws& draws() const;

  /// Recomputes proposals, any elections in any order: scale s of elections[i] goes to
  /// scales[s x stride + i], normal d to normals[d x stride + i]; stride >= elections.size(). A
  /// scale is W itself. Threads may call it at once.
  void recompute(std::span<const std::uint64_t> elections, std::size_t stride, float* scales,
                 float* normals) const;

 private:
  std::unique_ptr<const class Mover> mover_;
};

}  // namespace hustings::infer
