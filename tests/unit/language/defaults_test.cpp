// The defaults that the table of keys states are those of the structs: a scenario that writes a
// default out is the one that leaves the key away.

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "hustings/language/read_scenario.hpp"
#include "hustings/model/labels.hpp"
#include "hustings/model/model.hpp"
#include "language/keys.hpp"

using namespace hustings;

namespace {

/// A scenario in which every key that has a default may stand, and none does.
constexpr const char* kBare = R"(hustings: 1
title: Bare
sources: [made up]
factions: [left, right]
districts: [{id: D, ward: one}, {id: E, ward: two}]
universes:
  - {district: D, universe: young, faction: left, registered: 1000, age: low, turnout: {mean: 0.3}}
  - {district: D, universe: old, faction: right, registered: 2000, age: high, turnout: {mean: 0.4}}
  - {district: E, universe: old, faction: left, registered: 3000, age: high, turnout: {mean: 0.5}}
contests:
  - id: Bare
    districts: all
    candidates: [ana, ben, cleo, dan]
    support: &same
      left: {ana: 0.4, ben: 0.3, cleo: 0.2, dan: 0.1}
      right: {ana: 0.1, ben: 0.2, cleo: 0.3, dan: 0.4}
  - {id: Seats, districts: all, count: {plurality: {}}, candidates: [ana, ben, cleo, dan],
     support: *same, recount: {votes: 10}}
  - {id: Ranked, districts: all, count: {ranked_choice: {}}, candidates: [ana, ben, cleo, dan],
     support: *same, recount: {share: 0.01}}
  - {id: Runoff, districts: all, count: {runoff: {}}, candidates: [ana, ben, cleo, dan],
     support: *same}
  - {id: Spread, districts: all, candidates: [ana, ben, cleo, dan], support: *same,
     count: {delegates: {pools: [{name: all, per: contest, seats: 20}]}}}
slates: {both: [Ranked/ana, Ranked/ben]}
effects:
  - {id: polling, affects: support, by: candidate, sd: 0.2, tails: {df: 6}}
  - {id: slope, by: candidate, loads: {table: loads.csv}}
calendar: {early: [{days_before: 3, share: 0.2}], weeks: 2}
resources:
  stock: {money: &stock {start: 10000, sd: 0.3}, staff_hours: *stock, volunteer_hours: *stock,
     captains: {start: 50, sd: 0.3}}
  steady: {money: &steady {start: 10000, weekly: 10}, staff_hours: *steady, volunteer_hours: *steady,
     captains: {start: 50, weekly: 5}}
  weekly:
    captains: {weekly: 50, sd: 0.3}
    money: {weekly: 10000, sd: 0.3}
    staff_hours: {weekly: 10000, sd: 0.3}
    volunteer_hours: {weekly: 10000, sd: 0.3}
  made:
    candidate: Bare/ana
    money: {weekly: 10000, reinvest: 0.2, sd: 0.3, pushes: [{week: 1, amount: 10}]}
  joined: {candidate: Bare/ben, money: {weekly: 10000, sd: 0.3, pushes: [{week: 1, amount: 10}]}}
endorsements: {strength: 0.1, edges: [[Bare/ana, Bare/ben]]}
programmes:
  - {id: knock, for: Bare/ana, mode: doors, where: {age: low}, attempts: 500}
  - {id: of stock, owner: stock, for: Bare/ana, mode: doors, attempts: 500}
  - {id: of steady, owner: steady, for: Bare/ana, mode: doors, attempts: 500}
  - {id: of weekly, owner: weekly, for: Bare/ana, mode: doors, attempts: 500}
  - {id: of made, owner: made, for: Bare/ana, mode: doors, attempts: 500}
  - {id: of joined, owner: joined, for: Bare/ana, mode: doors, attempts: 500}
  - {id: free, owner: weekly, for: Bare/ana, mode: doors, attempts: 500, cost: {per_attempt: {}}}
  - {id: calls, owner: weekly, for: Bare/ana, mode: volunteer_phone, attempts: 500,
     script: {seconds: 30, hang_up: 0.1}}
  - {id: union, for: Bare/ben, mode: endorser, followers: {left: 0.2}}
  - {id: friends, for: Bare/ana, mode: relational, where: {faction: left}, captains: 20}
  - {id: some, owner: stock, for: Bare/ana, mode: relational, captains: 20}
  - {id: more, owner: weekly, for: Bare/ana, mode: relational, captains: 20}
  - {id: still, owner: steady, for: Bare/ana, mode: relational, captains: 20}
  - {id: spots, for: Bare/ben, mode: broadcast, impressions: 9000, in_universe: 0.5, channel: tv,
     lift: {turnout: {points: 0.01, at: 0.4, sd: 0.01}}, cost: {per_attempt: {money: 0.03}}}
channels: {tv: {}}
shocks:
  - {id: lie, probability: 0.2, hours_before_close: 40, against: Bare/ana, exposure: {tv: 0.3},
     effect: withdrawn, response: {after_minutes: {median: 30}}}
vary:
  inputs: [{change: turnout, over: times, values: [0.9, 1.1]}]
)";

