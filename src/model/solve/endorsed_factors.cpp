#include "model/solve/endorsed_factors.hpp"

#include <algorithm>

namespace hustings {
namespace {

/// Makes the members' factors once more, all under one scale.
///
/// A copy keeps the name and so the draw: eps_j is the same normal under every scale. With the
/// members of one contest under its scale, s_i = W_i sum over j of a_ij eps_j stays a t of the
/// stated df and size.
std::vector<FactorId> copy_under(ScaleId scale, const std::vector<const CandidateFactor*>& members,
                                 Effects& effects) {
  std::vector<FactorId> copies;
  for (const CandidateFactor* member : members) {
    EffectFactor copy = effects.factors[member->factor];
    copy.scale = scale;
    copy.of_one = false;
    copy.is_copy = true;
    copies.push_back(effects.factors.push_back(std::move(copy)));
  }
  return copies;
}

/// The part of the graph that joins these members, by their places in the list.
Adjacency joined(const std::vector<const CandidateFactor*>& members,
                 const EndorsementGraph& graph) {
  std::map<CandidateId, std::size_t> place_of;
  for (std::size_t i = 0; i < members.size(); ++i) place_of.emplace(members[i]->candidate, i);
  Adjacency adjacency(members.size());
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (const CandidateId other : graph.neighbours(members[i]->candidate)) {
      const auto found = place_of.find(other);
      if (found != place_of.end()) adjacency[i].push_back(found->second);
    }
    std::sort(adjacency[i].begin(), adjacency[i].end());
  }
  return adjacency;
}

/// Puts mixtures in the place of factors in one predictor: load L on i becomes L a_ij on the copies
/// j. A predictor without such a factor is left as it is, to the last bit.
void replace(EffectTerms& terms, const std::map<FactorId, EffectTerms>& mixtures) {
  EffectTerms mixed;
  bool any = false;
  for (const EffectTerm& term : terms) {
    const auto found = mixtures.find(term.factor);
    if (found == mixtures.end()) {
      mixed.push_back(term);
      continue;
    }
    any = true;
    for (const EffectTerm& part : found->second) {
      mixed.push_back({part.factor, term.load * part.load});
    }
  }
  if (!any) return;
  std::sort(mixed.begin(), mixed.end(),
            [](const EffectTerm& a, const EffectTerm& b) { return a.factor < b.factor; });
  terms = std::move(mixed);
}

}  // namespace

/// Ties at each level those whom the effect moves there, each connected part of them for itself;
/// who stands alone keeps its factor.
void EndorsedFactors::add(const std::vector<CandidateFactor>& factors, Effects& effects) {
  if (graph_.strength() == 0) return;
  std::map<std::uint64_t, Members> levels;
  for (const CandidateFactor& factor : factors) {
    if (!graph_.neighbours(factor.candidate).empty()) levels[factor.level].push_back(&factor);
  }
  for (auto& [level, members] : levels) {
    std::sort(members.begin(), members.end(),
              [](const auto* a, const auto* b) { return a->candidate < b->candidate; });
    for (const auto& part : connected_parts(joined(members, graph_))) {
      if (part.size() == 1) continue;
      Members together;
      for (const std::size_t i : part) together.push_back(members[i]);
      mix(together, effects);
    }
  }
}

/// Mixes one connected part: s = (I - rho W)^-1 eps with rows of unit length. Makes
/// members x (distinct scales among them) copies. Parts of the same shape, as of every level of an
/// effect, share one inversion. Source: docs/method.md, "Endorsements".
void EndorsedFactors::mix(const Members& members, Effects& effects) {
  const Adjacency adjacency = joined(members, graph_);
  const auto [solved, is_new] = solved_.try_emplace(adjacency);
  if (is_new) solved->second = endorsed_mixture(graph_.strength(), adjacency);
  std::map<ScaleId, std::vector<FactorId>> under_scale;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const ScaleId scale = effects.factors[members[i]->factor].scale;
    auto& copies = under_scale[scale];
    if (copies.empty()) copies = copy_under(scale, members, effects);
    EffectTerms& mixture = mixtures_[members[i]->factor];
    for (std::size_t j = 0; j < members.size(); ++j) {
      mixture.push_back({copies[j], solved->second[i][j]});
    }
  }
}

void EndorsedFactors::apply(Effects& effects) const {
  if (mixtures_.empty()) return;
  for (auto& of_contest : effects.support) {
    for (EffectTerms& terms : of_contest) replace(terms, mixtures_);
  }
}

}  // namespace hustings
