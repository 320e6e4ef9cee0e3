#include "results/score_contest.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "hustings/infer/pool.hpp"
#include "random/math.hpp"

namespace hustings {
namespace {

using infer::JointDraws;

NumberScore scored(NumberScore::What what, std::vector<double> draws, double counted) {
  NumberScore number{.what = what, .counted = counted};
  std::sort(draws.begin(), draws.end());
  number.median = infer::quantile(draws, .5);
  for (std::size_t i = 0; i < number.intervals.size(); ++i) {
    number.intervals[i] = infer::central_interval(draws, infer::kLevels[i]);
    number.winkler[i] = infer::winkler_score(number.intervals[i], counted);
  }
  number.pit = infer::pit(draws, counted);
  number.crps = infer::crps(std::move(draws), counted);
  return number;
}

std::vector<double> margins_of(const JointDraws& shares) {
  std::vector<double> margins(shares.front().size());
  std::vector<double> of_one(shares.size());
  for (std::size_t e = 0; e < margins.size(); ++e) {
    for (std::size_t k = 0; k < shares.size(); ++k) of_one[k] = shares[k][e];
    margins[e] = margin_of(of_one);
  }
  return margins;
}

std::vector<double> turnouts_of(const PartVotes& votes, double registered) {
  std::vector<double> turnouts(votes.elections);
  for (std::size_t part = 0; part < votes.n_parts; ++part) {
    for (std::size_t k = 0; k < votes.n_candidates; ++k) {
      const std::span<const float> row = votes.row(part, k);
      for (std::size_t e = 0; e < row.size(); ++e) turnouts[e] += double{row[e]} / registered;
    }
  }
  return turnouts;
}

void add_contest_numbers(const ScoreTarget& target, const ContestForecast& forecast,
                         ContestScore& score) {
  const JointDraws shares = share_draws(forecast.votes, all_parts(forecast.votes));
  for (std::size_t k = 0; k < target.shares.size(); ++k) {
    if (!target.shares[k]) continue;
    score.numbers.push_back(scored(NumberScore::What::share, shares[k], *target.shares[k]));
    score.numbers.back().candidate = target.candidates[k];
  }
  if (target.margin) {
    score.numbers.push_back(scored(NumberScore::What::margin, margins_of(shares), *target.margin));
  }
  if (target.turnout && forecast.tells_turnout) {
    score.numbers.push_back(scored(NumberScore::What::turnout,
                                   turnouts_of(forecast.votes, target.registered),
                                   *target.turnout));
  }
}

void add_districts(const ScoreTarget& target, const ContestForecast& forecast,
                   ContestScore& score) {
  for (std::size_t i = 0; i < target.districts.size(); ++i) {
    const JointDraws shares = share_draws(forecast.votes, {i});
    for (std::size_t k = 0; k < shares.size(); ++k) {
      if (!target.district_shares[i][k]) continue;
      score.districts.push_back(
          scored(NumberScore::What::share, shares[k], *target.district_shares[i][k]));
      score.districts.back().candidate = target.candidates[k];
      score.districts.back().district = target.districts[i];
    }
  }
}

void add_joint(const ScoreTarget& target, const ContestForecast& forecast, ContestScore& score) {
  JointDraws draws;
  std::vector<double> counted;
  for (std::size_t region = 0; region < target.n_regions; ++region) {
    std::vector<std::size_t> parts;
    for (std::size_t i = 0; i < target.region.size(); ++i) {
      if (target.region[i] == region) parts.push_back(i);
    }
    std::ranges::move(share_draws(forecast.votes, parts), std::back_inserter(draws));
    counted.insert(counted.end(), target.region_shares[region].begin(),
                   target.region_shares[region].end());
  }
  if (draws.empty()) return;
  score.energy = infer::energy_score(draws, counted);
  score.variogram = infer::variogram_score(draws, counted);
}

/// Scores the chances of a contest whose winners are known: log of theirs (mean over seats), half
/// the squares of all, so that of two candidates it is the Brier score of either.
void add_winners(const ScoreTarget& target, ContestScore& score) {
  const std::vector<std::uint32_t>& winners = target.counted.winners;
  if (winners.empty() || score.chances.empty()) return;
  double log = 0;
  double squares = 0;
  const auto leader = std::ranges::max_element(score.chances);
  for (std::uint32_t k = 0; k < score.chances.size(); ++k) {
    const bool wins = std::ranges::find(winners, k) != winners.end();
    if (wins) log += infer::log_score(score.chances[k], true);
    squares += infer::brier_score(score.chances[k], wins);
    if (k == leader - score.chances.begin()) score.favourite = {score.chances[k], wins};
  }
  score.log = log / static_cast<double>(winners.size());
  score.brier = squares / 2;
}

double mean_crps(const std::vector<NumberScore>& numbers) {
  double sum = 0;
  for (const NumberScore& number : numbers) sum += number.crps;
  return sum / static_cast<double>(numbers.size());
}

/// The two candidates with the largest mean shares in two forecasts together.
std::pair<std::size_t, std::size_t> leaders_of(const ContestForecast& a, const ContestForecast& b) {
  std::vector<double> means;
  for (const ContestForecast* forecast : {&a, &b}) {
    const JointDraws shares = share_draws(forecast->votes, all_parts(forecast->votes));
    means.resize(shares.size());
    for (std::size_t k = 0; k < shares.size(); ++k) {
      means[k] += std::accumulate(shares[k].begin(), shares[k].end(), 0.0) /
                  static_cast<double>(shares[k].size());
    }
  }
  std::vector<std::size_t> order(means.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(), [&means](std::size_t k) { return means[k]; });
  return {order[0], order[1]};
}

double log_ratio(double share, double other) {
  return exact::log((share + 1e-4) / (other + 1e-4));
}

}  // namespace

JointDraws share_draws(const PartVotes& votes, const std::vector<std::size_t>& parts) {
  JointDraws shares(votes.n_candidates, std::vector<double>(votes.elections));
  std::vector<double> sums(votes.elections);
  for (std::size_t k = 0; k < votes.n_candidates; ++k) {
    for (const std::size_t part : parts) {
      const std::span<const float> row = votes.row(part, k);
      for (std::size_t e = 0; e < row.size(); ++e) shares[k][e] += double{row[e]};
    }
    for (std::size_t e = 0; e < sums.size(); ++e) sums[e] += shares[k][e];
  }
  for (std::vector<double>& row : shares) {
    for (std::size_t e = 0; e < sums.size(); ++e) row[e] = sums[e] > 0 ? row[e] / sums[e] : 0;
  }
  return shares;
}

std::vector<std::size_t> all_parts(const PartVotes& votes) {
  std::vector<std::size_t> parts(votes.n_parts);
  std::iota(parts.begin(), parts.end(), std::size_t{0});
  return parts;
}

ContestScore score_contest(const ScoreTarget& target, const ContestForecast& forecast) {
  ContestScore score;
  score.chances = forecast.chances;
  add_contest_numbers(target, forecast, score);
  if (forecast.tells_districts) {
    add_districts(target, forecast, score);
    add_joint(target, forecast, score);
  }
  add_winners(target, score);
  return score;
}

ContestForecast pooled(const std::vector<ContestForecast>& members,
                       const std::vector<double>& weights) {
  std::size_t n = members.front().votes.elections;
  for (const ContestForecast& member : members) n = std::min(n, member.votes.elections);
  const std::vector<infer::PooledDraw> draws = infer::pooled_draws(weights, n);
  ContestForecast pool = members.front();
  pool.votes.elections = n;
  pool.votes.votes.resize(pool.votes.n_parts * pool.votes.n_candidates * n);
  for (std::size_t part = 0; part < pool.votes.n_parts; ++part) {
    for (std::size_t k = 0; k < pool.votes.n_candidates; ++k) {
      const std::span<float> row = pool.votes.row(part, k);
      for (std::size_t e = 0; e < n; ++e) {
        row[e] = members[draws[e].forecast].votes.row(part, k)[draws[e].draw];
      }
    }
  }
  for (std::size_t k = 0; k < pool.chances.size(); ++k) {
    pool.chances[k] = 0;
    for (std::size_t j = 0; j < members.size(); ++j) {
      pool.chances[k] += weights[j] * members[j].chances[k];
    }
  }
  return pool;
}

LogRatios log_ratios(const ScoreTarget& target, const ContestForecast& a,
                     const ContestForecast& b) {
  LogRatios ratios;
  const auto [first, second] = leaders_of(a, b);
  const auto draws_of = [first = first, second = second](const ContestForecast& forecast,
                                                         std::size_t part) {
    const JointDraws shares = share_draws(forecast.votes, {part});
    std::vector<double> row(forecast.votes.elections);
    for (std::size_t e = 0; e < row.size(); ++e) {
      row[e] = log_ratio(shares[first][e], shares[second][e]);
    }
    return row;
  };
  for (std::size_t i = 0; i < target.districts.size(); ++i) {
    const auto& shares = target.district_shares[i];
    if (!shares[first] || !shares[second]) continue;
    ratios.a.push_back(draws_of(a, i));
    ratios.b.push_back(draws_of(b, i));
    ratios.counted.push_back(log_ratio(*shares[first], *shares[second]));
  }
  return ratios;
}

const char* name_of(ScoreKind kind) {
  static constexpr std::array kNames{"share",  "margin",    "turnout", "districts",
                                     "energy", "variogram", "log",     "brier"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<double> value_of(const ContestScore& score, ScoreKind kind) {
  const auto of = [&score](NumberScore::What what) -> std::optional<double> {
    std::vector<NumberScore> found;
    std::ranges::copy_if(score.numbers, std::back_inserter(found),
                         [what](const NumberScore& number) { return number.what == what; });
    return found.empty() ? std::nullopt : std::optional(mean_crps(found));
  };
  switch (kind) {
    case ScoreKind::share:
      return of(NumberScore::What::share);
    case ScoreKind::margin:
      return of(NumberScore::What::margin);
    case ScoreKind::turnout:
      return of(NumberScore::What::turnout);
    case ScoreKind::districts:
      return score.districts.empty() ? std::nullopt : std::optional(mean_crps(score.districts));
    case ScoreKind::energy:
      return score.energy;
    case ScoreKind::variogram:
      return score.variogram;
    case ScoreKind::log:
      return score.log;
    case ScoreKind::brier:
      return score.brier;
  }
  return std::nullopt;
}

}  // namespace hustings
