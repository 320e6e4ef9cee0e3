#include "support/ranked_reference.hpp"

#include <algorithm>

namespace hustings::test {
namespace {

bool has(std::uint32_t set, std::size_t i) {
  return (set >> i & 1U) != 0;
}

std::size_t last_of(const std::vector<double>& standing, std::uint32_t eliminated) {
  std::size_t last = standing.size();
  for (std::size_t k = 0; k < standing.size(); ++k) {
    if (has(eliminated, k)) continue;
    if (last == standing.size() || standing[k] < standing[last]) last = k;
  }
  return last;
}

/// Runs rounds until two are left; `stand(eliminated, standing, exhausted)` counts one round.
template <class Stand>
RankedCount run_rounds(std::size_t n, Stand stand) {
  RankedCount count;
  std::uint32_t eliminated = 0;
  for (std::size_t round = 0; round + 1 < n; ++round) {
    std::vector<double> standing(n, 0.0);
    double exhausted = 0;
    stand(eliminated, standing, exhausted);
    count.standing.push_back(standing);
    count.exhausted.push_back(exhausted);
    if (round + 2 == n) break;
    count.order.push_back(last_of(standing, eliminated));
    eliminated |= 1U << count.order.back();
  }
  const auto& last = count.standing.back();
  count.winner =
      static_cast<std::size_t>(std::max_element(last.begin(), last.end()) - last.begin());
  return count;
}

}  // namespace

std::vector<double> all_in(const std::vector<double>& weights, std::size_t c,
                           std::uint32_t eliminated, std::size_t most) {
  const std::size_t n = weights.size();
  double all = 0;
  for (std::size_t k = 0; k < n; ++k) all += k == c ? 0 : weights[k];
  std::vector<double> f(std::size_t{1} << n, 0.0);
  std::vector<double> by_size(most + 1, 0.0);
  f[0] = 1;
  for (std::uint32_t set = 0; set < f.size(); ++set) {
    if ((set & ~eliminated) != 0 || has(set, c)) continue;
    std::size_t size = 0;
    for (std::size_t b = 0; b < n; ++b) {
      if (!has(set, b)) continue;
      ++size;
      const std::uint32_t before = set & ~(1U << b);
      double left = all;
      for (std::size_t i = 0; i < n; ++i) left -= has(before, i) ? weights[i] : 0;
      f[set] += f[before] * weights[b] / left;
    }
    if (size <= most) by_size[size] += f[set];
  }
  return by_size;
}

RankedCount count_exactly(const RankedElection& election) {
  const std::size_t n = election.n_candidates();
  return run_rounds(
      n, [&](std::uint32_t eliminated, std::vector<double>& standing, double& exhausted) {
        for (std::size_t u = 0; u < election.votes.size(); ++u) {
          for (std::size_t c = 0; c < n; ++c) {
            const double votes = election.votes[u][c];
            if (!has(eliminated, c)) {
              standing[c] += votes;
              continue;
            }
            const auto& weights = election.weights[u][c];
            const auto& lengths = election.lengths[c];
            const auto in = all_in(weights, c, eliminated, lengths.size() - 1);
            double ex = 0;
            for (std::size_t l = 0; l < lengths.size(); ++l) ex += lengths[l] * in[l];
            double left = 0;
            for (std::size_t k = 0; k < n; ++k) left += has(eliminated, k) ? 0 : weights[k];
            exhausted += votes * ex;
            for (std::size_t k = 0; k < n; ++k) {
              if (!has(eliminated, k)) standing[k] += votes * (1 - ex) * weights[k] / left;
            }
          }
        }
      });
}

std::vector<PlainBallot> sample_ballots(const RankedElection& election, std::mt19937_64& rng) {
  const std::size_t n = election.n_candidates();
  std::vector<PlainBallot> ballots;
  for (std::size_t u = 0; u < election.votes.size(); ++u) {
    for (std::size_t c = 0; c < n; ++c) {
      std::discrete_distribution<std::size_t> length(election.lengths[c].begin(),
                                                     election.lengths[c].end());
      for (double votes = election.votes[u][c]; votes >= 1; --votes) {
        PlainBallot ballot{c};
        std::vector<double> left = election.weights[u][c];
        left[c] = 0;
        for (std::size_t l = length(rng); l > 0; --l) {
          if (std::all_of(left.begin(), left.end(), [](double w) { return w == 0; })) break;
          std::discrete_distribution<std::size_t> next(left.begin(), left.end());
          ballot.push_back(next(rng));
          left[ballot.back()] = 0;
        }
        ballots.push_back(std::move(ballot));
      }
    }
  }
  return ballots;
}

RankedCount count_plainly(const std::vector<PlainBallot>& ballots, std::size_t n_candidates) {
  return run_rounds(n_candidates, [&](std::uint32_t eliminated, std::vector<double>& standing,
                                      double& exhausted) {
    for (const PlainBallot& ballot : ballots) {
      const auto first = std::find_if(ballot.begin(), ballot.end(),
                                      [&](std::size_t k) { return !has(eliminated, k); });
      if (first == ballot.end()) {
        ++exhausted;
      } else {
        ++standing[*first];
      }
    }
  });
}

}  // namespace hustings::test
