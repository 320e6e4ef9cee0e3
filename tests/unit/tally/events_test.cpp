// Events decided by the engine against the language's meaning, worked out from recorded elections.

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <functional>
#include <utility>

#include "hustings/engine/replay.hpp"
#include "support/busy_scenario.hpp"
#include "support/delegate_scenario.hpp"
#include "support/reference_effects.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "tally/event_numbers.hpp"

using namespace hustings;
using namespace hustings::scenario;

namespace {

constexpr std::uint64_t kElections = kBlock + 300;

/// Judges events in one recorded election, by the plain words of docs/scenario.md.
class PlainJudge {
 public:
  PlainJudge(const Scenario& scenario, const Draws& draws) : scenario_(scenario), draws_(draws) {}

  bool operator()(const Event& event, std::size_t election) const {
    const auto holds = [&](const Event& operand) { return (*this)(operand, election); };
    const auto& parts = event.operands;
    switch (event.kind) {
      case Event::Kind::term:
        return std::visit([&](const auto& term) { return happens(term, election); }, event.term);
      case Event::Kind::negation:
        return !holds(parts.at(0));
      case Event::Kind::conjunction:
        return std::all_of(parts.begin(), parts.end(), holds);
      case Event::Kind::disjunction:
        return std::any_of(parts.begin(), parts.end(), holds);
    }
    return false;
  }

 private:
  struct Where {
    std::size_t contest = 0;
    std::size_t slot = 0;
    std::size_t candidate = 0;
  };

  Where find(const CandidateName& name) const {
    Where where;
    for (const Contest& contest : scenario_.contests) {
      where.slot = 0;
      for (const Candidate& candidate : contest.candidates) {
        if (contest.id == name.contest && candidate.id == name.candidate) return where;
        ++where.slot;
        ++where.candidate;
      }
      ++where.contest;
    }
    throw std::runtime_error("no such candidate");
  }

  static bool compares(double x, Comparison comparison, double value) {
    switch (comparison) {
      case Comparison::less:
        return x < value;
      case Comparison::less_equal:
        return x <= value;
      case Comparison::greater:
        return x > value;
      case Comparison::greater_equal:
        return x >= value;
    }
    return false;
  }

  bool wins(const CandidateName& name, std::size_t e) const {
    const Where where = find(name);
    return test::at(draws_.winner, draws_, where.contest, e) ==
           static_cast<std::int16_t>(where.slot);
  }

  std::size_t seats(const std::string& slate, std::size_t e) const {
    std::size_t n = 0;
    for (const Slate& about : scenario_.slates) {
      if (about.id != slate) continue;
      for (const std::string& member : about.members) {
        const std::size_t slash = member.find('/');
        n += wins({member.substr(0, slash), member.substr(slash + 1)}, e) ? 1 : 0;
      }
    }
    return n;
  }

  bool awards_delegates(const std::string& contest) const {
    return std::any_of(
        scenario_.contests.begin(), scenario_.contests.end(), [&](const Contest& about) {
          return about.id == contest && std::holds_alternative<Delegates>(about.count);
        });
  }

  /// What decides: shares of votes (plurality has one round) or of delegates, by candidate.
  std::vector<double> deciding_shares(const std::string& contest, std::size_t e) const {
    std::vector<double> shares;
    double all = 0;
    std::size_t candidate = 0;
    for (const Contest& about : scenario_.contests) {
      for (std::size_t k = 0; k < about.candidates.size(); ++k, ++candidate) {
        if (about.id != contest) continue;
        shares.push_back(awards_delegates(contest)
                             ? test::at(draws_[kDelegates].numbers, draws_, candidate, e)
                             : test::at(draws_[kShare].values, draws_, candidate, e));
        all += shares.back();
      }
    }
    if (!awards_delegates(contest)) return shares;
    const double awarded = contest == "X" ? 21 : 8;  // of the scenario with delegates
    CHECK((all == awarded || (contest == "Y" && all == 0)));
    for (double& share : shares) share /= awarded;
    return shares;
  }

  std::size_t delegates(const TotalName& of, std::size_t e) const {
    std::size_t n = 0;
    for (const Total& total : scenario_.totals) {
      for (const TotalCandidate& name : total.candidates) {
        if (total.id != of.total || name.name != of.name) continue;
        for (const std::string& member : name.members) {
          const std::size_t slash = member.find('/');
          const Where where = find({member.substr(0, slash), member.substr(slash + 1)});
          n += static_cast<std::size_t>(
              test::at(draws_[kDelegates].numbers, draws_, where.candidate, e));
        }
      }
    }
    return n;
  }

