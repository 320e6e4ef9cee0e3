#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "hustings/model/ids.hpp"
#include "hustings/model/shock_law.hpp"
#include "hustings/random/address.hpp"
#include "hustings/random/odd_table.hpp"
#include "hustings/scenario/contest.hpp"

namespace hustings {

/// Names one row of kBatch floats (one quantity in the elections of a batch) of the night's rows.
using RowIndex = std::uint32_t;

/// The row that is always zero.
inline constexpr RowIndex kZeroRow = 0;

/// The place of a draw that nobody hands over: the generator draws it.
inline constexpr RowIndex kNotHanded = static_cast<RowIndex>(-1);

/// A t scale: sqrt((df - 2) / chi2_df), chi2 the sum of df squared normals; unit variance on
/// average.
struct ScaleDraw {
  RowIndex row = kZeroRow;
  std::vector<DrawAddress> normals;  ///< df of them
  RowIndex handed = kNotHanded;      ///< its row among the draws that are handed over

  friend bool operator==(const ScaleDraw&, const ScaleDraw&) = default;
};

/// A factor: row = standard normal, times the scale's row where there is one.
struct FactorDraw {
  RowIndex row = kZeroRow;
  DrawAddress address;
  RowIndex scale = kZeroRow;     ///< kZeroRow = none
  RowIndex handed = kNotHanded;  ///< its row among the draws that are handed over

  friend bool operator==(const FactorDraw&, const FactorDraw&) = default;
};

struct RowTerm {
  RowIndex row = kZeroRow;
  float load = 0;

  friend bool operator==(const RowTerm&, const RowTerm&) = default;
};

/// row = sum of load x row over terms[first_term, first_term + n_terms), or e to that sum, which is
/// then taken into [-15, 15].
struct RowSum {
  RowIndex row = kZeroRow;
  std::uint32_t first_term = 0;
  std::uint32_t n_terms = 0;
  bool is_power = false;

  friend bool operator==(const RowSum&, const RowSum&) = default;
};

/// One week of a supply: what comes in is fixed + min(drawn x F, limit), of which `planned` is to
/// be spent; `row` = the share of it that is covered.
struct SupplyWeek {
  float fixed = 0;
  float drawn = 0;
  float limit = 0;
  float planned = 0;
  RowIndex row = kZeroRow;

  friend bool operator==(const SupplyWeek&, const SupplyWeek&) = default;
};

/// What an owner has of a resource, drawn: F = e^(sigma z - sigma^2 / 2), z the row `normal`. What
/// a week leaves of its own is there in the next where it `keeps`; a stock is kept either way.
struct SupplyDraw {
  RowIndex normal = kZeroRow;
  float sigma = 0;
  float stock = 0;
  bool keeps = false;
  std::vector<SupplyWeek> weeks;

  friend bool operator==(const SupplyDraw&, const SupplyDraw&) = default;
};

/// The contacts of one week: which share they are, and the rows of what covers them.
struct WeekContacts {
  float share = 0;
  std::vector<RowIndex> covered;

  friend bool operator==(const WeekContacts&, const WeekContacts&) = default;
};

/// row = sum over weeks of share x the least that is covered: what is left of a programme's reach.
struct ReachLeft {
  RowIndex row = kZeroRow;
  std::vector<WeekContacts> weeks;

  friend bool operator==(const ReachLeft&, const ReachLeft&) = default;
};

/// A shock: when it happens, from when on, and what it then moves of an election. Every normal is
/// the row of a draw; kZeroRow = there is none, what it would draw is known.
struct ShockDraw {
  RowIndex normal = kZeroRow;  ///< it happens where this is below `below`
  float below = 0;
  std::optional<std::uint32_t> follows;  ///< an earlier one, without which it does not happen
  double hours_low = 0;                  ///< onset, hours before the close of election day
  double hours_high = 0;
  RowIndex onset = kZeroRow;
  scenario::DrawnHours after;  ///< hours from the onset to the answer, where the law has one
  RowIndex response = kZeroRow;
  campaign::ShockLaw law;
  std::vector<campaign::DayShare> ballots;
  RowIndex happens = kZeroRow;  ///< written: 1 where it happens, else 0
  /// Written: what it moves of all ballots, of those of people who would see it; 0 where it does
  /// not happen.
  RowIndex moved = kZeroRow;

