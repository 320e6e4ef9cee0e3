#include "model/campaign/solve_programmes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/campaign/salience.hpp"
#include "model/campaign/script.hpp"
#include "model/campaign/shocked_programmes.hpp"
#include "model/campaign/solved_dose.hpp"
#include "model/campaign/topology.hpp"
#include "model/campaign/use.hpp"
#include "model/levels.hpp"

namespace hustings::campaign {
namespace {

using scenario::Programme;

double accuracy_in(const Programme& programme, const TargetSize& size) {
  if (!programme.accuracy) return 1;
  if (const auto* share = std::get_if<double>(&*programme.accuracy)) return *share;
  const auto& test = std::get<scenario::TestAccuracy>(*programme.accuracy);
  return picked_accuracy(size.target / size.district, test.sensitivity, test.specificity);
}

/// The law of an attempt: who hangs up on a script is not met, and stays on the list.
ContactLaw contact_law(const Programme& programme) {
  const scenario::Contact contact = contact_of(programme);
  ContactLaw law{contact.rate, contact.cap, programme.order};
  if (programme.script) {
    const HangUpLaw hang_up = fit_hang_up(programme.script->hang_up);
    law.rate *= 1 - hang_up_share(hang_up, programme.script->seconds);
  }
  return law;
}

/// Solves programmes one by one from written means, docs/campaign.md: the dose of each lift
/// [log-odds] (Uncertainty of lifts, Script), and in each universe of the contest
///
///     R, the share reached: Reach, Captains, Broadcasts; of an endorser followers yet to vote
///     K, what a dose is worth by then: timing (Time) x salience (Salience)
///
/// K of turnout takes the universe's mean turnout and the most salient contest on its paper, that
/// of support its own contest. R is below 0 where voters turn away from an endorser. What shocks
/// leave of a programme has the same doses and its own R and K. Nothing here is drawn.
class Solver {
 public:
  Solver(const ScenarioIndex& index, const WrittenMeans& means, Problems& problems)
      : index_(index),
        in_(index.scenario()),
        means_(means),
        problems_(problems),
        ballots_(ballot_days(in_.calendar)) {
    find_salience();
  }

  /// Solves the programme at a place, and what shocks leave of it.
  ModelProgramme solve(std::size_t place) {
    const Programme& programme = in_.programmes[place];
    ModelProgramme made{name_of_part(programme),
                        programme.owner,
                        index_.candidate(programme.contest + "/" + programme.candidate),
                        programme.mode,
                        {},
                        {},
                        {}};
    solve_doses(programme, made);
    reach(programme, made);
    if (made.reached.empty()) return made;
    for (const ShockedProgramme& shocked : shocked_programmes(in_, place)) {
      ModelProgramme left = made;
      left.reached.clear();
      reach(shocked.programme, left);
      made.versions.push_back({shocked.cases, left.reached, contact_days(shocked.programme)});
    }
    return made;
  }

 private:
  /// Finds whom a programme reaches.
  void reach(const Programme& programme, ModelProgramme& made) const {
    const scenario::Contest& contest = in_.contests[index_.contest(programme.contest).index()];
    const auto slot = std::find_if(
        contest.candidates.begin(), contest.candidates.end(),
        [&](const scenario::Candidate& candidate) { return candidate.id == programme.candidate; });
    if (programme.off || slot == contest.candidates.end() || slot->withdrawn) return;
    if (programme.mode == scenario::Mode::endorser) {
      reach_followers(programme, made);
    } else if (is_direct(programme.mode)) {
      reach_by_attempts(programme, made);
    } else {
      reach_by_topology(programme, made);
    }
  }

  /// The id; of an endorser of several contests with the candidate.
  std::string name_of_part(const Programme& programme) const {
    const bool is_part = std::ranges::count(in_.programmes, programme.id, &Programme::id) > 1;
    return programme.id +
           (is_part ? " (" + programme.contest + "/" + programme.candidate + ")" : "");
  }

  /// What the most salient contest on a universe's paper keeps of doses.
  void find_salience() {
    std::vector<std::vector<double>> kept(in_.universes.size());
    for (std::size_t c = 0; c < in_.contests.size(); ++c) {
      if (!in_.contests[c].salience) continue;
      for (const UniverseId universe : (*means_.universes_of_contest)[c]) {
        kept[universe.index()].push_back(in_.contests[c].salience->doses_kept);
      }
    }
    for (const auto& factors : kept) salience_.push_back(turnout_salience(factors));
  }

  ProgrammeDose dose_of(const scenario::LiftPoints& lift, const Source& source) {
    return solved_dose(solver_, lift, source, problems_);
  }

