#include <algorithm>

#include "model/check/checking.hpp"

namespace hustings {
namespace {

using namespace scenario;

// Compiling puts named events in place, one call inside the other.
constexpr std::size_t kDeepest = 200;

/// Looks up the names of one term, each kind of term by its own rule, and refuses what could only
/// be never so or always so: a slate with fewer members than are asked for, two last of a single
/// round, delegates that nobody awards, a roll-off that is 0. Sums are gone through summand by
/// summand. What a part that could not be read may have held is passed over. Source:
/// docs/scenario.md, "Events".
class TermCheck {
 public:
  TermCheck(const Source& source, const Checking& checking)
      : source_(source), checking_(checking), index_(checking.index) {}

  void operator()(const Wins& term) const { candidate(term.candidate); }
  void operator()(const LeadsFirstRound& term) const { candidate(term.candidate); }
  void operator()(const IsInLastTwo& term) const {
    candidate(term.candidate);
    const Contest* of = contest_of(term.candidate);
    if (of != nullptr && of->candidates.size() < 2) {
      checking_.problems.error(source_, "contest '" + of->id + "' has no two candidates");
      return;
    }
    if (of == nullptr || std::holds_alternative<RankedChoice>(of->count) ||
        std::holds_alternative<Runoff>(of->count)) {
      return;
    }
    checking_.problems.error(source_, "contest '" + of->id + "' is counted in a single round",
                             "two are last only where count is ranked_choice or runoff");
  }
  void operator()(const Sweep& term) const { exists("slate", term.slate); }
  void operator()(const AtLeast& term) const {
    exists("slate", term.slate);
    const SlateId slate = index_.slate(term.slate);
    if (!slate) return;
    const std::size_t n = checking_.scenario.slates[slate.index()].members.size();
    if (static_cast<std::size_t>(term.seats) <= n) return;
    checking_.problems.error(source_, "slate '" + term.slate + "' has " + std::to_string(n) +
                                          " members, so " + std::to_string(term.seats) +
                                          " of them never win");
  }
  void operator()(const Compares& term) const {
    for (const auto* side : {&term.left, &term.right}) {
      for (const Summand& summand : *side) {
        const bool is_known = summand.source.place.column > 0;
        std::visit(TermCheck(is_known ? summand.source : source_, checking_), summand.number);
      }
    }
  }
  void operator()(double) const {}
  void operator()(const MarginOf& of) const {
    if (of.candidate.empty()) {
      exists("contest", of.contest);
    } else {
      candidate({of.contest, of.candidate});
    }
  }
  void operator()(const ShareOf& of) const { candidate(of.candidate); }
  void operator()(const DelegatesOf& of) const {
    candidate(of.candidate);
    const Contest* contest = contest_of(of.candidate);
    if (contest == nullptr || std::holds_alternative<Delegates>(contest->count)) return;
    checking_.problems.error(source_, "contest '" + contest->id + "' awards no delegates");
  }
  void operator()(const TotalDelegatesOf& of) const { total(of.of); }
  void operator()(const RolloffOf& of) const {
    exists("contest", of.contest);
    const ContestId contest = index_.contest(of.contest);
    if (!contest || !checking_.scenario.contests[contest.index()].rolloff.empty()) return;
    checking_.problems.error(source_, "contest '" + of.contest + "' has no `rolloff`",
                             "it is 0 in every election");
  }
  void operator()(const SeatsOf& of) const { exists("slate", of.slate); }
  void operator()(const TurnoutOf& term) const {
    switch (term.group) {
      case TurnoutGroup::everybody:
        return;
      case TurnoutGroup::contest:
        return exists("contest", term.name);
      case TurnoutGroup::district:
        return exists("district", term.name);
      case TurnoutGroup::universe:
        return known("universe", term.name, index_.universe_names());
      case TurnoutGroup::region:
        return known("region", term.name, index_.values_of("region"));
      case TurnoutGroup::faction:
        return known("faction", term.name, index_.values_of("faction"));
      case TurnoutGroup::tag:
        return tag(term);
    }
  }
  void operator()(const MajorityOf& term) const { total(term.of); }
  void operator()(const LeadOf& term) const { total(term.of); }
  void operator()(const ShockHappens& term) const {
    std::vector<std::string> shocks;
    for (const Shock& shock : checking_.scenario.shocks) shocks.push_back(shock.id);
    if (std::find(shocks.begin(), shocks.end(), term.shock) != shocks.end()) return;
    std::string suggestion = did_you_mean(term.shock, shocks);
    if (suggestion.empty()) {
      suggestion = shocks.empty() ? "the scenario has no `shocks`" : "there are: " + listed(shocks);
    }
    checking_.problems.error(source_, "there is no shock '" + term.shock + "'", suggestion);
  }
  void operator()(const NamedEvent& term) const {
    std::vector<std::string> events;
    for (const EventDefinition& event : checking_.scenario.events) events.push_back(event.name);
    if (std::find(events.begin(), events.end(), term.name) != events.end()) return;
    std::string suggestion = did_you_mean(term.name, events);
    if (suggestion.empty() && !events.empty()) suggestion = "there are: " + listed(events);
    checking_.problems.error(source_, "there is no event '" + term.name + "'", suggestion);
  }

