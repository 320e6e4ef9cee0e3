#include "support/random_scenario.hpp"

#include <algorithm>
#include <random>
#include <string>

#include "model/check/scenario.hpp"

namespace hustings::test {
namespace {

using namespace scenario;

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(seed) {}

  Scenario make() {
    made_.title = "random";
    made_.factions = {{.id = "left"}, {.id = "right"}};
    made_.seed = random_();
    make_places(2 + below(4));
    make_contests(1 + below(4));
    make_slates();
    for (int i = 0; i < 7; ++i) add_effect("effect " + std::to_string(i));
    made_.endorsements.strength = 0.1 * static_cast<double>(below(19)) - 0.9;
    for (int i = 0; i < 6; ++i) add_endorsement();
    return made_;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  template <class T>
  T one_of(const std::vector<T>& items) {
    return items[below(items.size())];
  }
  double size() { return 0.05 + 0.01 * static_cast<double>(below(30)); }

  void make_places(std::size_t n_districts) {
    for (std::size_t d = 0; d < n_districts; ++d) {
      const std::string id = "D" + std::to_string(d);
      made_.districts.push_back({.id = id, .region = one_of<std::string>({"north", "south", ""})});
      made_.districts.back().tags["homes"] = one_of<std::string>({"rented", "owned"});
      for (std::size_t u = 0; u <= below(4); ++u) {
        Universe universe;
        universe.district = id;
        universe.universe = "u" + std::to_string(u);
        universe.faction = one_of(made_.factions).id;
        universe.registered = 100 + below(10'000);
        universe.turnout = TurnoutLogOdds{-1};
        if (below(2) == 0) universe.turnout = TurnoutMean{0.3, {}};
        if (below(3) > 0) universe.tags["age"] = one_of<std::string>({"young", "old"});
        made_.universes.push_back(universe);
      }
    }
  }

  void make_contests(std::size_t n) {
    for (std::size_t c = 0; c < n; ++c) {
      Contest contest;
      contest.id = "C" + std::to_string(c);
      contest.all_districts = below(3) == 0;
      for (const District& district : made_.districts) {
        if (!contest.all_districts && below(2) == 0) contest.districts.push_back(district.id);
      }
      if (!contest.all_districts && contest.districts.empty()) contest.all_districts = true;
      const std::size_t n_candidates = 2 + below(6);
      for (std::size_t k = 0; k < n_candidates; ++k) {
        const std::string id = "k" + std::to_string(k);
        Candidate candidate{.id = id};
        if (below(4) > 0) candidate.tags["wing"] = one_of<std::string>({"new", "old"});
        contest.candidates.push_back(candidate);
        // No shares: their centres would be solved for, slowly, and nobody asks for them.
        contest.support.push_back({.candidate = id, .kind = SupportKind::log_weight});
      }
      made_.contests.push_back(contest);
    }
  }

  void make_slates() {
    for (const char* id : {"s0", "s1"}) {
      Slate slate{.id = id};
      for (const Contest& contest : made_.contests) {
        for (const Candidate& candidate : contest.candidates) {
          if (below(3) == 0) slate.members.push_back(contest.id + "/" + candidate.id);
        }
      }
      if (!slate.members.empty()) made_.slates.push_back(slate);
    }
  }

  /// Adds an effect, unless the scenario would then be wrong: some reach nothing or cannot matter.
  void add_effect(const std::string& id) {
    using Keys = std::vector<std::string>;
    Effect effect{.id = id};
    const bool on_turnout = below(3) == 0;
    if (on_turnout) {
      effect.by = one_of<Keys>({{},
                                {"age"},
                                {"region"},
                                {"district"},
                                {"universe"},
                                {"faction", "homes"},
                                {"universe", "age"}});
      effect.loads = {{.affects = Affects::turnout, .sd = size()}};
    } else {
      effect.by = one_of<Keys>({{"candidate"},
                                {"slate"},
                                {"wing"},
                                {"candidate", "region"},
                                {"candidate", "universe"},
                                {"universe", "wing"},
                                {"candidate", "district"},
                                {"slate", "faction"},
                                {"age"},
                                {}});
      effect.loads = {{.affects = Affects::support, .sd = size()}};
      if (effect.by.empty() || effect.by[0] == "age") {
        effect.loads[0].where = {{"wing", {"new"}}};
        effect.loads.push_back(
            {.affects = Affects::support, .where = {{"wing", {"old"}}}, .sd = -size()});
        effect.loads.push_back({.affects = Affects::turnout, .sd = size()});
      }
    }
    if (below(3) == 0) effect.loads[0].where["faction"] = {one_of(made_.factions).id};
    if (below(3) == 0) {
      effect.tails = Tails{static_cast<int>(3 + below(8)), ScaleSharing::family};
      const bool by_candidate = !on_turnout && !effect.by.empty() && effect.by[0] == "candidate";
      if (by_candidate && below(2) == 0) effect.tails->shared_by = ScaleSharing::contest;
    }
    made_.effects.push_back(effect);
    Problems problems;
    check_scenario(made_, problems);
    if (problems.has_errors()) made_.effects.pop_back();
  }

  std::string some_candidate() {
    const Contest& contest = made_.contests[below(made_.contests.size())];
    return contest.id + "/" + contest.candidates[below(contest.candidates.size())].id;
  }

  /// Adds an endorsement, unless the scenario would then be wrong.
  void add_endorsement() {
    made_.endorsements.edges.push_back({{}, {some_candidate(), some_candidate()}, {}});
    Problems problems;
    check_scenario(made_, problems);
    if (problems.has_errors()) made_.endorsements.edges.pop_back();
  }

  std::mt19937 random_;
  Scenario made_;
};

}  // namespace

Scenario random_scenario(std::uint32_t seed) {
  return Maker(seed).make();
}

}  // namespace hustings::test