  ProgrammeDose dose_of(const std::optional<scenario::LiftPoints>& lift, const Programme& programme,
                        std::optional<scenario::LiftPoints> of_second) {
    ProgrammeDose dose = lift ? dose_of(*lift, programme.lift_source) : ProgrammeDose{};
    if (!programme.script) return dose;
    dose.mean *= programme.script->lift_kept;
    dose.sd *= programme.script->lift_kept;
    if (!programme.script->transfer) return dose;
    const auto& by = *programme.script->transfer;
    const ProgrammeDose second = of_second ? dose_of(*of_second, by.source) : ProgrammeDose{};
    const Transfer transfer{by.share, by.seconds};
    return {transfer_dose(transfer, dose.mean, second.mean),
            transfer_dose(transfer, dose.sd, second.sd)};
  }

  void solve_doses(const Programme& programme, ModelProgramme& made) {
    const scenario::Lift lift = lift_of(programme);
    std::optional<scenario::LiftPoints> turnout;
    std::optional<scenario::LiftPoints> support;
    if (programme.script && programme.script->transfer) {
      turnout = defaults_of(programme.script->transfer->like).turnout;
      support = defaults_of(programme.script->transfer->like).support;
    }
    made.turnout = dose_of(lift.turnout, programme, turnout);
    made.support = dose_of(lift.support, programme, support);
    if (programme.known) made.support.mean = 0;
  }

  /// Spreads the attempts over districts and universes. Source: docs/campaign.md, "Reach".
  void reach_by_attempts(const Programme& programme, ModelProgramme& made) const {
    const ContestId contest = index_.contest(programme.contest);
    const auto& universes = (*means_.universes_of_contest)[contest.index()];
    const Target target = target_of(index_, programme, universes);
    const auto sizes = target_sizes(index_, target, universes);
    std::vector<TargetSize> in_order;
    for (const auto& [district, size] : sizes) in_order.push_back(size);
    const std::vector<double> attempts = split_attempts(programme.attempts.value_or(0), in_order);
    std::map<DistrictId, AttemptRates> rates;
    std::size_t d = 0;
    for (const auto& [district, size] : sizes) {
      rates[district] = attempt_rates(attempts[d++], accuracy_in(programme, size), size);
    }
    const ContactLaw law = contact_law(programme);
    const double support_kept = support_kept_of(programme, contest);
    for (std::size_t i = 0; i < universes.size(); ++i) {
      const AttemptRates& rate = rates.at(index_.district_of(universes[i]));
      const double a_name = target.holds[i] ? rate.target : rate.others;
      const double reached = law.rate > 0 ? reached_share(a_name, law) : 0;
      if (reached <= 0) continue;
      const auto registered = static_cast<double>(in_.universes[universes[i].index()].registered);
      made.reached.push_back({universes[i], a_name * registered, reached,
                              turnout_kept_of(programme, universes[i]), support_kept});
    }
  }

  void reach_by_topology(const Programme& programme, ModelProgramme& made) const {
    const ContestId contest = index_.contest(programme.contest);
    const auto& universes = (*means_.universes_of_contest)[contest.index()];
    const bool is_mesh = programme.mode == scenario::Mode::relational;
    TopologyReach reach = is_mesh ? reach_by_mesh(index_, programme, universes)
                                  : reach_by_broadcast(index_, programme, universes);
    made.mesh = reach.mesh;
    made.broadcast = reach.broadcast;
    const double support_kept = support_kept_of(programme, contest);
    for (std::size_t i = 0; i < reach.reached.size(); ++i) {
      if (reach.reached[i] <= 0) continue;
      made.reached.push_back({universes[i], reach.attempts[i], reach.reached[i],
                              turnout_kept_of(programme, universes[i]), support_kept});
      if (is_mesh) made.reached.back().by_chance = std::move(reach.by_chance[i]);
    }
  }

  double support_kept_of(const Programme& programme, ContestId contest) const {
    return support_timing(contact_days(programme), ballots_, programme.half_life_days.support) *
           doses_kept(contest);
  }

  double turnout_kept_of(const Programme& programme, UniverseId universe) const {
    const TurnoutTiming timing{programme.half_life_days.turnout,
                               (*means_.turnout)[universe.index()], programme.skip_voted};
    return turnout_timing(contact_days(programme), ballots_, timing) * salience_[universe.index()];
  }

