#include "hustings/infer/latent_types.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "infer/types_em.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

constexpr double kMostCounted = 4000;  // ballots of a place, lest large ones decide alone

Matrix scaled_down(const Matrix& counts) {
  Matrix scaled = counts;
  for (std::size_t i = 0; i < counts.rows(); ++i) {
    const std::span<double> row = scaled[i];
    const double total = std::accumulate(row.begin(), row.end(), 0.0);
    if (!(total > kMostCounted)) continue;
    for (double& count : row) count *= kMostCounted / total;
  }
  return scaled;
}

/// Square roots of shares, contest beside contest, for distances; pooled ones where nobody voted.
Matrix share_roots(const std::vector<Matrix>& contests) {
  std::size_t width = 0;
  for (const Matrix& counts : contests) width += counts.columns();
  const std::size_t n = contests.front().rows();
  Matrix roots(n + 1, width);  // the last row is of all places together
  std::size_t first = 0;
  for (const Matrix& counts : contests) {
    const std::vector<double> pooled = pooled_shares(counts);
    for (std::size_t i = 0; i <= n; ++i) {
      const std::vector<double> row = i < n ? counts.row(i) : pooled;
      const double total = std::accumulate(row.begin(), row.end(), 0.0);
      for (std::size_t k = 0; k < row.size(); ++k) {
        roots(i, first + k) = std::sqrt(total > 0 ? row[k] / total : pooled[k]);
      }
    }
    first += counts.columns();
  }
  return roots;
}

/// Takes, one by one, the place furthest from all taken so far; the first from the whole.
std::vector<std::size_t> farthest_first(const std::vector<Matrix>& contests, std::size_t types) {
  const Matrix roots = share_roots(contests);
  const std::size_t n = roots.rows() - 1;
  const auto distance = [&](std::size_t a, std::size_t b) {
    double alike = 0;
    for (std::size_t k = 0; k < roots.columns(); ++k) alike += roots(a, k) * roots(b, k);
    return static_cast<double>(contests.size()) - alike;
  };
  std::vector<std::size_t> seeds;
  std::vector<double> nearest(n);
  for (std::size_t i = 0; i < n; ++i) nearest[i] = distance(i, n);
  while (seeds.size() < types) {
    const auto furthest = std::max_element(nearest.begin(), nearest.end());
    const auto seed = static_cast<std::size_t>(furthest - nearest.begin());
    for (std::size_t i = 0; i < n; ++i) {
      const double to_seed = distance(i, seed);
      nearest[i] = seeds.empty() ? to_seed : std::min(nearest[i], to_seed);
    }
    seeds.push_back(seed);
  }
  return seeds;
}

/// How types vote at first: half as their seed, half as all.
Matrix start_votes(const Matrix& counts, const std::vector<std::size_t>& seeds) {
  const std::vector<double> pooled = pooled_shares(counts);
  Matrix votes(seeds.size(), counts.columns());
  for (std::size_t f = 0; f < seeds.size(); ++f) {
    const std::span<const double> row = counts[seeds[f]];
    const double total = std::accumulate(row.begin(), row.end(), 0.0);
    for (std::size_t k = 0; k < row.size(); ++k) {
      votes(f, k) = .5 * (total > 0 ? row[k] / total : pooled[k]) + .5 * pooled[k];
    }
  }
  return votes;
}

Matrix rows_of(const Matrix& table, const std::vector<std::size_t>& rows) {
  Matrix some(rows.size(), table.columns());
  for (std::size_t i = 0; i < rows.size(); ++i) some.set_row(i, table.row(rows[i]));
  return some;
}

/// Log predictive probability per ballot of a contest in each place, its B fitted on the places of
/// the other half.
std::vector<double> left_out_scores(const Matrix& parts, const Matrix& contest,
                                    const EmSteps& steps) {
  const std::size_t n = contest.rows();
  std::vector<std::vector<std::size_t>> halves(2);
  for (std::size_t i = 0; i < n; ++i) halves[i < n / 2 ? 0 : 1].push_back(i);
  std::vector<double> scores(n, 0.0);
  for (std::size_t half = 0; half < 2; ++half) {
    const std::vector<std::size_t>& fitted = halves[1 - half];
    const Matrix votes = fit_votes(rows_of(parts, fitted), rows_of(contest, fitted), steps);
    const Matrix shares = shares_of_types(parts, votes);
    for (const std::size_t i : halves[half]) {
      double ballots = 0;
      for (std::size_t k = 0; k < contest.columns(); ++k) {
        if (!(contest(i, k) > 0)) continue;
        ballots += contest(i, k);
        // Nobody voted for the candidate in the other half: as rare as can be told from there.
        scores[i] += contest(i, k) * exact::log(std::max(shares(i, k), 1e-6));
      }
      if (ballots > 0) scores[i] /= ballots;
    }
  }
  return scores;
}