  friend bool operator==(const ShockDraw&, const ShockDraw&) = default;
};

/// A version of a programme: row = `left` where all its cases are so, else 0.
struct VersionRow {
  RowIndex row = kZeroRow;
  RowIndex left = kZeroRow;  ///< part of its reach that resources leave; kZeroRow = all
  std::vector<campaign::ShockCase> cases;

  friend bool operator==(const VersionRow&, const VersionRow&) = default;
};

/// A programme of which shocks take something: `planned` is as the row of a version that holds
/// where none of the others does.
struct ProgrammeVersions {
  VersionRow planned;
  std::vector<VersionRow> degraded;

  friend bool operator==(const ProgrammeVersions&, const ProgrammeVersions&) = default;
};

/// What chance makes of a mesh's reach in one universe: row = linear between `nodes`, at normals
/// that lie evenly over +-kMeshWidth and at the row `normal`, times the row `left`.
struct MeshRow {
  RowIndex row = kZeroRow;
  RowIndex normal = kZeroRow;
  RowIndex left = kZeroRow;  ///< kZeroRow = 1
  std::vector<float> nodes;  ///< two at least

  friend bool operator==(const MeshRow&, const MeshRow&) = default;
};

/// What the message of a programme multiplies its doses by: row = 1 + carry (rate / mean - 1), the
/// rate e^x / (1 + e^x), x = centre + sd z; carry = carry_mean + carry_sd c; z, c standard normals.
struct MessageDraw {
  RowIndex row = kZeroRow;
  RowIndex rate = kZeroRow;   ///< z
  RowIndex carry = kZeroRow;  ///< c; kZeroRow = known
  float centre = 0;
  float sd = 0;
  float mean = 1;  ///< of all variants
  float carry_mean = 0;
  float carry_sd = 0;

  friend bool operator==(const MessageDraw&, const MessageDraw&) = default;
};

/// A dose with a message: row = (mean + sd x row `lift`) x row `message`.
struct MessageDose {
  RowIndex row = kZeroRow;
  RowIndex lift = kZeroRow;
  RowIndex message = kZeroRow;
  float mean = 0;
  float sd = 0;

  friend bool operator==(const MessageDose&, const MessageDose&) = default;
};

/// Shared effects of one scope (the whole night, or one group of universes), in the order they are
/// made.
struct RowProgram {
  std::vector<ScaleDraw> scales;
  std::vector<FactorDraw> factors;
  std::vector<RowSum> sums;
  std::vector<RowTerm> terms;
  std::vector<SupplyDraw> supplies;
  std::vector<ReachLeft> lefts;
  std::vector<ShockDraw> shocks;
  std::vector<ProgrammeVersions> versions;
  std::vector<MeshRow> meshes;
  std::vector<MessageDraw> messages;
  std::vector<MessageDose> message_doses;

  friend bool operator==(const RowProgram&, const RowProgram&) = default;
};

/// Turnout of one universe: logit = centre + base row of its group + extra row + sd x own normal.
struct UniverseTurnout {
  float centre = 0;
  float odds_against = 0;   ///< e^-centre
  float sd = 0;             ///< 0 = no draw
  std::uint32_t table = 0;  ///< of this sd, into NightPlan::odd_tables, where the group multiplies
  RowIndex extra = kZeroRow;
  float registered = 0;
  float fixed_per_ballot = 0;  ///< 2^20 / registered: ballots to fixed-point turnout
  std::uint32_t universe = 0;

