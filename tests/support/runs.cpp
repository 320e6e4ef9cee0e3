#include "support/runs.hpp"

namespace hustings::test {

RunResult run(const Model& model, std::uint64_t elections, std::uint64_t n_draws) {
  return simulate(model, {elections, n_draws, 2, {}});
}

bool same_draws(const Draws& a, const Draws& b) {
  return a.elections == b.elections && a.share == b.share && a.winner == b.winner &&
         a.turnout == b.turnout && a.district_turnout == b.district_turnout &&
         a.universe_turnout == b.universe_turnout && a.event == b.event &&
         a.factor_names == b.factor_names && a.factor == b.factor;
}

}  // namespace hustings::test