  bool happens(const LeadsFirstRound& term, std::size_t e) const {
    const Where where = find(term.candidate);
    const std::size_t first = where.candidate - where.slot;
    const std::size_t n = scenario_.contests[where.contest].candidates.size();
    std::size_t leader = first;
    for (std::size_t i = first; i < first + n; ++i) {
      const bool more = test::at(draws_[kShare].values, draws_, i, e) >
                        test::at(draws_[kShare].values, draws_, leader, e);
      if (more) leader = i;
    }
    return leader == where.candidate;
  }
  bool happens(const MajorityOf& term, std::size_t e) const {
    return delegates(term.of, e) >= (term.of.total == "both" ? 12U : 11U);  // 11 of 21
  }
  bool happens(const LeadOf& term, std::size_t e) const {
    for (const Total& total : scenario_.totals) {
      for (const TotalCandidate& name : total.candidates) {
        if (total.id != term.of.total || name.name == term.of.name) continue;
        if (delegates({total.id, name.name}, e) >= delegates(term.of, e)) return false;
      }
    }
    return true;
  }
  bool happens(const Wins& term, std::size_t e) const { return wins(term.candidate, e); }
  bool happens(const Sweep& term, std::size_t e) const {
    for (const Slate& slate : scenario_.slates) {
      if (slate.id == term.slate) return seats(term.slate, e) == slate.members.size();
    }
    return false;
  }
  bool happens(const AtLeast& term, std::size_t e) const {
    return seats(term.slate, e) >= static_cast<std::size_t>(term.seats);
  }
  bool happens(const IsInLastTwo&, std::size_t) const {
    throw std::runtime_error("draws do not hold rounds");
  }
  bool happens(const Compares& term, std::size_t e) const {
    std::array<double, 2> sums{};
    for (const auto& [side, sum] : {std::pair(&term.left, &sums[0]), {&term.right, &sums[1]}}) {
      for (const Summand& summand : *side) {
        const double x = std::visit([&](const auto& of) { return number(of, e); }, summand.number);
        *sum += summand.is_negative ? -x : x;
      }
    }
    return compares(sums[0], term.comparison, sums[1]);
  }
  double number(double written, std::size_t) const { return written; }
  double number(const ShareOf& of, std::size_t e) const {
    return static_cast<double>(
        test::at(draws_[kShare].values, draws_, find(of.candidate).candidate, e));
  }
  double number(const DelegatesOf& of, std::size_t e) const {
    return test::at(draws_[kDelegates].numbers, draws_, find(of.candidate).candidate, e);
  }
  double number(const TotalDelegatesOf& of, std::size_t e) const {
    return static_cast<double>(delegates(of.of, e));
  }
  double number(const RolloffOf&, std::size_t) const {
    throw std::runtime_error("draws do not hold roll-off");
  }
  double number(const SeatsOf& of, std::size_t e) const {
    return static_cast<double>(seats(of.slate, e));
  }
  double number(const MarginOf& term, std::size_t e) const {
    const bool of_winner = term.candidate.empty();
    std::vector<double> others = deciding_shares(term.contest, e);
    double own = 0;
    if (!of_winner) {
      const auto slot = static_cast<std::ptrdiff_t>(find({term.contest, term.candidate}).slot);
      own = others[static_cast<std::size_t>(slot)];
      others.erase(others.begin() + slot);
    }
    std::sort(others.rbegin(), others.rend());
    return of_winner ? others[0] - others[1] : own - others[0];
  }
  double number(const TurnoutOf& term, std::size_t e) const {
    double ballots = 0;
    double registered = 0;
    for (std::size_t u = 0; u < scenario_.universes.size(); ++u) {
      const Universe& universe = scenario_.universes[u];
      if (!is_member(term, universe)) continue;
      registered += static_cast<double>(universe.registered);
      ballots += test::at(draws_[kUniverseTurnout].values, draws_, u, e) *
                 static_cast<double>(universe.registered);
    }
    return ballots / registered;
  }
  bool happens(const ShockHappens& term, std::size_t) const {
    FAIL("no scenario here has shock " << term.shock);
    return false;
  }
  bool happens(const NamedEvent& term, std::size_t e) const {
    for (const EventDefinition& event : scenario_.events) {
      if (event.name == term.name) return (*this)(event.event, e);
    }
    return false;
  }

