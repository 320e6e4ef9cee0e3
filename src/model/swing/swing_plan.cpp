#include "hustings/model/swing_plan.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "hustings/model/model.hpp"
#include "model/swing/centre_count.hpp"
#include "model/swing/centre_spread.hpp"

namespace hustings {
namespace {

using Kind = EventStep::Kind;

/// Begins the names of groups of universes of one name in several districts.
constexpr std::string_view kUniverseTag = "universe=";

bool is_threshold(Kind kind) {
  return kind == Kind::margin || kind == Kind::candidate_margin || kind == Kind::share ||
         kind == Kind::contest_turnout || kind == Kind::universes_turnout;
}

bool counts_delegates(const ModelContest& contest) {
  return std::holds_alternative<DelegatesPlan>(contest.count);
}

bool counts_rounds(const ModelContest& contest) {
  return std::holds_alternative<RankedChoicePlan>(contest.count) ||
         std::holds_alternative<RunoffPlan>(contest.count);
}

bool is_margin(Kind kind) {
  return kind == Kind::margin || kind == Kind::candidate_margin;
}

bool is_plurality_of_one(const ModelContest& contest) {
  const auto* plan = std::get_if<PluralityPlan>(&contest.count);
  return plan != nullptr && plan->seats == 1;
}

/// Slopes of a number that is a sum of weight x first choices over all votes of a contest, at the
/// centre.
///
/// Law: with M = sum of w_k v_ik / V, V all votes, t_i the turnout and v_i the ballots of universe
/// i,
///
///     dM / dm_i = (1~-~t_i) (sum over k of w_k v_ik~-~M v_i) / V     in log-odds of turnout
///     dM / dc_ik = v_ik (w_k~-~sum over j of w_j v_ij / v_i) / V     in log-support
///
/// Weights are by part and candidate [part x candidate], slopes by universe of the model and by
/// [universe of the contest x candidate]. Source: docs/method.md, "Swing".
class ContestSlopes {
 public:
  ContestSlopes(const Model& model, const CentreSpread& centre, ContestId contest)
      : plan_(model.night.contests[contest.index()]),
        votes_(centre.votes(contest)),
        centre_(centre),
        contest_(contest),
        n_universes_(model.universes.size()) {
    for (const UniverseGroup& group : plan_.groups)
      part_.resize(part_.size() + group.n_universes, group.part);
    for (const double votes : votes_) all_ += votes;
  }

  /// Votes by part and candidate.
  std::vector<double> parts() const {
    std::vector<double> sums(std::size_t{plan_.n_parts} * n());
    for (std::size_t at = 0; at < votes_.size(); ++at) sums[index(at)] += votes_[at];
    return sums;
  }

  /// weights: part x candidate.
  Slopes of(const std::vector<double>& weights) const {
    Slopes slopes{std::vector<double>(n_universes_), contest_, std::vector<double>(votes_.size())};
    double value = 0;
    for (std::size_t at = 0; at < votes_.size(); ++at) value += weights[index(at)] * votes_[at];
    value /= all_;
    for (std::size_t i = 0; i < plan_.turnouts.size(); ++i) {
      double with = 0;
      double ballots = 0;
      for (std::size_t at = i * n(); at < (i + 1) * n(); ++at) {
        with += weights[index(at)] * votes_[at];
        ballots += votes_[at];
      }
      const UniverseId universe(plan_.turnouts[i].universe);
      slopes.turnout[universe.index()] =
          (1 - centre_.turnout(universe)) * (with - value * ballots) / all_;
      const double mean = ballots > 0 ? with / ballots : 0;
      for (std::size_t at = i * n(); at < (i + 1) * n(); ++at) {
        slopes.support[at] = votes_[at] * (weights[index(at)] - mean) / all_;
      }
    }
    return slopes;
  }

 private:
  std::size_t n() const { return plan_.n_candidates; }
  /// Of a place in votes_, that in a table of parts.
  std::size_t index(std::size_t at) const { return part_[at / n()] * n() + at % n(); }

