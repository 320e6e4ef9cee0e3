#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hustings/summary/view.hpp"

namespace hustings {

/// What is looked at of a quantity.
enum class Measure : std::uint8_t {
  probability,
  mean,
  at_least,  ///< part of the elections in which it is `at` or more: how it spreads
  gains,     ///< of a what-if: part in which it is so in the changed world only
  losses,    ///< of a what-if: part in which it is so in the base only
  moved,     ///< of a what-if: mean of changed minus base, on the same draws
  exact      ///< follows from the scenario alone
};

/// One number of two runs, and whether they may be the same.
struct ComparedNumber {
  std::string world;     ///< the what-if, or the point of a variation; empty = the run itself
  std::string quantity;  ///< `win`, `seats`, ... of the table of quantities; of what stands beside
                         ///< it `both_win`, `outcome`, `registered`, ...
  Axis axis = Axis::candidate;
  std::string item;  ///< which of the axis, e.g. `Mayor/ana`
  Measure measure = Measure::probability;
  std::optional<double> at;  ///< of `at_least`: how much; of what has rounds: which, from 1
  double a = 0;
  double b = 0;
  double standard_error = 0;  ///< of b - a, as of independent runs
  double z = 0;          ///< standard normal where both are the same; the sign is that of b - a
  bool differs = false;  ///< by Holm, over all numbers; of exact ones: not equal
};

/// Something that both runs call the same but define otherwise.
struct Redefined {
  std::string what;  ///< `event split night`
  std::string a;
  std::string b;

  friend bool operator==(const Redefined&, const Redefined&) = default;
};

/// How the results of two runs differ.
struct RunDifference {
  std::vector<ComparedNumber>
      numbers;  ///< of what both have: the run's, those of its worlds, exact ones
  std::vector<std::string> only_a;  ///< `contest C`, `candidate C/c`, `event e`, ...
  std::vector<std::string> only_b;
  std::vector<Redefined> redefined;       ///< events by their text, slates by their members, ...
  std::vector<std::string> not_compared;  ///< what a file holds that no test looked at
  bool same_draws = false;                ///< one seed and as many elections
  double level = 0;                       ///< of all tests together

  /// Whether chance explains it all: the same things in both, and no number differs.
  bool compatible() const;
  /// The tested number with the largest |z|, and the probability or mean share with the largest
  /// |b - a|; null without numbers.
  const ComparedNumber* clearest() const;
  const ComparedNumber* largest() const;
};

/// The chance of calling two runs of the same model different.
inline constexpr double kDiffLevel = 0.01;

/// A run, or one of its worlds.
struct NamedView {
  std::string name;  ///< empty = the run
  const View* view = nullptr;
};

/// Compares all that two runs tell, world by world: `a` and `b` begin with the run, then come its
/// what-ifs and the points of its variation. Worlds and items are matched by name.
///
/// Every quantity of the table is tested: probabilities, means, and how what has histograms
/// spreads; seats by their number; joint wins; of worlds against their base gains, losses and
/// differences, too. Counts by z = (b - a) / sqrt(p (1 - p) (1 / n_a + 1 / n_b)) with the pooled p,
/// rare ones by Fisher's exact test; means by z = (b - a) / sqrt(se_a^2 + se_b^2). Holm's step-down
/// procedure over all tests keeps the chance of one false alarm or more at `level`. The runs are
/// taken as independent. Source: docs/ci.md, "Two results files".
RunDifference difference_of_runs(const std::vector<NamedView>& a, const std::vector<NamedView>& b,
                                 double level = kDiffLevel);

}  // namespace hustings
