#include "support/reference_programmes.hpp"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>

#include "support/campaign_laws.hpp"
#include "support/message_law.hpp"
#include "support/reference_centres.hpp"
#include "support/reference_effects.hpp"

namespace hustings::test {
namespace {

using scenario::Programme;

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

}  // namespace

ReferenceProgrammes::ReferenceProgrammes(const scenario::Scenario& scenario,
                                         std::vector<double> written,
                                         std::vector<std::vector<std::vector<double>>> shares)
    : scenario_(scenario),
      written_(std::move(written)),
      shares_(std::move(shares)),
      shocks_(scenario),
      supplies_(scenario_),
      left_(scenario.programmes.size(), 1.0) {
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
    if (programme.script) {
      const auto& transfer = programme.script->transfer;
      const auto of_calls = [&](Lift& lift, const std::optional<scenario::LiftPoints>& second) {
        const double handed = transfer ? transfer->share : 0;
        const Lift other = transfer ? solved(second) : Lift{};
        lift.mean = (1 - handed) * programme.script->lift_kept * lift.mean + handed * other.mean;
        lift.sd = (1 - handed) * programme.script->lift_kept * lift.sd + handed * other.sd;
      };
      const auto& like = defaults_of(transfer ? transfer->like : programme.mode);
      of_calls(made.turnout, like.turnout);
      of_calls(made.support, like.support);
    }
    if (programme.known) made.support.mean = 0;
    meet(programme, made);
    made_.push_back(made);
  }
  know_messages();
  know_spread();
}

void ReferenceProgrammes::meet(const Programme& programme, Made& made) const {
  if (programme.mode == scenario::Mode::endorser) return follow(programme, made);
  made.reached.clear();
  keep(programme, made);
  if (scenario::is_direct(programme.mode)) reach(programme, made);
  if (programme.mode == scenario::Mode::broadcast) broadcast(programme, made);
  if (programme.mode != scenario::Mode::relational || programme.attempts.value_or(0) <= 0) return;
  // Variance over squared mean of the people whom a branching process of tells reaches.
  const double first = *programme.attempts * programme.mesh.tells;
  const double on = std::min(programme.mesh.tells_on, 0.9);
  const double mean = first / (1 - on);
  const double variance = first * on * (1 + on / 0.2) / std::pow(1 - on, 3) +
                          first * (1 + programme.mesh.tells / 0.2) / std::pow(1 - on, 2);
  const double sigma = std::sqrt(std::log(1 + variance / (mean * mean)));
  tell(programme, std::exp(sigma * made.luck - sigma * sigma / 2), made);
}

Programme ReferenceProgrammes::left_by_shocks(const Programme& programme, bool& is_less) const {
  Programme left = programme;
  left.days.clear();
  double attempts = 0;
  double tells = 0;
  double tells_on = 0;
  for (const auto& [day, share] : contacts_by_day(programme)) {
    double of_attempts = 1;
    double of_tells = 1;
    double of_tells_on = 1;
    for (std::size_t s = 0; s < scenario_.shocks.size(); ++s) {
      const auto& lost = scenario_.shocks[s].degrade;
      if (!lost || !shocks_.happened()[s] || 24 * day >= shocks_.onsets()[s]) continue;
      if (lost->channel != programme.id && lost->channel != programme.broadcast.channel &&
          lost->channel != scenario::defaults_of(programme.mode).name) {
        continue;
      }
      is_less = true;
      const bool of_links = lost->loss == scenario::Loss::links;
      of_attempts *= of_links ? 1 : lost->keep;
      of_tells *= of_links ? lost->keep : 1;
      of_tells_on *= of_links ? lost->keep : 1;
    }
    attempts += share * of_attempts;
    tells += share * of_attempts * of_tells;
    tells_on += share * of_tells_on;
    if (of_attempts * of_tells > 0) left.days.push_back({{}, day, share * of_attempts * of_tells});
  }
  for (auto& day : left.days) *day.share /= tells;
  left.attempts = tells > 0 ? programme.attempts.value_or(0) * attempts : 0;
  if (left.days.empty()) left.days = programme.days;
  if (tells > 0) left.mesh.tells *= tells / attempts;
  left.mesh.tells_on *= tells_on;
  return left;
}

