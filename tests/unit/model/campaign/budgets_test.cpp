#include "model/campaign/budgets.hpp"

#include <catch2/catch.hpp>
#include <numeric>

using namespace hustings;
using namespace hustings::campaign;
using scenario::Mode;
using scenario::Programme;
using scenario::ResourceKind;

namespace {

using Numbers = std::vector<double>;

constexpr auto kVolunteers = static_cast<std::size_t>(ResourceKind::volunteer_hours);

Programme doors(double attempts) {
  Programme programme;
  programme.id = "doors";
  programme.attempts = attempts;
  programme.mode = Mode::doors;
  programme.days = {{{}, 9, 0.5}, {{}, 2, 0.5}};
  scenario::Cost cost;
  cost.per_attempt[0] = 2;
  cost.fixed[0] = 80;
  programme.cost = cost;
  return programme;
}

scenario::Scenario scenario_with(std::vector<scenario::Resource> resources) {
  scenario::Scenario scenario;
  scenario.programmes = {doors(100)};
  scenario::Owner& us = scenario.owners.emplace_back();
  us.id = "us";
  us.resources = std::move(resources);
  return scenario;
}

}  // namespace

TEST_CASE("Planned use follows contacts week by week", "[campaign]") {
  const auto resources =
      owner_resources(scenario_with({{{}, ResourceKind::money, scenario::Income{50, 100, .2}}}));
  REQUIRE(resources.size() == 1);
  CHECK(resources[0].planned == Numbers{180, 100});
  CHECK(mean_supply(resources[0]).stock == 50);
  CHECK(mean_supply(resources[0]).weekly == Numbers{100, 100});
  CHECK(covered_shares(mean_supply(resources[0]), resources[0].planned) == Numbers{150. / 180, 1});
}

TEST_CASE("What is off or not done uses nothing", "[campaign]") {
  scenario::Scenario scenario =
      scenario_with({{{}, ResourceKind::money, scenario::Income{300, 0, 0}}});
  scenario.calendar.weeks = 3;
  scenario.programmes[0].off = true;
  scenario.programmes.push_back(doors(0));
  CHECK(owner_resources(scenario)[0].planned == Numbers{0, 0, 0});
}

TEST_CASE("Volunteers are led by the staff of their owner", "[campaign]") {
  const scenario::Funnel funnel{5000, .04, .5, .10, 3, 50, .5};
  scenario::Scenario scenario =
      scenario_with({{{}, ResourceKind::volunteer_hours, funnel},
                     {{}, ResourceKind::staff_hours, scenario::Income{0, 480, 0}}});
  scenario.calendar.weeks = 8;
  const Numbers hours = mean_supply(owner_resources(scenario)[0]).weekly;
  CHECK(std::accumulate(hours.begin(), hours.end(), 0.0) ==
        Approx(7856.800016).margin(1e-6).epsilon(0));
}

TEST_CASE("A script's seconds take the place of a mode's hours", "[campaign]") {
  std::vector<Programme> all(1);
  Programme& calls = all[0];
  calls.mode = Mode::volunteer_phone;
  calls.attempts = 1000;
  calls.script.emplace();
  calls.script->seconds = 90;
  calls.script->hang_up = {{90, .12}, {30, .065}};
  CHECK(planned_cost(calls).per_attempt[kVolunteers] ==
        Approx(1 / 32.9394993).margin(1e-9).epsilon(0));
  calls.script->seconds = 30;
  CHECK(planned_cost(calls).per_attempt[kVolunteers] ==
        Approx(1 / 34.6660684).margin(1e-9).epsilon(0));
  calls.script->transfer = scenario::Transfer{{}, .15, 60, Mode::volunteer_phone};
  CHECK(planned_cost(calls).per_attempt[kVolunteers] ==
        Approx(1 / 34.6660684 + .1 * .935 * .15 * 80 / 3600).margin(1e-9).epsilon(0));
  scenario::Cost own;
  own.per_attempt[kVolunteers] = .04;
  calls.cost = own;
  CHECK(planned_cost(calls).per_attempt[kVolunteers] == .04);
}
