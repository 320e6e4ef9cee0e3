#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/tags.hpp"

// What campaigns do, as written: docs/campaign.md. Shares are 0 to 1; points of a lift are shares,
// too.
namespace hustings::scenario {

/// Ballots that are cast early.
struct EarlyBallots {
  Source source;
  int days_before = 0;  ///< days before election day, 1 and more
  double share = 0;     ///< of all ballots
};

/// When ballots are cast, and how long the campaign is.
struct Calendar {
  Source source;
  std::vector<EarlyBallots> early;  ///< the rest votes on day 0
  std::optional<int> weeks;         ///< nothing = from the week of the first contact
};

enum class ResourceKind {
  money,        ///< is kept from week to week
  staff_hours,  ///< perish weekly
  volunteer_hours,
  captains  ///< people, there from the start of their programme; are kept
};
inline constexpr std::size_t kResources = 4;

/// An amount of every resource.
using ResourceAmounts = std::array<double, kResources>;

/// The name of a resource in the scenario language.
std::string_view name_of(ResourceKind resource);
std::optional<ResourceKind> resource_named(std::string_view name);

/// Volunteers by week: V(t+1) = (1 - leaves) V + F asked signs_up first_shift; usable hours =
/// hours x min(V, per_staff x staff). F is lognormal of mean 1 and this coefficient of variation.
struct Funnel {
  double asked = 0;  ///< people a week
  double signs_up = 0;
  double first_shift = 0;
  double leaves = 0;                ///< share of volunteers, a week
  double hours = 0;                 ///< of a volunteer, a week
  std::optional<double> per_staff;  ///< volunteers a member of staff can lead
  double sd = 0;
};

/// An event or an appeal: money that it raises in one week of the campaign, from 1.
struct Push {
  Source source;
  int week = 1;
  double amount = 0;
};

/// How an owner's money makes more, week by week: docs/campaign.md, "Money".
struct Fundraising {
  double keep = 0.5;    ///< share of a week's extra money that comes again in the next
  double pass = 0;      ///< share of the mean of those endorsed that comes in, too
  double reinvest = 0;  ///< share of what comes in that goes into raising money
  double yield = 0;     ///< what comes in per unit put in, a week later
  double pool = std::numeric_limits<double>::infinity();  ///< most that is raised above plan
  std::vector<Push> pushes;
};

/// What comes in by week: start, and weekly x a lognormal factor of mean 1 and this coefficient of
/// variation.
struct Income {
  double start = 0;
  double weekly = 0;
  double sd = 0;
  std::optional<Fundraising> raising;  ///< of money
};

/// One resource of an owner.
struct Resource {
  Source source;
  ResourceKind kind = ResourceKind::money;
  std::variant<Income, Funnel> supply;  ///< Funnel: of volunteer hours
};

/// The owner where a programme names none.
inline constexpr std::string_view kUs = "us";

/// Who pays for programmes. A resource that is not listed is unlimited.
struct Owner {
  Source source;
  std::string id;
  std::string contest;  ///< of the candidate whose money it is; empty = nobody's
  std::string candidate;
  Source candidate_source;
  std::optional<std::vector<std::string>> contests;  ///< where it may be spent; nothing = all
  std::vector<Source> contest_sources;               ///< one per contest
  std::vector<Resource> resources;
};

/// How people are reached; each has a row of defaults in mode_table().
enum class Mode {
  doors,
  volunteer_phone,
  paid_phone,
  text,
  mail,
  digital,
  robocall,
  email,
  relational,  ///< captains tell people whom they know, who tell others
  broadcast,
  endorser
};

/// Whether a mode reaches people attempt by attempt, from a list.
inline bool is_direct(Mode mode) {
  return mode != Mode::relational && mode != Mode::broadcast && mode != Mode::endorser;
}

/// A share of people: one for everybody, or by faction or tag value, 0 where a group is not named.
struct GroupShares {
  Source source;
  std::optional<double> everybody;
  std::map<std::string, double> groups;
  std::map<std::string, Source> group_sources;
};

/// A medium: broadcasts and shocks reach those who use it.
struct Channel {
  Source source;
  std::string id;
  GroupShares use;  ///< share of a universe that uses it
};

/// Within what people of a mesh meet.
enum class Mixing { district, city };

/// Captains and those they tell: docs/campaign.md, "Mesh".
struct MeshWords {
  double tells = 20;       ///< people a captain tells
  double tells_on = 0.2;   ///< people whom somebody newly told tells
  double fade = 0.6;       ///< what a friend of a friend is moved, of what a friend is
  double homophily = 0.5;  ///< share of tells within the teller's own universe
  Mixing mixing = Mixing::district;
};

/// What is bought of a medium: docs/campaign.md, "Broadcast".
struct BroadcastWords {
  double in_universe = 1;  ///< share of impressions that meets registered voters of the target
  std::string channel;     ///< empty = `use` says who uses it
  Source channel_source;
  std::optional<GroupShares> use;
  int times_needed = 1;
};

/// Of attempts: the rate at which one meets somebody, and the largest share that can be met.
struct Contact {
  double rate = 0;
  double cap = 1;

  friend bool operator==(const Contact&, const Contact&) = default;
};

/// A lift as experiments tell it: points among those reached, where the base share was `at`.
struct LiftPoints {
  double points = 0;
  double at = 0.5;
  double sd = 0;  ///< of the points: errors of studies, and differences between them

