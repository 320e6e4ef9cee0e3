#include "model/campaign/best_message.hpp"

#include <boost/random/beta_distribution.hpp>
#include <boost/random/discrete_distribution.hpp>
#include <cmath>

#include "random/named_stream.hpp"

namespace hustings::campaign {
namespace {

using Chooser = boost::random::discrete_distribution<std::size_t>;

Chooser chooser(const std::vector<RateNode>& nodes) {
  std::vector<double> weights;
  for (const RateNode& node : nodes) weights.push_back(node.weight);
  return Chooser(weights);
}

/// Draws every variant's rate; returns the variant with the highest.
std::size_t best_drawn(std::span<const VariantCount> counts, const RateLaw& law,
                       NamedStream& stream) {
  std::size_t best = 0;
  double most = -1;
  for (std::size_t v = 0; v < counts.size(); ++v) {
    const BetaLaw given = rate_given(law, counts[v]);
    const double rate = boost::random::beta_distribution<>(given.a, given.b)(stream);
    if (rate > most) {
      most = rate;
      best = v;
    }
  }
  return best;
}

}  // namespace

std::vector<DrawnProbability> chances_of_best(std::span<const VariantCount> counts,
                                              const BestDraws& plan) {
  const std::vector<RateNode> nodes = rate_nodes(counts);
  const Chooser choose = chooser(nodes);
  NamedStream stream(plan.seed, Purpose::first_choices, plan.name);
  std::vector<DrawnProbability> chances(counts.size());
  for (int draw = 0; draw < plan.draws; ++draw) {
    chances[best_drawn(counts, nodes[choose(stream)].law, stream)].value += 1.0 / plan.draws;
  }
  for (DrawnProbability& chance : chances) {
    chance.error = std::sqrt(chance.value * (1 - chance.value) / plan.draws);
  }
  return chances;
}

}  // namespace hustings::campaign
