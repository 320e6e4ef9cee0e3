#include "model/solve/scale_nodes.hpp"

namespace hustings {
namespace {

constexpr int kLeastDf = 3;
constexpr int kMostDf = 30;
constexpr int kNodes = 8;

/// Makes the rules of every df that `tails` may name, 8 nodes each.
std::vector<Quadrature> all_rules() {
  std::vector<Quadrature> rules;
  for (int df = kLeastDf; df <= kMostDf; ++df) rules.push_back(scale_quadrature(df, kNodes));
  return rules;
}

}  // namespace

const Quadrature& scale_nodes(int df) {
  static const std::vector<Quadrature> rules = all_rules();
  return rules[static_cast<std::size_t>(df - kLeastDf)];
}

}  // namespace hustings
