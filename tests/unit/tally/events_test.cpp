// Events decided by the engine against the language's meaning, worked out from recorded elections.

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

#include "support/busy_scenario.hpp"
#include "support/delegate_scenario.hpp"
#include "support/reference_effects.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

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
  bool happens(const ShareOf& term, std::size_t e) const {
    const float share = test::at(draws_[kShare].values, draws_, find(term.candidate).candidate, e);
    return compares(share, term.comparison, term.value);
  }
  bool happens(const MarginOf& term, std::size_t e) const {
    const bool of_winner = term.candidate.empty();
    std::vector<double> others = deciding_shares(term.contest, e);
    double own = 0;
    if (!of_winner) {
      const auto slot = static_cast<std::ptrdiff_t>(find({term.contest, term.candidate}).slot);
      own = others[static_cast<std::size_t>(slot)];
      others.erase(others.begin() + slot);
    }
    std::sort(others.rbegin(), others.rend());
    return compares(of_winner ? others[0] - others[1] : own - others[0], term.comparison,
                    term.value);
  }
  bool happens(const TurnoutOf& term, std::size_t e) const {
    double ballots = 0;
    double registered = 0;
    for (std::size_t u = 0; u < scenario_.universes.size(); ++u) {
      const Universe& universe = scenario_.universes[u];
      if (!is_member(term, universe)) continue;
      registered += static_cast<double>(universe.registered);
      ballots += test::at(draws_[kUniverseTurnout].values, draws_, u, e) *
                 static_cast<double>(universe.registered);
    }
    return compares(ballots / registered, term.comparison, term.share);
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

}  // namespace

TEST_CASE("Events happen when their words say so", "[tally]") {
  const Scenario scenario = GENERATE(test::busy_scenario(), test::delegate_scenario());
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
