#include "serve/inputs.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "hustings/scenario/vary.hpp"
#include "hustings/summary/view.hpp"
#include "serve/input_values.hpp"

namespace hustings {
namespace {

using namespace scenario;

constexpr double kMayWin = 0.02;
constexpr double kMayRun = 0.001;
constexpr std::size_t kManyContests = 6;  // beyond them the groups of each are folded

/// Names where a candidate is called differently in lists than in the language.
std::string shown(const std::string& id, const std::string& name) {
  return name.empty() ? id : name;
}

/// The making of the table, group by group: the inputs of what a scenario has, in the order in
/// which a campaign would ask.
///
/// Each input has the change that it writes, so that a page knows nothing of the language. Ids are
/// made from what is changed, not from places in lists: a link keeps its meaning when the scenario
/// gains an input. Turnout has a slider for each faction, each value of a tag of 2 to 12 values,
/// and each district; support one for who wins 2 % of the first run or more; who runs one for 0.1
/// %. A group that gets no input is left out. Source: docs/explore.md, "What can be changed".
class TableMaker {
 public:
  TableMaker(const Scenario& scenario, const Results& first)
      : scenario_(scenario), first_(first), view_(first.labels, first.tally) {}

  InputTable make() {
    add_author();
    add_turnout();
    add_districts();
    add_programmes();
    add_resources();
    add_shocks();
    add_support();
    add_effects();
    add_running();
    add_counting();
    add_registered();
    add_endorsements();
    add_rolloff();
    return std::move(table_);
  }

 private:
  /// Begins a group, which stays only if it gets an input.
  void begin(InputGroup group) { group_ = std::move(group); }

  void add(std::string id, std::string label, std::variant<Slider, Check, Choice> kind) {
    if (table_.groups.empty() || table_.groups.back().id != group_.id) {
      table_.groups.push_back(group_);
    }
    table_.inputs.push_back({std::move(id), group_.id, std::move(label), std::move(kind)});
  }

  void add_author() {
    begin({"vary", "The scenario's own inputs", "as its author varies them"});
    if (!scenario_.vary) return;
    for (const VaryInput& input : scenario_.vary->inputs) {
      add("vary:" + input.name, input.name, slider_of(input, scenario_));
    }
  }

  static Change turnout(const std::string& key, const std::string& value) {
    return {{}, {}, TurnoutChange{{{{key, {value}}}, {}}, Operation::times, 1}};
  }

  void add_turnout() {
    begin({"turnout", "Turnout", "percent more or fewer voters"});
    add("turnout", "everybody", percent_slider({{}, {}, TurnoutChange{}}, 40));
    for (const Faction& faction : scenario_.factions) {
      add("turnout:" + faction.id, shown(faction.id, faction.name),
          percent_slider(turnout("faction", faction.id), 40));
    }
    for (const auto& [tag, values] : tags_of_places(scenario_)) {
      if (values.size() < 2 || values.size() > kMostTagValues) continue;
      begin({"tag:" + tag, "Turnout by " + tag, "percent more or fewer voters", true});
      for (const std::string& value : values) {
        add("turnout:" + tag + "=" + value, value, percent_slider(turnout(tag, value), 40));
      }
    }
  }

  void add_districts() {
    begin({"districts", "Turnout by district", "percent more or fewer voters", true, true});
    for (const District& district : scenario_.districts) {
      add("turnout:district=" + district.id, shown(district.id, district.name),
          percent_slider(turnout("district", district.id), 40));
    }
  }

  double chance(const std::string& contest, const std::string& candidate) const {
    const auto found = view_.find(contest + "/" + candidate);
    return found ? found->win.probability : 0;
  }

  void add_support() {
    for (const Contest& contest : scenario_.contests) {
      begin({"support:" + contest.id, "Support, " + shown(contest.id, contest.name),
             "points of share, taken from the others", scenario_.contests.size() > kManyContests});
      if (contest.candidates.size() < 2) continue;
      for (const Candidate& candidate : contest.candidates) {
        if (chance(contest.id, candidate.id) < kMayWin) continue;
        SupportChange change;
        change.contest = contest.id;
        change.candidate = candidate.id;
        add("support:" + contest.id + "/" + candidate.id, shown(candidate.id, candidate.name),
            Slider{{{}, {}, change}, -10, 10, 0.5, 0.0, "points", 0, 0.01, 3});
      }
    }
  }

  void add_programmes() {
    begin({"programmes", "Programmes", "percent of what is planned"});
    std::set<std::string> seen;  // an endorser of several contests stands there more than once
    for (const Programme& programme : scenario_.programmes) {
      if (!seen.insert(programme.id).second) continue;
      ProgrammeChange change;
      change.programme = programme.id;
      if (programme.attempts.value_or(0) > 0) {
        change.part = ProgrammePart::attempts;
        change.multiplies = true;
        add("programme:" + programme.id,
            programme.id + ", " + std::string(counted_in(programme.mode)),
            size_slider({{}, {}, change}, 300));
      } else if (!programme.attempts) {
        add("programme:" + programme.id, programme.id, Check{{{}, {}, change}});
      }
    }
  }