  const ContestPlan& plan_;
  const std::vector<double>& votes_;
  const CentreSpread& centre_;
  ContestId contest_;
  std::size_t n_universes_;
  std::vector<std::size_t> part_;  ///< per universe of the contest
  double all_ = 0;
};

/// The making of a swing plan: groups, decisions with their windows, targets with their scopes.
///
/// A window is .1 of the margin's sd by the delta method at the centre, as a power of two. So it is
/// a function of the model alone, and sums over it of parts of a run add up. A target's scope is
/// the universes of the contests it depends on: only their turnout can move it, so a run keeps
/// target x universe of the scope sums, not target x universe. Source: docs/method.md, "Swing".
class Planner {
 public:
  explicit Planner(const Model& model) : model_(model), centre_(model) {}

  SwingPlan plan() {
    add_groups();
    for (std::size_t c = 0; c < model_.contests.size(); ++c) add_decisions(ContestId(c));
    for (std::size_t i = 0; i < model_.candidates.size(); ++i) {
      const ContestId contest = model_.candidates[CandidateId(i)].contest;
      if (!counts_delegates(model_.contests[contest])) add(SwingTarget::Kind::win, i, {contest});
    }
    for (std::size_t s = 0; s < model_.slates.size(); ++s) add_sweep(s);
    for (std::size_t i = 0; i < model_.events.size(); ++i) add_event(i);
    return std::move(plan_);
  }

 private:
  /// Lists the groups: every universe (in the model's order, so that group i is universe i), tag
  /// values and names that several universes share, factions, districts.
  void add_groups() {
    using Group = SwingGroup;
    std::map<std::pair<std::string, std::string>, std::vector<UniverseId>> tags;
    std::map<std::string, std::vector<UniverseId>> short_names;
    std::vector<std::vector<UniverseId>> of_faction(model_.factions.size());
    std::vector<std::vector<UniverseId>> of_district(model_.districts.size());
    for (std::size_t i = 0; i < model_.universes.size(); ++i) {
      const ModelUniverse& universe = model_.universes[UniverseId(i)];
      plan_.groups.push_back({Group::Kind::universe, universe.label, {UniverseId(i)}});
      for (const auto& [key, value] : universe.tags) tags[{key, value}].push_back(UniverseId(i));
      short_names[universe.universe].push_back(UniverseId(i));
      of_faction[universe.faction.index()].push_back(UniverseId(i));
      of_district[universe.district.index()].push_back(UniverseId(i));
    }
    for (auto& [name, universes] : short_names) {
      if (universes.size() > 1) tags[{"universe", name}] = std::move(universes);
    }
    for (auto& [tag, universes] : tags) {
      plan_.groups.push_back(
          {Group::Kind::tag, tag.first + "=" + tag.second, std::move(universes)});
    }
    for (std::size_t f = 0; f < of_faction.size(); ++f) {
      plan_.groups.push_back(
          {Group::Kind::faction, model_.factions[FactionId(f)].id, std::move(of_faction[f])});
    }
    for (std::size_t d = 0; d < of_district.size(); ++d) {
      plan_.groups.push_back(
          {Group::Kind::district, model_.districts[DistrictId(d)].id, std::move(of_district[d])});
    }
  }

  /// Finds the windows of a contest's decisions, in the order of its rule; none where delegates are
  /// counted.
  void add_decisions(ContestId contest) {
    const ContestSlopes slopes(model_, centre_, contest);
    const ModelContest& about = model_.contests[contest];
    std::vector<float>& widths = plan_.half_widths.emplace_back();
    for (const CentreDecision& decision :
         centre_decisions(about.count, slopes.parts(), about.n_candidates)) {
      widths.push_back(swing_half_width(centre_.sd(slopes.of(decision.weights))));
    }
  }

  /// Adds a target. Targets about the same contests share a scope.
  void add(SwingTarget::Kind kind, std::size_t item, const std::set<ContestId>& contests) {
    const auto [known, is_new] =
        scopes_.try_emplace(contests, static_cast<std::uint32_t>(plan_.scopes.size()));
    if (is_new) plan_.scopes.push_back(scope({contests.begin(), contests.end()}));
    plan_.targets.push_back({kind, static_cast<std::uint32_t>(item)});
    plan_.scope_of.push_back(known->second);
  }