constexpr const char* kLoads = "contest,candidate,district,load\nBare,ana,D,0.5\n";

/// Where a key with a default stands in kBare, and what else it may say.
struct Written {
  std::string path;
  std::string other;
};

const std::map<std::string_view, Written> kPlaces = {
    {"seed", {"seed", "2"}},
    {"elections", {"elections", "2_000_000"}},
    {"contests[].count", {"contests.Bare.count", "runoff"}},
    {"contests[].count.plurality.seats", {"contests.Seats.count.plurality.seats", "2"}},
    {"contests[].count.ranked_choice.ranks", {"contests.Ranked.count.ranked_choice.ranks", "4"}},
    {"contests[].count.ranked_choice.elimination",
     {"contests.Ranked.count.ranked_choice.elimination", "batch"}},
    {"contests[].count.ranked_choice.transfers_by",
     {"contests.Ranked.count.ranked_choice.transfers_by", "age"}},
    {"contests[].count.ranked_choice.alpha",
     {"contests.Ranked.count.ranked_choice.alpha", "{mean: 0.4, sd: 0.15}"}},
    {"contests[].count.ranked_choice.alpha.mean",
     {"contests.Ranked.count.ranked_choice.alpha.mean", "0.4"}},
    {"contests[].count.ranked_choice.alpha.sd",
     {"contests.Ranked.count.ranked_choice.alpha.sd", "0.1"}},
    {"contests[].count.ranked_choice.slate_strength",
     {"contests.Ranked.count.ranked_choice.slate_strength", "0.9"}},
    {"contests[].count.ranked_choice.later_appeal",
     {"contests.Ranked.count.ranked_choice.later_appeal", "{sd: 0.3}"}},
    {"contests[].count.ranked_choice.later_appeal.sd",
     {"contests.Ranked.count.ranked_choice.later_appeal.sd", "0.3"}},
    {"contests[].count.ranked_choice.transfer_noise",
     {"contests.Ranked.count.ranked_choice.transfer_noise", "0.3"}},
    {"contests[].count.ranked_choice.lengths",
     {"contests.Ranked.count.ranked_choice.lengths", "council"}},
    {"contests[].count.runoff.threshold", {"contests.Runoff.count.runoff.threshold", "0.4"}},
    {"contests[].count.runoff.strict", {"contests.Runoff.count.runoff.strict", "true"}},
    {"contests[].count.runoff.turnout_ratio",
     {"contests.Runoff.count.runoff.turnout_ratio", "{median: 0.6, sd: 0.35}"}},
    {"contests[].count.runoff.turnout_ratio.median",
     {"contests.Runoff.count.runoff.turnout_ratio.median", "0.6"}},
    {"contests[].count.runoff.turnout_ratio.sd",
     {"contests.Runoff.count.runoff.turnout_ratio.sd", "0.3"}},
    {"contests[].count.runoff.turnout_noise",
     {"contests.Runoff.count.runoff.turnout_noise", "{universe: 0.15, district: 0.2}"}},
    {"contests[].count.runoff.turnout_noise.universe",
     {"contests.Runoff.count.runoff.turnout_noise.universe", "0.2"}},
    {"contests[].count.runoff.turnout_noise.district",
     {"contests.Runoff.count.runoff.turnout_noise.district", "0.2"}},
    {"contests[].count.runoff.eliminated_stay",
     {"contests.Runoff.count.runoff.eliminated_stay", "0.7"}},
    {"contests[].count.runoff.noise", {"contests.Runoff.count.runoff.noise", "0.3"}},
    {"contests[].count.delegates.threshold", {"contests.Spread.count.delegates.threshold", "0.1"}},
    {"contests[].count.delegates.fallback", {"contests.Spread.count.delegates.fallback", "none"}},
    {"contests[].count.delegates.rounding", {"contests.Spread.count.delegates.rounding", "3"}},
    {"contests[].recount.share", {"contests.Seats.recount.share", "0.01"}},
    {"contests[].recount.votes", {"contests.Ranked.recount.votes", "10"}},
    {"effects[].loads.sd", {"effects.slope.loads.sd", "0.5"}},
    {"effects[].carry", {"effects.slope.carry", "0.5"}},
    {"effects[].tails.shared_by", {"effects.polling.tails.shared_by", "contest"}},
    {"contests[].salience", {"contests.Bare.salience", "high"}},
    {"resources.<owner>.money.start", {"resources.weekly.money.start", "10"}},
    {"resources.<owner>.money.weekly", {"resources.stock.money.weekly", "10"}},
    {"resources.<owner>.money.sd", {"resources.steady.money.sd", "0.2"}},
    {"resources.<owner>.money.keep", {"resources.made.money.keep", "0.4"}},
    {"resources.<owner>.money.pass", {"resources.made.money.pass", "0.1"}},
    {"resources.<owner>.money.reinvest", {"resources.joined.money.reinvest", "0.1"}},
    {"resources.<owner>.money.yield", {"resources.made.money.yield", "0.1"}},
    {"resources.<owner>.staff_hours.start", {"resources.weekly.staff_hours.start", "10"}},
    {"resources.<owner>.staff_hours.weekly", {"resources.stock.staff_hours.weekly", "10"}},
    {"resources.<owner>.staff_hours.sd", {"resources.steady.staff_hours.sd", "0.2"}},
    {"resources.<owner>.volunteer_hours.start", {"resources.weekly.volunteer_hours.start", "10"}},
    {"resources.<owner>.volunteer_hours.weekly", {"resources.stock.volunteer_hours.weekly", "10"}},
    {"resources.<owner>.volunteer_hours.sd", {"resources.steady.volunteer_hours.sd", "0.2"}},
    {"resources.<owner>.captains.start", {"resources.weekly.captains.start", "5"}},
    {"resources.<owner>.captains.weekly", {"resources.stock.captains.weekly", "5"}},
    {"resources.<owner>.captains.sd", {"resources.steady.captains.sd", "0.2"}},
    {"channels.<channel>.use", {"channels.tv.use", "0.5"}},
    {"programmes[].tells", {"programmes.friends.tells", "10"}},
    {"programmes[].tells_on", {"programmes.friends.tells_on", "0.4"}},
    {"programmes[].fade", {"programmes.friends.fade", "0.5"}},
    {"programmes[].homophily", {"programmes.friends.homophily", "0.8"}},
    {"programmes[].mixing", {"programmes.friends.mixing", "city"}},
    {"programmes[].times_needed", {"programmes.spots.times_needed", "2"}},
    {"programmes[].owner", {"programmes.knock.owner", "weekly"}},
    {"programmes[].order", {"programmes.knock.order", "random"}},
    {"programmes[].together", {"programmes.knock.together", "0.7"}},
    {"programmes[].half_life_days",
     {"programmes.knock.half_life_days", "{turnout: 10, support: 5}"}},
    {"programmes[].half_life_days.turnout", {"programmes.knock.half_life_days.turnout", "10"}},
    {"programmes[].half_life_days.support", {"programmes.knock.half_life_days.support", "4"}},
    {"programmes[].skip_voted", {"programmes.knock.skip_voted", "true"}},
    {"programmes[].cost.per_attempt.money", {"programmes.free.cost.per_attempt.money", "0.1"}},
    {"programmes[].cost.per_attempt.staff_hours",
     {"programmes.free.cost.per_attempt.staff_hours", "0.1"}},
    {"programmes[].cost.per_attempt.volunteer_hours",
     {"programmes.free.cost.per_attempt.volunteer_hours", "0.1"}},
    {"programmes[].least", {"programmes.knock.least", "100"}},
    {"programmes[].script.dial", {"programmes.calls.script.dial", "80"}},
    {"programmes[].script.wrap", {"programmes.calls.script.wrap", "30"}},
    {"programmes[].script.no_answer", {"programmes.calls.script.no_answer", "20"}},
    {"programmes[].script.lift_kept", {"programmes.calls.script.lift_kept", "0.9"}},
    {"programmes[].spread", {"programmes.knock.spread", "0.2"}},
    {"programmes[].known", {"programmes.union.known", "true"}},
    {"shocks[].spread_half_life_hours", {"shocks.lie.spread_half_life_hours", "5"}},
    {"shocks[].effect_half_life_hours", {"shocks.lie.effect_half_life_hours", "100"}},
    {"shocks[].response.after_minutes.sd", {"shocks.lie.response.after_minutes.sd", "0.2"}},
    {"shocks[].response.spread_cut", {"shocks.lie.response.spread_cut", "0.4"}},
    {"shocks[].response.reached", {"shocks.lie.response.reached", "0.4"}},
    {"shocks[].response.undone", {"shocks.lie.response.undone", "0.5"}},
    {"shocks[].response.half_life_days", {"shocks.lie.response.half_life_days", "10"}},
    {"illustration", {"illustration", "true"}},
    {"defaults.repeat", {"defaults.repeat", "0.6"}},
    {"defaults.least_target", {"defaults.least_target", "200"}},
    {"vary.design", {"vary.design", "sobol"}},
    {"defaults.turnout_cell_sd", {"defaults.turnout_cell_sd", "0.2"}},
    {"output.draws", {"output.draws", "500"}},
    {"output.histogram_bins", {"output.histogram_bins", "100"}},
    {"output.votes", {"output.votes", "true"}},
};

