#include "support/reference_supplies.hpp"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <limits>

namespace hustings::test {

using scenario::Owner;
using scenario::Programme;
using scenario::Resource;
using scenario::ResourceKind;

std::map<int, double> contacts_by_day(const Programme& programme) {
  std::map<int, double> days;
  if (programme.days.empty()) {
    for (int day = 1; day <= 7; ++day) days[day] = 1.0 / 7;
    return days;
  }
  double rest = 1;
  for (const auto& day : programme.days) rest -= day.share.value_or(0);
  for (const auto& day : programme.days) days[day.days_before] = day.share.value_or(rest);
  return days;
}

ReferenceCalls calls_of(const Programme& programme) {
  if (!programme.script) return {};
  const scenario::Script& script = *programme.script;
  double hazard = 0;
  double at_once = script.hang_up[0].share;
  if (script.hang_up.size() == 2) {
    const scenario::HangUp& a = script.hang_up[0];
    const scenario::HangUp& b = script.hang_up[1];
    hazard = std::log((1 - a.share) / (1 - b.share)) / (b.seconds - a.seconds);
    at_once = 1 - (1 - a.share) * std::exp(hazard * a.seconds);
  }
  // Talks second by second, in the middle of each tenth of one.
  double talk = 0;
  for (double t = 0.05; t < script.seconds; t += 0.1) {
    talk += 0.1 * (1 - at_once) * std::exp(-hazard * t);
  }
  const double answers = contact_of(programme).rate;
  const double stays = (1 - at_once) * std::exp(-hazard * script.seconds);
  double seconds = script.dial + answers * (talk + script.wrap) + (1 - answers) * script.no_answer;
  if (script.transfer) {
    seconds += answers * stays * script.transfer->share * (script.transfer->seconds + script.wrap);
  }
  return {stays, seconds};
}

ReferenceSupplies::ReferenceSupplies(const scenario::Scenario& scenario) : scenario_(scenario) {
  for (const Programme& programme : scenario.programmes) {
    if (programme.mode == scenario::Mode::endorser) continue;
    for (const auto& [day, share] : contacts_by_day(programme)) {
      weeks_ = std::max(weeks_, (day + 6) / 7);
    }
  }
  weeks_ = scenario.calendar.weeks.value_or(weeks_);
  for (const Programme& programme : scenario.programmes) {
    Uses& uses = uses_.emplace_back();
    for (std::size_t kind = 0; kind < uses.size(); ++kind) uses[kind] = use(programme, kind);
  }
}

/// What comes in during one week of a resource, without its stock.
double ReferenceSupplies::comes_in(const Owner& owner, const Resource& resource, int week,
                                   double factor) const {
  if (const auto* income = std::get_if<scenario::Income>(&resource.supply)) {
    return income->weekly * factor;
  }
  const auto& funnel = std::get<scenario::Funnel>(resource.supply);
  double volunteers = 0;
  for (int w = 0; w <= week; ++w) {
    volunteers *= 1 - funnel.leaves;
    volunteers += factor * funnel.asked * funnel.signs_up * funnel.first_shift;
  }
  for (const Resource& other : owner.resources) {
    if (other.kind != ResourceKind::staff_hours || !funnel.per_staff) continue;
    const auto& staff = std::get<scenario::Income>(other.supply);
    const double people = (staff.weekly + staff.start / weeks_) / 40;
    volunteers = std::min(volunteers, *funnel.per_staff * people);
  }
  return volunteers * funnel.hours;
}

/// What a programme plans to use of a resource, week by week.
std::vector<double> ReferenceSupplies::use(const Programme& programme, std::size_t kind) const {
  std::vector<double> use(static_cast<std::size_t>(weeks_), 0.0);
  const double attempts = programme.attempts.value_or(0);
  if (programme.mode == scenario::Mode::endorser || attempts <= 0) return use;
  const scenario::Cost cost = cost_of(programme);
  double each = cost.per_attempt[kind];
  const auto hours = static_cast<std::size_t>(ResourceKind::volunteer_hours);
  if (kind == hours && programme.script && !programme.cost && each > 0) {
    each = calls_of(programme).seconds / 3600;
  }
  int first = weeks_;
  for (const auto& [day, share] : contacts_by_day(programme)) {
    first = std::min(first, week_of(day));
    use[static_cast<std::size_t>(week_of(day))] += each * attempts * share;
  }
  use[static_cast<std::size_t>(first)] += cost.fixed[kind];
  return use;
}

/// The part of every week's plan that one resource covers. Hours of a week are used before the
/// stock; what is left of them is gone, of money it is kept.
std::vector<double> ReferenceSupplies::covered(const Owner& owner, const Resource& resource,
                                               double factor) const {
  const auto* income = std::get_if<scenario::Income>(&resource.supply);
  double stock = income != nullptr ? income->start : 0;
  std::vector<double> shares;
  for (int week = 0; week < weeks_; ++week) {
    double planned = 0;
    for (std::size_t g = 0; g < uses_.size(); ++g) {
      if (scenario_.programmes[g].owner != owner.id) continue;
      planned += uses_[g][static_cast<std::size_t>(resource.kind)][static_cast<std::size_t>(week)];
    }
    const double fresh = comes_in(owner, resource, week, factor);
    const double spent = std::min(planned, fresh + stock);
    shares.push_back(planned > 0 ? spent / planned : 1);
    const double unspent = std::max(fresh - spent, 0.0);
    stock -= std::max(spent - fresh, 0.0);
    if (resource.kind == ResourceKind::money) stock += unspent;
  }
  return shares;
}

void ReferenceSupplies::draw(boost::random::mt19937_64& random) {
  boost::random::normal_distribution<double> normal;
  covered_.clear();
  for (const Owner& owner : scenario_.owners) {
    auto& shares = covered_.emplace_back();
    for (const Resource& resource : owner.resources) {
      const double sd = std::visit([](const auto& supply) { return supply.sd; }, resource.supply);
      const double square = std::log(1 + sd * sd);
      shares.push_back(
          covered(owner, resource, std::exp(std::sqrt(square) * normal(random) - square / 2)));
    }
  }
}

double ReferenceSupplies::left(std::size_t place, const Programme& contacts) const {
  if (contacts.mode == scenario::Mode::endorser) return 1;
  for (std::size_t o = 0; o < scenario_.owners.size(); ++o) {
    const Owner& owner = scenario_.owners[o];
    if (owner.id != contacts.owner) continue;
    double left = 0;
    for (const auto& [day, share] : contacts_by_day(contacts)) {
      const auto week = static_cast<std::size_t>(week_of(day));
      double least = 1;
      for (std::size_t r = 0; r < owner.resources.size(); ++r) {
        const auto kind = static_cast<std::size_t>(owner.resources[r].kind);
        if (uses_[place][kind][week] > 0) least = std::min(least, covered_[o][r][week]);
      }
      left += share * least;
    }
    return left;
  }
  return 1;
}

}  // namespace hustings::test
