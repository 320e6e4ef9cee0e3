#include <algorithm>
#include <array>

#include "hustings/core/contract.hpp"
#include "tally/reading.hpp"

namespace hustings {
namespace {

using Nights = CountedNights;

constexpr Shown operator|(Shown a, Shown b) {
  return static_cast<Shown>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}

template <class Holds>
BatchBits bits_where(const Holds& holds) {
  BatchBits bits;
  for (std::size_t e = 0; e < kBatch; ++e) bits.set(e, holds(e));
  return bits;
}

bool in_rounds(const Outcome& outcome) {
  return outcome.rounds.n_rounds > 0;
}

/// Turnout of those registered, from their ballots; nothing where there is nobody.
Row turnout_row(const float* ballots, double registered) {
  if (registered <= 0) return {};
  return FloatRow{ballots, static_cast<float>(1.0 / registered)};
}

/// First choices [votes].
Row read_votes(const Nights& nights, const Item& item, Scratch& scratch) {
  const Outcome& outcome = nights.outcome(item.contest);
  const float* share = outcome.share(item.slot);
  for (std::size_t e = 0; e < kBatch; ++e) scratch.floats()[e] = share[e] * outcome.ballots[e];
  return FloatRow{scratch.floats().data()};
}

Row read_recount(const Nights& nights, const Item& item, Scratch&) {
  const auto& recount = nights.model.contests[item.contest].recount;
  if (!recount) return {};
  return recounted(*recount, nights.outcome(item.contest));
}

Row read_eliminated(const Nights& nights, const Item& item, Scratch&) {
  const Rounds& rounds = nights.outcome(item.contest).rounds;
  if (rounds.n_rounds == 0) return {};
  const std::int32_t* const row = rounds.eliminated.data() + item.slot * kBatch;
  const auto number = static_cast<std::int32_t>(item.across) + 1;
  return bits_where([&](std::size_t e) { return row[e] == number; });
}

Row read_standing(const Nights& nights, const Item& item, Scratch&) {
  const Rounds& rounds = nights.outcome(item.contest).rounds;
  const std::size_t n = nights.model.contests[item.contest].n_candidates;
  if (item.across >= rounds.n_rounds) return {};
  return FloatRow{rounds.standing.data() + (item.across * n + item.slot) * kBatch};
}

/// Share of valid votes exhausted in the last round of each election.
Row read_exhausted(const Nights& nights, const Item& item, Scratch& scratch) {
  const Rounds& rounds = nights.outcome(item.contest).rounds;
  if (rounds.n_rounds == 0) return {};
  for (std::size_t e = 0; e < kBatch; ++e) {
    const auto last = static_cast<std::size_t>(std::max(rounds.last[e], 1) - 1);
    scratch.floats()[e] = rounds.exhausted[last * kBatch + e];
  }
  return FloatRow{scratch.floats().data()};
}

/// Elections in which the pair's slots are the last two; pairs stand (0, 1), (0, 2), ... (1, 2) ...
Row read_final_pair(const Nights& nights, const Item& item, Scratch&) {
  const Outcome& outcome = nights.outcome(item.contest);
  if (!in_rounds(outcome)) return {};
  const auto n = static_cast<std::int32_t>(nights.model.contests[item.contest].n_candidates);
  std::int32_t a = 0;
  auto place = static_cast<std::int32_t>(item.slot);
  for (; place >= n - 1 - a; ++a) place -= n - 1 - a;
  const std::int32_t b = a + 1 + place;
  const auto& winner = outcome.winner;
  const auto& runner_up = outcome.rounds.runner_up;
  return bits_where([&](std::size_t e) {
    return (winner[e] == a && runner_up[e] == b) || (winner[e] == b && runner_up[e] == a);
  });
}

Row read_universe_turnout(const Nights& nights, const Item& item, Scratch&) {
  if (nights.night.universes.empty()) return {};
  const UniverseId universe(item.index);
  return turnout_row(nights.night.ballots(universe), nights.model.universes[universe].registered);
}

/// Seats of a slate: how many of its members win.
Row read_seats(const Nights& nights, const Item& item, Scratch& scratch) {
  const auto& members = nights.model.slates[SlateId(item.index)].members;
  scratch.bits().assign(members.size(), {});
  for (std::size_t i = 0; i < members.size(); ++i) {
    const BatchBits& win = nights.wins[members[i].index()];
    for (std::size_t j = i; j > 0; --j) scratch.bits()[j] |= scratch.bits()[j - 1] & win;
    scratch.bits()[0] |= win;
  }
  return LevelRow{scratch.bits()};
}

// The order is that of JSON; results files have orders of their own, to which new rows are added at
// the end (src/results/quantity_rows.hpp).
constexpr auto kTable = std::to_array<Quantity>({
    {.name = "win",
     .axis = Axis::candidate,
     .pairs = Pairs::counts,
     .new_at_zero = true,
     .counted = "wins",
     .summary = "/summary/win",
     .shown = kShowValue | kShowError,
     .varied = true,
     .help = "probability of winning the contest",
     .counted_help = "elections won",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       return nights.wins[item.index];
     }},
    {.name = "share",
     .axis = Axis::candidate,
     .kept = Kept::histogram,
     .pairs = Pairs::differences,
     .new_at_zero = true,
     .summary = "/summary/share",
     .shown = kShowAll,
     .draws = "share",
     .varied = true,
     .help = "share of the contest's ballots",
     .counted_help = "shares",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       return FloatRow{nights.outcome(item.contest).share(item.slot)};
     }},
    {.name = "candidate_votes",
     .axis = Axis::candidate,
     .kept = Kept::histogram,
     .unit = "votes",
     .when = When::wants_votes,
     .key = "votes",
     .summary = "/summary/votes",
     .shown = kShowValue | kShowError | kShowSd | kShowQuantiles | kShowQuantileErrors,
     .help = "first choices; quantiles by bins of them / the registered of the contest",
     .counted_help = "first choices",
     .read = [](const Nights& nights, const Item& item, Scratch& scratch) -> Row {
       read_votes(nights, item, scratch);
       return turnout_row(scratch.floats().data(), nights.model.contests[item.contest].registered);
     }},
    {.name = "votes",
     .axis = Axis::candidate,
     .kept = Kept::nothing,
     .unit = "votes",
     .pairs = Pairs::differences,
     .new_at_zero = true,
     .key = "votes_moved",
     .counted_help = "first choices",
     .read = read_votes},
    {.name = "delegates",
     .axis = Axis::candidate,
     .across = Across::delegates,
     .kept = Kept::numbers,
     .unit = "delegates",
     .where = Where::where_delegates,
     .pairs = Pairs::differences,
     .new_at_zero = true,
     .counted = "candidate_delegates",
     .moved = "delegates",
     .summary = "/summary/candidate_delegates",
     .shown = kShowAll,
     .draws = "candidate_delegates",
     .varied = true,
     .help = "delegates of the candidate; NaN where none are awarded",
     .counted_help = "delegates",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       const DelegatesWon& delegates = nights.outcome(item.contest).delegates;
       if (delegates.seats == 0) return {};
       return delegates.won.data() + item.slot * kBatch;
     }},
    {.name = "turnout",
     .kept = Kept::histogram,
     .when = When::wants_turnout,
     .pairs = Pairs::differences,
     .summary = "/summary/turnout",
     .shown = kShowAll,
     .draws = "turnout",
     .varied = true,
     .help = "turnout: share of the registered that votes in it, without blank ballots",
     .counted_help = "turnouts",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       return turnout_row(nights.outcome(item.contest).ballots.data(),
                          nights.model.contests[item.contest].registered);
     }},
    {.name = "margin",
     .kept = Kept::histogram,
     .where = Where::where_margins,
     .when = When::wants_margin,
     .pairs = Pairs::differences,
     .summary = "/summary/margin",
     .shown = kShowAll,
     .draws = "lead",
     .help = "margin: share of the winner minus that of the runner-up",
     .counted_help = "margins",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       return FloatRow{nights.outcome(item.contest).margin.data()};
     }},
    {.name = "recount",
     .where = Where::where_recounts,
     .pairs = Pairs::counts,
     .counted = "recounts",
     .varied = true,
     .help = "probability of a recount",
     .counted_help = "elections that are counted again",
     .read = read_recount},
    {.name = "lots",
     .help = "elections decided by lot",
     .counted_help = "elections decided by lot",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       return nights.outcome(item.contest).by_lot;
     }},
    {.name = "remainder_ties",
     .where = Where::where_delegates,
     .help = "elections in which equal remainders left a delegate to votes or ids",
     .counted_help = "elections in which equal remainders left a delegate to votes or ids",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       const DelegatesWon& delegates = nights.outcome(item.contest).delegates;
       if (delegates.seats == 0) return {};
       return delegates.tied;
     }},
    {.name = "eliminated",
     .axis = Axis::candidate,
     .across = Across::round,
     .where = Where::in_rounds,
     .pairs = Pairs::counts,
     .new_at_zero = true,
     .summary = "/rounds/eliminated",
     .shown = kShowValue | kShowError,
     .varied = true,
     .help = "probability of being eliminated in that round",
     .counted_help = "elections in which the candidate is eliminated in the round",
     .read = read_eliminated},
    {.name = "standing",
     .axis = Axis::candidate,
     .across = Across::round,
     .kept = Kept::moments,
     .where = Where::in_rounds,
     .of_reached = true,
     .summary = "/rounds/standing",
     .shown = kShowValue | kShowSd,
     .help = "share of valid votes in that round, 0 = out, over the elections that come so far",
     .counted_help = "shares of valid votes",
     .read = read_standing},
    {.name = "reached",
     .across = Across::round,
     .where = Where::in_rounds,
     .counted = "rounds_reached",
     .summary = "/rounds/reached",
     .shown = kShowValue,
     .varied = true,
     .help = "probability that the round takes place",
     .counted_help = "elections in which the round takes place",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       const Outcome& outcome = nights.outcome(item.contest);
       if (!in_rounds(outcome)) return {};
       const auto round = static_cast<std::int32_t>(item.across);
       return bits_where([&](std::size_t e) { return outcome.rounds.last[e] > round; });
     }},
    {.name = "final_pair",
     .axis = Axis::final_pair,
     .where = Where::in_rounds,
     .pairs = Pairs::counts,
     .new_at_zero = true,
     .counted = "final_pair_count",
     .moved = "final_pair",
     .summary = "/rounds/final_pair_probability",
     .shown = kShowValue,
     .help = "probability that they are the last two",
     .counted_help = "elections in which they are the last two",
     .read = read_final_pair},
    {.name = "exhausted",
     .kept = Kept::histogram,
     .where = Where::in_rounds,
     .pairs = Pairs::differences,
     .summary = "/rounds/exhausted",
     .shown = kShowValue | kShowError | kShowSd | kShowQuantiles | kShowHistogram,
     .varied = true,
     .help = "share of valid votes exhausted in the last round",
     .counted_help = "shares exhausted in the last round",
     .read = read_exhausted},
    {.name = "exhausted_by_round",
     .across = Across::round,
     .kept = Kept::moments,
     .where = Where::in_rounds,
     .of_reached = true,
     .summary = "/rounds/exhausted_by_round",
     .shown = kShowValue,
     .help = "share of valid votes exhausted by that round",
     .counted_help = "shares exhausted",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       const Rounds& rounds = nights.outcome(item.contest).rounds;
       if (item.across >= rounds.n_rounds) return {};
       return FloatRow{rounds.exhausted.data() + item.across * kBatch};
     }},
    {.name = "exhausted_by_group",
     .axis = Axis::transfer_group,
     .kept = Kept::histogram,
     .where = Where::in_rounds,
     .pairs = Pairs::differences,
     .summary = "/rounds/exhausted_by_group",
     .shown = kShowValue | kShowError | kShowSd | kShowQuantiles,
     .help = "share of the group's valid votes exhausted in the last round",
     .counted_help = "shares of the group's votes exhausted in the last round",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       const Rounds& rounds = nights.outcome(item.contest).rounds;
       if (item.slot >= rounds.n_groups) return {};
       return FloatRow{rounds.exhausted_of.data() + item.slot * kBatch};
     }},
    {.name = "led_first_but_lost",
     .where = Where::in_rounds,
     .pairs = Pairs::counts,
     .counted = "led_but_lost",
     .summary = "/rounds/led_first_but_lost",
     .shown = kShowValue,
     .varied = true,
     .help = "probability that who leads the first round does not win",
     .counted_help = "elections that who leads the first round does not win",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       const Outcome& outcome = nights.outcome(item.contest);
       if (!in_rounds(outcome)) return {};
       return bits_where(
           [&](std::size_t e) { return outcome.rounds.leader[e] != outcome.winner[e]; });
     }},
    {.name = "district_turnout",
     .axis = Axis::district,
     .kept = Kept::moments,
     .when = When::wants_turnout,
     .pairs = Pairs::differences,
     .key = "turnout",
     .summary = "/summary/district_turnout",
     .shown = kShowValue | kShowError | kShowSd,
     .draws = "district_turnout",
     .help = "turnout: share of the registered that comes, with blank ballots",
     .counted_help = "turnouts",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       return turnout_row(nights.outcome(item.contest).district_ballots.data() + item.slot * kBatch,
                          nights.model.districts[DistrictId(item.index)].registered);
     }},
    {.name = "universe_turnout",
     .axis = Axis::universe,
     .kept = Kept::moments,
     .when = When::wants_turnout,
     .pairs = Pairs::differences,
     .key = "turnout",
     .summary = "/summary/universe_turnout",
     .shown = kShowValue | kShowError | kShowSd,
     .draws = "universe_turnout",
     .by_night = true,
     .help = "turnout: share of the registered that comes, with blank ballots",
     .counted_help = "turnouts",
     .read = read_universe_turnout},
    {.name = "name_delegates",
     .axis = Axis::total_name,
     .across = Across::total_delegates,
     .kept = Kept::numbers,
     .unit = "delegates",
     .pairs = Pairs::differences,
     .key = "delegates",
     .summary = "/summary/name_delegates",
     .shown = kShowAll,
     .draws = "name_delegates",
     .varied = true,
     .help = "delegates of the name",
     .counted_help = "delegates",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       return nights.totals.won(TotalNameId(item.index)).data();
     }},
    {.name = "majority",
     .axis = Axis::total_name,
     .pairs = Pairs::counts,
     .summary = "/summary/majority",
     .shown = kShowValue | kShowError,
     .varied = true,
     .help = "probability of the majority",
     .counted_help = "elections with the majority",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       return nights.totals.majority(TotalNameId(item.index));
     }},
    {.name = "no_majority",
     .axis = Axis::total,
     .pairs = Pairs::counts,
     .summary = "/summary/no_majority",
     .shown = kShowValue | kShowError,
     .varied = true,
     .help = "probability that nobody has it",
     .counted_help = "elections in which nobody has the majority",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       return nights.totals.nobody(TotalId(item.index));
     }},
    {.name = "lead",
     .axis = Axis::total_name,
     .pairs = Pairs::counts,
     .summary = "/summary/lead",
     .shown = kShowValue | kShowError,
     .varied = true,
     .help = "probability of more delegates than every other name of the total",
     .counted_help = "elections with more delegates than every other name of the total",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       return nights.totals.leads(TotalNameId(item.index));
     }},
    {.name = "seats",
     .axis = Axis::slate,
     .across = Across::seats,
     .kept = Kept::numbers,
     .unit = "seats",
     .pairs = Pairs::both,
     .counted = "slate_seats",
     .moved = "seats",
     .summary = "/summary/seats",
     .shown = kShowValue | kShowError | kShowHistogram,
     .varied = true,
     .help = "expected seats",
     .counted_help = "seats",
     .read = read_seats},
    {.name = "event",
     .axis = Axis::event,
     .pairs = Pairs::counts,
     .counted = "event_count",
     .moved = "events",
     .summary = "/joint/event_probability",
     .shown = kShowValue | kShowError,
     .draws = "event_happened",
     .varied = true,
     .help = "probability of the event",
     .counted_help = "elections in which the event happens",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       return (*nights.events)[item.index];
     }},
    {.name = "shock",
     .axis = Axis::shock,
     .pairs = Pairs::counts,
     .counted = "shock_count",
     .moved = "shocks",
     .summary = "/summary/shock_probability",
     .shown = kShowValue | kShowError,
     .draws = "shock_happened",
     .varied = true,
     .help = "probability that the shock happens",
     .counted_help = "elections in which the shock happens",
     .read = [](const Nights& nights, const Item& item, Scratch&) -> Row {
       return nights.night.shocks[item.index];
     }},
});

