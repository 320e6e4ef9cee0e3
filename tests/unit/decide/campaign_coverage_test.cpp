#include "decide/campaign_coverage.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "support/linear_program.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

using Values = std::map<std::string, std::string>;
using Positions = std::vector<std::size_t>;

/// A scenario, and what its programmes tell people apart by.
struct Case {
  std::string text;
  std::set<std::string> keys;
};

/// Two contests, one within the other, with an owner each, and a universe for every mix of values,
/// many of them empty or small.
Case generated(std::mt19937& random) {
  const auto one_of = [&](unsigned n) { return static_cast<unsigned>(random()) % n; };
  std::string text = "factions: [left, right]\ndistricts: [{id: P}, {id: Q}]\nuniverses:\n";
  const unsigned empty = one_of(40);
  const unsigned small = one_of(40);
  for (unsigned n = 0; n < 48; ++n) {
    const unsigned kind = one_of(100);
    unsigned registered = kind < small ? 11 + one_of(480) : 500 + one_of(4000);
    if (kind >= 100 - empty) registered = 0;
    if (n == 0) registered = 5000;  // a target is large
    text += fmt::format(
        "  - {{district: {}, universe: u{}, faction: {}, registered: {}, turnout: {{mean: 0.3}}, "
        "age: a{}, home: h{}, own: o{}}}\n",
        n < 24 ? "P" : "Q", n, n % 2 ? "right" : "left", registered, n / 2 % 3, n / 6 % 2,
        n / 12 % 2);
  }
  text += R"(contests:
  - {id: C, districts: [P], candidates: [ana, ben],
     support: {left: {ana: 0.5, ben: rest}, right: {ana: 0.4, ben: rest}}}
  - {id: D, districts: [P, Q], candidates: [eva, fay],
     support: {left: {eva: 0.5, fay: rest}, right: {eva: 0.4, fay: rest}}}
resources: {us: {}, pac: {}}
programmes:
)";
  const Case ours[] = {{"", {}},
                       {", where: {age: a0}", {"age"}},
                       {", where: {faction: left}, accuracy: 0.9", {"faction"}}};
  const Case more[] = {{"", {}},
                       {"for: D/eva, mode: text, where: {age: a0}, attempts: 90000}\n", {"age"}},
                       {"for: C/ana, mode: text, where: {home: h0}, attempts: 700}\n", {"home"}}};
  const Case theirs[] = {
      {"", {}},
      {"mode: text, where: {home: h0}, attempts: 800}\n", {"home"}},
      {"mode: doors, where: {home: h1}, accuracy: 0.8, attempts: 900}\n", {"home"}},
      {"mode: endorser, followers: {o0: 0.2, o1: -0.1}}\n", {"own"}}};
  const Case& our = ours[one_of(3)];
  const Case& second = more[one_of(3)];
  const Case& their = theirs[one_of(4)];
  text += "  - {id: ours, for: C/ana, mode: doors, attempts: 900" + our.text + "}\n";
  if (!second.text.empty()) text += "  - {id: more, " + second.text;
  if (!their.text.empty()) text += "  - {id: theirs, owner: pac, for: D/eva, " + their.text;
  std::set<std::string> keys = our.keys;
  keys.insert(second.keys.begin(), second.keys.end());
  keys.insert(their.keys.begin(), their.keys.end());
  return {text, keys};
}

Values values_of(const Model& model, const ModelUniverse& universe) {
  Values values(universe.tags.begin(), universe.tags.end());
  values["faction"] = model.factions[universe.faction].id;
  return values;
}

/// Whoever reads all that is told of programmes, of owners and by group, and knows which mixes of
/// values there may be and with which chances each is reached, which say how large targets are, but
/// not how many people have them.
class Reader {
 public:
  Reader(const CampaignPlan& plan, const Model& model, const std::set<std::string>& keys)
      : model_(model) {
    find_people();
    find_chances(keys);
    for (std::size_t g = 0; g < plan.programmes.size(); ++g) {
      if (plan.programmes[g].is_told) read_programme(g, plan.programmes[g]);
    }
    for (const ProgrammePlan& owner : plan.owners) {
      if (owner.is_told) add(people_, owner.reached, chances_of(owner.name));
    }
    for (const Coverage& coverage : plan.coverage) {
      if (!coverage.leaves_out) read(coverage);
    }
  }

  const Positions& people() const { return people_; }
  double people(const Positions& at) const {
    double sum = 0;
    for (const std::size_t i : at) sum += model_.universes[UniverseId(i)].registered;
    return sum;
  }
  std::string value(std::size_t i, const std::string& tag) const {
    if (tag == "district") return is_in_p(i) ? "P" : "Q";
    return values_of(model_, model_.universes[UniverseId(i)]).at(tag);
  }
  test::Feasible possible() const {
    // One row at least: that there are people.
    if (!rows_.empty()) return {rows_, totals_};
    return {{std::vector<double>(people_.size(), 1.0)}, {people(people_)}};
  }
  std::size_t n_tables() const { return n_tables_; }
  std::size_t n_programmes() const { return n_programmes_; }

