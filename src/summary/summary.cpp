#include "hustings/summary/summary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "core/fixed.hpp"

namespace hustings {
namespace {

using Counts = std::span<const std::uint64_t>;

double ratio(std::uint64_t k, std::uint64_t n) {
  return static_cast<double>(k) / static_cast<double>(n);
}

Distribution moments(const MomentSums& sums, std::uint64_t n) {
  Distribution d;
  if (n == 0) return d;
  // n x squares - sum^2 is exact in 128 bits up to 2^44 elections: no cancellation.
  const U128 scaled = n * sums.squares - static_cast<U128>(sums.sum) * sums.sum;
  const auto count = static_cast<double>(n);
  d.mean = static_cast<double>(sums.sum) / count / kFixedOne;
  d.sd = std::sqrt(static_cast<double>(scaled)) / count / kFixedOne;
  d.mean_standard_error = d.sd / std::sqrt(count);
  return d;
}

/// Quantile at level q, linear within its bin, with its standard error by the bin's density.
void add_quantile(Counts histogram, std::uint64_t n, std::size_t at, Distribution& d) {
  const double q = kQuantileLevels[at];
  const double target = q * static_cast<double>(n);
  const double width = 1.0 / static_cast<double>(histogram.size());
  double below = 0;
  for (std::size_t b = 0; b < histogram.size(); ++b) {
    const auto count = static_cast<double>(histogram[b]);
    if (count > 0 && below + count >= target) {
      const double density = count / static_cast<double>(n) / width;
      d.quantiles[at] = (static_cast<double>(b) + (target - below) / count) * width;
      d.quantile_standard_errors[at] = std::sqrt(q * (1 - q) / static_cast<double>(n)) / density;
      return;
    }
    below += count;
  }
}

Distribution distribution(const MomentSums& sums, Counts histogram, std::uint64_t n) {
  Distribution d = moments(sums, n);
  d.has_quantiles = n > 0;
  for (std::size_t i = 0; n > 0 && i < kQuantileLevels.size(); ++i) {
    add_quantile(histogram, n, i, d);
  }
  return d;
}

/// Of a whole number, from the elections by it: quantiles are the smallest numbers that so many
/// elections do not exceed.
Distribution numbers(Counts elections, std::uint64_t n) {
  Distribution d;
  if (n == 0) return d;
  U128 sum = 0;
  U128 squares = 0;
  for (std::size_t i = 0; i < elections.size(); ++i) {
    sum += U128{elections[i]} * i;
    squares += U128{elections[i]} * i * i;
  }
  const auto count = static_cast<double>(n);
  d.mean = static_cast<double>(sum) / count;
  d.sd = std::sqrt(static_cast<double>(n * squares - sum * sum)) / count;
  d.mean_standard_error = d.sd / std::sqrt(count);
  d.has_quantiles = true;
  std::uint64_t below = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < elections.size(); ++i) {
    below += elections[i];
    for (; at < kQuantileLevels.size(); ++at) {
      const double q = kQuantileLevels[at];
      if (static_cast<double>(below) < q * count) break;
      d.quantiles[at] = static_cast<double>(i);
      d.quantile_standard_errors[at] = std::sqrt(q * (1 - q) / count) / ratio(elections[i], n);
    }
  }
  return d;
}

Counts row(const std::vector<std::uint64_t>& histogram, std::size_t i, std::size_t bins) {
  return Counts(histogram).subspan(i * bins, bins);
}

SlateSummary slate_summary(const std::vector<std::uint64_t>& seats,
                           const std::vector<std::uint64_t>& joint, std::uint64_t n) {
  SlateSummary slate;
  const std::size_t k = seats.size() - 1;
  slate.sweep = probability(seats[k], n);
  for (const std::uint64_t count : seats) slate.wins.push_back(ratio(count, n));
  const SeatMoments moments = seat_moments(seats);
  slate.mean_seats = moments.mean;
  slate.mean_seats_standard_error = moments.standard_error;
  for (std::size_t j = 1; j <= k; ++j) {
    std::uint64_t reached = 0;
    for (std::size_t i = j; i <= k; ++i) reached += seats[i];
    slate.at_least.push_back(probability(reached, n));
  }
  for (const std::uint64_t count : joint) slate.joint.push_back(ratio(count, n));
  return slate;
}

RoundsSummary rounds_summary(const Labels& labels, const Tally& tally, std::size_t c) {
  const ContestLabel& contest = labels.contests[c];
  const RoundsTally& from = tally.rounds;
  const std::uint64_t n = tally.elections;
  RoundsSummary rounds;
  std::vector<std::uint64_t> reached;
  for (std::size_t m = 0; m < contest.n_rounds; ++m) {
    reached.push_back(from.reached[c * from.n_rounds + m]);
    rounds.reached.push_back(ratio(reached[m], n));
    rounds.exhausted_by_round.push_back(
        moments(from.exhausted_by_round[c * from.n_rounds + m], reached[m]));
  }
  for (std::size_t k = 0; k < contest.n_candidates; ++k) {
    const std::size_t row = (contest.first_candidate + k) * from.n_rounds;
    auto& eliminated = rounds.eliminated.emplace_back();
    auto& standing = rounds.standing.emplace_back();
    for (std::size_t m = 0; m < contest.n_rounds; ++m) {
      eliminated.push_back(probability(from.eliminated[row + m], n));
      standing.push_back(moments(from.standing[row + m], reached[m]));
    }
  }
  rounds.exhausted =
      distribution(from.exhausted[c], row(from.exhausted_histogram, c, tally.bins), n);
  rounds.led_first_but_lost = probability(from.led_but_lost[c], n);
  for (std::size_t i = 0; i < from.final_pairs.size(); ++i) {
    const auto a = static_cast<std::uint32_t>(from.final_pairs[i].a.index());
    const auto b = static_cast<std::uint32_t>(from.final_pairs[i].b.index());
    if (labels.candidates[a].contest != c || from.final_pair[i] == 0) continue;
    rounds.final_pairs.push_back({a, b, probability(from.final_pair[i], n)});
  }
  std::stable_sort(rounds.final_pairs.begin(), rounds.final_pairs.end(),
                   [](const FinalPair& x, const FinalPair& y) {
                     return x.probability.probability > y.probability.probability;
                   });
  return rounds;
}

void add_delegates(const Labels& labels, const Tally& tally, Summary& summary) {
  const DelegatesTally& from = tally.delegates;
  const std::uint64_t n = tally.elections;
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    if (labels.contests[labels.candidates[i].contest].delegates == 0) continue;
    summary.candidates[i].delegates = numbers(row(from.won, i, std::size_t{from.most} + 1), n);
  }
  for (std::size_t c = 0; c < from.ties.size(); ++c) {
    summary.contests[c].remainder_ties = from.ties[c];
  }
  for (std::size_t i = 0; i < labels.total_names.size(); ++i) {
    summary.total_names.push_back(
        {numbers(row(from.total_won, i, std::size_t{from.most_total} + 1), n),
         probability(from.total_majority[i], n), probability(from.total_leads[i], n)});
  }
  for (const std::uint64_t count : from.no_majority) {
    summary.no_majority.push_back(probability(count, n));
  }
}

}  // namespace

