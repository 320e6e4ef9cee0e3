#include "results/forecast_night.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "hustings/results/counted_votes.hpp"

namespace hustings {
namespace {

/// Who won where first choices alone decide and all of them are known: who has most, of as many as
/// there are seats; nobody where that is a tie.
std::vector<std::uint32_t> leaders_of(const ModelContest& about, const ScoreTarget& target) {
  const auto* plurality = std::get_if<PluralityPlan>(&about.count);
  if (plurality == nullptr || !target.margin) return {};
  const std::size_t seats = plurality->seats;
  std::vector<std::uint32_t> order = about.standing;
  const bool is_complete = std::ranges::all_of(
      order, [&](std::uint32_t slot) { return target.shares[slot].has_value(); });
  if (seats > 1 && !is_complete) return {};
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::uint32_t slot) { return target.shares[slot].value_or(-1); });
  if (order.size() > seats && target.shares[order[seats]] == target.shares[order[seats - 1]]) {
    return {};
  }
  order.resize(std::min(order.size(), seats));
  std::ranges::sort(order);
  return order;
}

/// Says what of a contest is not scored, and why.
void add_notes(const ModelContest& about, const ScoreTarget& target, ScoredContest& contest) {
  const bool by_votes = std::holds_alternative<PluralityPlan>(about.count);
  const bool is_decided = contest.is_final && contest.is_whole;
  if (contest.winners.empty() && !is_decided) {
    contest.notes.push_back("who wins is not scored: the count is not final and whole");
  } else if (contest.winners.empty() && by_votes) {
    contest.notes.push_back("who wins is not scored: the count is tied, or lacks candidates");
  } else if (contest.winners.empty()) {
    contest.notes.push_back(
        "who wins is not scored: more than first choices decides it, so the table needs a column "
        "'wins'");
  }
  if (!target.turnout) {
    contest.notes.push_back(target.counted.in_percent
                                ? "turnout is not scored: the table has percent alone"
                                : "turnout is not scored: the count is not final");
  }
  if (!target.margin && target.counted.in_percent) {
    contest.notes.push_back("the margin is not scored: who has no row may be among the first two");
  }
}

/// Adds a contest to what is scored of a night.
void add_target(const Model& model, const infer::CountedContest& counted, ForecastNight& night,
                std::vector<std::string>& unscored) {
  const ModelContest& about = model.contests[ContestId(counted.contest)];
  if (about.is_unopposed()) {
    unscored.push_back("'" + about.id + "' is unopposed: nothing to score");
    return;
  }
  ScoreTarget target = score_target(model, counted);
  ScoredContest contest{.id = about.id,
                        .name = about.name,
                        .day = counted.day,
                        .candidates = target.candidates,
                        .is_final = counted.is_final,
                        .n_districts = about.districts.size(),
                        .n_counted = counted.districts.size(),
                        .is_whole = counted.is_whole()};
  const bool is_decided = counted.is_final && counted.is_whole();
  if (target.counted.winners.empty() && is_decided) {
    target.counted.winners = leaders_of(about, target);
  }
  for (std::uint32_t k = 0; k < about.n_candidates; ++k) {
    contest.candidate_names.push_back(model.candidates[about.candidate(k)].name);
  }
  for (const std::uint32_t slot : target.counted.winners) {
    contest.winners.push_back(target.candidates[slot]);
  }
  add_notes(about, target, contest);
  night.targets.push_back(std::move(target));
  night.score.contests.push_back(std::move(contest));
}

[[noreturn]] void refuse_uncounted(const OpenedScenario& run, const infer::CountedVotes& votes) {
  throw Failure(ExitCode::bad_data, run.file + ": none of its contests is in " + votes.file +
                                        " (it has " + listed(contests_of(run.model)) + ")");
}

}  // namespace

std::vector<std::string> contests_of(const Model& model) {
  std::vector<std::string> ids;
  for (const ModelContest& contest : model.contests) ids.push_back(contest.id);
  return ids;
}

std::vector<ForecastNight> nights_of(const std::vector<OpenedScenario>& runs,
                                     const infer::CountedVotes& votes) {
  std::set<std::string> counted;
  for (const infer::CountedRow& row : votes.rows) counted.insert(row.contest);
  const bool names_none = counted == std::set<std::string>{""};
  std::vector<ForecastNight> nights;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    std::set<std::string> ids;
    for (const std::string& id : contests_of(runs[i].model)) {
      if (counted.contains(id)) ids.insert(id);
    }
    const auto night = std::ranges::find_if(nights, [&](const ForecastNight& one) {
      const auto others = contests_of(runs[one.files.front()].model);
      return names_none ||
             std::ranges::any_of(others, [&](const auto& id) { return ids.contains(id); });
    });
    if (night != nights.end()) {
      night->files.push_back(i);
    } else {
      nights.push_back({.files = {i}});
    }
  }
  return nights;
}

void add_counted(const OpenedScenario& run, const infer::CountedVotes& votes,
                 const std::vector<std::string>& known, ForecastNight& night,
                 std::vector<std::string>& notes, Problems& problems) {
  night.score.title = run.model.title;
  for (const auto& counted : counted_contests(run.model, votes, known, problems)) {
    if (!problems.has_errors()) add_target(run.model, counted, night, notes);
  }
  if (problems.has_errors() || !night.targets.empty()) return;
  refuse_uncounted(run, votes);
}

void check_against(const OpenedScenario& other, const std::vector<ForecastNight>& nights,
                   const infer::CountedVotes& votes) {
  const std::vector<std::string> ids = contests_of(other.model);
  for (const ForecastNight& night : nights) {
    for (const ScoreTarget& target : night.targets) {
      if (std::ranges::find(ids, target.id) != ids.end()) return;
    }
  }
  refuse_uncounted(other, votes);
}

}  // namespace hustings