 private:
  using Chances = std::vector<double>;  ///< per universe

  bool is_in_p(std::size_t universe) const {
    return model_.universes[UniverseId(universe)].district == DistrictId(0);
  }

  bool is_of(const std::string& owner, std::size_t universe) const {
    return std::ranges::any_of(model_.programmes, [&](const ModelProgramme& programme) {
      const auto& districts =
          model_.contests[model_.candidates[programme.candidate].contest].districts;
      return programme.owner == owner &&
             std::ranges::count(districts, model_.universes[UniverseId(universe)].district) > 0;
    });
  }

  void find_people() {
    for (std::size_t i = 0; i < model_.universes.size(); ++i) {
      if (is_of("us", i) || is_of("pac", i)) people_.push_back(i);
    }
  }

  /// Empty universes are reached by nobody, but a reader takes them for people like others of the
  /// part.
  void find_chances(const std::set<std::string>& keys) {
    for (const ModelProgramme& programme : model_.programmes) {
      Chances& chances = chances_.emplace_back(model_.universes.size());
      for (const ReachedUniverse& at : programme.reached) chances[at.universe.index()] = at.reached;
    }
    std::map<std::vector<std::string>, Positions> parts;
    for (const std::size_t i : people_) {
      std::vector<std::string> part{is_in_p(i) ? "P" : "Q"};
      for (const std::string& key : keys) {
        const std::string of = value(i, key);
        part.push_back(key == "age" && of != "a0" ? "another" : of);
      }
      parts[part].push_back(i);
    }
    for (const auto& [part, universes] : parts) {
      const std::size_t largest = *std::ranges::max_element(
          universes, {}, [&](std::size_t i) { return model_.universes[UniverseId(i)].registered; });
      for (Chances& chances : chances_) {
        for (const std::size_t i : universes) chances[i] = chances[largest];
      }
    }
  }

  /// Chances of being reached by any programme of an owner; who turns away is not.
  Chances chances_of(const std::string& owner) const {
    Chances missed(model_.universes.size(), 1.0);
    for (std::size_t g = 0; g < model_.programmes.size(); ++g) {
      if (model_.programmes[g].owner != owner) continue;
      for (std::size_t i = 0; i < missed.size(); ++i)
        missed[i] *= 1 - std::max(chances_[g][i], 0.0);
    }
    for (double& chance : missed) chance = 1 - chance;
    return missed;
  }

  void add(const Positions& at, double total, const Chances& weights = {}) {
    std::vector<double>& row = rows_.emplace_back(people_.size());
    for (std::size_t k = 0; k < people_.size(); ++k) {
      if (std::ranges::count(at, people_[k]) == 0) continue;
      row[k] = weights.empty() ? 1.0 : weights[people_[k]];
    }
    totals_.push_back(total);
  }

  /// How many it reaches, and how many people it reaches with each chance.
  void read_programme(std::size_t g, const ProgrammePlan& plan) {
    ++n_programmes_;
    Chances follows = chances_[g];
    for (double& chance : follows) chance = std::max(chance, 0.0);
    add(people_, plan.reached, follows);
    std::map<double, Positions> alike;
    for (const std::size_t i : people_) alike[chances_[g][i]].push_back(i);
    for (const auto& [chance, at] : alike) {
      if (chance != 0) add(at, people(at));
    }
  }

  void read(const Coverage& coverage) {
    const Chances chances = chances_of(coverage.owner);
    Positions all;
    for (const std::size_t i : people_) {
      if (is_of(coverage.owner, i)) all.push_back(i);
    }
    add(all, coverage.registered);
    add(all, coverage.reached, chances);
    std::map<std::vector<std::string>, std::vector<const CoveredGroup*>> tables;
    for (const CoveredGroup& group : coverage.groups) tables[group.tags].push_back(&group);
    n_tables_ += tables.size();
    for (const auto& [tags, groups] : tables) {
      std::map<const CoveredGroup*, Positions> members;
      for (const std::size_t i : all) members[group_of(i, tags, groups)].push_back(i);
      for (const auto& [group, at] : members) {
        // Who is in no group does not exist; of one tag, as if nobody knew that.
        if (group == nullptr && tags.size() == 1) continue;
        if (group != nullptr) CHECK(group->registered == Approx(people(at)));
        add(at, group ? group->registered : 0);
        if (group) add(at, group->reached, chances);
      }
    }
  }

  /// The group of that name, else "other".
  const CoveredGroup* group_of(std::size_t i, const std::vector<std::string>& tags,
                               const std::vector<const CoveredGroup*>& groups) const {
    std::vector<std::string> values;
    for (const std::string& tag : tags) values.push_back(value(i, tag));
    const CoveredGroup* other = nullptr;
    for (const CoveredGroup* group : groups) {
      if (group->values == values) return group;
      if (group->values.empty()) other = group;
    }
    return other;
  }

