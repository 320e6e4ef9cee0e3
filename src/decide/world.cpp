#include "hustings/decide/world.hpp"

#include <algorithm>
#include <vector>

namespace hustings {

const scenario::WhatIf& find_what_if(const scenario::Scenario& scenario, const std::string& name) {
  const auto found = std::ranges::find(scenario.what_ifs, name, &scenario::WhatIf::name);
  if (found != scenario.what_ifs.end()) return *found;
  std::vector<std::string> known;
  for (const scenario::WhatIf& what_if : scenario.what_ifs) known.push_back(what_if.name);
  throw Failure(ExitCode::bad_data,
                known.empty() ? "there is no what-if '" + name + "': the scenario has none"
                              : unknown_name("what-if", name, known));
}

TakenWorld take_world(const scenario::Scenario& scenario, const std::string& name,
                      Problems& problems) {
  const scenario::WhatIf& what_if = find_what_if(scenario, name);
  const WorldBuilder builder(scenario, problems);
  if (problems.has_errors()) return {};
  TakenWorld world;
  world.scenario = builder.changed(what_if, problems);
  if (problems.has_errors()) return world;
  world.model = builder.build(what_if, problems);
  world.model.title = title_in(world.model.title, name);
  return world;
}

std::string title_in(const std::string& title, const std::string& world) {
  return (title.empty() ? "" : title + ", ") + "what if: " + world;
}

}  // namespace hustings
