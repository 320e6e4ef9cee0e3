#include "model/campaign/shock_words.hpp"

#include <fmt/format.h>

#include "model/campaign/shock_chance.hpp"

namespace hustings::campaign {
namespace {

using scenario::Evidence;
using scenario::Shock;

/// A number that a shock may leave out, and what it then is.
struct Default {
  bool (*is_taken)(const Shock& shock);
  std::string what;
  Evidence evidence;
};

bool has_answer(const Shock& shock, double scenario::ShockAnswer::*part, const char* key) {
  return shock.response && shock.response->answer.*part == scenario::ShockAnswer{}.*part &&
         !shock.given.contains(key);
}

std::vector<Default> all_defaults() {
  const Shock usual;
  const scenario::ShockAnswer answer;
  return {
      {[](const Shock& shock) {
         return shock.moves_people() && !shock.given.contains("spread_half_life_hours") &&
                shock.spread_half_life_hours == Shock{}.spread_half_life_hours;
       },
       fmt::format("half of those who would see one see it within {:g} hours",
                   usual.spread_half_life_hours),
       Evidence::read},
      {[](const Shock& shock) {
         return shock.moves_people() && !shock.given.contains("effect_half_life_hours") &&
                shock.effect_half_life_hours == Shock{}.effect_half_life_hours;
       },
       fmt::format("an effect falls to half in {:g} hours", usual.effect_half_life_hours),
       Evidence::assumed},
      {[](const Shock& shock) { return !shock.group.empty(); },
       fmt::format("those of a group share {:g} of the variance", kGroupShare), Evidence::assumed},
      {[](const Shock& shock) {
         return shock.response && shock.response->after.log_sd == scenario::DrawnHours{}.log_sd &&
                !shock.given.contains("after_minutes.sd");
       },
       fmt::format("the time of an answer is lognormal with sd {:g}",
                   scenario::DrawnHours{}.log_sd),
       Evidence::assumed},
      {[](const Shock& shock) {
         return has_answer(shock, &scenario::ShockAnswer::spread_cut, "response.spread_cut");
       },
       fmt::format("an answer stops {:g} of further spread", answer.spread_cut), Evidence::read},
      {[](const Shock& shock) {
         return has_answer(shock, &scenario::ShockAnswer::reached, "response.reached");
       },
       fmt::format("an answer reaches {:g} of those who saw it", answer.reached),
       Evidence::assumed},
      {[](const Shock& shock) {
         return has_answer(shock, &scenario::ShockAnswer::undone, "response.undone");
       },
       fmt::format("it takes back {:g} of the effect on them", answer.undone), Evidence::assumed},
      {[](const Shock& shock) {
         return has_answer(shock, &scenario::ShockAnswer::half_life_days,
                           "response.half_life_days");
       },
       fmt::format("what it takes back falls to half in {:g} days", answer.half_life_days),
       Evidence::assumed},
  };
}

}  // namespace

std::vector<std::string> assumptions_of_shocks(const scenario::Scenario& scenario) {
  std::vector<std::string> told;
  for (const Default& one : all_defaults()) {
    std::vector<std::string> shocks;
    for (const Shock& shock : scenario.shocks) {
      if (one.is_taken(shock)) shocks.push_back(shock.id);
    }
    if (shocks.empty()) continue;
    told.push_back(
        fmt::format("shocks: {} ({}): {}", one.what, name_of(one.evidence), listed(shocks)));
  }
  return told;
}

}  // namespace hustings::campaign
