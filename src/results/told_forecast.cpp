#include "results/told_forecast.hpp"

#include <algorithm>

#include "hustings/core/failure.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/model/labels.hpp"
#include "hustings/summary/view.hpp"

namespace hustings {
namespace {

/// A target's contest in another model; nothing where it has none of that name.
std::optional<ContestId> contest_of(const Model& model, const ScoreTarget& target) {
  for (std::size_t c = 0; c < model.contests.size(); ++c) {
    if (model.contests[ContestId(c)].id == target.id) return ContestId(c);
  }
  return std::nullopt;
}

/// The slots of a target's candidates in a contest.
std::vector<std::uint32_t> slots_of(const Model& model, ContestId contest,
                                    const ScoreTarget& target, const std::string& file) {
  const ModelContest& about = model.contests[contest];
  std::map<std::string, std::uint32_t> slot_of;
  for (std::uint32_t k = 0; k < about.n_candidates; ++k) {
    slot_of.emplace(model.candidates[about.candidate(k)].id, k);
  }
  std::vector<std::uint32_t> slots;
  for (const std::string& candidate : target.candidates) {
    const auto found = slot_of.find(candidate);
    if (found != slot_of.end()) slots.push_back(found->second);
  }
  if (slots.size() == target.candidates.size() && slots.size() == slot_of.size()) return slots;
  throw Failure(ExitCode::bad_data, file + ": '" + target.id +
                                        "' has other candidates there: shares are only compared "
                                        "where they are of the same");
}

PartVotes in_order(const PartVotes& votes, const std::vector<std::uint32_t>& slots) {
  PartVotes ordered = votes;
  for (std::size_t part = 0; part < votes.n_parts; ++part) {
    for (std::size_t k = 0; k < slots.size(); ++k) {
      std::ranges::copy(votes.row(part, slots[k]), ordered.row(part, k).begin());
    }
  }
  return ordered;
}

/// Chances of events and seats.
void add_joint(const RunOf& run, ToldForecast& told) {
  const auto n = static_cast<double>(run.tally.elections);
  for (std::size_t i = 0; i < run.model.events.size(); ++i) {
    told.events[run.model.events[EventId(i)].name] =
        infer::scored_chance(static_cast<double>(run.tally[kEvent].counts[i]), n);
  }
  const Labels labels = labels_of(run.model);
  const View view(labels, run.tally);
  for (std::size_t i = 0; i < labels.slates.size(); ++i) {
    std::vector<double>& seats = told.seats[labels.slates[i].id];
    for (const std::uint64_t count : view.seats(i)) seats.push_back(static_cast<double>(count) / n);
  }
}

/// Weighted mean of chances of the same outcomes; nothing where not every forecast has them.
std::optional<std::vector<double>> mean_chances(const std::vector<std::vector<double>>& chances,
                                                const std::vector<double>& weights) {
  if (chances.size() != weights.size()) return std::nullopt;
  std::vector<double> mean(chances.front().size());
  for (std::size_t j = 0; j < chances.size(); ++j) {
    if (chances[j].size() != mean.size()) return std::nullopt;
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += weights[j] * chances[j][i];
  }
  return mean;
}

ContestForecast guess(const std::vector<double>& shares) {
  ContestForecast forecast{
      .votes = {1, shares.size(), 1, {}}, .tells_turnout = false, .tells_districts = false};
  for (const double share : shares) forecast.votes.votes.push_back(static_cast<float>(share));
  return forecast;
}

}  // namespace

std::optional<ToldForecast> told_by(const RunOf& run, const std::vector<ScoreTarget>& targets,
                                    std::uint64_t n, const Observer& observer) {
  ToldForecast told{.name = run.file, .contests = decltype(told.contests)(targets.size())};
  std::vector<DistrictParts> parts;
  std::vector<std::size_t> place;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (!contest_of(run.model, targets[i])) continue;
    parts.push_back(targets[i].parts_of(run.model, run.file));
    place.push_back(i);
  }
  const std::vector<PartVotes> votes = part_votes(run.model, parts, {n, run.source}, observer);
  if (votes.size() != parts.size()) return std::nullopt;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const ContestId contest = parts[i].contest;
    const auto slots = slots_of(run.model, contest, targets[place[i]], run.file);
    ContestForecast forecast{.votes = in_order(votes[i], slots)};
    for (const std::uint32_t slot : slots) {
      const std::size_t candidate = run.model.contests[contest].candidate(slot).index();
      forecast.chances.push_back(
          infer::scored_chance(static_cast<double>(run.tally[kWin].counts[candidate]),
                               static_cast<double>(run.tally.elections)));
    }
    told.contests[place[i]] = std::move(forecast);
  }
  add_joint(run, told);
  return told;
}

