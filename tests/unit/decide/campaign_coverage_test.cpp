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
  const Case theirs[] = {{"", {}},
                         {"mode: text, where: {home: h0}, attempts: 800}\n", {"home"}},
                         {"mode: endorser, followers: {o0: 0.2, o1: -0.1}}\n", {"own"}}};
  const Case& our = ours[one_of(3)];
  const Case& their = theirs[one_of(3)];
  text += "  - {id: ours, for: C/ana, mode: doors, attempts: 900" + our.text + "}\n";
  if (!their.text.empty()) text += "  - {id: theirs, owner: pac, for: D/eva, " + their.text;
  std::set<std::string> keys = our.keys;
  keys.insert(their.keys.begin(), their.keys.end());
  return {text, keys};
}

Values values_of(const Model& model, const ModelUniverse& universe) {
  Values values(universe.tags.begin(), universe.tags.end());
  values["faction"] = model.factions[universe.faction].id;
  return values;
}

/// Whoever reads all tables, and knows which mixes of values there may be and with which chances
/// each is reached, but not how many people have them.
class Reader {
 public:
  Reader(const CampaignPlan& plan, const Model& model, const std::set<std::string>& keys)
      : model_(model) {
    for (const Coverage& coverage : plan.coverage) {
      missed_.push_back(missed_shares(model, coverage.owner));
    }
    find_told(plan, keys);
    for (std::size_t owner = 0; owner < plan.coverage.size(); ++owner) {
      read(plan.coverage[owner], missed_[owner]);
    }
  }

  const Positions& told() const { return told_; }
  double people(const Positions& at) const {
    double sum = 0;
    for (const std::size_t i : at) sum += model_.universes[UniverseId(told_[i])].registered;
    return sum;
  }
  std::string value(std::size_t i, const std::string& tag) const {
    if (tag == "district") return is_in_p(told_[i]) ? "P" : "Q";
    return values_of(model_, model_.universes[UniverseId(told_[i])]).at(tag);
  }
  test::Feasible possible() const { return {rows_, totals_}; }
  std::size_t n_tables() const { return n_tables_; }

 private:
  bool is_in_p(std::size_t universe) const {
    return model_.universes[UniverseId(universe)].district == DistrictId(0);
  }
  bool is_audited(const std::string& owner, std::size_t universe) const {
    return owner == "pac" || is_in_p(universe);
  }

  /// Parts: districts, and whom programmes tell apart. Those that are small are left out. Empty
  /// universes are reached by nobody, but a reader takes them for people like others of the part.
  void find_told(const CampaignPlan& plan, const std::set<std::string>& keys) {
    std::map<std::vector<std::string>, Positions> parts;
    for (std::size_t i = 0; i < model_.universes.size(); ++i) {
      if (!is_in_p(i) && plan.coverage.size() == 1) continue;
      std::vector<std::string> part{is_in_p(i) ? "P" : "Q"};
      for (const std::string& key : keys) {
        const bool is_ours = key == "age" || key == "faction";
        if (is_ours && !is_in_p(i)) continue;
        const std::string value = values_of(model_, model_.universes[UniverseId(i)]).at(key);
        part.push_back(key == "age" && value != "a0" ? "another" : value);
      }
      parts[part].push_back(i);
    }
    for (const auto& [part, universes] : parts) {
      const std::size_t largest = *std::ranges::max_element(
          universes, {}, [&](std::size_t i) { return model_.universes[UniverseId(i)].registered; });
      double registered = 0;
      for (const std::size_t i : universes) {
        registered += model_.universes[UniverseId(i)].registered;
        for (auto& missed : missed_) missed[i] = missed[largest];
      }
      const bool leaves_out = std::ranges::any_of(plan.coverage, &Coverage::leaves_out);
      if (leaves_out && registered < plan.coverage[0].least) continue;
      told_.insert(told_.end(), universes.begin(), universes.end());
    }
  }

  void add(const Positions& at, double total, const std::vector<double>* weights) {
    std::vector<double>& row = rows_.emplace_back(told_.size());
    for (const std::size_t i : at) row[i] = weights ? 1 - (*weights)[told_[i]] : 1.0;
    totals_.push_back(total);
  }

  void read(const Coverage& coverage, const std::vector<double>& missed) {
    Positions all;
    for (std::size_t i = 0; i < told_.size(); ++i) {
      if (is_audited(coverage.owner, told_[i])) all.push_back(i);
    }
    add(all, coverage.registered, nullptr);
    add(all, coverage.reached, &missed);
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
        add(at, group ? group->registered : 0, nullptr);
        if (group) add(at, group->reached, &missed);
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
  std::vector<std::vector<double>> missed_;
  Positions told_;  ///< universes
  std::vector<std::vector<double>> rows_;
  std::vector<double> totals_;
  std::size_t n_tables_ = 0;
};

/// The people of every mix of values of one tag or more.
std::vector<Positions> groups_of(const Reader& reader) {
  const std::vector<std::string> tags{"faction", "age", "home", "own", "district"};
  std::map<std::vector<std::string>, Positions> groups;
  for (unsigned chosen = 1; chosen < 32; ++chosen) {
    for (std::size_t i = 0; i < reader.told().size(); ++i) {
      std::vector<std::string> values;
      for (unsigned tag = 0; tag < 5; ++tag) {
        if (chosen >> tag & 1) values.push_back(reader.value(i, tags[tag]));
      }
      groups[values].push_back(i);
    }
  }
  std::vector<Positions> list;
  for (auto& [values, at] : groups) list.push_back(std::move(at));
  return list;
}

}  // namespace

TEST_CASE("Nobody can learn from all tables together that a group is small", "[campaign]") {
  std::mt19937 random(17);
  int n_small = 0;
  std::size_t n_tables = 0;
  for (int n = 0; n < 100; ++n) {
    const Case one = generated(random);
    CAPTURE(one.text);
    const scenario::Scenario scenario = test::scenario_of(one.text);
    const Model model = test::model_of(scenario);
    const Reader reader(plan_campaign(scenario, model), model, one.keys);
    n_tables += reader.n_tables();
    test::Feasible possible = reader.possible();
    REQUIRE(possible.exists());
    for (const Positions& group : groups_of(reader)) {
      const double people = reader.people(group);
      if (people == 0 || people >= 500) continue;
      ++n_small;
      CHECK(possible.largest(group) >= 500 - 1e-6);
    }
  }
  CAPTURE(n_small, n_tables);
  CHECK(n_small > 1000);
  CHECK(n_tables > 300);
}