 private:
  void known(const std::string& what, const std::string& name,
             const std::vector<std::string>& all) const {
    if (std::find(all.begin(), all.end(), name) != all.end() || index_.may_exist(what)) return;
    checking_.problems.error(source_, "there is no " + what + " '" + name + "'",
                             did_you_mean(name, all));
  }
  /// Of what is also a key: contests, districts, slates.
  void exists(const std::string& what, const std::string& name) const {
    known(what, name, index_.values_of(what));
  }
  const Contest* contest_of(const CandidateName& name) const {
    const ContestId contest = index_.contest(name.contest);
    return contest ? &checking_.scenario.contests[contest.index()] : nullptr;
  }
  void candidate(const CandidateName& name) const {
    const ContestId contest = index_.contest(name.contest);
    if (!contest) return exists("contest", name.contest);
    std::vector<std::string> ids;
    for (const Candidate& candidate : checking_.scenario.contests[contest.index()].candidates) {
      ids.push_back(candidate.id);
    }
    if (std::find(ids.begin(), ids.end(), name.candidate) != ids.end()) return;
    if (index_.may_exist("candidate")) return;
    checking_.problems.error(
        source_, "contest '" + name.contest + "' has no candidate '" + name.candidate + "'",
        did_you_mean(name.candidate, ids));
  }
  void total(const TotalName& name) const {
    const auto& totals = checking_.scenario.totals;
    const auto total = std::find_if(totals.begin(), totals.end(),
                                    [&](const Total& one) { return one.id == name.total; });
    if (totals.empty()) {
      checking_.problems.error(source_, "there is no total '" + name.total + "'",
                               "the scenario has no `totals`");
      return;
    }
    if (total == totals.end()) {
      std::set<std::string> ids;
      for (const Total& one : totals) ids.insert(one.id);
      return this->known("total", name.total, {ids.begin(), ids.end()});
    }
    std::vector<std::string> known;
    for (const TotalCandidate& candidate : total->candidates) {
      known.push_back(candidate.name);
    }
    if (std::find(known.begin(), known.end(), name.name) != known.end()) return;
    checking_.problems.error(source_, "total '" + name.total + "' has no name '" + name.name + "'",
                             did_you_mean(name.name, known));
  }
  void tag(const TurnoutOf& term) const {
    const auto& of_universes = index_.universe_tags();
    const auto& of_districts = index_.district_tags();
    if (!of_universes.contains(term.name) && !of_districts.contains(term.name)) {
      std::vector<std::string> tags;
      for (const auto& [name, values] : of_universes) tags.push_back(name);
      for (const auto& [name, values] : of_districts) tags.push_back(name);
      return known("tag", term.name, tags);
    }
    known("universe with " + term.name, term.value, index_.values_of(term.name));
  }

  const Source& source_;
  const Checking& checking_;
  const ScenarioIndex& index_;
};

/// Checks the terms of an event. Named events are looked up but not entered: they are checked where
/// they stand.
void check_terms(const Event& event, const Source& fallback, const Checking& checking) {
  if (event.kind == Event::Kind::term) {
    const Source& source = event.source.place.line > 0 ? event.source : fallback;
    std::visit(TermCheck(source, checking), event.term);
  }
  for (const Event& operand : event.operands) check_terms(operand, fallback, checking);
}

void collect_names(const Event& event, std::vector<std::string>& names) {
  if (event.kind == Event::Kind::term) {
    if (const auto* named = std::get_if<NamedEvent>(&event.term)) names.push_back(named->name);
  }
  for (const Event& operand : event.operands) collect_names(operand, names);
}

/// A depth-first search for events that name themselves, by way of others or not; each circle is
/// reported once. An event done with is not entered again: O(events + namings). Paths of more than
/// kDeepest are refused as well, as compiling would call itself as deep.
class CircleSearch {
 public:
  explicit CircleSearch(const Checking& checking) : checking_(checking) {
    for (const EventDefinition& event : checking.scenario.events) {
      events_.emplace(event.name, &event);
    }
  }

  void visit(const std::string& name) {
    const auto event = events_.find(name);
    if (event == events_.end() || done_.count(name) > 0) return;
    const auto on_path = std::find(path_.begin(), path_.end(), name);
    if (on_path != path_.end()) {
      std::string circle;
      for (auto step = on_path; step != path_.end(); ++step) circle += "'" + *step + "' -> ";
      checking_.problems.error(event->second->source,
                               "this event stands on itself: " + circle + "'" + name + "'");
      return;
    }
    if (path_.size() == kDeepest) {
      checking_.problems.error(event->second->source, "events stand on each other more than " +
                                                          std::to_string(kDeepest) + " deep");
      return;
    }
    path_.push_back(name);
    std::vector<std::string> named;
    collect_names(event->second->event, named);
    for (const std::string& next : named) visit(next);
    path_.pop_back();
    done_.insert(name);
  }

 private:
  const Checking& checking_;
  std::map<std::string, const EventDefinition*> events_;
  std::vector<std::string> path_;
  std::set<std::string> done_;
};

}  // namespace

void check_events(const Checking& checking) {
  CircleSearch circles(checking);
  for (const EventDefinition& event : checking.scenario.events) {
    check_terms(event.event, event.source, checking);
    circles.visit(event.name);
  }
  for (const scenario::Expectation& expected : checking.scenario.expectations) {
    check_terms(expected.event, expected.source, checking);
  }
  if (const auto& until = checking.scenario.until) check_event(until->of, checking);
}

void check_event(const EventDefinition& event, const Checking& checking) {
  check_terms(event.event, event.source, checking);
}

}  // namespace hustings
