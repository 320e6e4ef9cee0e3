#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "hustings/infer/matrix.hpp"

namespace hustings::infer {

/// How far a place is from those the laws were fitted on.
struct PlaceShift {
  double distance = 0;  ///< D^2
  /// Rank among left-out distances of the training places, 0..1; small = unlike them.
  double p = 1;
  std::array<std::size_t, 2> leading{};  ///< the two features that put it there, largest first
  bool unlike = false;                   ///< p below .05
};

/// Tells of each new place how it differs: D^2 = x' (.9 S + .1 I)^-1 x, features standardised by
/// the training places, S their correlations; p is the rank among leave-one-out D^2 of these.
///
/// training, places: rows x features, with the same columns. It warns and never widens.
std::vector<PlaceShift> domain_shift(const Matrix& training, const Matrix& places);

/// Part of a contest's ballots in unlike places at which the contest is unlike, too.
inline constexpr double kUnlikeContest = .20;

/// Errors of a fit, root mean square, on what it was fitted to and on what was left out.
struct LeftOutError {
  double training = 0;
  double left_out = 0;
  std::vector<double> errors;  ///< per row, left out
};

/// Fits target by ridge regression on standardised features with each group left out in turn.
/// group: per row, 0, 1, .., at least two.
LeftOutError leave_group_out(const Matrix& features, const std::vector<double>& target,
                             const std::vector<std::size_t>& group, double ridge = 2);

}  // namespace hustings::infer
