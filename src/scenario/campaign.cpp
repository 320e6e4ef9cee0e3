#include "hustings/scenario/campaign.hpp"

#include <algorithm>

#include "hustings/scenario/change.hpp"

namespace hustings::scenario {
namespace {

constexpr LiftPoints kDoubtful{0, 0.5, 0.01};  ///< persuasion in a primary: a wide prior around 0

constexpr std::array<std::string_view, kResources> kResourceNames{"money", "staff_hours",
                                                                  "volunteer_hours", "captains"};

}  // namespace

std::string_view name_of(ResourceKind resource) {
  return kResourceNames[static_cast<std::size_t>(resource)];
}

std::optional<ResourceKind> resource_named(std::string_view name) {
  const auto found = std::find(kResourceNames.begin(), kResourceNames.end(), name);
  if (found == kResourceNames.end()) return std::nullopt;
  return static_cast<ResourceKind>(found - kResourceNames.begin());
}

std::string_view name_of(ProgrammePart part) {
  constexpr std::array<std::string_view, 7> kNames{
      "attempts", "captains", "impressions", "accuracy", "lift", "cost", "off"};
  return kNames[static_cast<std::size_t>(part)];
}

std::string_view name_of(Evidence evidence) {
  switch (evidence) {
    case Evidence::read:
      return "read";
    case Evidence::recalled:
      return "recalled";
    default:
      return "assumed";
  }
}

const std::vector<ModeDefaults>& mode_table() {
  using enum Evidence;
  static const std::vector<ModeDefaults> table{
      {Mode::doors,
       "doors",
       "a door",
       {0.25, 0.60},
       assumed,
       LiftPoints{0.030, 0.35, 0.020},
       read,
       kDoubtful,
       assumed,
       {0.30, 0, 0.05},
       assumed,
       "7 points (Green and Gerber 2004, read); 9.8 in two primaries (Nickerson 2008, read); 2.5 "
       "over 71 studies (Green, McGrath and Aronow 2013, recalled)"},
      {Mode::volunteer_phone,
       "volunteer_phone",
       "a dial",
       {0.10, 0.50},
       assumed,
       LiftPoints{0.020, 0.35, 0.015},
       read,
       kDoubtful,
       assumed,
       {0.05, 0, 0.03},
       assumed,
       "2.9 points (read); 3.8 in 8 studies (Nickerson 2006, read); 1.9 (recalled)"},
      {Mode::paid_phone,
       "paid_phone",
       "a dial",
       {0.05, 0.50},
       assumed,
       LiftPoints{0.008, 0.35, 0.008},
       read,
       std::nullopt,
       assumed,
       {0.15, 0, 0},
       assumed,
       "0.25 points (read); 1.0 (recalled)"},
      {Mode::text,
       "text",
       "a person",
       {1, 0.75},
       assumed,
       LiftPoints{0.0026, 0.45, 0.0025},
       read,
       std::nullopt,
       assumed,
       {0.22, 0, 0.003},
       read,
       "0.2 points in 2016, 0.26 in 2018, 0.9 to 1.4 in 2014 (read); $0.22 to $0.26 a person"},
      {Mode::mail,
       "mail",
       "a flight to a person",
       {1, 0.95},
       assumed,
       LiftPoints{0.003, 0.35, 0.003},
       recalled,
       std::nullopt,
       assumed,
       {1.50, 0, 0},
       assumed,
       "conventional mail 0.2 points (recalled)"},
      {Mode::digital,
       "digital",
       "a person, whole flight",
       {1, 0.60},
       assumed,
       LiftPoints{0, 0.60, 0.003},
       read,
       kDoubtful,
       assumed,
       {4.50, 0, 0},
       assumed,
       "2 million voters over 8 months: no mean effect (Aggarwal 2023, read)"},
      {Mode::robocall,
       "robocall",
       "a call",
       {1, 0.9},
       assumed,
       LiftPoints{0, 0.45, 0.001},
       read,
       std::nullopt,
       assumed,
       {},
       assumed,
       "no detectable effect (read)"},
      {Mode::email,
       "email",
       "a person",
       {1, 0.9},
       assumed,
       LiftPoints{0, 0.45, 0.001},
       read,
       std::nullopt,
       assumed,
       {},
       assumed,
       "no detectable effect (read)"},
      {Mode::relational,
       "relational",
       "a friend told",
       {1, 0.60},
       assumed,
       LiftPoints{0.0275, 0.45, 0.025},
       read,
       kDoubtful,
       assumed,
       {0.50, 0, 0.1},
       assumed,
       "2.5 to 3 points (Vote Rev, read); 8.3 in 2018, small in 2020 (Schein, read); 13.2 with 43 "
       "captains (Green and McClellan, read); 8.6 (CCI 2025, read); paid: none over cold (Deck "
       "2022, read)"},
      {Mode::broadcast,
       "broadcast",
       "an impression",
       {1, 1},
       assumed,
       std::nullopt,
       assumed,
       std::nullopt,
       assumed,
       {},
       assumed,
       "no default: `lift` and `cost` are given"},
      {Mode::endorser,
       "endorser",
       "an endorsement",
       {},
       assumed,
       std::nullopt,
       assumed,
       LiftPoints{0.04, 0.5, 0.04},
       assumed,
       {},
       assumed,
       "credibility decides (Chiang and Knight 2011, read); the size is ours"}};
  return table;
}

const ModeDefaults& defaults_of(Mode mode) {
  return mode_table()[static_cast<std::size_t>(mode)];
}

std::optional<Mode> mode_named(std::string_view name) {
  const auto& table = mode_table();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const ModeDefaults& row) { return row.name == name; });
  if (found == table.end()) return std::nullopt;
  return found->mode;
}

Contact contact_of(const Programme& programme) {
  return programme.contact.value_or(defaults_of(programme.mode).contact);
}

Lift lift_of(const Programme& programme) {
  const ModeDefaults& row = defaults_of(programme.mode);
  const auto given_or = [](const auto& given, const auto& otherwise) {
    return given ? given : otherwise;
  };
  return {given_or(programme.lift.turnout, row.turnout),
          given_or(programme.lift.support, row.support)};
}

Cost cost_of(const Programme& programme) {
  return programme.cost.value_or(Cost{defaults_of(programme.mode).per_attempt, {}});
}

double attempts_of(const Programme& programme) {
  const double amount = programme.attempts.value_or(0);
  return programme.mode == Mode::relational ? amount * programme.mesh.tells : amount;
}

std::string_view counted_in(Mode mode) {
  if (mode == Mode::relational) return "captains";
  return mode == Mode::broadcast ? "impressions" : "attempts";
}

std::string programme_left_out(const WhatIf& what_if) {
  if (what_if.changes.size() != 1) return "";
  const auto* change = std::get_if<ProgrammeChange>(&what_if.changes.front().kind);
  return change && change->part == ProgrammePart::off ? change->programme : "";
}

}  // namespace hustings::scenario
