#include "support/reference_programmes.hpp"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <numeric>

#include "support/reference_centres.hpp"
#include "support/reference_effects.hpp"

namespace hustings::test {
namespace {

using scenario::Programme;

double logit(double p) {
  return std::log(p / (1 - p));
}

/// Shares of days, the day before the election first.
using Days = std::map<int, double>;

Days ballots_by_day(const scenario::Calendar& calendar) {
  Days days{{0, 1.0}};
  for (const auto& early : calendar.early) {
    days[early.days_before] += early.share;
    days[0] -= early.share;
  }
  return days;
}

Days contacts_by_day(const Programme& programme) {
  Days days;
  if (programme.days.empty()) {
    for (int day = 1; day <= 7; ++day) days[day] = 1.0 / 7;
    return days;
  }
  double rest = 1;
  for (const auto& day : programme.days) rest -= day.share.value_or(0);
  for (const auto& day : programme.days) days[day.days_before] = day.share.value_or(rest);
  return days;
}

/// Works a list pass by pass.
double work(double attempts, scenario::Contact contact, scenario::Order order) {
  if (order == scenario::Order::random) {
    return contact.cap * (1 - std::exp(-contact.rate * attempts / contact.cap));
  }
  if (contact.rate >= contact.cap) return std::min(contact.rate * attempts, contact.cap);
  double met = 0;
  for (int pass = 0; pass < 10'000; ++pass) {
    const double names = 1 - met;
    const double more = (contact.cap - met) * contact.rate / contact.cap;
    if (attempts <= names) return met + more * attempts / names;
    attempts -= names;
    met += more;
  }
  return contact.cap;
}

std::vector<double> softmax_of(const std::vector<double>& shares,
                               const std::vector<double>& doses) {
  std::vector<double> moved;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    moved.push_back(shares[k] * std::exp(doses[k]));
  }
  const double total = std::accumulate(moved.begin(), moved.end(), 0.0);
  for (double& share : moved) share /= total;
  return moved;
}

}  // namespace

ReferenceProgrammes::ReferenceProgrammes(const scenario::Scenario& scenario,
                                         std::vector<double> written,
                                         std::vector<std::vector<std::vector<double>>> shares)
    : scenario_(scenario), written_(std::move(written)), shares_(std::move(shares)) {
  const auto solved = [](const std::optional<scenario::LiftPoints>& lift) {
    if (!lift || (lift->points == 0 && lift->sd == 0)) return Lift{};
    const double to = lift->at + lift->points;
    if (lift->sd == 0) return Lift{logit(to) - logit(lift->at), 0, 0};
    const ReferenceTurnout law = reference_turnout(scenario::TurnoutMean{to, lift->sd}, 0, {}, {});
    return Lift{law.centre - logit(lift->at), law.own_sd, 0};
  };
  for (const Programme& programme : scenario_.programmes) {
    Made made;
    for (std::size_t c = 0; c < scenario_.contests.size(); ++c) {
      if (scenario_.contests[c].id == programme.contest) made.contest = c;
    }
    const auto& candidates = scenario_.contests[made.contest].candidates;
    for (std::size_t k = 0; k < candidates.size(); ++k) {
      if (candidates[k].id == programme.candidate) made.slot = k;
    }
    made.turnout = solved(lift_of(programme).turnout);
    made.support = solved(lift_of(programme).support);
    if (programme.known) made.support.mean = 0;
    if (programme.mode == scenario::Mode::endorser) {
      follow(programme, made);
    } else {
      reach(programme, made);
    }
    made_.push_back(made);
  }
}

