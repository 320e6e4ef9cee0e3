#pragma once

#include <vector>

#include "hustings/infer/latent_types.hpp"

namespace hustings::infer {

/// EM for types of voters, a step at a time.
class TypesEm {
 public:
  /// `contests` must outlive it. hold_parts: the parts of the types in places are known.
  TypesEm(const std::vector<Matrix>& contests, Matrix parts, std::vector<Matrix> votes,
          bool hold_parts = false);

  /// Steps until the objective moves by no more than is asked, or the most steps are made.
  void run(const EmSteps& steps);

  const Matrix& parts() const { return parts_; }
  const std::vector<Matrix>& votes() const { return votes_; }
  double objective() const { return objective_; }
  int steps() const { return steps_; }

 private:
  struct Contest {
    const Matrix* counts;
    std::vector<double> pooled;  ///< S
  };

  void step();
  void add_contest(std::size_t contest, Matrix& next_parts, Matrix& next_votes) const;
  double current_objective() const;

  std::vector<Contest> contests_;
  Matrix parts_;
  std::vector<Matrix> votes_;
  bool hold_parts_ = false;
  double objective_ = 0;
  int steps_ = 0;
};

/// Shares of all places together; all 0 where nobody voted.
std::vector<double> pooled_shares(const Matrix& counts);

}  // namespace hustings::infer
