#pragma once

#include <cstdint>
#include <vector>

#include "hustings/model/ids.hpp"
#include "hustings/scenario/event.hpp"

namespace hustings {

/// One step of an event, on bitsets of elections: a term pushes one, `all`/`any` take `count` from
/// the stack and push one, `complement` turns the last one round.
struct EventStep {
  enum class Kind {
    wins,               ///< candidate
    leads,              ///< candidate: has most first choices
    sweep,              ///< slate
    at_least,           ///< slate, count
    margin,             ///< contest
    candidate_margin,   ///< candidate
    share,              ///< candidate
    contest_turnout,    ///< contest
    universes_turnout,  ///< turnout of `universes` together
    majority,           ///< name of a total: has its majority
    lead,               ///< name of a total: has more delegates than every other
    complement,
    all,
    any
  };
  Kind kind = Kind::wins;
  ContestId contest;
  CandidateId candidate;
  SlateId slate;
  TotalNameId total_name;
  std::uint32_t count = 0;
  std::vector<UniverseId> universes;
  scenario::Comparison comparison = scenario::Comparison::less;
  float value = 0;
};

/// An event as steps of a stack machine (reverse Polish order).
struct EventProgram {
  std::vector<EventStep> steps;
};

}  // namespace hustings
