#include "model/campaign/degraded.hpp"

#include <algorithm>

#include "hustings/core/problem.hpp"
#include "model/campaign/degrade.hpp"

namespace hustings::campaign {
namespace {

using scenario::Mode;
using scenario::Programme;
using scenario::Scenario;

template <class Is>
std::vector<std::size_t> programmes_that(const Scenario& scenario, const Is& is) {
  std::vector<std::size_t> found;
  for (std::size_t g = 0; g < scenario.programmes.size(); ++g) {
    if (is(scenario.programmes[g])) found.push_back(g);
  }
  return found;
}

/// What can lose something: channels of broadcasts, modes and programmes.
std::vector<std::string> known_names(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const Programme& programme : scenario.programmes) {
    if (programme.mode == Mode::endorser) continue;
    if (!programme.broadcast.channel.empty()) names.push_back(programme.broadcast.channel);
    names.push_back(programme.id);
    names.emplace_back(defaults_of(programme.mode).name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// The mesh of a programme, as far as losses ask.
MeshLaw law_of(const Programme& programme) {
  MeshLaw law;
  law.tells = programme.mesh.tells;
  law.tells_on = programme.mesh.tells_on;
  return law;
}

}  // namespace

Meant meant_by(const Scenario& scenario, const std::string& name) {
  const auto mode = scenario::mode_named(name);
  std::vector<std::pair<std::string, std::vector<std::size_t>>> meanings;
  const auto add = [&](const char* what, std::vector<std::size_t> programmes) {
    if (!programmes.empty()) meanings.emplace_back(what, std::move(programmes));
  };
  add("a channel", programmes_that(scenario, [&](const Programme& programme) {
        return programme.mode == Mode::broadcast && programme.broadcast.channel == name;
      }));
  add("a mode", programmes_that(scenario, [&](const Programme& programme) {
        return mode && *mode != Mode::endorser && programme.mode == *mode;
      }));
  add("a programme",
      programmes_that(scenario, [&](const Programme& programme) { return programme.id == name; }));
  if (meanings.empty()) {
    const std::vector<std::string> known = known_names(scenario);
    const bool is_channel = std::ranges::count(scenario.channels, name, &scenario::Channel::id) > 0;
    if (is_channel) return {{}, "no broadcast is on channel '" + name + "'", ""};
    const std::string nearest = did_you_mean(name, known);
    return {{},
            "'" + name + "' is no channel, mode or programme here",
            nearest.empty() ? "known: " + listed(known) : nearest};
  }
  for (const auto& [what, programmes] : meanings) {
    if (programmes == meanings.front().second) continue;
    return {{},
            "'" + name + "' is " + meanings.front().first + " and " + what +
                ", and they are not the same programmes",
            "rename one of them"};
  }
  return {meanings.front().second, "", ""};
}

std::string what_it_is(Mode mode) {
  if (mode == Mode::endorser) return "an endorser";
  return "of mode " + std::string(scenario::defaults_of(mode).name);
}

bool can_lose(Mode mode, std::optional<Loss> loss) {
  if (mode == Mode::endorser) return false;
  if (!loss) return true;
  if (mode == Mode::relational) return *loss != Loss::attempts && *loss != Loss::impressions;
  return *loss == (mode == Mode::broadcast ? Loss::impressions : Loss::attempts);
}

Programme degraded(Programme programme, const scenario::Degrade& degrade) {
  if (programme.mode != Mode::relational) {
    programme.attempts = programme.attempts.value_or(0) * degrade.keep;
    return programme;
  }
  const DegradedMesh left =
      degrade_mesh(law_of(programme), degrade.loss.value_or(Loss::captains), degrade.keep);
  programme.attempts = programme.attempts.value_or(0) * left.captains;
  programme.mesh.tells = left.law.tells;
  programme.mesh.tells_on = left.law.tells_on;
  return programme;
}

}  // namespace hustings::campaign