  bool is_member(const TurnoutOf& term, const Universe& universe) const {
    const auto has = [&](const std::string& key, const std::string& value) {
      const auto values = test::values_of(scenario_, key, universe, nullptr, nullptr);
      return std::count(values.begin(), values.end(), value) > 0;
    };
    switch (term.group) {
      case TurnoutGroup::contest:
        return std::any_of(scenario_.contests.begin(), scenario_.contests.end(),
                           [&](const Contest& contest) {
                             return contest.id == term.name && test::votes_in(contest, universe);
                           });
      case TurnoutGroup::district:
        return has("district", term.name);
      case TurnoutGroup::universe:
        return has("universe", term.name);
      case TurnoutGroup::region:
        return has("region", term.name);
      case TurnoutGroup::faction:
        return has("faction", term.name);
      case TurnoutGroup::tag:
        return has(term.name, term.value);
      case TurnoutGroup::everybody:
        return true;
    }
    return false;
  }

  const Scenario& scenario_;
  const Draws& draws_;
};

/// A scenario with other events than its own, named after their texts.
Scenario with_events(Scenario scenario, const std::vector<std::string>& texts) {
  scenario.events.clear();
  scenario.expectations.clear();
  scenario.what_ifs.clear();
  for (const std::string& text : texts) {
    Problems problems;
    Event event = parse_event(text, {}, problems);
    problems.throw_if_errors();
    scenario.events.push_back({{}, text, text, std::move(event)});
  }
  return scenario;
}

/// Holds every event of a scenario against its words, in each recorded election; none may always
/// or never happen.
void check_events_by_words(const Scenario& scenario) {
  const Draws draws = test::run(test::model_of(scenario), kElections, kElections).draws;
  const PlainJudge judge(scenario, draws);
  for (std::size_t i = 0; i < scenario.events.size(); ++i) {
    CAPTURE(scenario.events[i].name);
    std::size_t happened = 0;
    std::size_t wrong = 0;
    for (std::size_t e = 0; e < kElections; ++e) {
      const bool said = test::at(draws[kEvent].bits, draws, i, e) != 0;
      happened += said ? 1 : 0;
      wrong += judge(scenario.events[i].event, e) == said ? 0 : 1;
    }
    CHECK(wrong == 0);
    CHECK(happened > 0);  // or the scenario tests nothing here
    CHECK(happened < kElections);
  }
}

/// In how many elections each event of a model happens.
std::vector<std::uint64_t> counts_of(const Scenario& scenario) {
  return test::run(test::model_of(scenario), kElections).tally[kEvent].counts;
}

}  // namespace

TEST_CASE("Events happen when their words say so", "[tally]") {
  check_events_by_words(GENERATE(test::busy_scenario(), test::delegate_scenario()));
}

TEST_CASE("Sums and comparisons happen when their words say so", "[tally]") {
  check_events_by_words(
      with_events(test::busy_scenario(),
                  {"share of X/ana + share of X/cleo > 0.55", "share of X/ana > share of X/ben",
                   "share of X/ana - share of X/ben <= 0.05", "0.4 < share of X/ana",
                   "share of X/ana + 0.05 >= share of Y/dora", "margin of X > margin of Z",
                   "margin of X/ana - margin of Z/gil < 0.02",
                   "turnout of faction left > turnout of faction right",
                   "turnout of contest X - turnout of contest Z < share of X/ana - 0.45",
                   "seats of reform >= 2", "3 - seats of reform > 1",
                   "share of X/ana > share of Z/gil and not X/ana wins"}));
  check_events_by_words(with_events(
      test::delegate_scenario(),
      {"delegates of X/ana > delegates of X/ben", "delegates of X/ana + delegates of Y/ana >= 11",
       "delegates of total both/ana - delegates of total both/ben > 2",
       "delegates of total both/ana > delegates of X/cleo + 5",
       "margin of X/ana > share of X/ana - 0.4"}));
}

