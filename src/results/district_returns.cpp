#include "hustings/results/district_returns.hpp"

#include <algorithm>
#include <map>

#include "hustings/core/day.hpp"
#include "hustings/results/counted_votes.hpp"

namespace hustings {
namespace {

using infer::CountedContest;
using infer::CountedDistrict;
using infer::DistrictReturn;

/// Returns of several tables, each district of a contest once, in the order contest, district.
///
/// Law: only votes by district calibrate: percents say nothing of turnout, and one number tells no
/// place from another. All contests are of the scenario's day, or, where that says none, of the
/// first table's. A candidate who is not in a district's rows has 0 votes there.
class ReturnsReader {
 public:
  ReturnsReader(const Model& model, std::optional<int> day, Problems& problems)
      : model_(model), problems_(problems), day_(day), day_is_of_("the scenario's primaries are") {}

  void read(const std::filesystem::path& table) {
    const infer::CountedVotes votes = read_counted_votes(table, problems_);
    if (votes.rows.empty()) return;
    for (const CountedContest& counted : counted_contests(model_, votes, {}, problems_)) {
      add(counted, votes.file);
    }
  }

  CountedReturns returns() const {
    CountedReturns all{{}, day_};
    for (const auto& [place, counted] : returns_) all.returns.push_back(counted);
    return all;
  }

 private:
  void add(const CountedContest& counted, const std::string& file) {
    const ModelContest& contest = model_.contests[ContestId(counted.contest)];
    const std::string name = "'" + contest.id + "'";
    if (counted.in_percent) {
      problems_.error(counted.source, name + " is in percent, which says nothing of turnout",
                      "give votes");
      return;
    }
    if (counted.districts.empty()) {
      if (problems_.has_errors()) return;  // its rows by district may be those that are refused
      problems_.error(counted.source, name + " has no districts",
                      "give its votes by district: one number tells no place from another");
      return;
    }
    if (!counted.is_final) {
      problems_.warning(counted.source, name + " is not final",
                        "calibrate again when all is counted");
    }
    check_day(counted);
    for (const CountedDistrict& district : counted.districts) add(counted, district, file);
  }

  /// All contests of a scenario are decided in one night.
  void check_day(const CountedContest& counted) {
    const std::optional<int> day = day_of(counted.day);
    if (!day) return;
    const std::string name = "'" + model_.contests[ContestId(counted.contest)].id + "'";
    if (!day_) {
      day_ = day;
      day_is_of_ = name + " was";
    }
    if (*day == *day_) return;
    problems_.error(
        counted.source,
        name + " was on " + day_text(*day) + ", but " + day_is_of_ + " on " + day_text(*day_),
        "calibrate to primaries of one day");
  }

  void add(const CountedContest& counted, const CountedDistrict& from, const std::string& file) {
    const ContestId contest(counted.contest);
    const DistrictId district = model_.contests[contest].districts[from.place];
    const auto [first, is_new] = file_of_.try_emplace({contest, district}, file);
    if (!is_new) {
      problems_.error(counted.source,
                      "'" + model_.contests[contest].id + "' in '" + model_.districts[district].id +
                          "' is also in " + first->second,
                      "give each district once");
      return;
    }
    DistrictReturn& to = returns_[{contest, district}];
    to.contest = contest;
    to.district = district;
    for (const std::optional<double>& votes : from.values) to.votes.push_back(votes.value_or(0));
  }

  const Model& model_;
  Problems& problems_;
  std::optional<int> day_;
  std::string day_is_of_;  ///< in a message
  std::map<std::pair<ContestId, DistrictId>, DistrictReturn> returns_;
  std::map<std::pair<ContestId, DistrictId>, std::string> file_of_;
};

bool is_of_place(const scenario::Scenario& scenario, const std::string& key) {
  if (key == "region" || key == "district") return true;
  return std::ranges::any_of(scenario.districts, [&](const scenario::District& district) {
    return district.tags.count(key) > 0;
  });
}

bool moves_places(const scenario::Scenario& scenario, const scenario::Effect& effect) {
  const auto& by = effect.by;
  return std::ranges::find(by, "candidate") != by.end() &&
         std::ranges::any_of(by, [&](const auto& key) { return is_of_place(scenario, key); }) &&
         std::ranges::any_of(effect.loads, [](const scenario::Load& load) {
           return load.affects == scenario::Affects::support && load.sd != 0;
         });
}

}  // namespace

CountedReturns read_district_returns(const std::vector<std::filesystem::path>& tables,
                                     const Model& model, std::optional<int> day,
                                     Problems& problems) {
  ReturnsReader reader(model, day, problems);
  for (const std::filesystem::path& table : tables) reader.read(table);
  CountedReturns counted = reader.returns();
  if (counted.returns.empty() && !problems.has_errors()) {
    std::vector<std::string> ids;
    for (const ModelContest& contest : model.contests) ids.push_back(contest.id);
    problems.error({{tables.front().string(), 0, 0}, ""}, "no contest of the scenario is counted",
                   "its contests are " + listed(ids));
  }
  return counted;
}

void check_place_effect(const scenario::Scenario& scenario, bool allowed, Problems& problems) {
  const auto moves = [&](const auto& effect) { return moves_places(scenario, effect); };
  if (std::ranges::any_of(scenario.effects, moves)) return;
  const std::string problem = "no effect moves candidates by place";
  const std::string why =
      "what differs between places is taken for what differs between factions, and intervals hold "
      "as little as 3 %";
  if (allowed) {
    problems.warning(scenario.source, problem, why);
  } else {
    problems.error(scenario.source, problem,
                   why +
                       "; add {id: place, affects: support, by: [candidate, region], sd: 0.29}, "
                       "or say --allow no-place-effect");
  }
}

}  // namespace hustings
