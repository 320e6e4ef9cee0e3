#include "model/events.hpp"

#include <set>

#include "model/levels.hpp"

namespace hustings {
namespace {

using Kind = EventStep::Kind;
using Number = EventNumber::Kind;

/// The translation of an event into steps of a stack machine, operands first (reverse Polish
/// order).
///
/// Named events are put in place, so a step reads rows and never another event: circles, and depth
/// beyond 200, are refused before (check_events). A conjunction of n operands is one step that
/// takes n bitsets; n - 1 operations on 256 elections at a time. Numbers that are written become
/// 32-bit floats, as those of elections are.
class EventCompiler {
 public:
  EventCompiler(const ScenarioIndex& index,
                const std::vector<std::vector<UniverseId>>& universes_of_contest)
      : index_(index), universes_of_contest_(universes_of_contest) {}

  EventProgram program() && { return std::move(program_); }

  void compile(const scenario::Event& event) {
    using EventKind = scenario::Event::Kind;
    if (event.kind == EventKind::term) {
      std::visit([this](const auto& term) { compile_term(term); }, event.term);
      return;
    }
    for (const scenario::Event& operand : event.operands) compile(operand);
    add(event.kind == EventKind::negation      ? Kind::complement
        : event.kind == EventKind::conjunction ? Kind::all
                                               : Kind::any)
        .count = static_cast<std::uint32_t>(event.operands.size());
  }

 private:
  CandidateId candidate(const scenario::CandidateName& name) const {
    return index_.candidate(name.contest + "/" + name.candidate);
  }

  /// Adds a step, to be filled in before the next.
  EventStep& add(Kind kind) {
    EventStep& step = program_.steps.emplace_back();
    step.kind = kind;
    return step;
  }

  /// Adds what a candidate does in the rounds of a contest.
  void add(Kind kind, const scenario::CandidateName& name) {
    EventStep& step = add(kind);
    step.contest = index_.contest(name.contest);
    step.candidate = candidate(name);
  }

  void compile_term(const scenario::Wins& term) {
    add(Kind::wins).candidate = candidate(term.candidate);
  }

  void compile_term(const scenario::LeadsFirstRound& term) { add(Kind::leads, term.candidate); }

  void compile_term(const scenario::IsInLastTwo& term) { add(Kind::last_two, term.candidate); }

  void compile_term(const scenario::Sweep& term) {
    add(Kind::sweep).slate = index_.slate(term.slate);
  }

  void compile_term(const scenario::AtLeast& term) {
    EventStep& step = add(Kind::at_least);
    step.slate = index_.slate(term.slate);
    step.count = static_cast<std::uint32_t>(term.seats);
  }

  void compile_term(const scenario::Compares& term) {
    EventStep& step = add(Kind::compares);
    step.n_left = term.left.size();
    step.comparison = term.comparison;
    for (const auto* side : {&term.left, &term.right}) {
      for (const scenario::Summand& summand : *side) {
        step.numbers.push_back(
            std::visit([this](const auto& of) { return number(of); }, summand.number));
        step.numbers.back().is_negative = summand.is_negative;
      }
    }
  }

  EventNumber number(double written) const { return {.value = static_cast<float>(written)}; }

  EventNumber number(const scenario::MarginOf& of) const {
    if (of.candidate.empty()) {
      return {.kind = Number::margin, .contest = index_.contest(of.contest)};
    }
    return of_candidate(Number::candidate_margin, {of.contest, of.candidate});
  }

  EventNumber number(const scenario::ShareOf& of) const {
    return of_candidate(Number::share, of.candidate);
  }

  EventNumber number(const scenario::DelegatesOf& of) const {
    return of_candidate(Number::delegates, of.candidate);
  }

  EventNumber of_candidate(Number kind, const scenario::CandidateName& name) const {
    return {.kind = kind, .contest = index_.contest(name.contest), .candidate = candidate(name)};
  }

  EventNumber number(const scenario::TotalDelegatesOf& of) const {
    return {.kind = Number::total_delegates,
            .total_name = index_.total_name(of.of.total + "/" + of.of.name)};
  }

  EventNumber number(const scenario::SeatsOf& of) const {
    return {.kind = Number::seats, .slate = index_.slate(of.slate)};
  }

  EventNumber number(const scenario::RolloffOf& of) const {
    return {.kind = Number::rolloff, .contest = index_.contest(of.contest)};
  }

  EventNumber number(const scenario::TurnoutOf& of) const {
    if (of.group == scenario::TurnoutGroup::contest) {
      return {.kind = Number::contest_turnout, .contest = index_.contest(of.name)};
    }
    return {.kind = Number::universes_turnout, .universes = universes(of)};
  }

  void compile_term(const scenario::MajorityOf& term) { compile_total(Kind::majority, term.of); }
  void compile_term(const scenario::LeadOf& term) { compile_total(Kind::lead, term.of); }

  void compile_total(Kind kind, const scenario::TotalName& of) {
    add(kind).total_name = index_.total_name(of.total + "/" + of.name);
  }

  void compile_term(const scenario::ShockHappens& term) {
    add(Kind::shock).shock = index_.shock(term.shock);
  }

  void compile_term(const scenario::NamedEvent& term) {
    compile(index_.scenario().events[index_.event(term.name).index()].event);
  }

  /// Universes of a turnout term that vote in some contest.
  std::vector<UniverseId> universes(const scenario::TurnoutOf& term) const {
    std::set<UniverseId> members;
    for (const auto& of_contest : universes_of_contest_) {
      for (const UniverseId universe : of_contest) {
        if (is_member(term, universe)) members.insert(universe);
      }
    }
    return {members.begin(), members.end()};
  }

  bool is_member(const scenario::TurnoutOf& term, UniverseId universe) const {
    using Group = scenario::TurnoutGroup;
    switch (term.group) {
      case Group::everybody:
        return true;
      case Group::district:
        return universe_has(view(index_, universe), "district", term.name);
      case Group::universe:
        return universe_has(view(index_, universe), "universe", term.name);
      case Group::region:
        return universe_has(view(index_, universe), "region", term.name);
      case Group::faction:
        return universe_has(view(index_, universe), "faction", term.name);
      case Group::tag:
        return universe_has(view(index_, universe), term.name, term.value);
      case Group::contest:
        break;
    }
    return false;
  }

  const ScenarioIndex& index_;
  const std::vector<std::vector<UniverseId>>& universes_of_contest_;
  EventProgram program_;
};

}  // namespace

std::vector<EventNumber> differing(const EventStep& step) {
  std::vector<EventNumber> numbers;
  for (std::size_t i = 0; i < step.numbers.size(); ++i) {
    if (step.numbers[i].kind == Number::written) continue;
    numbers.push_back(step.numbers[i]);
    numbers.back().is_negative ^= i >= step.n_left;
  }
  return numbers;
}

double written_difference(const EventStep& step) {
  double difference = 0;
  for (std::size_t i = 0; i < step.numbers.size(); ++i) {
    const EventNumber& number = step.numbers[i];
    if (number.kind != Number::written) continue;
    const bool is_taken_off = number.is_negative != (i < step.n_left);
    difference += is_taken_off ? -number.value : number.value;
  }
  return difference;
}

EventProgram compile_event(const ScenarioIndex& index, const scenario::Event& event,
                           const std::vector<std::vector<UniverseId>>& universes_of_contest) {
  EventCompiler compiler(index, universes_of_contest);
  compiler.compile(event);
  return std::move(compiler).program();
}

}  // namespace hustings