/// Defaults that are told in words, since no value of the key says the same.
const std::map<std::string_view, const char*> kInWords = {
    {"the id", "another key's value"},
    {"defaults.turnout_cell_sd", "another key's value; log-odds, where this key is a share"},
    {"the file's name", "known where the file is read"},
    {"not said", "no day"},
    {"the design's", "another key's value"},
    {"`lengths` for everybody", "another key's value"},
    {"none", "no region, which a name cannot say"},
    {"not tagged", "no tag, which a text cannot say"},
    {"any", "a column left empty"},
    {"everything", "no key of `where`"},
    {"everywhere", "no key of `where`"},
    {"0 for everybody", "no candidate named"},
    {"the ranking model", "no table"},
    {"never", "no map"},
    {"normal", "no map"},
    {"one factor for everybody", "no list"},
    {"more than half of the contests' delegates", "computed from the contests"},
    {"what is changed", "made from the change"},
    {"everybody who comes votes in it", "no map"},
    {"from the week of the first contact", "computed from the programmes"},
    {"no limits", "no map"},
    {"no limit", "an infinity, which no number says"},
    {"unlimited", "an infinity, which no number says"},
    {"all", "no list"},
    {"the contest's universes", "no key of `where`"},
    {"required, but for relational, broadcast and an endorser", "depends on the mode"},
    {"required, but for relational and broadcast, which have none", "depends on the mode"},
    {"required of relational", "depends on the mode"},
    {"required of broadcast", "depends on the mode"},
    {"broadcast needs it, or `use`", "depends on the mode"},
    {"the channel's", "another key's value"},
    {"what its programmes are counted in", "depends on their modes"},
    {"required of an endorser", "depends on the mode"},
    {"the mode's", "depends on the mode"},
    {"1; required if `where` names faction or universe", "depends on the target"},
    {"as the universe votes", "computed from the universe"},
    {"days 1 to 7 evenly; of an endorser: before everybody votes", "depends on the mode"},
    {"nothing", "no map"},
    {"refused", "no map"},
    {"all of the contest", "no key of `where`"},
    {"required, but of 0 points", "hangs on another key"},
    {"required, but of what only takes a channel", "hangs on another key"},
    {"nobody answers", "no map"},
    {"nobody's", "no candidate, which a name cannot say"},
    {"by what is measured: opens 0 +- 0.15, clicks and replies 0.25 +- 0.25, signups 0.4 +- 0.3, "
     "turnout 1",
     "depends on the measure"},
};

