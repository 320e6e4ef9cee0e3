#include "model/campaign/shocked_programmes.hpp"

#include <algorithm>
#include <limits>

#include "model/campaign/degraded.hpp"
#include "model/campaign/solve_programmes.hpp"
#include "model/campaign/solve_shocks.hpp"

namespace hustings::campaign {
namespace {

using scenario::Programme;
using scenario::Scenario;
using scenario::Shock;

constexpr double kHoursPerDay = 24;
constexpr double kNoEnd = std::numeric_limits<double>::infinity();

/// Parts that are left of what a programme does.
struct Parts {
  double attempts = 1;
  double tells = 1;
  double tells_on = 1;
};

Parts parts_of(const Programme& programme, const scenario::Degrade& degrade) {
  const auto part = [](double left, double of) { return of > 0 ? left / of : 1; };
  const Programme left = degraded(programme, degrade);
  return {part(left.attempts.value_or(0), programme.attempts.value_or(0)),
          part(left.mesh.tells, programme.mesh.tells),
          part(left.mesh.tells_on, programme.mesh.tells_on)};
}

/// A shock that takes something of a programme, and the cases that tell its days apart. With an
/// onset t hours before the close, contacts of day u are lost in part where 24 u <= t, so of a
/// range of hours only as many cases differ as there are days of contact in it, and one more in
/// which it does not happen or takes nothing. Of several shocks every combination is a version.
/// Source: docs/campaign.md, "Shocks".
struct Loss {
  Parts left;
  std::vector<ShockCase> cases;  ///< the first: nothing is lost
};

/// Days of contact, the last of them first.
std::vector<double> days_of(const Programme& programme) {
  std::vector<double> days;
  for (const DayShare& day : contact_days(programme)) {
    if (day.share > 0) days.push_back(day.days_before);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

/// The onsets after which the same days are still to come, as far as they can be drawn.
std::vector<ShockCase> cases_of(const Scenario& scenario, std::size_t shock,
                                const std::vector<double>& days) {
  const Shock& from = scenario.shocks[shock];
  std::vector<ShockCase> cases;
  for (std::size_t d = 0; d < days.size(); ++d) {
    const double after = kHoursPerDay * days[d];
    const double until = d + 1 < days.size() ? kHoursPerDay * days[d + 1] : kNoEnd;
    if (after < from.hours_high && until >= from.hours_low) {
      cases.push_back({shock, after, until, true});
    }
  }
  if (!cases.empty()) {
    cases.insert(cases.begin(), ShockCase{shock, cases.front().after, kNoEnd, false});
  }
  return cases;
}

std::vector<Loss> losses_of(const Scenario& scenario, std::size_t programme) {
  std::vector<Loss> losses;
  const Programme& from = scenario.programmes[programme];
  if (from.mode == scenario::Mode::endorser || from.off || from.attempts.value_or(0) <= 0) {
    return losses;
  }
  const std::vector<bool> can = can_happen(scenario.shocks);
  for (std::size_t s = 0; s < scenario.shocks.size(); ++s) {
    const auto& degrade = scenario.shocks[s].degrade;
    if (!can[s] || !degrade || degrade->keep >= 1) continue;
    const std::vector<std::size_t> meant = meant_by(scenario, degrade->channel).programmes;
    if (std::ranges::count(meant, programme) == 0) continue;
    Loss loss{parts_of(from, *degrade), cases_of(scenario, s, days_of(from))};
    if (!loss.cases.empty()) losses.push_back(std::move(loss));
  }
  return losses;
}

/// What is left of a programme in the cases chosen of its losses.
Programme left_of(Programme programme, const std::vector<Loss>& losses,
                  const std::vector<ShockCase>& chosen) {
  double attempts = 0;
  double tells = 0;
  double tells_on = 0;
  std::vector<scenario::ContactDay> days;
  for (const DayShare& day : contact_days(programme)) {
    Parts left;
    for (std::size_t i = 0; i < losses.size(); ++i) {
      if (!chosen[i].is_so || kHoursPerDay * day.days_before > chosen[i].after) continue;
      left.attempts *= losses[i].left.attempts;
      left.tells *= losses[i].left.tells;
      left.tells_on *= losses[i].left.tells_on;
    }
    attempts += day.share * left.attempts;
    tells += day.share * left.attempts * left.tells;
    tells_on += day.share * left.tells_on;
    const double done = day.share * left.attempts * left.tells;
    if (done > 0) days.push_back({{}, static_cast<int>(day.days_before), done});
  }
  if (tells <= 0) {
    programme.attempts = 0;
    return programme;
  }
  for (scenario::ContactDay& day : days) *day.share /= tells;
  programme.days = std::move(days);
  programme.attempts = programme.attempts.value_or(0) * attempts;
  programme.mesh.tells *= tells / attempts;
  programme.mesh.tells_on *= tells_on;
  return programme;
}

}  // namespace

std::size_t count_shocked(const Scenario& scenario, std::size_t programme) {
  std::size_t n = 1;
  for (const Loss& loss : losses_of(scenario, programme)) {
    n = std::min(n * loss.cases.size(), kMostVersions + 2);
  }
  return n - 1;
}

std::vector<ShockedProgramme> shocked_programmes(const Scenario& scenario, std::size_t programme) {
  const std::vector<Loss> losses = losses_of(scenario, programme);
  std::vector<std::vector<ShockCase>> all{{}};
  for (const Loss& loss : losses) {
    std::vector<std::vector<ShockCase>> longer;
    for (const std::vector<ShockCase>& cases : all) {
      for (const ShockCase& next : loss.cases) {
        longer.push_back(cases);
        longer.back().push_back(next);
      }
    }
    all = std::move(longer);
  }
  std::vector<ShockedProgramme> shocked;
  for (std::vector<ShockCase>& cases : all) {
    // Where nothing is lost it is as planned.
    if (std::ranges::none_of(cases, &ShockCase::is_so)) continue;
    Programme left = left_of(scenario.programmes[programme], losses, cases);
    shocked.push_back({std::move(cases), std::move(left)});
  }
  return shocked;
}

}  // namespace hustings::campaign