/// Takes from programmes what the shocks of this election take, and gives back what those of the
/// last one took.
void ReferenceProgrammes::degrade() {
  for (std::size_t g = 0; g < made_.size(); ++g) {
    const Programme& planned = scenario_.programmes[g];
    Made& made = made_[g];
    left_[g] = supplies_.left(g, planned);
    if (planned.mode == scenario::Mode::endorser) continue;
    bool is_less = false;
    const Programme left = left_by_shocks(planned, is_less);
    if (is_less || made.is_degraded || planned.mode == scenario::Mode::relational) {
      meet(is_less ? left : planned, made);
      // Luck is of those who are told; elsewhere it is the mean.
      const bool is_mesh = planned.mode == scenario::Mode::relational;
      if (!is_mesh) made.everywhere = spread_everywhere(made);
    }
    if (is_less) left_[g] = supplies_.left(g, left);
    made.is_degraded = is_less;
  }
}

double ReferenceProgrammes::spread_everywhere(const Made& made) const {
  double ballots = 0;
  double everywhere = 0;
  for (std::size_t u = 0; u < scenario_.universes.size(); ++u) {
    if (!votes_in(scenario_.contests[made.contest], scenario_.universes[u])) continue;
    const double here = static_cast<double>(scenario_.universes[u].registered) * written_[u];
    ballots += here;
    if (made.reached.contains(u)) everywhere += here * made.reached.at(u);
  }
  return everywhere * made.support_kept / ballots;
}

void ReferenceProgrammes::know_messages() {
  static const std::map<scenario::Measure, scenario::Carry> kCarry{
      {scenario::Measure::opens, {0, .15}},
      {scenario::Measure::clicks, {.25, .25}},
      {scenario::Measure::replies, {.25, .25}},
      {scenario::Measure::signups, {.4, .3}},
      {scenario::Measure::turnout, {1, 0}}};
  for (const scenario::MessageSet& set : scenario_.messages) {
    const PlainMessage plain = plain_message(set);
    const ReferenceTurnout law =
        reference_turnout(scenario::TurnoutMean{plain.rate, plain.sd}, 0, {}, {});
    Message message{{law.centre, law.own_sd, 0}, plain.mean, kCarry.at(set.measures)};
    if (set.carry) message.carry = *set.carry;
    if (message.carry.sd > 0) {
      double weight = 1 / std::pow(message.carry.sd, 2);
      double sum = message.carry.mean * weight;
      for (const auto& [lead, lift, error] : set.validated) {
        const double variance = error * error + .01;
        weight += lead * lead / variance;
        sum += lead * lift / variance;
      }
      message.carry = {sum / weight, 1 / std::sqrt(weight)};
    }
    messages_[set.id] = message;
  }
}

void ReferenceProgrammes::know_spread() {
  for (std::size_t g = 0; g < made_.size(); ++g) {
    const Programme& programme = scenario_.programmes[g];
    if (programme.spread == 0) continue;
    Made& made = made_[g];
    const std::string own = programme.contest + "/" + programme.candidate;
    made.spread = plain_spread(scenario_, own, programme.spread);
    made.spread.erase(own);
    made.everywhere = spread_everywhere(made);
  }
}

void ReferenceProgrammes::reach(const Programme& programme, Made& made) const {
  const auto& contest = scenario_.contests[made.contest];
  std::map<std::string, double> target;
  std::map<std::string, double> all;
  double of_all = 0;
  for (const auto& universe : scenario_.universes) {
    if (!votes_in(contest, universe)) continue;
    const auto registered = static_cast<double>(universe.registered);
    all[universe.district] += registered;
    if (!is_meant(programme, universe)) continue;
    target[universe.district] += registered;
    of_all += registered;
  }
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
    const double names = is_meant(programme, universe) ? here * q / target[universe.district]
                                                       : here * (1 - q) / others;
    scenario::Contact contact = contact_of(programme);
    contact.rate *= calls_of(programme).stays;
    made.reached[i] = work(names, contact, programme.order);
  }
}

