#include "hustings/decide/expect.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "hustings/core/contract.hpp"

namespace hustings {

void check_expects(const scenario::Scenario& scenario, Problems& problems) {
  if (!scenario.expectations.empty() || problems.has_errors()) return;
  problems.error({scenario.source.place, "expect"}, "the scenario expects nothing",
                 "say what a run should come to under `expect`: hustings explain expect");
}

scenario::Scenario with_expected_events(scenario::Scenario scenario) {
  for (std::size_t i = 0; i < scenario.expectations.size(); ++i) {
    const scenario::Expectation& expected = scenario.expectations[i];
    scenario.events.push_back(
        {expected.source, "\nexpected " + std::to_string(i), expected.text, expected.event});
  }
  return scenario;
}

/// Fails an event said to be impossible or certain (p = 0 or 1) at one election to the contrary,
/// whatever number of standard errors is allowed: theirs is 0.
std::vector<Checked> check_expectations(const scenario::Scenario& scenario, const Tally& tally) {
  const std::size_t n = scenario.expectations.size();
  const std::vector<std::uint64_t>& events = tally[kEvent].counts;
  HUSTINGS_REQUIRE(events.size() >= n);
  std::vector<Checked> checked;
  for (std::size_t i = 0; i < n; ++i) {
    const scenario::Expectation& expected = scenario.expectations[i];
    Checked result{.name = expected.text, .place = expected.source.place};
    result.got = probability(events[events.size() - n + i], tally.elections);
    result.low = expected.low;
    result.high = expected.high;
    if (expected.equals) {
      const double p = *expected.equals;
      const double error = std::sqrt(p * (1 - p) / static_cast<double>(tally.elections));
      const double distance =
          expected.absolute ? *expected.absolute : expected.standard_errors.value_or(0) * error;
      result.low = p - distance;
      result.high = p + distance;
    }
    result.passed = result.low <= result.got.probability && result.got.probability <= result.high;
    checked.push_back(std::move(result));
  }
  return checked;
}

bool all_passed(const std::vector<Checked>& checked) {
  return std::ranges::all_of(checked, &Checked::passed);
}

}  // namespace hustings
