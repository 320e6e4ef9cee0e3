#include "support/reference_engine.hpp"

#include <algorithm>
#include <boost/random/chi_squared_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <map>
#include <numeric>

#include "support/plain_delegates.hpp"

namespace hustings::test {
namespace {

using scenario::Candidate;
using scenario::Contest;
using scenario::Delegates;
using scenario::DistrictSeats;
using scenario::Fallback;
using scenario::Pool;
using scenario::Scenario;
using scenario::SupportKind;
using scenario::SupportRow;
using scenario::Universe;

constexpr int kLog2Points = 13;
constexpr double kAbsent = -std::numeric_limits<double>::infinity();

/// The row that counts for a candidate in a universe: that with most keys of those that match.
const SupportRow& row_of(const Scenario& scenario, const Contest& contest, const Universe& universe,
                         const std::string& candidate) {
  const SupportRow* best = nullptr;
  for (const SupportRow& row : contest.support) {
    if (row.candidate != candidate) continue;
    const bool matches = std::all_of(row.keys.begin(), row.keys.end(), [&](const auto& key) {
      const auto values = values_of(scenario, key.first, universe, nullptr, nullptr);
      return std::count(values.begin(), values.end(), key.second) > 0 ||
             (key.first == "universe" && key.second == universe.universe);
    });
    if (matches && (best == nullptr || row.keys.size() > best->keys.size())) best = &row;
  }
  return *best;
}

/// Centres of a universe's utilities by candidate. Universes with the same shares and terms are
/// solved once.
class Centres {
 public:
  Centres(const Scenario& scenario, const ReferenceEffects& effects)
      : scenario_(scenario), effects_(effects) {}

  std::vector<double> of(const Contest& contest, const Universe& universe,
                         const std::vector<ReferenceTerms>& terms) {
    std::vector<double> centres(contest.candidates.size(), kAbsent);
    std::vector<std::size_t> slots;
    std::vector<double> shares;
    double left = 1;
    for (std::size_t k = 0; k < centres.size(); ++k) {
      const SupportRow& row = row_of(scenario_, contest, universe, contest.candidates[k].id);
      if (row.kind == SupportKind::log_weight) centres[k] = row.value;
      if (row.kind == SupportKind::share) left -= row.value;
      if (row.kind == SupportKind::log_weight ||
          (row.kind == SupportKind::share && row.value == 0)) {
        continue;
      }
      slots.push_back(k);
      shares.push_back(row.kind == SupportKind::rest ? -1 : row.value);
    }
    for (double& share : shares) share = share < 0 ? left : share;
    std::vector<ReferenceTerms> of_slots;
    for (const std::size_t slot : slots) of_slots.push_back(terms[slot]);
    const std::vector<double> solved = solve(shares, of_slots);
    for (std::size_t i = 0; i < slots.size(); ++i) centres[slots[i]] = solved[i];
    return centres;
  }

 private:
  std::vector<double> solve(const std::vector<double>& shares,
                            const std::vector<ReferenceTerms>& terms) {
    std::vector<double> key = shares;
    for (const ReferenceTerms& of_slot : terms) {
      for (const ReferenceTerm& term : of_slot) {
        key.push_back(static_cast<double>(term.factor));
        key.push_back(term.load);
      }
      key.push_back(-1);
    }
    const auto [found, is_new] = solved_.try_emplace(key);
    if (is_new) found->second = reference_centres(shares, terms, effects_, kLog2Points);
    return found->second;
  }

