#include <fmt/format.h>

#include <algorithm>

#include "core/thousands.hpp"
#include "model/campaign/mesh.hpp"
#include "model/campaign/reach.hpp"
#include "model/campaign/solve_programmes.hpp"
#include "model/campaign/use.hpp"
#include "model/check/groups.hpp"
#include "model/check/targets.hpp"
#include "model/levels.hpp"
#include "model/solve/effects.hpp"

namespace hustings {
namespace {

using scenario::Programme;

/// Refuses captains who are more than can be told, and warns of so many that they leave few to
/// tell: they are not counted as reached. registered: voters of the target.
void check_captains(const Programme& programme, double registered, const Source& source,
                    Problems& problems) {
  const double captains = programme.attempts.value_or(0);
  const double can_be_told = contact_of(programme).cap * registered;
  if (programme.mode != scenario::Mode::relational || 2 * captains <= can_be_told) return;
  const std::string told = fmt::format(
      "programme '{}': {} captains are more than {} {} people of its target who can be told",
      programme.id, with_thousands(static_cast<std::uint64_t>(captains)),
      captains > can_be_told ? "the" : "half of the",
      with_thousands(static_cast<std::uint64_t>(can_be_told)));
  if (captains > can_be_told) {
    problems.error(source, told, "plan fewer captains");
  } else {
    problems.warning(source, told + "; who is a captain does not count as reached",
                     "more captains reach fewer");
  }
}

/// Checks one programme against the scenario: whom it is for, whose it is, and that it can reach
/// somebody at all.
///
/// Refused: targets below the least size, turnout points below 0, an estimated target without an
/// accuracy, lifts that leave (0, 1), contacts after all ballots, contact or cap of 0, captains >
/// cap x target, word without time for one generation. Warned of: an accuracy below that of
/// knocking at random, captains above half of that, tells_on of 1 or more, a plan of less than one.
/// Sizes are looked at only where nothing before was wrong. Source: docs/campaign.md, "Reach",
/// "Captains", "Ethics".
class ProgrammeCheck {
 public:
  ProgrammeCheck(const Programme& programme, const Checking& checking,
                 const std::vector<std::vector<UniverseId>>& universes)
      : programme_(programme),
        checking_(checking),
        universes_(universes),
        was_wrong_(checking.problems.has_errors()) {}

  /// `is_part`: whether it goes on with what was checked for another contest.
  void run(bool is_part) {
    check_owner(is_part);
    if (!is_part) check_lift();
    check_spread();
    if (!is_part) check_days();
    const bool is_for_somebody = check_for();
    if (programme_.mode == scenario::Mode::endorser) {
      if (is_for_somebody) check_followers();
      return;
    }
    check_amount();
    const bool has_target = check_target_keys(words(), checking_) && is_for_somebody;
    if (has_target && !was_wrong_) check_target();  // else sizes may be what could not be read
    check_contact();
    if (programme_.mode == scenario::Mode::relational) check_mesh();
    if (programme_.mode == scenario::Mode::broadcast) check_broadcast(has_target);
  }

  /// Checks anew what changes of a what-if may have made wrong: whom it is meant for.
  void run_changed() {
    if (programme_.off || programme_.mode == scenario::Mode::endorser) return;
    check_target();
  }

 private:
  void error(const Source& source, std::string problem, std::string suggestion = "") const {
    checking_.problems.error(source, "programme '" + programme_.id + "': " + std::move(problem),
                             std::move(suggestion));
  }

  TargetWords words() const {
    return {"programme '" + programme_.id + "'", programme_.where, programme_.where_source};
  }

  bool check_for() const {
    if (programme_.contest.empty()) return false;
    return check_candidate_name(programme_.contest + "/" + programme_.candidate,
                                programme_.for_source, checking_) &&
           checking_.index.candidate(programme_.contest + "/" + programme_.candidate);
  }

  /// An owner has resources, or is us, who may do without limits.
  void check_owner(bool is_part) const {
    std::vector<std::string> known;
    for (const scenario::Owner& owner : checking_.scenario.owners) {
      known.push_back(owner.id);
      if (owner.id != programme_.owner) continue;
      const bool may =
          !owner.contests || std::ranges::count(*owner.contests, programme_.contest) > 0;
      if (!may && !programme_.contest.empty()) {
        error(programme_.owner_source,
              "'" + owner.id + "' may not spend in contest '" + programme_.contest + "'",
              "its contests are " + listed(*owner.contests));
      }
      return;
    }
    if (programme_.owner == scenario::kUs || known.empty() || is_part) return;
    error(programme_.owner_source, "there is no owner '" + programme_.owner + "'",
          did_you_mean(programme_.owner, known).empty() ? "owners are the keys of `resources`"
                                                        : did_you_mean(programme_.owner, known));
  }

