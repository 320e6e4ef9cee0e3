#include "model/campaign/degraded.hpp"
#include "model/campaign/shocked_programmes.hpp"
#include "model/check/checking.hpp"

namespace hustings {

std::vector<std::size_t> check_degrade(const scenario::Degrade& degrade, const std::string& whose,
                                       const Checking& checking) {
  const campaign::Meant meant = campaign::meant_by(checking.scenario, degrade.channel);
  if (!meant.problem.empty()) {
    checking.problems.error(degrade.channel_source, whose + meant.problem, meant.suggestion);
  }
  std::vector<std::size_t> losing;
  for (const std::size_t g : meant.programmes) {
    const scenario::Programme& programme = checking.scenario.programmes[g];
    if (campaign::can_lose(programme.mode, degrade.loss)) {
      losing.push_back(g);
      continue;
    }
    const bool is_endorser = programme.mode == scenario::Mode::endorser;
    checking.problems.error(
        is_endorser ? degrade.channel_source : degrade.source,
        whose + "programme '" + programme.id + "' is " + campaign::what_it_is(programme.mode) +
            ": it cannot lose " +
            (degrade.loss ? std::string(name_of(*degrade.loss)) : std::string("anything")),
        is_endorser ? "turn it off with change: programme" : "leave out 'what'");
  }
  return losing;
}

}  // namespace hustings