  friend bool operator==(const UniverseTurnout&, const UniverseTurnout&) = default;
};

/// Support of one candidate in one universe: utility = centre + base row + extra row + own noise.
///
/// Own noise is independent of the others' and of this sd. Shares depend on its differences alone,
/// so K candidates need K - 1 normals z_1 .. z_(K-1):
///
///     a_1 = s_0^2,  d_k = sqrt(s_k^2 + a_k),  c_k = a_k / d_k,  a_(k+1) = a_k - c_k^2
///     noise_0 = 0,  noise_k = c_1 z_1 + ... + c_(k-1) z_(k-1) + d_k z_k
///
/// Var(noise_k) = s_k^2 + s_0^2 and Cov = s_0^2, as of differences from candidate 0. No candidate's
/// normal or loads depend on the candidates after it. Source: docs/method.md, "Own noise".
struct UniverseSupport {
  float centre = 0;
  float weight = 0;         ///< e^centre
  float sd = 0;             ///< s
  float own = 0;            ///< d; 0 = no draw
  float passed_on = 0;      ///< c: its normal's load on every later candidate
  std::uint32_t table = 0;  ///< of c, into NightPlan::odd_tables, where the group multiplies
  RowIndex extra = kZeroRow;

  friend bool operator==(const UniverseSupport&, const UniverseSupport&) = default;
};

/// The gain of a programme whose gained ballots split as all do.
inline constexpr std::uint32_t kNoGain = static_cast<std::uint32_t>(-1);

/// What one programme or shock does to the turnout of a universe, or to a candidate's support
/// there: of the share `reached` log-odds move by dose + load x row.
struct Touch {
  float reached = 0;
  float dose = 0;
  float load = 0;
  RowIndex row = kZeroRow;       ///< the lift's draw
  RowIndex left = kZeroRow;      ///< part of the reach that is left in an election; kZeroRow = all
  std::uint32_t slot = 0;        ///< the candidate, of support
  std::uint32_t gain = kNoGain;  ///< where ballots gained are kept, of turnout
  bool again = false;            ///< whom it reaches, another touch of its programme has counted

  friend bool operator==(const Touch&, const Touch&) = default;
};

/// How ballots that a programme for supporters gains split: candidate `slot` has a times the weight
/// that it has among all.
struct GainSplit {
  std::uint32_t gain = 0;
  std::uint32_t slot = 0;
  float weight = 1;

  friend bool operator==(const GainSplit&, const GainSplit&) = default;
};

/// Items that stand together in one of ContestPlan's lists.
struct Slice {
  std::uint32_t first = 0;
  std::uint32_t n = 0;

  friend bool operator==(const Slice&, const Slice&) = default;
};

/// What programmes do to one universe in one contest, in the order in which they count.
///
/// turnout: programmes of all contests, where this one draws it; endorsers: at most
/// scenario::kMostEndorsers; spread: from elsewhere, moves all by dose x left before the others;
/// support: candidate by candidate. Shocks come after programmes, one by one; who believes that
/// candidates are out comes last, all together.
struct UniverseTouches {
  Slice turnout;
  Slice endorsers;
  Slice support;
  Slice splits;
  Slice turnout_shocks;  ///< where this contest draws the turnout
  Slice support_shocks;
  Slice withdrawals;  ///< candidate by candidate, of at most scenario::kMostBelievedOut
  Slice spread;

  bool any() const {
    return turnout.n + endorsers.n + support.n + splits.n + spread.n + turnout_shocks.n +
               support_shocks.n + withdrawals.n >
           0;
  }
  friend bool operator==(const UniverseTouches&, const UniverseTouches&) = default;
};

/// Log-odds of a roll-off of 0: e^-75 of the voters leave a contest blank.
inline constexpr float kNoRolloff = -75.0F;

/// Roll-off of one contest in one universe: logit of the share of its voters who leave the contest
/// blank = centre + row + sd x own normal. Source: docs/method.md, "Roll-off".
struct UniverseRolloff {
  float centre = kNoRolloff;
  float sd = 0;  ///< 0 = no draw
  RowIndex row = kZeroRow;