  void check_lift() const {
    const scenario::Lift lift = lift_of(programme_);
    const auto is_inside = [](const scenario::LiftPoints& points) {
      return points.at > 0 && points.at < 1 && points.at + points.points > 0 &&
             points.at + points.points < 1;
    };
    if (programme_.lift.turnout && programme_.mode == scenario::Mode::endorser) {
      error(programme_.lift_source, "an endorser moves support, not turnout");
    } else if (lift.turnout && lift.turnout->points < 0) {
      error(programme_.lift_source, "nobody may be kept from voting: turnout points are below 0",
            "give 0 or more");
    }
    if (programme_.lift.support && programme_.lift.support->points < 0) {
      checking_.problems.warning(
          programme_.lift_source,
          fmt::format("programme '{}': its support points are below 0, so "
                      "that it costs '{}/{}' votes",
                      programme_.id, programme_.contest, programme_.candidate));
    }
    for (const auto& points : {lift.turnout, lift.support}) {
      if (points && !is_inside(*points)) {
        error(programme_.lift_source, "points and base leave no share above 0 and below 1");
      }
    }
  }

  /// A lift spreads over endorsements, and only one of support does.
  void check_spread() const {
    if (programme_.spread == 0 || programme_.mode == scenario::Mode::endorser) return;
    const std::string label = programme_.contest + "/" + programme_.candidate;
    const bool is_joined =
        std::ranges::any_of(checking_.scenario.endorsements.edges, [&](const auto& edge) {
          return std::ranges::find(edge.candidates, label) != edge.candidates.end();
        });
    if (!is_joined) {
      error(programme_.spread_source,
            "nobody endorses '" + label + "', so its lift spreads to nobody",
            "list who does under endorsements.edges, or leave `spread` out");
    }
    const auto support = lift_of(programme_).support;
    if (!support || (support->points == 0 && support->sd == 0)) {
      error(programme_.spread_source, "it moves no support, so nothing spreads",
            "give lift a support, such as {points: 0.01, at: 0.5, sd: 0.01}");
    }
  }

  /// Contacts count for ballots that are cast after them.
  void check_days() const {
    const std::vector<campaign::DayShare> contacts = campaign::contact_days(programme_);
    const std::vector<campaign::DayShare> ballots =
        campaign::ballot_days(checking_.scenario.calendar);
    if (contacts.empty() || ballots.back().share < -1e-9) return;  // told where it was read
    double to_vote = 0;
    double last = contacts.front().days_before;
    for (const campaign::DayShare& contact : contacts) {
      to_vote += contact.share * (1 - campaign::cast_before(contact.days_before, ballots));
      if (contact.share > 0) last = std::min(last, contact.days_before);
    }
    if (to_vote > 1e-9) return;
    error(programme_.days.empty() ? programme_.source : programme_.days.front().source,
          fmt::format("it reaches nobody: everybody has voted before its contacts, the last on "
                      "day {:g}",
                      last),
          "let it begin earlier, or change calendar.early");
  }

  /// Warns of a plan of less than one: a mistyped number, more often than not.
  void check_amount() const {
    const double planned = programme_.attempts.value_or(0);
    const bool is_mesh = programme_.mode == scenario::Mode::relational;
    const double told = planned * programme_.mesh.tells;
    std::string problem;
    if (planned > 0 && planned < 1) {
      problem =
          fmt::format("{:g} {} are less than one", planned, scenario::counted_in(programme_.mode));
    } else if (is_mesh && planned > 0 && told < 1) {
      problem = fmt::format("its captains tell {:g} people in all", told);
    }
    if (problem.empty()) return;
    checking_.problems.warning(programme_.attempts_source,
                               "programme '" + programme_.id + "': " + problem, "give more, or 0");
  }

  void check_contact() const {
    const scenario::Contact contact = contact_of(programme_);
    const bool has_rate = scenario::is_direct(programme_.mode);
    if ((contact.rate > 0 || !has_rate) && contact.cap > 0) return;
    error(programme_.source, "it reaches nobody: no attempt meets anybody",
          has_rate ? "give contact a rate and a cap above 0" : "give contact a cap above 0");
  }

