#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "model/solve/effects.hpp"
#include "model/solve/endorsement_graph.hpp"

namespace hustings {

/// A factor of an effect by candidate: whose it is, and at which level of the effect's other keys.
struct CandidateFactor {
  FactorId factor;
  CandidateId candidate;
  std::uint64_t level = 0;
};

/// Ties the factors of candidates who endorse each other.
///
/// At each level of an effect's other keys the candidates it moves there form a part of the
/// endorsement graph; in place of its own factor each has its mixture of the factors of all whom
/// it is connected with there, under its own t scale. Whoever is connected with nobody keeps the
/// factor, bit for bit. Source: docs/method.md, "Endorsements".
class EndorsedFactors {
 public:
  explicit EndorsedFactors(const EndorsementGraph& graph) : graph_(graph) {}

  /// Takes the factors of one effect and makes those that stand for mixtures of them.
  void add(const std::vector<CandidateFactor>& factors, Effects& effects);

  /// Puts the mixtures in the place of what they stand for.
  void apply(Effects& effects) const;

 private:
  using Members = std::vector<const CandidateFactor*>;
  void mix(const Members& members, Effects& effects);

  const EndorsementGraph& graph_;
  std::map<FactorId, EffectTerms> mixtures_;  ///< by the factor that a mixture replaces
  std::map<Adjacency, std::vector<std::vector<double>>> solved_;
};

}  // namespace hustings
