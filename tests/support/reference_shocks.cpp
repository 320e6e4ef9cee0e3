#include "support/reference_shocks.hpp"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "support/campaign_laws.hpp"
#include "support/reference_centres.hpp"
#include "support/reference_effects.hpp"

namespace hustings::test {
namespace {

using scenario::Shock;

double normal_below(double z) {
  return std::erfc(-z / std::sqrt(2.0)) / 2;
}

/// People still moved `hours` after the onset, of those who would see it: each hour's new ones, in
/// small steps, times what is left of the effect.
double still_moved(const Shock& shock, double hours, double answered) {
  if (hours <= 0) return 0;
  constexpr int kSteps = 400;
  const double alpha = std::log(2.0) / shock.spread_half_life_hours;
  const double delta = std::log(2.0) / shock.effect_half_life_hours;
  const auto spread_between = [&](double from, double to) {
    double sum = 0;
    for (int i = 0; i < kSteps; ++i) {
      const double t = from + (to - from) * (i + 0.5) / kSteps;
      sum += alpha * std::exp(-alpha * t - delta * (hours - t)) * (to - from) / kSteps;
    }
    return sum;
  };
  if (!shock.response || hours <= answered) return spread_between(0, hours);
  const scenario::ShockAnswer& answer = shock.response->answer;
  const double days = (hours - answered) / 24;
  const double back = answer.reached * answer.undone * std::pow(0.5, days / answer.half_life_days);
  return (spread_between(0, answered) + (1 - answer.spread_cut) * spread_between(answered, hours)) *
         (1 - back);
}

struct Dose {
  double mean = 0;
  double sd = 0;
};

Dose solved(const std::optional<scenario::LiftPoints>& lift) {
  if (!lift) return {};
  const double to = lift->at + lift->points;
  if (lift->sd == 0) return {logit(to) - logit(lift->at), 0};
  const ReferenceTurnout law = reference_turnout(scenario::TurnoutMean{to, lift->sd}, 0, {}, {});
  return {law.centre - logit(lift->at), law.own_sd};
}

double use_in(const scenario::Channel& channel, const scenario::Universe& universe) {
  if (channel.use.everybody) return *channel.use.everybody;
  const auto found = channel.use.groups.find(universe.faction);
  return found == channel.use.groups.end() ? 0 : found->second;
}

}  // namespace

ReferenceShocks::ReferenceShocks(const scenario::Scenario& scenario) : scenario_(scenario) {
  for (const Shock& shock : scenario_.shocks) made_.push_back(make(shock));
  order_.resize(made_.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
    const Shock& first = scenario_.shocks[a];
    const Shock& second = scenario_.shocks[b];
    return first.hours_low + first.hours_high > second.hours_low + second.hours_high;
  });
}

ReferenceShocks::Made ReferenceShocks::make(const Shock& shock) const {
  Made made;
  for (std::size_t c = 0; c < scenario_.contests.size(); ++c) {
    if (scenario_.contests[c].id == shock.contest) made.contest = c;
  }
  const auto& contest = scenario_.contests[made.contest];
  for (std::size_t k = 0; k < contest.candidates.size(); ++k) {
    if (contest.candidates[k].id == shock.candidate) made.slot = k;
  }
  const Dose turnout = solved(shock.effect.turnout);
  const Dose support = solved(shock.effect.support);
  made.turnout_mean = turnout.mean;
  made.turnout_sd = turnout.sd;
  made.support_mean = support.mean;
  made.support_sd = support.sd;
  for (const scenario::Universe& universe : scenario_.universes) {
    bool is_meant = votes_in(contest, universe);
    for (const auto& [key, wanted] : shock.where.keys) {
      const auto values = values_of(scenario_, key, universe, nullptr, nullptr);
      is_meant &= std::any_of(values.begin(), values.end(), [&](const auto& value) {
        return std::count(wanted.begin(), wanted.end(), value) > 0;
      });
    }
    double missed = is_meant ? 1 : 0;
    for (const scenario::Channel& channel : scenario_.channels) {
      const auto exposure = shock.exposure.find(channel.id);
      if (exposure != shock.exposure.end()) {
        missed *= 1 - use_in(channel, universe) * exposure->second;
      }
    }
    made.would_see.push_back(is_meant ? 1 - missed : 0);
  }
  return made;
}