bool ReferenceProgrammes::is_meant(const Programme& programme,
                                   const scenario::Universe& universe) const {
  return std::all_of(
      programme.where.keys.begin(), programme.where.keys.end(), [&](const auto& key) {
        const auto values = values_of(scenario_, key.first, universe, nullptr, nullptr);
        return std::any_of(values.begin(), values.end(), [&](const auto& value) {
          return std::count(key.second.begin(), key.second.end(), value) > 0;
        });
      });
}

/// What contacts are worth by the time ballots are cast.
void ReferenceProgrammes::keep(const Programme& programme, Made& made) const {
  const auto& contest = scenario_.contests[made.contest];
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
    if (!votes_in(contest, universe)) continue;
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

void ReferenceProgrammes::broadcast(const Programme& programme, Made& made) const {
  const auto& contest = scenario_.contests[made.contest];
  scenario::GroupShares use = programme.broadcast.use.value_or(scenario::GroupShares{});
  for (const auto& channel : scenario_.channels) {
    if (channel.id == programme.broadcast.channel) use = channel.use;
  }
  std::map<std::size_t, double> uses;
  double users = 0;
  for (std::size_t i = 0; i < scenario_.universes.size(); ++i) {
    const auto& universe = scenario_.universes[i];
    if (!votes_in(contest, universe) || !is_meant(programme, universe)) continue;
    const auto found = use.groups.find(universe.faction);
    uses[i] = use.everybody ? *use.everybody : found == use.groups.end() ? 0 : found->second;
    users += uses[i] * static_cast<double>(universe.registered);
  }
  const double cap = contact_of(programme).cap;
  const double mean = *programme.attempts * programme.broadcast.in_universe / (cap * users);
  // Geometric, the negative binomial of shape 1: seen f times at least with (mean / (1 + mean))^f.
  const double seen = std::pow(mean / (1 + mean), programme.broadcast.times_needed);
  for (const auto& [i, share] : uses) made.reached[i] = cap * share * seen;
}

void ReferenceProgrammes::tell(const Programme& programme, double luck, Made& made) const {
  const auto& contest = scenario_.contests[made.contest];
  const bool in_city = programme.mesh.mixing == scenario::Mixing::city;
  const auto& universes = scenario_.universes;
  std::map<std::string, double> area;  // registered voters whom one may meet
  double target = 0;
  double first_day = 0;
  for (const auto& [day, share] : contacts_by_day(programme)) {
    first_day = std::max<double>(first_day, day);
  }
  const auto area_of = [&](const scenario::Universe& universe) {
    return in_city ? std::string() : universe.district;
  };
  std::vector<double> tells(universes.size(), 0.0);
  std::vector<double> told(universes.size(), 0.0);
  for (const auto& universe : universes) {
    area[area_of(universe)] += static_cast<double>(universe.registered);
    const bool meant = votes_in(contest, universe) && is_meant(programme, universe);
    if (meant) target += static_cast<double>(universe.registered);
  }
  const double cap = contact_of(programme).cap;
  for (std::size_t i = 0; i < universes.size(); ++i) {
    if (!votes_in(contest, universes[i]) || !is_meant(programme, universes[i])) continue;
    const double captains =
        *programme.attempts * static_cast<double>(universes[i].registered) / target;
    told[i] = captains / (cap * static_cast<double>(universes[i].registered));
    tells[i] = captains * programme.mesh.tells * luck;
  }
  made.reached.clear();
  double weight = cap;
  for (int generation = 1; 2 * generation <= static_cast<int>(first_day); ++generation) {
    std::vector<double> next(universes.size(), 0.0);
    for (std::size_t j = 0; j < universes.size(); ++j) {
      const auto people = static_cast<double>(universes[j].registered);
      double landed = programme.mesh.homophily * tells[j];
      for (std::size_t i = 0; i < universes.size(); ++i) {
        if (area_of(universes[i]) != area_of(universes[j])) continue;
        landed += (1 - programme.mesh.homophily) * tells[i] * people / area[area_of(universes[j])];
      }
      const double fresh = (1 - told[j]) * (1 - std::exp(-landed / (cap * people)));
      told[j] += fresh;
      next[j] = cap * people * programme.mesh.tells_on * fresh;
      if (votes_in(contest, universes[j])) made.reached[j] += weight * fresh;
    }
    tells = next;
    weight *= programme.mesh.fade;
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
  for (std::size_t g = 0; g < made_.size(); ++g) {
    const Programme& programme = scenario_.programmes[g];
    if (programme.mode != scenario::Mode::relational) continue;
    made_[g].luck = normal(random);
  }
  supplies_.draw(random);
  std::map<std::pair<scenario::Mode, bool>, double> of_mode;
  std::map<std::pair<std::string, bool>, double> of_programme;
  for (const bool is_turnout : {true, false}) {
    for (std::size_t g = 0; g < made_.size(); ++g) {
      const Programme& programme = scenario_.programmes[g];
      const auto [found, is_new] = of_mode.try_emplace({programme.mode, is_turnout}, 0.0);
      if (is_new) found->second = normal(random);
      const double together = programme.mode == scenario::Mode::endorser ? 0 : programme.together;
      const auto [own, is_first] = of_programme.try_emplace({programme.id, is_turnout}, 0.0);
      if (is_first) own->second = normal(random);
      const double z = std::sqrt(together) * found->second + std::sqrt(1 - together) * own->second;
      Lift& lift = is_turnout ? made_[g].turnout : made_[g].support;
      lift.drawn = lift.mean + lift.sd * z;
    }
  }
  shocks_.draw(random);
  degrade();
  draw_messages(random);
}

void ReferenceProgrammes::draw_messages(boost::random::mt19937_64& random) {
  boost::random::normal_distribution<double> normal;
  for (const auto& [id, message] : messages_) {
    const double log_odds = message.rate.mean + message.rate.sd * normal(random);
    const double rate = 1 / (1 + std::exp(-log_odds));
    const double carry = message.carry.mean + message.carry.sd * normal(random);
    const double times = 1 + carry * (rate / message.mean - 1);
    for (std::size_t g = 0; g < made_.size(); ++g) {
      if (scenario_.programmes[g].message != id) continue;
      made_[g].turnout.drawn *= times;
      made_[g].support.drawn *= times;
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
  std::vector<std::size_t> touching;
  TurnoutReach reach{{}, {}, scenario_.defaults.repeat};
  for (const std::size_t g : order(true)) {
    const Made& made = made_[g];
    const auto found = made.reached.find(universe);
    const bool does_nothing = made.turnout.mean == 0 && made.turnout.sd == 0;
    if (found == made.reached.end() || does_nothing) continue;
    touching.push_back(g);
    reach.reached.push_back(found->second * left_[g]);
    reach.doses.push_back(made.turnout.drawn * made.turnout_kept.at(universe));
  }
  const LiftedTurnout after = lifted(turnout, reach);
  const double shocked = shocks_.turnout(universe, after.turnout);
  for (std::size_t i = 0; i < touching.size(); ++i) {
    gains[touching[i]] = after.gain[i] * shocked / after.turnout;
  }
  return shocked;
}

std::vector<double> ReferenceProgrammes::after_endorsers(std::size_t contest, std::size_t universe,
                                                         const std::vector<double>& shares) const {
  std::vector<EndorserDose> endorsers;
  for (std::size_t g = 0; g < made_.size(); ++g) {
    const Made& made = made_[g];
    if (scenario_.programmes[g].mode != scenario::Mode::endorser || made.contest != contest ||
        !made.reached.contains(universe)) {
      continue;
    }
    endorsers.push_back(
        {made.reached.at(universe), made.slot, made.support.drawn * made.support_kept});
  }
  return endorsed(shares, endorsers);
}

std::vector<double> ReferenceProgrammes::after_spread(std::size_t contest, std::size_t universe,
                                                      std::vector<double> shares) const {
  const auto& candidates = scenario_.contests[contest].candidates;
  double total = 0;
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    const std::string label = scenario_.contests[contest].id + "/" + candidates[k].id;
    for (std::size_t g = 0; g < made_.size(); ++g) {
      const Made& made = made_[g];
      const auto found = made.spread.find(label);
      const bool is_elsewhere =
          !votes_in(scenario_.contests[made.contest], scenario_.universes[universe]);
      if (found == made.spread.end() || !is_elsewhere) continue;
      shares[k] *= std::exp(found->second * made.everywhere * left_[g] * made.support.drawn);
    }
    total += shares[k];
  }
  for (double& share : shares) share /= total;
  return shares;
}

std::vector<double> ReferenceProgrammes::after_contacts(std::size_t contest, std::size_t universe,
                                                        const std::vector<double>& shares) const {
  const auto& candidates = scenario_.contests[contest].candidates;
  double missed = 1;
  std::vector<double> doses(shares.size(), 0.0);
  std::set<std::size_t> met_by;
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    // What moves this candidate: (mean dose as written, programme, share of its lift).
    std::vector<std::tuple<double, std::size_t, double>> moving;
    for (const std::size_t g : order(false)) {
      const Made& made = made_[g];
      const bool does_nothing = made.support.mean == 0 && made.support.sd == 0;
      if (scenario_.programmes[g].mode == scenario::Mode::endorser ||
          !made.reached.contains(universe) || does_nothing) {
        continue;
      }
      const auto found = made.spread.find(scenario_.contests[contest].id + "/" + candidates[k].id);
      if (made.contest == contest && made.slot == k) {
        moving.emplace_back(made.support.mean, g, 1);
      } else if (found != made.spread.end()) {
        moving.emplace_back(found->second * made.support.mean, g, found->second);
      }
    }
    std::stable_sort(moving.begin(), moving.end(),
                     [](const auto& a, const auto& b) { return std::get<0>(a) > std::get<0>(b); });
    double counts = 1;
    for (const auto& [mean, g, share] : moving) {
      const double reached = made_[g].reached.at(universe) * left_[g];
      doses[k] += share * made_[g].support.drawn * made_[g].support_kept * reached * counts;
      counts *= 1 - (1 - scenario_.defaults.repeat) * reached;
      if (met_by.insert(g).second) missed *= 1 - reached;
    }
  }
  if (missed == 1) return shares;
  for (double& dose : doses) dose /= 1 - missed;
  return persuaded(shares, 1 - missed, doses);
}

std::vector<double> ReferenceProgrammes::split(std::size_t contest, std::size_t universe,
                                               std::vector<double> shares, double final_turnout,
                                               const std::vector<double>& gains) const {
  shares = after_spread(contest, universe, std::move(shares));
  shares = after_contacts(contest, universe, after_endorsers(contest, universe, shares));
  shares = shocks_.support(contest, universe, shares);
  std::vector<GainedBallots> gained;
  double as_all = final_turnout;
  for (std::size_t g = 0; g < made_.size(); ++g) {
    const Made& made = made_[g];
    const auto& supporters = scenario_.programmes[g].supporters;
    if (!supporters || made.contest != contest || gains[g] == 0) continue;
    const double written = shares_[contest][universe][made.slot];
    gained.push_back({gains[g], supporters_split(shares, made.slot, *supporters, written)});
    as_all -= gains[g];
  }
  return with_gained(as_all, shares, gained);
}

}  // namespace hustings::test
