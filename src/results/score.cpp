#include "hustings/results/score.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "hustings/core/failure.hpp"
#include "hustings/infer/pool.hpp"
#include "hustings/results/counted_votes.hpp"
#include "results/compare_scores.hpp"
#include "results/counted_events.hpp"
#include "results/fixed_table.hpp"
#include "results/forecast_night.hpp"
#include "results/told_forecast.hpp"

namespace hustings {
namespace {

/// A question of `hustings score`, answered step by step; later steps need what earlier ones left.
///
/// Order: forecasts are opened, and each must come out as it did; the count is put into nights, one
/// a day; baselines (polls, the result before) are read. Then what is scored is simulated again, as
/// many elections of all forecasts; files of one night are pooled, and each night is scored for
/// itself. Problems of tables are collected until all are read. Source: docs/scores.md.
class Scoring {
 public:
  Scoring(const ScoreQuestion& question, const Observer& observer)
      : question_(question), observer_(observer) {
    scores_.results = question.results;
  }

  std::optional<Scores> score() && {
    open();
    find_counted();
    read_baselines();
    problems_.throw_if_errors();
    if (other_) check_against(*other_, nights_, votes_);
    if (!tell_all()) return std::nullopt;
    pool();
    for (ForecastNight& night : nights_) score_night(night);
    compare_scores(runs_.front().scenario.seed, scores_);
    return std::move(scores_);
  }

 private:
  void open() {
    std::set<std::string> seen;
    for (const std::string& file : question_.forecasts) {
      if (!seen.insert(file).second) {
        throw Failure(ExitCode::usage, file + " is named twice");
      }
      runs_.push_back(open_run(file, question_.trust));
      check_same_draws(runs_.back());
    }
    if (question_.against.empty()) return;
    other_ = open_run(question_.against, question_.trust);
    check_same_draws(*other_);
  }

  void find_counted() {
    votes_ = read_counted_votes(question_.results, problems_);
    if (votes_.rows.empty()) problems_.throw_if_errors();
    nights_ = nights_of(runs_, votes_);
    for (const OpenedScenario& run : runs_) {
      for (const std::string& id : contests_of(run.model)) known_.push_back(id);
    }
    for (ForecastNight& night : nights_) {
      add_counted(runs_[night.files.front()], votes_, known_, night, scores_.notes, problems_);
    }
    for (const ForecastNight& night : nights_) note_unpooled(night);
  }

  /// Says which counted contests only some files of a night have: pools are of those that the first
  /// has.
  void note_unpooled(const ForecastNight& night) {
    const std::vector<std::string> first = contests_of(runs_[night.files.front()].model);
    std::set<std::string> told(first.begin(), first.end());
    for (const infer::CountedRow& row : votes_.rows) {
      for (const std::size_t file : night.files) {
        const std::vector<std::string> ids = contests_of(runs_[file].model);
        if (std::ranges::find(ids, row.contest) == ids.end()) continue;
        if (!told.insert(row.contest).second) continue;
        scores_.notes.push_back("'" + row.contest + "' is not scored: " + runs_[file].file +
                                " has it, but not " + runs_[night.files.front()].file);
      }
    }
  }

  /// The only night, where a table is of one day.
  ForecastNight& only_night(const std::string& option) {
    if (nights_.size() == 1) return nights_.front();
    throw Failure(ExitCode::usage,
                  option + " is of one day: score the forecasts of one day with it");
  }

  void read_baselines() {
    if (!question_.polls.empty()) {
      const auto day = day_number(question_.day);
      if (question_.day.empty()) {
        throw Failure(ExitCode::usage, "--polls needs --day, the day of the election: 2026-06-23");
      }
      if (!day) {
        throw Failure(ExitCode::usage,
                      "--day '" + question_.day + "' is not a day: " + kDaysAreWritten);
      }
      const ForecastNight& night = only_night("--polls");
      polls_ = read_polls(question_.polls, *day, runs_[night.files.front()].model, problems_);
    }
    if (question_.past.empty()) return;
    const ForecastNight& night = only_night("--past");
    const Model& model = runs_[night.files.front()].model;
    const infer::CountedVotes votes = read_counted_votes(question_.past, problems_);
    for (const auto& counted : counted_contests(model, votes, known_, problems_)) {
      if (!problems_.has_errors()) past_.push_back(score_target(model, counted));
    }
  }