void ReferenceProgrammes::reach(const Programme& programme, Made& made) const {
  const auto& contest = scenario_.contests[made.contest];
  std::map<std::string, double> target;
  std::map<std::string, double> all;
  const auto is_meant = [&](const scenario::Universe& universe) {
    return std::all_of(
        programme.where.keys.begin(), programme.where.keys.end(), [&](const auto& key) {
          const auto values = values_of(scenario_, key.first, universe, nullptr, nullptr);
          return std::any_of(values.begin(), values.end(), [&](const auto& value) {
            return std::count(key.second.begin(), key.second.end(), value) > 0;
          });
        });
  };
  double of_all = 0;
  for (const auto& universe : scenario_.universes) {
    if (!votes_in(contest, universe)) continue;
    const auto registered = static_cast<double>(universe.registered);
    all[universe.district] += registered;
    if (!is_meant(universe)) continue;
    target[universe.district] += registered;
    of_all += registered;
  }
  const Days contacts = contacts_by_day(programme);
  const Days ballots = ballots_by_day(scenario_.calendar);
  made.support_kept = 0;
  for (const auto& [u, share] : contacts) {
    for (const auto& [v, f] : ballots) {
      if (v <= u)
        made.support_kept += share * f * std::pow(2.0, (v - u) / programme.half_life_days.support);
    }
  }
  if (contest.salience) made.support_kept *= contest.salience->doses_kept;
  for (std::size_t i = 0; i < scenario_.universes.size(); ++i) {
    const auto& universe = scenario_.universes[i];
    if (!votes_in(contest, universe) || target[universe.district] == 0) continue;
    const double here = *programme.attempts * target[universe.district] / of_all;
    const double others = all[universe.district] - target[universe.district];
    double q = 1;
    if (programme.accuracy && others > 0) {
      if (const auto* share = std::get_if<double>(&*programme.accuracy)) {
        q = *share;
      } else {
        const auto& test = std::get<scenario::TestAccuracy>(*programme.accuracy);
        const double hits = target[universe.district] * test.sensitivity;
        q = hits / (hits + others * (1 - test.specificity));
      }
    }
    const double names =
        is_meant(universe) ? here * q / target[universe.district] : here * (1 - q) / others;
    made.reached[i] = work(names, contact_of(programme), programme.order);
    double kept = 0;
    for (const auto& [u, share] : contacts) {
      double before = 0;
      for (const auto& [v, f] : ballots) before += v > u ? f : 0;
      const double left = 1 - written_[i] * before;
      for (const auto& [v, f] : ballots) {
        if (v > u) continue;
        kept += share * f * std::pow(2.0, (v - u) / programme.half_life_days.turnout) /
                (programme.skip_voted ? left * left : left);
      }
    }
    double salience = 1;
    for (const auto& other : scenario_.contests) {
      if (other.salience && votes_in(other, universe)) {
        salience = std::min(salience, other.salience->doses_kept);
      }
    }
    made.turnout_kept[i] = kept * salience;
  }
}

void ReferenceProgrammes::follow(const Programme& programme, Made& made) const {
  const auto& contest = scenario_.contests[made.contest];
  double to_vote = 1;
  if (!programme.days.empty()) {
    to_vote = 0;
    for (const auto& [u, share] : contacts_by_day(programme)) {
      for (const auto& [v, f] : ballots_by_day(scenario_.calendar)) {
        if (v <= u) to_vote += share * f;
      }
    }
  }
  if (contest.salience) made.support_kept = contest.salience->doses_kept;
  for (std::size_t i = 0; i < scenario_.universes.size(); ++i) {
    const auto found = programme.followers.find(scenario_.universes[i].faction);
    if (!votes_in(contest, scenario_.universes[i]) || found == programme.followers.end()) continue;
    made.reached[i] = found->second * to_vote;
  }
}

void ReferenceProgrammes::draw(boost::random::mt19937_64& random) {
  boost::random::normal_distribution<double> normal;
  std::map<std::pair<scenario::Mode, bool>, double> of_mode;
  for (const bool is_turnout : {true, false}) {
    for (std::size_t g = 0; g < made_.size(); ++g) {
      const Programme& programme = scenario_.programmes[g];
      const auto [found, is_new] = of_mode.try_emplace({programme.mode, is_turnout}, 0.0);
      if (is_new) found->second = normal(random);
      const double together = programme.mode == scenario::Mode::endorser ? 0 : programme.together;
      const double z =
          std::sqrt(together) * found->second + std::sqrt(1 - together) * normal(random);
      Lift& lift = is_turnout ? made_[g].turnout : made_[g].support;
      lift.drawn = lift.mean + lift.sd * z;
    }
  }
}

std::vector<std::size_t> ReferenceProgrammes::order(bool of_turnout) const {
  std::vector<std::size_t> order(made_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return of_turnout ? made_[a].turnout.mean > made_[b].turnout.mean
                      : made_[a].support.mean > made_[b].support.mean;
  });
  return order;
}