  void add_resources() {
    begin({"resources", "Resources", "percent of what comes in"});
    for (const Owner& owner : scenario_.owners) {
      for (const Resource& resource : owner.resources) {
        ResourceChange change;
        change.owner = owner.id;
        change.resource = resource.kind;
        const std::string kind(name_of(resource.kind));
        add("resources:" + owner.id + "/" + kind, owner.id + ": " + spaced(kind),
            size_slider({{}, {}, change}, 300));
      }
    }
  }

  void add_shocks() {
    begin({"shocks", "Shocks", "percent: how likely each is"});
    for (const Shock& shock : scenario_.shocks) {
      ShockChange change{shock.id, {}, ShockPart::probability, shock.probability};
      const double rest = shock.follows ? shock.follows->probability : shock.probability;
      add("shock:" + shock.id, shock.id,
          Slider{{{}, {}, change}, 0, 100, 1, 100 * rest, "%", 0, 0.01, 4});
    }
  }

  void add_effects() {
    begin({"effects", "How wrong it may be", "percent of the size that the scenario states", true});
    for (const Effect& effect : scenario_.effects) {
      add("effect:" + effect.id, shown(effect.id, effect.name),
          size_slider({{}, {}, EffectChange{effect.id, {}, 1, false}}, 200));
    }
  }

  void add_running() {
    begin({"running", "Who runs", "who leaves gives the votes to the others", true});
    for (const Contest& contest : scenario_.contests) {
      if (contest.candidates.size() < 2) continue;
      for (const Candidate& candidate : contest.candidates) {
        if (chance(contest.id, candidate.id) < kMayRun) continue;
        add("running:" + contest.id + "/" + candidate.id,
            shown(candidate.id, candidate.name) + ", " + contest.id,
            Check{{{}, {}, RemoveCandidate{contest.id, candidate.id, {}, {}}}});
      }
    }
  }

  void add_counting() {
    begin({"counting", "How votes are counted", "", true});
    for (const Contest& contest : scenario_.contests) {
      if (contest.candidates.size() > 1) {
        add("count:" + contest.id, shown(contest.id, contest.name), rules_of(contest));
      }
    }
  }

  void add_registered() {
    begin({"registered", "Registered voters", "percent more or fewer", true});
    for (const Faction& faction : scenario_.factions) {
      RegisteredChange change{{{{"faction", {faction.id}}}, {}}, 1, {}};
      add("registered:" + faction.id, shown(faction.id, faction.name),
          percent_slider({{}, {}, change}, 40));
    }
  }

  void add_endorsements() {
    begin({"endorsements", "Endorsements", "how far they tie candidates' errors", true});
    if (scenario_.endorsements.edges.empty()) return;
    const double strength = scenario_.endorsements.strength;
    add("endorsements", "strength",
        Slider{{{}, {}, EndorsementsChange{strength, {}, {}}},
               -0.9,
               0.9,
               0.05,
               strength,
               "",
               0,
               1,
               4});
  }

  void add_rolloff() {
    begin({"rolloff", "Roll-off", "percent of the share that leaves a contest blank", true});
    for (const Contest& contest : scenario_.contests) {
      if (contest.rolloff.empty()) continue;
      add("rolloff:" + contest.id, shown(contest.id, contest.name),
          size_slider({{}, {}, RolloffChange{contest.id, {}, Operation::times, 1}}, 200));
    }
  }

  const Scenario& scenario_;
  const Results& first_;
  View view_;
  InputTable table_;
  InputGroup group_;
};

/// A tag that is a whole number from 0 to 999.
std::optional<int> place_of(const Tags& tags, const std::string& tag) {
  const auto found = tags.find(tag);
  if (found == tags.end() || found->second.empty() || found->second.size() > 3) return std::nullopt;
  const bool is_number = found->second.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? std::optional<int>(std::stoi(found->second)) : std::nullopt;
}

}  // namespace

InputTable inputs_of(const Scenario& scenario, const Results& first) {
  return TableMaker(scenario, first).make();
}

std::vector<Tile> tiles_of(const Scenario& scenario) {
  std::vector<Tile> tiles;
  for (const District& district : scenario.districts) {
    const auto row = place_of(district.tags, "row");
    const auto column = place_of(district.tags, "col");
    if (!row || !column) return {};
    Tile tile{district.id, shown(district.id, district.name), *row, *column, {}};
    for (const Contest& contest : scenario.contests) {
      if (contest.all_districts || std::ranges::count(contest.districts, district.id) > 0) {
        tile.contests.push_back(contest.id);
      }
    }
    tiles.push_back(std::move(tile));
  }
  return tiles;
}

}  // namespace hustings