TEST_CASE("A comparison of shares is what the same margin says", "[tally]") {
  const auto counts = counts_of(with_events(
      test::delegate_scenario(),
      {"Z/ana wins", "share of Z/ana > share of Z/ben", "share of Z/ana - share of Z/ben > 0",
       "0 < margin of Z/ana", "margin of Z/ana > 0.04", "share of Z/ana - share of Z/ben > 0.04",
       "0.04 < share of Z/ana - share of Z/ben"}));
  CHECK(counts[0] > 0);
  for (const std::size_t same : {1, 2, 3}) CHECK(counts[same] == counts[0]);
  for (const std::size_t same : {5, 6}) CHECK(counts[same] == counts[4]);
}

TEST_CASE("Sums that are equal as written are equal", "[tally]") {
  // Of three candidates with these shares, and a turnout of .4, all as 32-bit numbers.
  const auto holds = [](const std::string& text) {
    const Scenario scenario = with_events(test::busy_scenario(), {text});
    const EventStep step = test::model_of(scenario).events[EventId(0)].program.steps.front();
    const std::array<float, 3> shares = {0.1F, 0.3F, 0.6F};
    const BatchBits bits = compare(step, [&](std::size_t i, NumberRow& row) {
      const hustings::EventNumber& number = step.numbers[i];
      row.fill(number.kind == hustings::EventNumber::Kind::share ? shares[number.candidate.index()]
                                                                 : 0.4F);
    });
    return bits[0] && bits.count() == kBatch;
  };
  const std::string sum = "share of X/ana + share of X/ben ";
  CHECK(holds(sum + ">= 0.4"));
  CHECK(holds(sum + "<= 0.4"));
  CHECK_FALSE(holds(sum + "> 0.4"));
  CHECK_FALSE(holds(sum + "< 0.4"));
  CHECK(holds("0.4 <= " + sum));
  CHECK(holds(sum + ">= turnout of everybody"));
  CHECK(holds(sum + "+ share of X/cleo >= 1"));
  CHECK_FALSE(holds(sum + "+ share of X/cleo > 1"));
  CHECK(holds("share of X/cleo - share of X/ben >= 0.3"));
  CHECK(holds("share of X/cleo - share of X/ben <= 0.1 + 0.2"));
  CHECK(holds("share of X/ben - 0.1 - 0.2 >= 0"));
  CHECK(holds("share of X/ana - share of X/ben < -0.1"));
}

TEST_CASE("Who is in the last two stands in the last round", "[tally]") {
  const Scenario scenario = with_events(
      test::every_rule_scenario(),
      {"ranked/a is in the last two", "ranked/c is in the last two", "runoff/c is in the last two",
       "batches/c is in the last two and not batches/c wins"});
  const Model model = test::model_of(scenario);
  const RunResult run = test::run(model, kElections, 400);
  const auto last_round = [](const Replay& night, std::size_t contest, std::size_t slot) {
    return night.contests[contest].rounds.back().votes[slot] > 0;
  };
  // Contests 2 to 4 of the scenario; in a runoff that nobody needs all stand in the only round.
  for (std::uint64_t e = 0; e < 400; ++e) {
    const Replay night = replay(model, e);
    CAPTURE(e);
    CHECK(night.events[0] == last_round(night, 2, 0));
    CHECK(night.events[1] == last_round(night, 2, 2));
    if (night.contests[4].rounds.size() == 2) CHECK(night.events[2] == last_round(night, 4, 2));
    CHECK(night.events[3] ==
          (last_round(night, 3, 2) && night.contests[3].winners != std::vector<std::uint32_t>{2}));
    CHECK(night.events[0] == (test::at(run.draws[kEvent].bits, run.draws, 0, e) != 0));
  }
  // The pairs that `show` prints add up to it.
  const std::vector<std::uint64_t>& pairs = run.tally[kFinalPair].counts;
  const auto labels = labels_of(model);
  const auto with = [&](const std::string& candidate) {
    std::uint64_t n = 0;
    const auto all = final_pairs(labels);
    for (std::size_t p = 0; p < all.size(); ++p) {
      const bool has = candidate_label(labels, all[p].a) == candidate ||
                       candidate_label(labels, all[p].b) == candidate;
      n += has ? pairs[p] : 0;
    }
    return n;
  };
  CHECK(run.tally[kEvent].counts[0] == with("ranked/a"));
  CHECK(run.tally[kEvent].counts[1] == with("ranked/c"));
  CHECK(run.tally[kEvent].counts[2] == with("runoff/c"));
}
