#pragma once

#include <map>
#include <string>
#include <vector>

#include "allocate/maximise.hpp"
#include "hustings/model/model.hpp"

namespace hustings::allocate {

/// Whom plans reach, by universe, as a function of the amounts: of each programme splines through
/// the shares reached at its knots, of several 1 - prod (1 - share). Source: docs/campaign.md,
/// "Coverage".
class ReachTable {
 public:
  /// `model`: of any plan; its universes in the contests of the owner's programmes count.
  ReachTable(const Model& model, std::string owner);

  /// Adds the next programme: knots from 0, and the models with it alone at each but the first.
  void begin_programme(std::string id, std::vector<double> knots);
  void add_knot(const Model& model);

  /// For each value of a tag its floor: share reached less `least` x share reached of all.
  std::vector<PlanFunction> floors(const std::string& by, double least) const;

 private:
  struct Universe {
    UniverseId id;
    double registered = 0;
  };
  struct Programme {
    std::string id;
    std::vector<double> knots;
    std::vector<std::vector<double>> reached;  ///< knot from 1: per universe of universes_
  };
  /// Share reached of each universe, and its slopes [universe x programme].
  void reach(std::span<const double> amounts, std::vector<double>& shares,
             std::vector<double>& slopes) const;

  const Model* model_;
  std::vector<Universe> universes_;
  std::vector<std::size_t> place_;  ///< universe of the model: into universes_
  std::vector<Programme> programmes_;
};

}  // namespace hustings::allocate