Probability probability(std::uint64_t k, std::uint64_t n) {
  Probability p;
  if (n == 0) return p;
  p.probability = ratio(k, n);
  p.standard_error = std::sqrt(p.probability * (1 - p.probability) / static_cast<double>(n));
  if (k == 0) p.upper_bound = std::min(1.0, 3.0 / static_cast<double>(n));
  return p;
}

SeatMoments seat_moments(const std::vector<std::uint64_t>& seats) {
  const std::uint64_t n = std::accumulate(seats.begin(), seats.end(), std::uint64_t{0});
  if (n == 0) return {};
  SeatMoments moments;
  double square = 0;
  for (std::size_t j = 0; j < seats.size(); ++j) {
    const auto value = static_cast<double>(j);
    moments.mean += value * ratio(seats[j], n);
    square += value * value * ratio(seats[j], n);
  }
  const double variance = std::max(square - moments.mean * moments.mean, 0.0);
  moments.standard_error = std::sqrt(variance / static_cast<double>(n));
  return moments;
}

const CandidateSummary* Summary::find(std::string_view name) const {
  const auto found = std::find(candidate_names.begin(), candidate_names.end(), name);
  return found == candidate_names.end()
             ? nullptr
             : &candidates[static_cast<std::size_t>(found - candidate_names.begin())];
}

Summary summarise(const Labels& labels, const Tally& tally) {
  const std::uint64_t n = tally.elections;
  Summary summary;
  summary.elections = n;
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    summary.candidate_names.push_back(candidate_label(labels, i));
    summary.candidates.push_back(
        {probability(tally.wins[i], n),
         distribution(tally.share[i], row(tally.share_histogram, i, tally.bins), n), std::nullopt});
  }
  for (std::size_t c = 0; c < labels.contests.size(); ++c) {
    ContestSummary contest;
    if (!tally.turnout.empty()) {
      contest.turnout =
          distribution(tally.turnout[c], row(tally.turnout_histogram, c, tally.bins), n);
    }
    if (!tally.margin.empty()) {
      contest.margin = distribution(tally.margin[c], row(tally.margin_histogram, c, tally.bins), n);
    }
    contest.lots = tally.lots[c];
    if (labels.contests[c].recounts) contest.recount = probability(tally.recounts[c], n);
    if (labels.contests[c].n_rounds > 0) contest.rounds = rounds_summary(labels, tally, c);
    summary.contests.push_back(contest);
  }
  for (const MomentSums& sums : tally.district_turnout) {
    summary.district_turnout.push_back(moments(sums, n));
  }
  for (const MomentSums& sums : tally.universe_turnout) {
    summary.universe_turnout.push_back(moments(sums, n));
  }
  for (std::size_t s = 0; s < labels.slates.size(); ++s) {
    summary.slates.push_back(slate_summary(tally.seats[s], tally.joint[s], n));
  }
  add_delegates(labels, tally, summary);
  for (const std::uint64_t count : tally.events) summary.events.push_back(probability(count, n));
  return summary;
}

}  // namespace hustings