  /// Makes the scope of some contests: their universes, and of each group the members among these.
  SwingScope scope(std::vector<ContestId> contests) const {
    SwingScope made;
    made.place.assign(model_.universes.size(), SwingScope::kNowhere);
    for (const ContestId contest : contests) {
      for (const UniverseTurnout& turnout : model_.night.contests[contest.index()].turnouts) {
        made.place[turnout.universe] = 0;
      }
    }
    for (std::size_t i = 0; i < made.place.size(); ++i) {
      if (made.place[i] == SwingScope::kNowhere) continue;
      made.place[i] = static_cast<std::uint32_t>(made.universes.size());
      made.universes.push_back(UniverseId(i));
    }
    for (std::size_t g = model_.universes.size(); g < plan_.groups.size(); ++g) {
      SwingScope::Group group{static_cast<std::uint32_t>(g), {}};
      for (const UniverseId universe : plan_.groups[g].universes) {
        const std::uint32_t place = made.place[universe.index()];
        if (place != SwingScope::kNowhere) group.members.push_back(place);
      }
      // A universe's name that only one of them has here says nothing new.
      const bool is_name = plan_.groups[g].name.starts_with(kUniverseTag) &&
                           plan_.groups[g].kind == SwingGroup::Kind::tag;
      if (group.members.size() > (is_name ? 1 : 0)) made.groups.push_back(std::move(group));
    }
    made.contests = std::move(contests);
    return made;
  }

  void add_sweep(std::size_t slate) {
    std::set<ContestId> contests;
    for (const CandidateId member : model_.slates[SlateId(slate)].members) {
      contests.insert(model_.candidates[member].contest);
    }
    if (!any_delegates(contests)) add(SwingTarget::Kind::sweep, slate, contests);
  }

  bool any_delegates(const std::set<ContestId>& contests) const {
    return std::any_of(contests.begin(), contests.end(), [&](ContestId contest) {
      return counts_delegates(model_.contests[contest]);
    });
  }

  /// Adds an event with its thresholds, unless what it asks moves in steps (delegates, totals) or
  /// is the margin of a last round held against another number than 0.
  void add_event(std::size_t event) {
    const auto& steps = model_.events[EventId(event)].program.steps;
    plan_.threshold_of.emplace_back(steps.size(), SwingPlan::kNone);
    std::set<ContestId> contests;
    bool is_left_out = false;
    for (const EventStep& step : steps) {
      const std::set<ContestId> more = contests_of(step);
      const bool reads_shares = step.kind == Kind::share || step.kind == Kind::contest_turnout ||
                                step.kind == Kind::universes_turnout;
      is_left_out |=
          step.kind == Kind::majority || step.kind == Kind::lead ||
          (!reads_shares && any_delegates(more)) ||
          (is_margin(step.kind) && step.value != 0 && counts_rounds(model_.contests[step.contest]));
      contests.insert(more.begin(), more.end());
    }
    if (is_left_out) return;
    for (std::size_t s = 0; s < steps.size(); ++s) {
      plan_.threshold_of.back()[s] = find_threshold(steps[s]);
    }
    add(SwingTarget::Kind::event, event, contests);
  }

  std::set<ContestId> contests_of(const EventStep& step) const {
    std::set<ContestId> contests;
    if (step.contest) contests.insert(step.contest);
    if (step.candidate) contests.insert(model_.candidates[step.candidate].contest);
    if (step.slate) {
      for (const CandidateId member : model_.slates[step.slate].members) {
        contests.insert(model_.candidates[member].contest);
      }
    }
    if (step.universes.empty()) return contests;
    const std::set<UniverseId> universes(step.universes.begin(), step.universes.end());
    for (std::size_t c = 0; c < model_.night.contests.size(); ++c) {
      const auto& turnouts = model_.night.contests[c].turnouts;
      if (std::any_of(turnouts.begin(), turnouts.end(), [&](const UniverseTurnout& turnout) {
            return universes.count(UniverseId(turnout.universe)) > 0;
          })) {
        contests.insert(ContestId(c));
      }
    }
    return contests;
  }