double ReferenceShocks::moved(const Shock& shock, double onset, double answered) const {
  double left = 1;
  double sum = 0;
  for (const auto& early : scenario_.calendar.early) {
    left -= early.share;
    sum += early.share * still_moved(shock, onset - 24 * early.days_before, answered);
  }
  return sum + left * still_moved(shock, onset, answered);
}

void ReferenceShocks::draw(boost::random::mt19937_64& random) {
  boost::random::normal_distribution<double> normal;
  std::map<std::string, double> groups;
  happened_.clear();
  onsets_.clear();
  for (std::size_t s = 0; s < made_.size(); ++s) {
    const Shock& shock = scenario_.shocks[s];
    double z = normal(random);
    if (!shock.group.empty()) {
      const auto [group, is_new] = groups.try_emplace(shock.group, 0.0);
      if (is_new) group->second = normal(random);
      z = std::sqrt(0.3) * group->second + std::sqrt(0.7) * z;
    }
    bool may = true;
    for (std::size_t before = 0; shock.follows && before < s; ++before) {
      if (scenario_.shocks[before].id == shock.follows->shock) may = happened_[before];
    }
    const double p = shock.follows ? shock.follows->probability : shock.probability;
    happened_.push_back(may && normal_below(z) < p);
    double onset = shock.hours_low;
    if (shock.hours_low < shock.hours_high) {
      onset = boost::random::uniform_real_distribution<double>(shock.hours_low,
                                                               shock.hours_high)(random);
    }
    onsets_.push_back(onset);
    double answered = std::numeric_limits<double>::infinity();
    if (shock.response) {
      answered =
          shock.response->after.median * std::exp(shock.response->after.log_sd * normal(random));
    }
    Made& made = made_[s];
    made.moved = happened_.back() ? moved(shock, onset, answered) : 0;
    made.turnout = made.turnout_mean + made.turnout_sd * normal(random);
    made.support = made.support_mean + made.support_sd * normal(random);
  }
}

double ReferenceShocks::turnout(std::size_t universe, double turnout) const {
  for (const std::size_t s : order_) {
    const double reached = made_[s].would_see[universe] * made_[s].moved;
    if (reached == 0 || (made_[s].turnout_mean == 0 && made_[s].turnout_sd == 0)) continue;
    const double odds = turnout / (1 - turnout) * std::exp(made_[s].turnout);
    turnout += reached * (odds / (1 + odds) - turnout);
  }
  return turnout;
}

std::vector<double> ReferenceShocks::support(std::size_t contest, std::size_t universe,
                                             std::vector<double> shares) const {
  for (const std::size_t s : order_) {
    const double reached = made_[s].would_see[universe] * made_[s].moved;
    const bool is_dose = made_[s].support_mean != 0 || made_[s].support_sd != 0;
    if (made_[s].contest != contest || reached == 0 || !is_dose) continue;
    std::vector<double> doses(shares.size(), 0.0);
    doses[made_[s].slot] = made_[s].support;
    shares = persuaded(shares, reached, doses);
  }
  return with_believed_out(contest, universe, shares);
}

std::vector<double> ReferenceShocks::with_believed_out(std::size_t contest, std::size_t universe,
                                                       const std::vector<double>& shares) const {
  std::vector<std::size_t> believed;
  for (std::size_t s = 0; s < made_.size(); ++s) {
    if (scenario_.shocks[s].withdrawn && made_[s].contest == contest) believed.push_back(s);
  }
  std::vector<double> mixed(shares.size(), 0.0);
  for (std::size_t set = 0; set < std::size_t{1} << believed.size(); ++set) {
    double people = 1;
    std::vector<double> left = shares;
    for (std::size_t i = 0; i < believed.size(); ++i) {
      const Made& made = made_[believed[i]];
      const double believe = made.would_see[universe] * made.moved;
      const bool is_in = (set >> i & 1) != 0;
      people *= is_in ? believe : 1 - believe;
      if (is_in) left[made.slot] = 0;
    }
    double total = std::accumulate(left.begin(), left.end(), 0.0);
    if (total == 0) left = shares;
    if (total == 0) total = 1;
    for (std::size_t k = 0; k < mixed.size(); ++k) mixed[k] += people * left[k] / total;
  }
  return mixed;
}

}  // namespace hustings::test