constexpr QuantityId find(std::string_view name) {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (kTable[i].name == name) return QuantityId(i);
  }
  return {};
}

}  // namespace

constexpr QuantityId kWin = find("win"), kShare = find("share"), kVotes = find("votes"),
                     kDelegates = find("delegates"), kMargin = find("margin"),
                     kTurnout = find("turnout"), kRecount = find("recount"), kLots = find("lots"),
                     kRemainderTies = find("remainder_ties"), kReached = find("reached"),
                     kEliminated = find("eliminated"), kStanding = find("standing"),
                     kExhausted = find("exhausted"), kExhaustedByRound = find("exhausted_by_round"),
                     kLedFirstButLost = find("led_first_but_lost"), kFinalPair = find("final_pair"),
                     kDistrictTurnout = find("district_turnout"),
                     kUniverseTurnout = find("universe_turnout"),
                     kNameDelegates = find("name_delegates"), kMajority = find("majority"),
                     kLead = find("lead"), kNoMajority = find("no_majority"),
                     kSeats = find("seats"), kEvent = find("event"), kShock = find("shock");

std::span<const Quantity> quantities() {
  return kTable;
}

const Quantity& about(QuantityId quantity) {
  return kTable[quantity.index()];
}

QuantityId quantity(std::string_view name) {
  const QuantityId found = find(name);
  HUSTINGS_REQUIRE(static_cast<bool>(found));
  return found;
}