  friend bool operator==(const UniverseRolloff&, const UniverseRolloff&) = default;
};

/// Utility of a candidate who is not on the ballot in a universe: e^-75 of a vote.
inline constexpr float kNotOnBallot = -75.0F;

using scenario::kMaxCandidates;

/// Most candidates whose weights are products.
inline constexpr std::size_t kMostMultiplied = 6;

/// Universes of one contest whose first choices are summed together: those of one part of one
/// district.
struct UniverseGroup {
  std::uint32_t district = 0;        ///< into ContestPlan::districts
  std::uint32_t part = 0;            ///< below ContestPlan::n_parts
  std::uint32_t first_universe = 0;  ///< into ContestPlan::turnouts
  std::uint32_t n_universes = 0;
  std::uint32_t first_draw = 0;  ///< into ContestPlan::own_draws
  bool draws_turnout = true;     ///< false: an earlier contest of the same universes has drawn it
  bool any_extra_support = false;
  bool is_touched = false;  ///< by a programme, some universe of it
  /// Weights are products of powers and odd tables, and the rows that it reads powers; else each
  /// weight is an exponential of a sum.
  bool multiplies = false;
  RowIndex turnout_base = kZeroRow;
  std::vector<RowIndex> support_base;  ///< per candidate
  RowProgram local;                    ///< rows that only this group reads

  friend bool operator==(const UniverseGroup&, const UniverseGroup&) = default;
};

/// A district that votes in a contest.
struct ContestDistrict {
  DistrictId district;
  bool draws_turnout = true;  ///< false: an earlier contest of the same universes has drawn it

  friend bool operator==(const ContestDistrict&, const ContestDistrict&) = default;
};

/// One contest up to first choices: structure of arrays for the kernels.
struct ContestPlan {
  std::uint32_t n_candidates = 0;
  /// Sums of first choices that the counting rule asks for: its transfer groups; 1 = the whole
  /// contest.
  std::uint32_t n_parts = 1;
  std::vector<ContestDistrict> districts;
  std::vector<UniverseGroup> groups;
  std::vector<UniverseTurnout>
      turnouts;  ///< universe by universe, group by group, district by district
  std::vector<UniverseSupport> supports;  ///< turnouts.size() x n_candidates
  std::vector<UniverseRolloff> rolloffs;  ///< as turnouts; empty = nobody leaves the contest blank
  /// The universes' own normals in the order in which they are used: of each universe those of its
  /// candidates, of its turnout and of its roll-off, as far as there is a draw. One more stands at
  /// the end: the kernel makes the words of a draw while it uses those of the draw before.
  std::vector<DrawAddress> own_draws;
  std::vector<UniverseTouches> touched;  ///< as turnouts; none where no programme touches any
  std::vector<Touch> touches;            ///< universe by universe
  std::vector<GainSplit> splits;
  std::vector<RowIndex> own_handed;  ///< their rows among the draws that are handed over

  friend bool operator==(const ContestPlan&, const ContestPlan&) = default;
};

/// Everything the night kernels need.
struct NightPlan {
  DrawKey key;
  RowProgram shared;
  std::vector<OddTable> odd_tables;
  std::uint32_t n_rows =
      1;  ///< rows in all: the zero row, shared ones, then room for any one group's
  std::vector<ContestPlan> contests;
  std::uint32_t n_universes = 0;
  std::uint32_t n_gains = 0;  ///< rows of ballots gained that are kept
  float repeat = 1;           ///< what a person's next contact counts, of the one before
  bool keep_universes =
      false;  ///< ballots of universes are kept: later contests or events read them

  std::map<DrawAddress, RowIndex>
      handed;  ///< rows of draws that are handed over; with_handed_draws

  /// The row of a draw that is handed over; kNotHanded = the generator draws it.
  RowIndex handed_row(DrawAddress draw) const {
    const auto found = handed.find(draw);
    return found == handed.end() ? kNotHanded : found->second;
  }

  friend bool operator==(const NightPlan&, const NightPlan&) = default;
};

}  // namespace hustings
