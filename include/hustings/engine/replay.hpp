#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hustings/engine/draw_source.hpp"
#include "hustings/model/model.hpp"

namespace hustings {

/// One factor of one effect in one election.
struct ReplayedFactor {
  std::string effect;
  std::string level;  ///< empty for everybody
  float value = 0;    ///< in units of its sd, its t scale included
  float scale = 0;    ///< t scale; 0 = normal tails
};

/// One round of a contest that is counted in rounds.
struct ReplayedRound {
  std::vector<float> votes;               ///< candidate; 0 = out
  float exhausted = 0;                    ///< ballots
  std::vector<std::uint32_t> eliminated;  ///< slots of who is out after it
};

/// Votes of one district in a contest.
struct ReplayedDistrict {
  DistrictId district;
  float came = 0;            ///< who voted in any contest
  float ballots = 0;         ///< valid votes
  std::vector<float> votes;  ///< candidate
};

struct ReplayedContest {
  float turnout = 0;  ///< of valid votes
  float ballots = 0;  ///< valid votes
  float blank = 0;    ///< ballots of those who came and left the contest blank; 0 = no roll-off
  std::vector<float> shares;            ///< candidate: of first choices
  std::vector<std::uint32_t> winners;   ///< slots
  float margin = 0;                     ///< share points
  bool by_lot = false;                  ///< an exact tie was decided by lot
  bool is_recounted = false;            ///< so close that the ballots are counted again
  std::vector<std::int32_t> delegates;  ///< candidate; none where its rule awards none
  std::vector<ReplayedRound> rounds;    ///< none where it is not counted in rounds
  std::vector<ReplayedDistrict> districts;
};

/// People whom a programme reached, or a shock moved, in one universe.
struct ReplayedReach {
  UniverseId universe;
  float people = 0;  ///< below 0: who turned away from an endorser
};

/// Whom one programme reached in one election.
struct ReplayedProgramme {
  std::string id;
  std::string candidate;  ///< `contest/candidate`
  bool is_endorser = false;
  float left = 1;                      ///< part of its reach that resources allowed
  bool degraded = false;               ///< a shock took part of it
  float reached = 0;                   ///< people who were met, or who followed an endorser
  float turned_away = 0;               ///< people who turned away from an endorser
  std::vector<ReplayedReach> reaches;  ///< in the order of its contest
};

/// A shock in one election.
struct ReplayedShock {
  std::string id;
  std::string candidate;  ///< `contest/candidate`
  bool happened = false;
  float moved = 0;                     ///< people of those who would see it, moved when they voted
  std::vector<ReplayedReach> reaches;  ///< the same, universe by universe
};

/// One primary night in full.
struct Replay {
  std::uint64_t election = 0;
  std::optional<std::uint64_t> proposal;  ///< of those that agree with counted returns, which it is
  std::vector<ReplayedFactor> factors;
  std::vector<ReplayedProgramme> programmes;
  std::vector<ReplayedShock> shocks;
  std::vector<ReplayedContest> contests;
  std::vector<float> district_turnout;        ///< district; 0 where nobody votes
  std::vector<float> universe_turnout;        ///< universe of the model; the same
  std::vector<std::int32_t> total_delegates;  ///< name of a total
  std::vector<bool> events;                   ///< event: it happened
};

/// Simulates one election again: the numbers are those of any run of the model and source of draws
/// that has it, bit for bit as its draws record them.
Replay replay(const Model& model, std::uint64_t election, const DrawSource& source = {});

}  // namespace hustings