/// All of a scenario that a default may change, as the model has it. Assumptions tell which
/// defaults were used, and so whether a key is written.
auto seen(const scenario::Scenario& scenario, const Model& model, bool with_assumptions) {
  std::vector<CountPlan> counts;
  std::vector<std::optional<std::tuple<double, std::uint64_t>>> recounts;
  std::vector<double> least;  // of programmes, and what effects carry: in no model
  for (const scenario::Effect& effect : scenario.effects) least.push_back(effect.carry);
  for (const scenario::Programme& programme : scenario.programmes) {
    least.push_back(programme.least);
  }
  for (const ModelContest& contest : model.contests) {
    counts.push_back(contest.count);
    recounts.emplace_back();
    if (contest.recount) recounts.back() = {contest.recount->share, contest.recount->votes};
  }
  Labels labels = labels_of(model);
  if (!with_assumptions) labels.assumptions = labels.campaign_assumptions = {};
  return std::tuple(labels, model.elections, model.n_draws, model.histogram_bins, model.keeps_votes,
                    model.night, counts, recounts, least, scenario.vary->design);
}

auto read_bare(const std::vector<std::string>& overrides, bool with_assumptions = true) {
  Problems problems;
  const scenario::Scenario scenario = read_stored_scenario(
      {{"bare.yaml", kBare}, {"loads.csv", kLoads}}, overrides, "bare", problems);
  const Model model = build_model(scenario, problems);
  for (const Problem& problem : problems.sorted()) UNSCOPED_INFO(format(problem));
  REQUIRE_FALSE(problems.has_errors());
  return seen(scenario, model, with_assumptions);
}

