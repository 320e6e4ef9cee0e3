#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "hustings/model/ids.hpp"
#include "hustings/scenario/event.hpp"

namespace hustings {

/// A number of one election, or one that is written.
struct EventNumber {
  enum class Kind {
    written,            ///< value
    margin,             ///< contest
    candidate_margin,   ///< candidate
    share,              ///< candidate
    contest_turnout,    ///< contest
    universes_turnout,  ///< turnout of `universes` together
    rolloff,            ///< contest
    delegates,          ///< candidate
    total_delegates,    ///< name of a total
    seats               ///< slate: how many of its members win
  };
  Kind kind = Kind::written;
  bool is_negative = false;  ///< taken off the sum it stands in
  float value = 0;
  ContestId contest = {};  ///< of a margin, a turnout, a candidate
  CandidateId candidate = {};
  SlateId slate = {};
  TotalNameId total_name = {};
  std::vector<UniverseId> universes = {};

  friend bool operator==(const EventNumber&, const EventNumber&) = default;
};

/// One step of an event, on bitsets of elections: a term pushes one, `all`/`any` take `count` from
/// the stack and push one, `complement` turns the last one round.
struct EventStep {
  enum class Kind {
    wins,      ///< candidate
    leads,     ///< candidate: has most first choices
    last_two,  ///< candidate: the last round is between it and another
    sweep,     ///< slate
    at_least,  ///< slate, count
    compares,  ///< two sums of `numbers`
    majority,  ///< name of a total: has its majority
    lead,      ///< name of a total: has more delegates than every other
    shock,     ///< shock: it happens
    complement,
    all,
    any
  };
  Kind kind = Kind::wins;
  ContestId contest;
  CandidateId candidate;
  SlateId slate;
  TotalNameId total_name;
  ShockId shock;
  std::uint32_t count = 0;
  std::vector<EventNumber> numbers;  ///< those left of the comparison, then those right of it
  std::size_t n_left = 0;
  scenario::Comparison comparison = scenario::Comparison::less;
};

/// An event as steps of a stack machine (reverse Polish order).
struct EventProgram {
  std::vector<EventStep> steps;
};

/// The numbers of elections in a comparison, those of the right with their sign turned: what is
/// written is left out.
std::vector<EventNumber> differing(const EventStep& step);
/// What is written on the right of a comparison less what is on the left: `differing` add up to
/// more than that exactly where left is more than right.
double written_difference(const EventStep& step);

}  // namespace hustings
