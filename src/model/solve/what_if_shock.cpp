#include "model/solve/what_if_campaign.hpp"

namespace hustings {
namespace {

void change_shock(const scenario::ShockChange& change, scenario::Shock& shock) {
  switch (change.part) {
    case scenario::ShockPart::probability:
      (shock.follows ? shock.follows->probability : shock.probability) = change.value;
      return;
    case scenario::ShockPart::after_minutes:
      shock.response->after.median = change.value / scenario::kMinutesPerHour;
      return;
    case scenario::ShockPart::off:
      shock.off = true;
  }
}

}  // namespace

void change_campaign(const scenario::ShockChange& change, const CampaignWorld& world,
                     const Source& source) {
  std::vector<std::string> known;
  for (scenario::Shock& shock : world.scenario.shocks) {
    known.push_back(shock.id);
    if (shock.id != change.shock) continue;
    if (shock.off) {
      return world.problems.error(source, "shock '" + shock.id + "' is off by an earlier change",
                                  "leave one of the two out");
    }
    if (change.part == scenario::ShockPart::after_minutes && !shock.response) {
      return world.problems.error(source, "nobody answers shock '" + shock.id + "'",
                                  "give it a `response`");
    }
    return change_shock(change, shock);
  }
  world.problems.error(change.shock_source, unknown_name("shock", change.shock, known));
}

}  // namespace hustings