/// Scores of a number of types per place, mean over contests, each predicted by the others.
std::vector<double> scores_of(const std::vector<Matrix>& contests, std::size_t types,
                              const EmSteps& steps) {
  std::vector<double> mean(contests.front().rows(), 0.0);
  for (std::size_t c = 0; c < contests.size(); ++c) {
    std::vector<Matrix> others = contests;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(c));
    const LatentTypes fit = fit_types(others, types, steps);
    const std::vector<double> scores = left_out_scores(fit.parts, contests[c], steps);
    for (std::size_t i = 0; i < mean.size(); ++i) {
      mean[i] += scores[i] / static_cast<double>(contests.size());
    }
  }
  return mean;
}

/// Takes every second, third, .. place where there are more than it takes to choose a number.
std::vector<Matrix> thinned_out(const std::vector<Matrix>& contests) {
  constexpr std::size_t kEnoughPlaces = 1000;
  const std::size_t n = contests.front().rows();
  const std::size_t step = (n + kEnoughPlaces - 1) / kEnoughPlaces;
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < n; i += step) rows.push_back(i);
  std::vector<Matrix> thinned;
  for (const Matrix& contest : contests) thinned.push_back(rows_of(contest, rows));
  return thinned;
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

std::vector<double> LatentTypes::purest() const {
  std::vector<double> largest(parts.columns(), 0.0);
  for (std::size_t i = 0; i < parts.rows(); ++i) {
    for (std::size_t f = 0; f < largest.size(); ++f) {
      largest[f] = std::max(largest[f], parts(i, f));
    }
  }
  return largest;
}

std::size_t most_types(const std::vector<Matrix>& contests) {
  std::size_t most = 0;
  for (const Matrix& counts : contests) most += counts.columns() - 1;
  return most;
}

LatentTypes fit_types(const std::vector<Matrix>& contests, std::size_t types,
                      const EmSteps& steps) {
  HUSTINGS_REQUIRE(!contests.empty() && 1 <= types && types <= most_types(contests));
  std::vector<Matrix> counts;
  for (const Matrix& contest : contests) counts.push_back(scaled_down(contest));
  LatentTypes fit;
  fit.seeds = farthest_first(counts, types);
  std::vector<Matrix> votes;
  for (const Matrix& contest : counts) votes.push_back(start_votes(contest, fit.seeds));
  Matrix parts(counts.front().rows(), types, 1.0 / static_cast<double>(types));
  TypesEm em(counts, std::move(parts), std::move(votes));
  em.run(steps);
  fit.parts = em.parts();
  fit.votes = em.votes();
  fit.objective = em.objective();
  fit.steps = em.steps();
  return fit;
}

Matrix fit_votes(const Matrix& parts, const Matrix& contest, const EmSteps& steps) {
  const std::vector<double> pooled = pooled_shares(contest);
  Matrix votes(parts.columns(), contest.columns());
  for (std::size_t f = 0; f < votes.rows(); ++f) votes.set_row(f, pooled);
  const std::vector<Matrix> contests = {contest};
  TypesEm em(contests, parts, {votes}, true);
  em.run(steps);
  return em.votes().front();
}

Matrix shares_of_types(const Matrix& parts, const Matrix& votes) {
  Matrix shares(parts.rows(), votes.columns());
  for (std::size_t i = 0; i < parts.rows(); ++i) {
    for (std::size_t f = 0; f < parts.columns(); ++f) {
      for (std::size_t k = 0; k < votes.columns(); ++k) shares(i, k) += parts(i, f) * votes(f, k);
    }
  }
  return shares;
}

ChosenTypes choose_types(const std::vector<Matrix>& contests,
                         const std::vector<std::size_t>& numbers, const EmSteps& steps) {
  HUSTINGS_REQUIRE(contests.size() >= 2 && !numbers.empty());
  const std::vector<Matrix> thinned = thinned_out(contests);
  std::vector<std::vector<double>> scores;
  ChosenTypes chosen;
  for (const std::size_t types : numbers) {
    scores.push_back(scores_of(thinned, types, steps));
    chosen.scores.push_back({types, mean_of(scores.back())});
  }
  std::size_t best = 0;
  for (std::size_t a = 1; a < scores.size(); ++a) {
    if (chosen.scores[a].log_score > chosen.scores[best].log_score) best = a;
  }
  for (std::size_t a = scores.size(); a-- > 0;) {
    TypesScore& score = chosen.scores[a];
    score.below_best = chosen.scores[best].log_score - score.log_score;
    const auto n = static_cast<double>(scores[a].size());
    double squares = 0;
    for (std::size_t i = 0; i < scores[a].size(); ++i) {
      const double apart = scores[best][i] - scores[a][i] - score.below_best;
      squares += apart * apart;
    }
    score.below_best_se = std::sqrt(squares / (n - 1.0) / n);
    if (score.below_best <= 2.0 * score.below_best_se) chosen.types = score.types;
  }
  return chosen;
}

}  // namespace hustings::infer