  /// Word needs time, and people who are no captains.
  void check_mesh() const {
    const std::vector<campaign::DayShare> days = campaign::contact_days(programme_);
    double first = 0;
    for (const campaign::DayShare& day : days) first = std::max(first, day.days_before);
    if (campaign::generations_in_time(first, campaign::kDaysPerGeneration) == 0) {
      error(programme_.source,
            fmt::format("it reaches nobody: word takes {:g} days, and it begins {:g} before",
                        campaign::kDaysPerGeneration, first),
            "give an earlier day in days_before");
    }
    if (programme_.mesh.tells_on < 1) return;
    checking_.problems.warning(
        programme_.source,
        fmt::format("programme '{}': word takes off, as whoever is told tells {:g} more: how many "
                    "it reaches is set by time and by how many can be told",
                    programme_.id, programme_.mesh.tells_on));
  }

  void check_broadcast(bool has_target) const {
    const scenario::Lift& lift = programme_.lift;
    const bool is_given = programme_.lift_source.path != programme_.source.path;
    if (is_given && !lift.turnout && !lift.support) {
      error(programme_.lift_source, "its lift moves neither turnout nor support",
            "no lift of a broadcast can be taken for granted: give `turnout` or `support`");
    }
    const scenario::BroadcastWords& words = programme_.broadcast;
    if (words.in_universe == 0 && programme_.attempts.value_or(0) > 0) {
      error(programme_.source, "it reaches nobody: no impression meets its target",
            "give in_universe a share above 0");
    }
    if (!words.channel.empty() &&
        campaign::channel_named(checking_.scenario, words.channel) == nullptr) {
      std::vector<std::string> known;
      for (const scenario::Channel& one : checking_.scenario.channels) known.push_back(one.id);
      error(words.channel_source, "there is no channel '" + words.channel + "'",
            did_you_mean(words.channel, known).empty() ? "channels are the keys of `channels`"
                                                       : did_you_mean(words.channel, known));
      return;
    }
    if (!has_target || (words.channel.empty() && !words.use)) return;
    const ContestId contest = checking_.index.contest(programme_.contest);
    if (words.use && words.use->everybody == std::nullopt) {
      check_groups({words.use->groups, words.use->group_sources, words.use->source,
                    "programme '" + programme_.id + "'", "contest '" + programme_.contest + "'"},
                   universes_[contest.index()], checking_);
    }
    if (!uses_medium(universes_[contest.index()])) {
      error(programme_.source, "it reaches nobody: nobody in its target uses the medium");
    }
  }

  bool uses_medium(const std::vector<UniverseId>& universes) const {
    const scenario::GroupShares use = campaign::use_of(checking_.scenario, programme_);
    return std::ranges::any_of(universes, [&](UniverseId universe) {
      return universe_matches(checking_.index, universe, programme_.where.keys) &&
             campaign::share_in(use, view(checking_.index, universe)) > 0;
    });
  }

  void check_target() const {
    const ContestId contest = checking_.index.contest(programme_.contest);
    const auto& universes = universes_[contest.index()];
    const campaign::Target target = campaign::target_of(checking_.index, programme_, universes);
    if (!check_target_size(words(), target.registered, programme_.contest, checking_)) return;
    if (scenario::is_direct(programme_.mode)) check_accuracy(target);
    check_captains(programme_, target.registered, programme_.attempts_source, checking_.problems);
  }

  void check_accuracy(const campaign::Target& target) const {
    const auto& where = programme_.where.keys;
    const bool is_estimated = where.contains("faction") || where.contains("universe");
    if (!programme_.accuracy && is_estimated) {
      return error(programme_.where_source,
                   "factions and universes are estimates: 'accuracy' is missing",
                   "say which share of attempts meets the target, such as accuracy: 0.85");
    }
    if (!programme_.accuracy) return;
    if (const auto* test = std::get_if<scenario::TestAccuracy>(&*programme_.accuracy)) {
      if (test->sensitivity + test->specificity >= 1) return;
      checking_.problems.warning(
          programme_.accuracy_source,
          fmt::format("programme '{}': a list with sensitivity {:g} and specificity {:g} is worse "
                      "than knocking at random, where they add up to 1",
                      programme_.id, test->sensitivity, test->specificity));
      return;
    }
    const double* accuracy = std::get_if<double>(&*programme_.accuracy);
    if (*accuracy == 0) {
      return error(programme_.accuracy_source, "an accuracy of 0 meets nobody of its target",
                   "give the share of attempts that do, such as accuracy: 0.85");
    }
    const ContestId contest = checking_.index.contest(programme_.contest);
    std::vector<campaign::TargetSize> sizes;
    for (const auto& [district, size] :
         campaign::target_sizes(checking_.index, target, universes_[contest.index()])) {
      sizes.push_back(size);
    }
    const double blind = campaign::blind_accuracy(sizes);
    if (*accuracy >= blind) return;
    checking_.problems.warning(
        programme_.accuracy_source,
        fmt::format("programme '{}': an accuracy of {:g} is worse than knocking at random, "
                    "which meets {:.3g}",
                    programme_.id, *accuracy, blind));
  }