  /// The threshold that a step asks about; kNone where it is none, or one that a decision of the
  /// contest is already: who wins, where a margin is held against 0.
  std::uint32_t find_threshold(const EventStep& step) {
    const bool is_lead =
        step.kind == Kind::leads && !is_plurality_of_one(model_.contests[step.contest]);
    const bool is_win = step.value == 0 && is_margin(step.kind);
    const bool is_settled = step.contest && step.kind != Kind::contest_turnout &&
                            model_.contests[step.contest].is_unopposed();
    if ((!is_threshold(step.kind) && !is_lead) || is_win || is_settled) return SwingPlan::kNone;
    const auto alike = [&](const SwingThreshold& other) {
      const EventStep& one = other.step;
      return one.kind == step.kind && one.contest == step.contest && one.value == step.value &&
             one.universes == step.universes && (is_lead || one.candidate == step.candidate);
    };
    const auto known = std::find_if(plan_.thresholds.begin(), plan_.thresholds.end(), alike);
    const auto place = static_cast<std::uint32_t>(known - plan_.thresholds.begin());
    if (known == plan_.thresholds.end()) {
      plan_.thresholds.push_back({step, swing_half_width(spread(step))});
    }
    return place;
  }

  /// Computes the sd of the number that a step compares, at the centre. For a margin or a lead it
  /// is that of the two who lead there, however many the seats and whosever the margin: near enough
  /// for a window.
  double spread(const EventStep& step) const {
    if (step.kind == Kind::contest_turnout) {
      std::vector<UniverseId> universes;
      for (const auto& turnout : model_.night.contests[step.contest.index()].turnouts) {
        universes.emplace_back(turnout.universe);
      }
      return turnout_spread(universes);
    }
    if (step.kind == Kind::universes_turnout) return turnout_spread(step.universes);
    const ContestSlopes slopes(model_, centre_, step.contest);
    const ModelContest& about = model_.contests[step.contest];
    std::vector<double> weights(std::size_t{model_.night.contests[step.contest.index()].n_parts} *
                                about.n_candidates);
    if (step.kind == Kind::share) {
      const std::size_t slot = step.candidate.index() - about.first_candidate;
      for (std::size_t at = slot; at < weights.size(); at += about.n_candidates) weights[at] = 1;
    } else {
      const auto decisions = centre_decisions(PluralityPlan{}, slopes.parts(), about.n_candidates);
      if (!decisions.empty()) weights = decisions.front().weights;
    }
    return centre_.sd(slopes.of(weights));
  }

  /// Computes the sd of a common turnout, sum of N_i t_i / sum of N_i, whose slope in m_i is N_i
  /// t_i (1 - t_i) / sum of N.
  double turnout_spread(const std::vector<UniverseId>& universes) const {
    Slopes slopes{std::vector<double>(model_.universes.size()), {}, {}};
    double registered = 0;
    for (const UniverseId universe : universes) registered += model_.universes[universe].registered;
    for (const UniverseId universe : universes) {
      const double turnout = centre_.turnout(universe);
      slopes.turnout[universe.index()] =
          model_.universes[universe].registered * turnout * (1 - turnout) / registered;
    }
    return centre_.sd(slopes);
  }

  const Model& model_;
  CentreSpread centre_;
  SwingPlan plan_;
  std::map<std::set<ContestId>, std::uint32_t> scopes_;
};

}  // namespace

/// Takes the power of two nearest in ratio to .1 sd, at least 2^-12, at most 2^-4: as floats both h
/// and h / 2 are exact then, on any machine.
float swing_half_width(double sd) {
  constexpr double kRoot2 = 1.4142135623730951;
  float width = 0x1p-12F;
  while (width < 0x1p-4F && 0.1 * sd >= width * kRoot2) width *= 2;
  return width;
}

SwingPlan plan_swing(const Model& model) {
  return Planner(model).plan();
}

}  // namespace hustings
