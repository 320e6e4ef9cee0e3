#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hustings/core/problem.hpp"

namespace hustings::scenario {

/// A candidate by its stable name `contest/candidate`.
struct CandidateName {
  std::string contest;
  std::string candidate;
  friend bool operator==(const CandidateName&, const CandidateName&) = default;
};

enum class Comparison { less, less_equal, greater, greater_equal };

struct Wins {
  CandidateName candidate;
};
/// Most first choices, whoever wins in the end.
struct LeadsFirstRound {
  CandidateName candidate;
};
/// One of the two whom the last round is between: of a runoff the first two, whether or not a
/// second round is needed.
struct IsInLastTwo {
  CandidateName candidate;
};
struct Sweep {
  std::string slate;
};
struct AtLeast {
  int seats = 1;
  std::string slate;
};
/// One name of a total, `total/name`.
struct TotalName {
  std::string total;
  std::string name;
};
/// At least as many delegates as the total's majority.
struct MajorityOf {
  TotalName of;
};
/// More delegates than every other name of the total.
struct LeadOf {
  TotalName of;
};
/// Whether a shock befalls the election; it may move nobody.
struct ShockHappens {
  std::string shock;
};
/// Another event of the scenario.
struct NamedEvent {
  std::string name;
};

/// The last in less the first out (of one seat: winner less runner-up), or, with a candidate, that
/// candidate less the other it must beat: a share of what decides, votes or delegates.
struct MarginOf {
  std::string contest;
  std::string candidate;  ///< empty = the winner's margin
};
struct ShareOf {
  CandidateName candidate;
};
enum class TurnoutGroup { contest, district, universe, region, faction, tag, everybody };
struct TurnoutOf {
  TurnoutGroup group = TurnoutGroup::everybody;
  std::string name;   ///< of the contest, district, universe (D/U), region or faction; a tag's name
  std::string value;  ///< of the tag
};
/// The share of those who come that leave the contest blank.
struct RolloffOf {
  std::string contest;
};
struct DelegatesOf {
  CandidateName candidate;
};
struct TotalDelegatesOf {
  TotalName of;
};
/// How many of a slate's members win.
struct SeatsOf {
  std::string slate;
};

/// A number that an election has, or one that is written.
using EventNumber = std::variant<double, MarginOf, ShareOf, TurnoutOf, RolloffOf, DelegatesOf,
                                 TotalDelegatesOf, SeatsOf>;

/// One number of a sum.
struct Summand {
  EventNumber number;
  bool is_negative = false;
  Source source = {};  ///< where it begins, if known
};

/// Two sums held against each other; both are of one unit: shares, delegates or seats.
struct Compares {
  std::vector<Summand> left;
  Comparison comparison = Comparison::less;
  std::vector<Summand> right;
};

using EventTerm = std::variant<Wins, LeadsFirstRound, IsInLastTwo, Sweep, AtLeast, Compares,
                               MajorityOf, LeadOf, ShockHappens, NamedEvent>;

/// What may happen in an election: a term, or `not`, `and`, `or` over others.
struct Event {
  enum class Kind { term, negation, conjunction, disjunction };
  Kind kind = Kind::term;
  Source source;                  ///< where a term begins, if known
  EventTerm term = NamedEvent{};  ///< of Kind::term
  std::vector<Event> operands;    ///< one for a negation, two or more otherwise
};

/// Parses the event language of docs/scenario.md, "Events"; `not` binds before `and` before `or`.
///
/// `source` is where the text begins; faults are reported at their place in it, or on its line
/// alone where its column is 0 (unknown). After a fault an event without terms is returned.
Event parse_event(std::string_view text, const Source& source, Problems& problems);

}  // namespace hustings::scenario