/// What has to be said besides, for the other value to be allowed.
std::vector<std::string> with_other(const Written& written) {
  std::vector<std::string> overrides = {written.path + "=" + written.other};
  if (written.path == "vary.design") {
    overrides.emplace_back("vary.points=4");
    overrides.emplace_back("vary.inputs=[{change: turnout, over: times, from: 0.9, to: 1.1}]");
  }
  return overrides;
}

/// Whether a default is told in words. `region` and `rounding` both say `none`: a word of the
/// latter, and so a value.
bool is_in_words(const Key& key) {
  if (!kInWords.contains(key.by_default)) return false;
  const std::vector<std::string> values = words(key);
  return std::ranges::find(values, key.by_default) == values.end();
}

}  // namespace

TEST_CASE("A key that is left out means what the table of keys says", "[keys]") {
  const auto bare = read_bare({});
  const auto same = read_bare({}, false);
  for (const Key& key : all_keys()) {
    if (key.by_default.empty() || is_in_words(key)) continue;
    CAPTURE(key.path, key.by_default);
    const auto place = kPlaces.find(key.path);
    REQUIRE(place != kPlaces.end());  // a new key: where it may stand, or why no value says it
    const Written& at = place->second;
    CHECK(read_bare({at.path + "=" + std::string(key.by_default)}, false) == same);
    CHECK_FALSE(read_bare(with_other(at)) == bare);
  }
}

TEST_CASE("What the test of defaults lists is in the table of keys", "[keys]") {
  for (const auto& [path, place] : kPlaces) {
    CAPTURE(path);
    const Key* key = find_key(path);
    REQUIRE(key != nullptr);
    CHECK_FALSE(key->by_default.empty());
    CHECK(key->by_default != place.other);
  }
  for (const auto& [text, reason] : kInWords) {
    CAPTURE(text, reason);
    CHECK(std::ranges::any_of(all_keys(), [&](const Key& key) { return key.by_default == text; }));
  }
}