  friend bool operator==(const LiftPoints&, const LiftPoints&) = default;
};

/// What reaching somebody does. Nothing = as the mode does; of a mode: no such effect.
struct Lift {
  std::optional<LiftPoints> turnout;
  std::optional<LiftPoints> support;
};

/// How well a list finds the target: of those in it and of those outside, the share told rightly.
struct TestAccuracy {
  double sensitivity = 1;
  double specificity = 1;
};

/// The share of attempts that meet the target, or what gives it, district by district.
using Accuracy = std::variant<double, TestAccuracy>;

enum class Order {
  worked,  ///< a list is worked pass by pass, without those who were met
  random   ///< attempts fall at random
};

/// Contacts of one day.
struct ContactDay {
  Source source;
  int days_before = 0;
  std::optional<double> share;  ///< of the contacts; nothing = `rest`
};

/// Days in which an effect falls to half.
struct HalfLives {
  double turnout = 14;
  double support = 5;
};

/// Costs of a programme: per attempt, and once where there are attempts.
struct Cost {
  ResourceAmounts per_attempt{};
  ResourceAmounts fixed{};

  friend bool operator==(const Cost&, const Cost&) = default;
};

/// Share that hangs up at one length of a script.
struct HangUp {
  double seconds = 0;
  double share = 0;
};

/// Calls that are handed to a second person, whose lift is that of another mode.
struct Transfer {
  Source source;
  double share = 0;
  double seconds = 0;
  Mode like = Mode::volunteer_phone;
};

/// What is said on the phone: decides who hangs up, and hours per attempt.
struct Script {
  Source source;
  double seconds = 0;
  std::vector<HangUp> hang_up;  ///< two points of 1 - (1 - h0) e^(-nu T), or one share
  double dial = 90;             ///< seconds a dial
  double wrap = 20;             ///< after a talk
  double no_answer = 10;        ///< lost where nobody answers
  double lift_kept = 1;
  std::optional<Transfer> transfer;
};

/// What one side does to reach people, for one candidate.
struct Programme {
  Source source;
  std::string id;
  std::string owner{kUs};
  Source owner_source;
  std::string contest;  ///< of the candidate it is for
  std::string candidate;
  Source for_source;
  Mode mode = Mode::doors;
  Source mode_source;
  WhereClause where;  ///< empty: all universes of the contest
  Source where_source;
  /// Attempts of direct modes, captains of `relational`, impressions of `broadcast`.
  std::optional<double> attempts;
  Source attempts_source;
  std::optional<Contact> contact;    ///< nothing = the mode's
  std::optional<Accuracy> accuracy;  ///< nothing = all attempts meet the target
  Source accuracy_source;
  Order order = Order::worked;
  Lift lift;
  Source lift_source;
  double together = 0.5;             ///< share of the lift's variance that is its mode's
  std::optional<double> supporters;  ///< share of those reached who prefer the candidate
  std::vector<ContactDay> days;      ///< empty = days 1 to 7 evenly; of endorsers: before everybody
  HalfLives half_life_days;
  bool skip_voted = false;   ///< lists leave out who has voted, day by day
  std::optional<Cost> cost;  ///< nothing = the mode's
  double least = 0;          ///< attempts, if any: bounds for a search of allocations
  std::optional<double> most;
  std::optional<Script> script;
  MeshWords mesh;            ///< of `relational`
  BroadcastWords broadcast;  ///< of `broadcast`
  std::string message;       ///< the set that its message was chosen from; empty = none
  Source message_source;
  double spread = 0;  ///< of support, over endorsements; above -1, below 1
  Source spread_source;
  std::map<std::string, double> followers;  ///< of endorsers: by faction or tag value, -1 to 1
  std::map<std::string, Source> follower_sources;
  bool known = false;  ///< an endorser whose effect is in the written support already
  bool off = false;    ///< of what-ifs: keeps its draws, but reaches nobody
  /// Keys that are written though they have a default: `tells`, `script.dial`.
  std::set<std::string> given;
};

/// Registered voters that a target has at least, and the least that a scenario may ask for.
inline constexpr std::uint64_t kLeastTarget = 500;
inline constexpr std::uint64_t kLowestLeastTarget = 100;

/// Most endorsers whose followers are told apart in one contest.
inline constexpr std::size_t kMostEndorsers = 3;

/// How a number that a scenario does not give is known.
enum class Evidence {
  read,      ///< seen in the abstract of its source
  recalled,  ///< as remembered: to be checked before it is quoted
  assumed    ///< ours
};

std::string_view name_of(Evidence evidence);

/// What a programme takes where it says nothing, and how that is known: one row per mode.
struct ModeDefaults {
  Mode mode;
  std::string_view name;
  std::string_view unit;  ///< of an attempt
  Contact contact;
  Evidence contact_evidence;
  std::optional<LiftPoints> turnout;
  Evidence turnout_evidence;
  std::optional<LiftPoints> support;
  Evidence support_evidence;
  ResourceAmounts per_attempt;
  Evidence cost_evidence;
  std::string_view sources;  ///< the numbers behind the turnout lift, in words
};

/// The table of modes, in the order of Mode. Source: docs/campaign.md, "Modes".
const std::vector<ModeDefaults>& mode_table();
const ModeDefaults& defaults_of(Mode mode);
std::optional<Mode> mode_named(std::string_view name);

/// What a programme uses: as written, else its mode's.
Contact contact_of(const Programme& programme);
Lift lift_of(const Programme& programme);
Cost cost_of(const Programme& programme);

/// Attempts, as costs count them: of a mesh captains x tells, of a broadcast impressions.
double attempts_of(const Programme& programme);
/// What the amount of a mode is counted in: `attempts`, `captains` or `impressions`.
std::string_view counted_in(Mode mode);

}  // namespace hustings::scenario