std::optional<ToldForecast> told_by_polls(const scenario::Scenario& scenario, const Model& model,
                                          const ContestPolls& polls,
                                          const std::vector<ScoreTarget>& targets,
                                          const Observer& observer) {
  Problems problems;
  const Model alone = build_model(polls_alone(scenario, model, polls), problems);
  problems.throw_if_errors();
  const RunResult run = simulate(alone, {.elections = kScoredElections}, observer);
  if (!run.complete) return std::nullopt;
  auto told = told_by({alone, run.tally, "the polls"}, targets, kScoredElections, {});
  if (!told) return std::nullopt;
  told->role = ForecastRole::polls;
  told->name = "polls alone";
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (!polls.contains(targets[i].id)) told->contests[i].reset();
    // Their scenario has the turnout of the forecast, of which polls say nothing.
    if (told->contests[i]) told->contests[i]->tells_turnout = false;
  }
  told->events.clear();
  told->seats.clear();
  return told;
}

ToldForecast told_by_written(const Model& model, const std::vector<ScoreTarget>& targets) {
  ToldForecast told{.role = ForecastRole::written,
                    .name = "written shares",
                    .contests = decltype(told.contests)(targets.size())};
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const ModelContest& about = model.contests[ContestId(targets[i].counted.contest)];
    std::vector<double> shares;
    for (std::uint32_t k = 0; k < about.n_candidates; ++k) {
      const auto written = model.candidates[about.candidate(k)].written_share;
      if (written) shares.push_back(*written);
    }
    // Of districts that are not all counted the written shares are not those of the contest.
    const bool is_told = shares.size() == about.n_candidates && targets[i].counted.is_whole();
    if (is_told) told.contests[i] = guess(shares);
  }
  return told;
}

ToldForecast told_by_past(const std::vector<ScoreTarget>& past,
                          const std::vector<ScoreTarget>& targets) {
  ToldForecast told{.role = ForecastRole::past,
                    .name = "last contest",
                    .contests = decltype(told.contests)(targets.size())};
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto found = std::ranges::find(past, targets[i].id, &ScoreTarget::id);
    if (found == past.end() || !found->margin || !targets[i].counted.is_whole()) continue;
    std::vector<double> shares;
    for (const auto& share : found->shares) shares.push_back(share.value_or(0));
    told.contests[i] = guess(shares);
    const bool same_districts = found->districts == targets[i].districts &&
                                found->members == targets[i].members &&
                                found->members.size() == found->districts.size();
    if (!same_districts || found->districts.empty() || found->counted.in_percent) continue;
    PartVotes& votes = told.contests[i]->votes;
    votes = {found->districts.size(), shares.size(), 1, {}};
    for (const auto& district : found->counted.districts) {
      for (const auto& value : district.values) {
        votes.votes.push_back(static_cast<float>(value.value_or(0)));
      }
    }
    told.contests[i]->tells_districts = votes.votes.size() == votes.n_parts * votes.n_candidates;
  }
  return told;
}

ToldForecast pool_of(const std::vector<ToldForecast>& members,
                     const std::vector<std::vector<double>>& weights) {
  ToldForecast pool{.name = "pool", .contests = decltype(pool.contests)(weights.size())};
  for (std::size_t i = 0; i < weights.size(); ++i) {
    std::vector<ContestForecast> forecasts;
    for (const ToldForecast& member : members) {
      if (member.contests[i]) forecasts.push_back(*member.contests[i]);
    }
    if (forecasts.size() == members.size()) pool.contests[i] = pooled(forecasts, weights[i]);
  }
  for (const auto& [name, unused] : members.front().events) {
    std::vector<std::vector<double>> chances;
    for (const ToldForecast& member : members) {
      const auto found = member.events.find(name);
      if (found != member.events.end()) chances.push_back({found->second});
    }
    const auto mean = mean_chances(chances, weights.front());
    if (mean) pool.events[name] = mean->front();
  }
  for (const auto& [name, unused] : members.front().seats) {
    std::vector<std::vector<double>> chances;
    for (const ToldForecast& member : members) {
      const auto found = member.seats.find(name);
      if (found != member.seats.end()) chances.push_back(found->second);
    }
    if (const auto mean = mean_chances(chances, weights.front())) pool.seats[name] = *mean;
  }
  return pool;
}

}  // namespace hustings