  void check_followers() const {
    const ContestId contest = checking_.index.contest(programme_.contest);
    check_groups({programme_.followers, programme_.follower_sources, programme_.source,
                  "programme '" + programme_.id + "'", "contest '" + programme_.contest + "'"},
                 universes_[contest.index()], checking_);
    const bool follows = std::ranges::any_of(programme_.followers,
                                             [](const auto& group) { return group.second != 0; });
    if (!programme_.followers.empty() && !follows)
      error(programme_.source, "it reaches nobody: no group follows");
  }

  const Programme& programme_;
  const Checking& checking_;
  const std::vector<std::vector<UniverseId>>& universes_;
  bool was_wrong_;  ///< whether anything was, before its check
};

/// Followers of a contest are told apart endorser by endorser: sets of more than three are many.
void check_endorsers(const Checking& checking) {
  std::map<std::string, std::size_t> n_endorsers;
  for (const Programme& programme : checking.scenario.programmes) {
    if (programme.mode != scenario::Mode::endorser) continue;
    if (++n_endorsers[programme.contest] != scenario::kMostEndorsers + 1) continue;
    checking.problems.error(
        programme.source,
        fmt::format("contest '{}' has more than {} endorsers", programme.contest,
                    scenario::kMostEndorsers),
        "keep those that most follow: whom they endorse together or against each other matters");
  }
}

/// A calendar that does not hold every contact would leave some of them free of cost.
void check_weeks(const Checking& checking) {
  const auto& weeks = checking.scenario.calendar.weeks;
  if (!weeks) return;
  for (const Programme& programme : checking.scenario.programmes) {
    for (const scenario::ContactDay& day : programme.days) {
      if (day.days_before <= 7 * *weeks) continue;
      checking.problems.error(
          day.source,
          fmt::format("day {} is before the campaign, which has {}", day.days_before,
                      counted(static_cast<std::size_t>(*weeks), "week")),
          "lengthen calendar.weeks");
    }
  }
}

}  // namespace

void check_changed_targets(const Checking& checking) {
  const auto universes = contest_universes(checking.index);
  for (const Programme& programme : checking.scenario.programmes) {
    ProgrammeCheck(programme, checking, universes).run_changed();
  }
  for (const scenario::Shock& shock : checking.scenario.shocks) {
    const auto& of_contest = universes[checking.index.contest(shock.contest).index()];
    check_target_size({"shock '" + shock.id + "'", shock.where, shock.where_source},
                      registered_in(shock.where, of_contest, checking), shock.contest, checking);
  }
}

void check_programmes(const Checking& checking) {
  const scenario::Scenario& in = checking.scenario;
  check_channels(checking);
  check_money(checking);
  if (in.defaults.least_target < scenario::kLowestLeastTarget) {
    checking.problems.error(
        in.defaults.least_target_source,
        fmt::format("targets have at least {} registered voters", scenario::kLowestLeastTarget));
  } else if (in.defaults.least_target < scenario::kLeastTarget) {
    checking.problems.warning(
        in.defaults.least_target_source,
        fmt::format("targets of fewer than {} registered voters are small", scenario::kLeastTarget),
        "results say so");
  }
  if (in.programmes.empty()) return;
  const auto universes = contest_universes(checking.index);
  std::vector<Programme> whole;  // an endorser of several contests has a part for each
  for (const Programme& programme : in.programmes) {
    const bool is_part = !whole.empty() && whole.back().source.path == programme.source.path;
    if (!is_part) whole.push_back(programme);
    ProgrammeCheck(programme, checking, universes).run(is_part);
  }
  refuse_repeated(
      whole, "programme", [](const Programme& one) { return one.id; }, checking.problems);
  check_endorsers(checking);
  check_owners(checking);
  check_weeks(checking);
  if (!checking.problems.has_errors()) check_budgets(checking, nullptr);
}

}  // namespace hustings
