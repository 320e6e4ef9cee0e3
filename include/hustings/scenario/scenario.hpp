#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/campaign.hpp"
#include "hustings/scenario/change.hpp"
#include "hustings/scenario/contest.hpp"
#include "hustings/scenario/effect.hpp"
#include "hustings/scenario/endorsements.hpp"
#include "hustings/scenario/event.hpp"
#include "hustings/scenario/expectation.hpp"
#include "hustings/scenario/message.hpp"
#include "hustings/scenario/place.hpp"
#include "hustings/scenario/shock.hpp"
#include "hustings/scenario/total.hpp"
#include "hustings/scenario/vary.hpp"

namespace hustings::scenario {

/// An event with the name the scenario gives it.
struct EventDefinition {
  Source source;
  std::string name;
  std::string text;
  Event event;
};

/// When a run may stop before its last election: the event's standard error is at most the stated
/// one.
struct Until {
  double standard_error = 0;  ///< (0, 1)
  EventDefinition of;         ///< has no name
};

/// Sizes that hold where the scenario names none.
struct Defaults {
  double turnout_cell_sd = 0.15;  ///< log-odds, of a universe whose turnout is a mean alone
  double repeat = 0.5;            ///< what a person's next contact counts, of the one before
  std::uint64_t least_target = kLeastTarget;  ///< registered voters that a target has
  Source least_target_source;
};

/// What the results file keeps beside the summaries.
struct Output {
  std::uint64_t draws = 10'000;  ///< first elections kept whole
  int histogram_bins = 500;
  bool votes = false;  ///< whether votes of candidates are kept
};

/// A file the scenario was read from, kept to be embedded in the results.
struct SourceFile {
  std::string name;  ///< as written in the scenario; the scenario itself by its file name
  std::string text;

  friend bool operator==(const SourceFile&, const SourceFile&) = default;
};

/// What the user wrote, as plain values with defaults; no ids, no derived numbers.
///
/// Lists keep the user's order. Names are not checked against each other here: check_scenario does
/// that. Where the user's text could not be read, a name is empty; an entry of which all is empty
/// stands for rows or tags left out. Checks pass over both.
struct Scenario {
  Source source;
  std::string title;
  std::vector<std::string> sources;
  std::optional<int> day;    ///< of the primaries, days since 1970-01-01
  std::optional<int> as_of;  ///< the same, of what was known
  std::uint64_t seed = 1;
  std::uint64_t elections = 1'000'000;  ///< at most, with `until`
  std::optional<Until> until;
  std::vector<Faction> factions;
  std::vector<District> districts;
  std::vector<Universe> universes;
  std::vector<Contest> contests;
  std::vector<SeatTable> seat_tables;  ///< named by pools of delegates
  std::vector<Total> totals;
  std::vector<Slate> slates;
  std::vector<Effect> effects;
  Endorsements endorsements;
  Calendar calendar;
  std::vector<Channel> channels;
  std::vector<Owner> owners;
  std::vector<MessageSet> messages;
  std::vector<Programme> programmes;
  std::vector<Shock> shocks;      ///< by onset they count; of one onset as they stand
  std::string sensitive_targets;  ///< why they are allowed; empty = they are refused
  bool illustration = false;      ///< inputs are invented: said wherever results are
  std::vector<EventDefinition> events;
  std::vector<WhatIf> what_ifs;
  std::optional<Vary> vary;
  std::vector<Expectation> expectations;
  Defaults defaults;
  Output output;
  std::vector<SourceFile> files;       ///< the scenario first, then its tables
  std::vector<std::string> overrides;  ///< `path=value`, in the order given
};

}  // namespace hustings::scenario
