#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/campaign.hpp"
#include "hustings/scenario/tags.hpp"

// What may befall a campaign, as written: docs/campaign.md, "Shocks".
namespace hustings::scenario {

/// What a channel loses; the share `keep` of it is left.
enum class Loss {
  attempts,     ///< of direct programmes
  impressions,  ///< of broadcasts
  links,        ///< what captains and those told tell
  captains,     ///< any captains
  top_captains  ///< the busiest captains first
};

std::string_view name_of(Loss loss);
std::optional<Loss> loss_named(std::string_view name);

/// A channel, mode or programme that loses something.
struct Degrade {
  Source source;
  std::string channel;  ///< name of a channel, a mode or a programme
  Source channel_source;
  double keep = 1;
  std::optional<Loss> loss;  ///< nothing = what its programmes are counted in
};

inline constexpr double kMinutesPerHour = 60;

/// Candidates of a contest who may be believed to be out: people are told apart by sets of them.
inline constexpr std::size_t kMostBelievedOut = 6;

/// An hour that is drawn: lognormal about a median.
struct DrawnHours {
  double median = 0;
  double log_sd = 0.5;  ///< 0 = known

  friend bool operator==(const DrawnHours&, const DrawnHours&) = default;
};

/// An answer to a shock, as far as it does not depend on when it comes.
struct ShockAnswer {
  double spread_cut = 0.457;   ///< share of further spread that it stops
  double reached = 0.5;        ///< share of the exposed that a correction reaches
  double undone = 0.25;        ///< share of the effect on them that it takes back
  double half_life_days = 14;  ///< of the correction

  friend bool operator==(const ShockAnswer&, const ShockAnswer&) = default;
};

/// Who answers, and when.
struct ShockResponse {
  DrawnHours after;  ///< hours after the onset
  ShockAnswer answer;
};

/// An earlier shock without which this one does not happen.
struct FollowedShock {
  Source source;
  std::string shock;
  double probability = 0;  ///< given that it happened
};

/// Something that may happen before the polls close and moves those who hear of it.
struct Shock {
  Source source;
  std::string id;
  double probability = 0;  ///< of one that follows none
  Source probability_source;
  std::string group;  ///< shocks of one group happen together more often; empty = none
  std::optional<FollowedShock> follows;
  double hours_low = 0;   ///< onset, hours before the close of election day: the last,
  double hours_high = 0;  ///< and the earliest; equal = known
  std::string contest;    ///< of the candidate whom it hits
  std::string candidate;
  Source against_source;
  WhereClause where;  ///< empty: all universes of the contest
  Source where_source;
  /// By channel, share of users that would see it; empty of one that moves nobody.
  std::map<std::string, double> exposure;
  std::map<std::string, Source> exposure_sources;
  Lift effect;                     ///< on those who see it, of the candidate; turnout too
  bool withdrawn = false;          ///< the exposed believe that the candidate has withdrawn
  std::optional<Degrade> degrade;  ///< what programmes lose from its onset on
  Source effect_source;
  double spread_half_life_hours = 7.5;
  double effect_half_life_hours = 120;
  std::optional<ShockResponse> response;  ///< nothing = nobody answers
  bool off = false;                       ///< of what-ifs: keeps its draws, but does not happen
  std::set<std::string>
      given;  ///< keys that are written though they have a default: `response.reached`

  /// Whether it moves those who see it; one that only takes a channel is seen by nobody.
  bool moves_people() const { return withdrawn || effect.support || effect.turnout; }
};

}  // namespace hustings::scenario