  const Scenario& scenario_;
  const ReferenceEffects& effects_;
  std::map<std::vector<double>, std::vector<double>> solved_;
};

}  // namespace

ReferenceEngine::ReferenceEngine(const Scenario& scenario, std::uint32_t seed)
    : scenario_(scenario), effects_(reference_effects(scenario)), random_(seed) {
  for (std::size_t u = 0; u < scenario_.universes.size(); ++u) {
    turnouts_.push_back(reference_turnout(scenario_.universes[u].turnout,
                                          scenario_.defaults.turnout_cell_sd, effects_.turnout[u],
                                          effects_));
  }
  Centres centres(scenario_, effects_);
  for (std::size_t c = 0; c < scenario_.contests.size(); ++c) {
    const Contest& contest = scenario_.contests[c];
    std::vector<std::vector<double>> of_contest(scenario_.universes.size());
    for (std::size_t u = 0; u < scenario_.universes.size(); ++u) {
      if (!votes_in(contest, scenario_.universes[u])) continue;
      of_contest[u] = centres.of(contest, scenario_.universes[u], effects_.support[c][u]);
    }
    centres_.push_back(of_contest);
    rolloffs_.emplace_back();
    for (std::size_t u = 0; u < scenario_.universes.size(); ++u) {
      const scenario::RolloffRow* row = rolloff_of(scenario_, contest, scenario_.universes[u]);
      if (row == nullptr) continue;
      const std::optional<double> sd = row->sd > 0 ? std::optional(row->sd) : std::nullopt;
      rolloffs_.back()[u] = reference_turnout(scenario::TurnoutMean{row->mean, sd}, 0,
                                              effects_.rolloff[c][u], effects_);
    }
  }
  if (!scenario_.programmes.empty() || !scenario_.shocks.empty()) know_programmes();
}

/// Written means are those of the scenario's rows; programmes need shares, not log-weights.
void ReferenceEngine::know_programmes() {
  std::vector<double> written;
  for (std::size_t u = 0; u < turnouts_.size(); ++u) {
    written.push_back(
        turnout_moments(turnouts_[u].centre, turnouts_[u].own_sd, effects_.turnout[u], effects_)
            .mean);
  }
  std::vector<std::vector<std::vector<double>>> shares;
  for (const Contest& contest : scenario_.contests) {
    shares.emplace_back(scenario_.universes.size());
    for (std::size_t u = 0; u < scenario_.universes.size(); ++u) {
      if (!votes_in(contest, scenario_.universes[u])) continue;
      double left = 1;
      for (const Candidate& candidate : contest.candidates) {
        const SupportRow& row = row_of(scenario_, contest, scenario_.universes[u], candidate.id);
        left -= row.kind == SupportKind::share ? row.value : 0;
      }
      for (const Candidate& candidate : contest.candidates) {
        const SupportRow& row = row_of(scenario_, contest, scenario_.universes[u], candidate.id);
        shares.back()[u].push_back(row.kind == SupportKind::share ? row.value : left);
      }
    }
  }
  programmes_.emplace(scenario_, written, shares);
}

double ReferenceEngine::voting(std::size_t contest, std::size_t universe,
                               const std::vector<double>& factors) {
  const auto found = rolloffs_[contest].find(universe);
  if (found == rolloffs_[contest].end()) return 1;
  boost::random::normal_distribution<double> normal;
  const double log_odds = found->second.centre + sum(effects_.rolloff[contest][universe], factors) +
                          found->second.own_sd * normal(random_);
  return 1 / (1 + std::exp(log_odds));
}

std::vector<double> ReferenceEngine::draw_factors() {
  boost::random::normal_distribution<double> normal;
  std::vector<double> scales;
  for (const auto& scale : effects_.scales) {
    boost::random::chi_squared_distribution<double> chi2(scale.df);
    scales.push_back(std::sqrt((scale.df - 2) / chi2(random_)));
  }
  std::vector<double> normals;
  for (std::size_t f = 0; f < effects_.factors.size(); ++f) normals.push_back(normal(random_));
  std::vector<double> factors;
  for (std::size_t f = 0; f < effects_.factors.size(); ++f) {
    const auto& factor = effects_.factors[f];
    factors.push_back(normals[effects_.normal_of(f)] * (factor.scaled ? scales[factor.scale] : 1));
  }
  return factors;
}

double ReferenceEngine::sum(const ReferenceTerms& terms, const std::vector<double>& factors) const {
  double sum = 0;
  for (const ReferenceTerm& term : terms) sum += term.load * factors[term.factor];
  return sum;
}

ReferenceElection ReferenceEngine::draw() {
  boost::random::normal_distribution<double> normal;
  ReferenceElection election;
  const std::vector<double> factors = draw_factors();
  std::vector<double> ballots;
  gains_.assign(scenario_.universes.size(), {});
  if (programmes_) programmes_->draw(random_);
  if (programmes_) election.shocks = programmes_->shocks().happened();
  for (std::size_t u = 0; u < scenario_.universes.size(); ++u) {
    const double log_odds = turnouts_[u].centre + sum(effects_.turnout[u], factors) +
                            turnouts_[u].own_sd * normal(random_);
    double turnout = 1 / (1 + std::exp(-log_odds));
    if (programmes_) turnout = programmes_->turnout(u, turnout, gains_[u]);
    election.universe_turnout.push_back(turnout);
    ballots.push_back(election.universe_turnout.back() *
                      static_cast<double>(scenario_.universes[u].registered));
  }
  for (std::size_t c = 0; c < scenario_.contests.size(); ++c) count(c, factors, ballots, election);
  return election;
}

void ReferenceEngine::count(std::size_t contest, const std::vector<double>& factors,
                            const std::vector<double>& ballots, ReferenceElection& election) {
  const std::size_t n = scenario_.contests[contest].candidates.size();
  std::vector<double> votes(n, 0.0);
  std::map<std::string, std::vector<double>> by_district;
  double came = 0;
  double cast = 0;
  double registered = 0;
  for (std::size_t u = 0; u < ballots.size(); ++u) {
    if (centres_[contest][u].empty()) continue;
    std::vector<double> weight;
    double total = 0;
    for (std::size_t k = 0; k < n; ++k) {
      weight.push_back(
          std::exp(centres_[contest][u][k] + sum(effects_.support[contest][u][k], factors)));
      total += weight[k];
    }
    if (programmes_) {
      for (double& share : weight) share /= total;
      total = 1;
      weight = programmes_->split(contest, u, weight, election.universe_turnout[u], gains_[u]);
    }
    std::vector<double>& here = by_district[scenario_.universes[u].district];
    here.resize(n);
    const double valid = ballots[u] * voting(contest, u, factors);
    for (std::size_t k = 0; k < n; ++k) votes[k] += valid * weight[k] / total;
    for (std::size_t k = 0; k < n; ++k) here[k] += valid * weight[k] / total;
    came += ballots[u];
    cast += valid;
    registered += static_cast<double>(scenario_.universes[u].registered);
  }
  for (std::size_t k = 0; k < n; ++k) election.share.push_back(votes[k] / cast);
  election.turnout.push_back(cast / registered);
  election.rolloff.push_back(1 - cast / came);
  const std::vector<double> delegates = award(contest, votes, by_district);
  election.delegates.insert(election.delegates.end(), delegates.begin(), delegates.end());
  const bool awards = std::holds_alternative<Delegates>(scenario_.contests[contest].count);
  const std::vector<double>& decides = awards ? delegates : votes;
  const double all = awards ? std::accumulate(delegates.begin(), delegates.end(), 0.0) : cast;
  std::size_t winner = 0;
  for (std::size_t k = 1; k < n; ++k) {
    const bool more =
        decides[k] > decides[winner] || (decides[k] == decides[winner] && votes[k] > votes[winner]);
    if (more) winner = k;
  }
  double second = 0;
  for (std::size_t k = 0; k < n; ++k) {
    if (k != winner) second = std::max(second, decides[k]);
  }
  election.winner.push_back(winner);
  election.margin.push_back(all > 0 ? (decides[winner] - second) / all : 0);
}

std::vector<double> ReferenceEngine::award(
    std::size_t contest, const std::vector<double>& votes,
    const std::map<std::string, std::vector<double>>& by_district) const {
  std::vector<double> delegates(votes.size(), 0.0);
  const auto* rule = std::get_if<Delegates>(&scenario_.contests[contest].count);
  if (rule == nullptr) return delegates;
  const PlainDelegateRule plain{static_cast<std::uint64_t>(std::llround(rule->threshold * 1e6)),
                                rule->fallback == Fallback::half_of_leader,
                                rule->rounds_percentages};
  std::vector<std::string> ids;
  for (const Candidate& candidate : scenario_.contests[contest].candidates) {
    ids.push_back(candidate.id);
  }
  const auto add = [&](const std::vector<double>& of, int seats) {
    std::vector<std::uint64_t> whole;  // thousandths of votes
    for (const double v : of) whole.push_back(static_cast<std::uint64_t>(std::llround(v * 1000)));
    const PlainPool pool = plain_pool(whole, ids, static_cast<std::uint64_t>(seats), plain);
    for (std::size_t k = 0; k < votes.size(); ++k) {
      delegates[k] += static_cast<double>(pool.won[k]);
    }
  };
  for (const Pool& pool : rule->pools) {
    if (!pool.per_district) add(votes, pool.seats);
    for (const auto& [district, of] : by_district) {
      if (!pool.per_district) continue;
      int seats = pool.seats;
      for (const DistrictSeats& row :
           pool.table ? scenario_.seat_tables[*pool.table].rows : std::vector<DistrictSeats>{}) {
        if (row.district == district) seats = row.seats;
      }
      add(of, seats);
    }
  }
  return delegates;
}

}  // namespace hustings::test