  /// Who follows an endorser, of those who have not voted by its day.
  void reach_followers(const Programme& programme, ModelProgramme& made) const {
    const ContestId contest = index_.contest(programme.contest);
    double still_to_vote = 1;
    const std::vector<DayShare> contacts = contact_days(programme);
    if (!contacts.empty()) still_to_vote = 0;
    for (const DayShare& contact : contacts) {
      still_to_vote += contact.share * (1 - cast_before(contact.days_before, ballots_));
    }
    for (const UniverseId universe : (*means_.universes_of_contest)[contest.index()]) {
      const double followers =
          group_number(programme.followers, view(index_, universe)).value_or(0) * still_to_vote;
      if (followers == 0) continue;
      made.reached.push_back({universe, 0, followers, 0, doses_kept(contest)});
    }
  }

  double doses_kept(ContestId contest) const {
    const auto& salience = in_.contests[contest.index()].salience;
    return salience ? salience->doses_kept : 1;
  }

  const ScenarioIndex& index_;
  const scenario::Scenario& in_;
  const WrittenMeans& means_;
  Problems& problems_;
  std::vector<DayShare> ballots_;
  std::vector<double> salience_;  ///< per universe
  LiftSolver solver_;
};

}  // namespace

std::vector<DayShare> ballot_days(const scenario::Calendar& calendar) {
  std::vector<DayShare> early;
  for (const scenario::EarlyBallots& day : calendar.early) {
    early.push_back({static_cast<double>(day.days_before), day.share});
  }
  return with_election_day(std::move(early));
}

std::vector<DayShare> contact_days(const scenario::Programme& programme) {
  if (programme.days.empty()) {
    return programme.mode == scenario::Mode::endorser ? std::vector<DayShare>{} : evenly(1, 7);
  }
  double rest = 1;
  for (const scenario::ContactDay& day : programme.days) rest -= day.share.value_or(0);
  std::vector<DayShare> contacts;
  for (const scenario::ContactDay& day : programme.days) {
    contacts.push_back(
        {static_cast<double>(day.days_before), day.share.value_or(std::max(rest, 0.0))});
  }
  return contacts;
}

Target target_of(const ScenarioIndex& index, const Programme& programme,
                 const std::vector<UniverseId>& universes) {
  Target target;
  for (const UniverseId universe : universes) {
    const bool holds = universe_matches(index, universe, programme.where.keys);
    target.holds.push_back(holds);
    if (!holds) continue;
    target.registered +=
        static_cast<double>(index.scenario().universes[universe.index()].registered);
  }
  return target;
}

std::map<DistrictId, TargetSize> target_sizes(const ScenarioIndex& index, const Target& target,
                                              const std::vector<UniverseId>& universes) {
  std::map<DistrictId, TargetSize> sizes;
  for (std::size_t i = 0; i < universes.size(); ++i) {
    const auto registered =
        static_cast<double>(index.scenario().universes[universes[i].index()].registered);
    TargetSize& size = sizes[index.district_of(universes[i])];
    size.district += registered;
    if (target.holds[i]) size.target += registered;
  }
  return sizes;
}

std::vector<ModelProgramme> solve_programmes(const ScenarioIndex& index, const WrittenMeans& means,
                                             Problems& problems) {
  std::vector<ModelProgramme> solved;
  if (index.scenario().programmes.empty()) return solved;
  Solver solver(index, means, problems);
  for (std::size_t g = 0; g < index.scenario().programmes.size(); ++g) {
    solved.push_back(solver.solve(g));
  }
  return solved;
}

void warn_of_little(const scenario::Scenario& scenario, const std::vector<ModelProgramme>& solved,
                    Problems& problems) {
  constexpr double kLittleLeft = 0.01;
  for (std::size_t g = 0; g < solved.size(); ++g) {
    double people = 0;
    double kept = 0;
    for (const ReachedUniverse& at : solved[g].reached) {
      const auto& universe = scenario.universes[at.universe.index()];
      people += static_cast<double>(universe.registered) * std::abs(at.reached);
      if (!solved[g].turnout.does_nothing()) kept = std::max(kept, at.turnout_kept);
      if (!solved[g].support.does_nothing()) kept = std::max(kept, at.support_kept);
    }
    const std::string who = "programme '" + scenario.programmes[g].id + "': ";
    const bool moves = !solved[g].turnout.does_nothing() || !solved[g].support.does_nothing();
    if (people > 0 && people < 1) {
      problems.warning(scenario.programmes[g].source,
                       fmt::format("{}it is expected to reach {:.2g} people", who, people));
    } else if (people > 0 && moves && kept < kLittleLeft) {
      problems.warning(scenario.programmes[g].source,
                       fmt::format("{}its contacts are so early that {:.1g} of its lift is left "
                                   "when people vote",
                                   who, kept),
                       "let it begin later");
    }
  }
}

}  // namespace hustings::campaign