  static std::uint64_t scored_elections(const OpenedScenario& run) {
    return std::min(run.elections, kScoredElections);
  }

  /// Simulates again what is scored; false where the observer stopped it.
  bool tell_all() {
    std::uint64_t all = polls_.empty() ? 0 : kScoredElections;
    for (const OpenedScenario& run : runs_) all += scored_elections(run);
    if (other_) all += scored_elections(*other_) * nights_.size();
    std::uint64_t before = 0;
    const auto told_of = [&](const OpenedScenario& run, const ForecastNight& night) {
      const std::uint64_t n = scored_elections(run);
      auto told = told_by({run.model, run.results->tally, run.file, run.source}, night.targets, n,
                          part_of(observer_, {before, all}));
      before += n;
      return told;
    };
    for (ForecastNight& night : nights_) {
      for (const std::size_t file : night.files) {
        auto told = told_of(runs_[file], night);
        if (!told) return false;
        for (std::size_t i = 0; i < night.targets.size(); ++i) {
          if (!told->contests[i]) refuse_to_pool(runs_[file], night.targets[i]);
        }
        told->role = night.files.size() > 1 ? ForecastRole::member : ForecastRole::scored;
        night.members.push_back(std::move(*told));
      }
      night.score.elections = scored_elections(runs_[night.files.front()]);
      if (!other_) continue;
      auto told = told_of(*other_, night);
      if (!told) return false;
      told->role = ForecastRole::other;
      others_.push_back(std::move(*told));
    }
    if (polls_.empty()) return true;
    const OpenedScenario& run = runs_[nights_.front().files.front()];
    told_polls_ = told_by_polls(run.scenario, run.model, polls_, nights_.front().targets,
                                part_of(observer_, {before, all}));
    return told_polls_.has_value();
  }

  [[noreturn]] static void refuse_to_pool(const OpenedScenario& run, const ScoreTarget& target) {
    throw Failure(ExitCode::bad_data, run.file + ": it has no contest '" + target.id +
                                          "', so it cannot be pooled; --against compares two");
  }

  std::size_t day_of(const ForecastNight& night, std::size_t contest) {
    const std::string& day = night.score.contests[contest].day;
    const std::string label =
        day.empty() ? "night " + std::to_string(&night - nights_.data()) : day;
    return days_.emplace(label, days_.size()).first->second;
  }

  /// Pools the files of each night; weights of a day come from the nights of as many files.
  void pool() {
    std::map<std::size_t, std::vector<infer::PoolTerms>> terms;
    const auto terms_of = [&](ForecastNight& night, std::size_t i) {
      infer::PoolTerms found{day_of(night, i), {}, {}};
      for (std::size_t k = 0; k < night.targets[i].candidates.size(); ++k) {
        if (!night.targets[i].shares[k]) continue;
        std::vector<std::vector<double>> draws;
        for (const ToldForecast& member : night.members) {
          const PartVotes& votes = member.contests[i]->votes;
          draws.push_back(share_draws(votes, all_parts(votes))[k]);
        }
        infer::add_number(draws, *night.targets[i].shares[k], found);
      }
      return found;
    };
    for (ForecastNight& night : nights_) {
      for (std::size_t i = 0; i < night.targets.size() && night.files.size() > 1; ++i) {
        terms[night.files.size()].push_back(terms_of(night, i));
      }
    }
    for (ForecastNight& night : nights_) {
      if (night.files.size() == 1) continue;
      std::vector<std::vector<double>> weights;
      for (std::size_t i = 0; i < night.targets.size(); ++i) {
        weights.push_back(infer::pool_weights(terms[night.files.size()], day_of(night, i)));
        night.score.contests[i].weights = weights.back();
      }
      night.members.insert(night.members.begin(), pool_in_order(night, weights));
    }
  }

  /// Pools in the order of what the files hold, so that the order they are named in moves no bit.
  ToldForecast pool_in_order(const ForecastNight& night,
                             const std::vector<std::vector<double>>& weights) const {
    std::vector<std::pair<std::string, std::size_t>> order;
    for (std::size_t j = 0; j < night.files.size(); ++j) {
      order.emplace_back(digest_of(*runs_[night.files[j]].results), j);
    }
    std::ranges::sort(order);
    std::vector<ToldForecast> members;
    std::vector<std::vector<double>> ordered(weights.size());
    for (const auto& [digest, j] : order) {
      members.push_back(night.members[j]);
      for (std::size_t i = 0; i < weights.size(); ++i) ordered[i].push_back(weights[i][j]);
    }
    return pool_of(members, ordered);
  }

