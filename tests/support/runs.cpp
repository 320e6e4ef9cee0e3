#include "support/runs.hpp"

namespace hustings::test {

RunResult run(const Model& model, std::uint64_t elections, std::uint64_t n_draws) {
  return simulate(model, {elections, n_draws, 2, {}});
}

bool same_draws(const Draws& a, const Draws& b) {
  return a == b;
}

}  // namespace hustings::test
