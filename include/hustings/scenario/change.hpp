#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/campaign.hpp"
#include "hustings/scenario/contest.hpp"
#include "hustings/scenario/endorsements.hpp"
#include "hustings/scenario/shock.hpp"
#include "hustings/scenario/tags.hpp"

namespace hustings::scenario {

/// How a number of the base becomes that of a what-if.
enum class Operation {
  times,     ///< multiplied
  plus,      ///< added
  log_scale  ///< added on the log scale: to log-odds of turnout, to log-support
};

/// Moves the expected turnout; the universe's noise stays. `times` and `plus` act on the mean.
struct TurnoutChange {
  WhereClause where;
  Operation operation = Operation::times;
  double value = 1;
};

/// Moves how many are registered: times a factor, or set to a number.
struct RegisteredChange {
  WhereClause where;
  double times = 1;
  std::optional<std::uint64_t> set;
};

/// Moves a candidate's support. `plus` adds to the share, the others shrink in proportion.
struct SupportChange {
  std::string contest;
  std::string candidate;
  Source candidate_source;
  WhereClause where;
  Operation operation = Operation::plus;
  double value = 0;
};

/// A candidate's part of something to be divided: a number, or what the others leave.
struct Part {
  Source source;
  std::string candidate;
  std::optional<double> share;  ///< nothing = `rest`
};

/// Moves the share of those who come and leave a contest blank; its noise stays. `times` and `plus`
/// act on the mean.
struct RolloffChange {
  std::string contest;
  WhereClause where;
  Operation operation = Operation::times;
  double value = 1;
};

/// Takes a candidate off the ballot. The support goes where `to` says; with no `to` to those left
/// by what they are liked (softmax over them).
struct RemoveCandidate {
  std::string contest;
  std::string candidate;
  Source candidate_source;
  std::vector<Part> to;
};

/// Puts a candidate on the ballot, last in the list. Support per faction: shares of those named,
/// while the others share what is left in proportion; a faction not named gives nothing.
struct AddCandidate {
  std::string contest;
  Candidate candidate;
  std::map<std::string, std::vector<Part>> support;  ///< faction -> shares
  std::map<std::string, Source> support_sources;
};

/// Changes the size of every load of an effect.
struct EffectChange {
  std::string effect;
  Source effect_source;
  double value = 1;
  bool sets_sd = false;  ///< the load becomes `value`, sign and all; else it is multiplied
};

/// Changes how endorsements tie candidates' errors: their strength, or the graph.
struct EndorsementsChange {
  std::optional<double> strength;
  std::vector<Endorsement> add;
  std::vector<Endorsement> remove;
};

/// Counts a contest by another rule.
struct CountChange {
  std::string contest;
  CountRule to = Plurality{};
};

/// What a change of a programme moves.
enum class ProgrammePart {
  attempts,     ///< of direct modes set; of all but endorsers multiplied, as they are counted
  captains,     ///< of `relational`, set
  impressions,  ///< of `broadcast`, set
  accuracy,     ///< set
  lift,         ///< points and their sd, multiplied
  cost,         ///< multiplied
  off           ///< the programme does nothing and costs nothing
};

/// The name of a part in the scenario language.
std::string_view name_of(ProgrammePart part);

/// Changes a programme of a campaign; the draws of its lifts stay.
struct ProgrammeChange {
  std::string programme;
  Source programme_source;
  ProgrammePart part = ProgrammePart::off;
  bool multiplies = false;  ///< else the part becomes `value`
  double value = 0;         ///< unused for `off`
};

/// Changes how much of a resource an owner has: all that comes in is multiplied, or it becomes one
/// total that is there from the start.
struct ResourceChange {
  std::string owner;
  Source owner_source;
  ResourceKind resource = ResourceKind::money;
  double times = 1;
  std::optional<double> set;
};

/// What a change of a shock moves.
enum class ShockPart {
  probability,    ///< set
  after_minutes,  ///< the median of the answer's time, set
  off             ///< the shock does not happen
};

/// The name of a part in the scenario language.
std::string_view name_of(ShockPart part);

/// Changes a shock; its draws stay.
struct ShockChange {
  std::string shock;
  Source shock_source;
  ShockPart part = ShockPart::off;
  double value = 0;  ///< unused for `off`
};

/// Changes how much of a lead in a test is a lead in votes: the carry's mean.
struct MessageChange {
  std::string message;
  Source message_source;
  double carry = 0;
};

/// Changes who uses a channel: one share for everybody, or by faction or tag value.
struct ChannelChange {
  std::string channel;
  Source channel_source;
  GroupShares use;
};

/// Takes something from a channel, a mode or a programme.
struct DegradeChange {
  Degrade degrade;
};

using ChangeKind =
    std::variant<TurnoutChange, RegisteredChange, SupportChange, RolloffChange, RemoveCandidate,
                 AddCandidate, EffectChange, EndorsementsChange, CountChange, ProgrammeChange,
                 ResourceChange, ShockChange, MessageChange, ChannelChange, DegradeChange>;

/// One change of the scenario.
struct Change {
  Source source;
  Source contest_source;  ///< where the contest is named, of changes that name one
  ChangeKind kind;
};

/// A world with the same draws in which some inputs are changed.
struct WhatIf {
  Source source;
  std::string name;
  std::vector<Change> changes;  ///< in the order they are made
};

/// Returns the programme that a what-if is without, where that is its one change; else empty.
std::string programme_left_out(const WhatIf& what_if);

}  // namespace hustings::scenario