  void score_night(ForecastNight& night) {
    const Model& model = runs_[night.files.front()].model;
    std::vector<ToldForecast> all = night.members;
    const auto place = static_cast<std::size_t>(&night - nights_.data());
    if (other_) all.push_back(others_[place]);
    if (told_polls_) all.push_back(*told_polls_);
    if (!past_.empty()) all.push_back(told_by_past(past_, night.targets));
    if (past_.empty()) all.push_back(told_by_written(model, night.targets));
    const CountedNight counted(model, night.targets);
    for (const ModelEvent& event : model.events) {
      const std::string reason = counted.why_undecided(event.program);
      if (!reason.empty()) night.score.not_judged.push_back(event.name + ": " + reason);
    }
    for (const ToldForecast& told : all) {
      night.score.forecasts.push_back(score_told(told, night.targets, model, counted));
    }
    for (std::size_t i = 0; other_ && i < night.targets.size(); ++i) {
      add_favoured(night, i, all.front(), others_[place]);
    }
    for (std::size_t i = 0; i < night.targets.size(); ++i) {
      scores_.days.push_back(day_of(night, i));
    }
    scores_.nights.push_back(std::move(night.score));
  }

  static ForecastScore score_told(const ToldForecast& told, const std::vector<ScoreTarget>& targets,
                                  const Model& model, const CountedNight& counted) {
    ForecastScore score{.role = told.role, .name = told.name};
    for (std::size_t i = 0; i < targets.size(); ++i) {
      score.contests.emplace_back();
      if (told.contests[i]) score.contests.back() = score_contest(targets[i], *told.contests[i]);
    }
    for (const ModelEvent& event : model.events) {
      const auto chance = told.events.find(event.name);
      if (chance == told.events.end() || !counted.why_undecided(event.program).empty()) continue;
      const bool happened = counted.happened(event.program);
      score.events.push_back({event.name, chance->second, happened,
                              infer::log_score(chance->second, happened),
                              infer::brier_score(chance->second, happened)});
    }
    for (const ModelSlate& slate : model.slates) {
      const auto chances = told.seats.find(slate.id);
      const auto seats = counted.seats(slate);
      if (chances == told.seats.end() || !seats) continue;
      score.slates.push_back({slate.id, *seats, infer::rps(chances->second, *seats)});
    }
    return score;
  }

  /// Says which of two scenarios the count of a contest favours, by its districts.
  static void add_favoured(ForecastNight& night, std::size_t i, const ToldForecast& scored,
                           const ToldForecast& other) {
    std::vector<std::string>& notes = night.score.contests[i].notes;
    if (!other.contests[i]) {
      notes.push_back("it is not compared: " + other.name + " has no such contest");
    }
    if (!scored.contests[i] || !other.contests[i]) return;
    if (scored.contests[i]->votes.votes == other.contests[i]->votes.votes) {
      notes.push_back("which scenario the count favours is not told: the two forecast the same");
      return;
    }
    if (night.targets[i].districts.empty()) return;
    const LogRatios ratios = log_ratios(night.targets[i], *scored.contests[i], *other.contests[i]);
    if (ratios.counted.empty()) return;
    night.score.contests[i].favoured =
        infer::favoured(infer::normal_of(ratios.a), infer::normal_of(ratios.b), ratios.counted);
    if (!night.score.contests[i].favoured) {
      notes.push_back(
          "which scenario the count favours is not told: one of them leaves districts no spread of "
          "their own");
    }
  }

  const ScoreQuestion& question_;
  const Observer& observer_;
  Problems problems_;
  Scores scores_;
  infer::CountedVotes votes_;
  std::vector<OpenedScenario> runs_;
  std::optional<OpenedScenario> other_;
  std::vector<std::string> known_;  ///< ids of all contests of all forecasts
  std::vector<ForecastNight> nights_;
  ContestPolls polls_;
  std::vector<ScoreTarget> past_;
  std::vector<ToldForecast> others_;  ///< per night
  std::optional<ToldForecast> told_polls_;
  std::map<std::string, std::size_t> days_;
};

}  // namespace

std::optional<Scores> score_forecasts(const ScoreQuestion& question, const Observer& observer) {
  return Scoring(question, observer).score();
}

}  // namespace hustings