Extents::Extents(const Labels& labels, std::uint32_t bins) : bins_(bins) {
  for (std::size_t a = 0; a < kAxes; ++a) n_[a] = n_items(labels, static_cast<Axis>(a));
  const auto most = [this](Across across, std::size_t n) {
    std::size_t& width = width_[static_cast<std::size_t>(across)];
    width = std::max(width, n);
  };
  most(Across::nothing, 1);
  for (const ContestLabel& contest : labels.contests) {
    most(Across::round, contest.n_rounds);
    if (contest.delegates > 0) most(Across::delegates, std::size_t{contest.delegates} + 1);
  }
  for (const SlateLabel& slate : labels.slates) most(Across::seats, slate.members.size() + 1);
  for (const TotalLabel& total : labels.totals) {
    most(Across::total_delegates, std::size_t{total.seats} + 1);
  }
}

bool Extents::has(const Quantity& quantity) const {
  if (quantity.where == Where::in_rounds) return width(Across::round) > 0;
  if (quantity.where == Where::where_delegates) return width(Across::delegates) > 0;
  return true;
}

FirstItems::FirstItems(const Model& model) {
  std::size_t pair = 0;
  std::size_t group = 0;
  for (const ModelContest& contest : model.contests) {
    pairs_.push_back(pair);
    groups_.push_back(group);
    const std::size_t n = contest.n_candidates;
    if (most_rounds(contest.count) > 0) pair += n * (n - 1) / 2;
    group += n_transfer_groups(contest.count);
  }
}

BatchBits recounted(const scenario::Recount& recount, const Outcome& outcome) {
  const auto share = static_cast<float>(recount.share);
  const auto votes = static_cast<float>(recount.votes);
  return bits_where([&](std::size_t e) {
    const float margin = outcome.margin[e];
    return margin <= share || margin * outcome.deciding_votes()[e] <= votes;
  });
}

}  // namespace hustings