  const Model& model_;
  Positions people_;              ///< universes in any owner's contests
  std::vector<Chances> chances_;  ///< per programme
  std::vector<std::vector<double>> rows_;
  std::vector<double> totals_;
  std::size_t n_tables_ = 0;
  std::size_t n_programmes_ = 0;
};

}  // namespace

TEST_CASE("Nobody can learn from all that is told together that a group is small", "[campaign]") {
  std::mt19937 random(17);
  int n_small = 0;
  std::size_t n_tables = 0;
  std::size_t n_programmes = 0;
  for (int n = 0; n < 100; ++n) {
    const Case one = generated(random);
    CAPTURE(one.text);
    const scenario::Scenario scenario = test::scenario_of(one.text);
    const Model model = test::model_of(scenario);
    const Reader reader(plan_campaign(scenario, model), model, one.keys);
    n_tables += reader.n_tables();
    n_programmes += reader.n_programmes();
    test::Feasible possible = reader.possible();
    REQUIRE(possible.exists());
    // A universe is one mix of all values. A small group of several holds a small one of these, so
    // that it may be as large.
    for (std::size_t at = 0; at < reader.people().size(); ++at) {
      const double people = reader.people({reader.people()[at]});
      if (people == 0 || people >= 500) continue;
      ++n_small;
      CHECK(possible.largest({at}) >= 500 - 1e-6);
    }
  }
  CAPTURE(n_small, n_tables, n_programmes);
  CHECK(n_small > 500);
  CHECK(n_tables > 300);
  CHECK(n_programmes > 100);
}

TEST_CASE("What would tell of a small group beside the rest is not told", "[campaign]") {
  // 250 young people of B are in contest X and not in Y: what is reached in X alone are they.
  const scenario::Scenario scenario = test::scenario_of(R"(factions: [l, m]
districts: [{id: A}, {id: B}]
universes:
  - {district: A, universe: u1, faction: l, registered: 5000, turnout: {mean: 0.3}, age: young}
  - {district: A, universe: u2, faction: m, registered: 4000, turnout: {mean: 0.3}, age: older}
  - {district: B, universe: u4, faction: m, registered: 250, turnout: {mean: 0.3}, age: young}
contests:
  - {id: X, districts: all, candidates: [a, b], support: {l: {a: 0.5, b: rest}, m: {a: 0.4, b: rest}}}
  - {id: Y, districts: [A], candidates: [c, d], support: {l: {c: 0.5, d: rest}, m: {c: 0.4, d: rest}}}
programmes:
  - {id: text young, for: X/a, mode: text, where: {age: young}, attempts: 10_000}
  - {id: text c, for: Y/c, mode: text, attempts: 10_000}
)");
  const CampaignPlan plan = plan_campaign(scenario, test::model_of(scenario));
  CHECK(plan.programmes[0].is_told);
  CHECK(plan.programmes[0].reached == Approx(0.75 * 5250));
  for (const ProgrammePlan* untold : {&plan.programmes[1], &plan.owners[0]}) {
    CHECK_FALSE(untold->is_told);
    CHECK(untold->reached == 0);
    CHECK(untold->ballots.mean == 0);
    CHECK(untold->ballots.sd == 0);
  }
  REQUIRE(plan.coverage.size() == 1);
  CHECK(plan.coverage[0].leaves_out);
  CHECK(plan.coverage[0].registered == 0);
  CHECK(plan.coverage[0].groups.empty());
}

TEST_CASE("Coverage tells of as many reached as the row of its owner", "[campaign]") {
  // Money runs short in half of all elections.
  const scenario::Scenario scenario = test::scenario_of(R"(factions: [l]
districts: [{id: A}]
universes:
  - {district: A, universe: u1, faction: l, registered: 5000, turnout: {mean: 0.3}, age: young}
  - {district: A, universe: u2, faction: l, registered: 4000, turnout: {mean: 0.3}, age: older}
contests: [{id: X, districts: all, candidates: [a, b], support: {l: {a: 0.5, b: rest}}}]
resources: {us: {money: {weekly: 330, sd: 0.5}}, pac: {}}
programmes:
  - {id: text, for: X/a, mode: text, where: {age: young}, attempts: 1500}
  - {id: knock, for: X/a, mode: doors, owner: pac, attempts: 1000}
)");
  const CampaignPlan plan = plan_campaign(scenario, test::model_of(scenario));
  REQUIRE(plan.owners.size() == 2);
  REQUIRE(plan.owners[0].reached < 1450);
  for (std::size_t owner = 0; owner < 2; ++owner) {
    CHECK(plan.coverage[owner].reached == Approx(plan.owners[owner].reached).epsilon(1e-12));
  }
}
