#include <cstdio>

#include "hustings/hustings.hpp"

// Simulates the scenario named as argument and prints every candidate's chance.
int main(int, char** argv) {
  hustings::Problems problems;
  const auto scenario = hustings::read_scenario(argv[1], {"elections=10000"}, problems);
  const auto model = hustings::build_model(scenario, problems);
  problems.throw_if_errors();
  const auto result = hustings::simulate(model, {.elections = model.elections});
  const auto labels = hustings::labels_of(model);
  const hustings::View view(labels, result.tally);
  for (const auto& contest : scenario.contests) {
    for (const auto& candidate : contest.candidates) {
      const std::string name = contest.id + "/" + candidate.id;
      std::printf("%-20s %5.1f%%\n", name.c_str(), 100 * view.find(name)->win.probability);
    }
  }
  return view.elections() == 10000 ? 0 : 1;
}