double ReferenceProgrammes::turnout(std::size_t universe, double turnout,
                                    std::vector<double>& gains) const {
  gains.assign(made_.size(), 0.0);
  double missed = 1;
  double counts = 1;
  double sum = 0;
  for (const std::size_t g : order(true)) {
    const Made& made = made_[g];
    const auto found = made.reached.find(universe);
    const bool does_nothing = made.turnout.mean == 0 && made.turnout.sd == 0;
    if (found == made.reached.end() || does_nothing) continue;
    gains[g] = made.turnout.drawn * made.turnout_kept.at(universe) * found->second * counts;
    sum += gains[g];
    missed *= 1 - found->second;
    counts *= 1 - (1 - scenario_.defaults.repeat) * found->second;
  }
  if (missed == 1) return turnout;
  const double dose = sum / (1 - missed);
  const double moved = 1 / (1 + std::exp(-logit(turnout) - dose)) - turnout;
  for (double& gain : gains) gain *= std::abs(dose) < 1e-9 ? turnout * (1 - turnout) : moved / dose;
  return turnout + (1 - missed) * moved;
}

std::vector<double> ReferenceProgrammes::endorsed(std::size_t contest, std::size_t universe,
                                                  const std::vector<double>& shares) const {
  std::vector<const Made*> endorsers;
  for (std::size_t g = 0; g < made_.size(); ++g) {
    if (scenario_.programmes[g].mode == scenario::Mode::endorser && made_[g].contest == contest &&
        made_[g].reached.contains(universe)) {
      endorsers.push_back(&made_[g]);
    }
  }
  std::vector<double> mixed(shares.size(), 0.0);
  for (std::size_t set = 0; set < std::size_t{1} << endorsers.size(); ++set) {
    double weight = 1;
    std::vector<double> doses(shares.size(), 0.0);
    for (std::size_t e = 0; e < endorsers.size(); ++e) {
      const double followers = endorsers[e]->reached.at(universe);
      const bool follows = (set >> e & 1) != 0;
      weight *= follows ? std::abs(followers) : 1 - std::abs(followers);
      if (!follows) continue;
      const double dose = endorsers[e]->support.drawn * endorsers[e]->support_kept;
      doses[endorsers[e]->slot] += followers < 0 ? -dose : dose;
    }
    const std::vector<double> moved = softmax_of(shares, doses);
    for (std::size_t k = 0; k < shares.size(); ++k) mixed[k] += weight * moved[k];
  }
  return mixed;
}

std::vector<double> ReferenceProgrammes::persuaded(std::size_t contest, std::size_t universe,
                                                   const std::vector<double>& shares) const {
  double missed = 1;
  std::vector<double> doses(shares.size(), 0.0);
  std::vector<double> counts(shares.size(), 1.0);
  for (const std::size_t g : order(false)) {
    const Made& made = made_[g];
    const bool does_nothing = made.support.mean == 0 && made.support.sd == 0;
    if (scenario_.programmes[g].mode == scenario::Mode::endorser || made.contest != contest ||
        !made.reached.contains(universe) || does_nothing) {
      continue;
    }
    const double reached = made.reached.at(universe);
    doses[made.slot] += made.support.drawn * made.support_kept * reached * counts[made.slot];
    counts[made.slot] *= 1 - (1 - scenario_.defaults.repeat) * reached;
    missed *= 1 - reached;
  }
  if (missed == 1) return shares;
  for (double& dose : doses) dose /= 1 - missed;
  const std::vector<double> moved = softmax_of(shares, doses);
  std::vector<double> after;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    after.push_back(missed * shares[k] + (1 - missed) * moved[k]);
  }
  return after;
}

std::vector<double> ReferenceProgrammes::split(std::size_t contest, std::size_t universe,
                                               std::vector<double> shares, double final_turnout,
                                               const std::vector<double>& gains) const {
  if (made_.empty()) return shares;
  shares = persuaded(contest, universe, endorsed(contest, universe, shares));
  std::vector<double> all(shares.size(), 0.0);
  double as_all = final_turnout;
  for (std::size_t g = 0; g < made_.size(); ++g) {
    const auto& supporters = scenario_.programmes[g].supporters;
    if (!supporters || made_[g].contest != contest || gains[g] == 0) continue;
    const std::size_t c = made_[g].slot;
    const double p = shares_[contest][universe][c];
    const double y = 1 / (1 + std::exp(-logit(*supporters) - logit(shares[c]) + logit(p)));
    for (std::size_t k = 0; k < shares.size(); ++k) {
      all[k] += gains[g] * (k == c ? y : (1 - y) * shares[k] / (1 - shares[c]));
    }
    as_all -= gains[g];
  }
  for (std::size_t k = 0; k < shares.size(); ++k) {
    all[k] = (all[k] + as_all * shares[k]) / final_turnout;
  }
  return all;
}

}  // namespace hustings::test
