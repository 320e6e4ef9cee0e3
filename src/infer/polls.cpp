#include "hustings/infer/polls.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>

#include "hustings/core/contract.hpp"
#include "hustings/infer/matrix.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

constexpr double kPollsterVariance = .15 * .15;
constexpr double kSponsorVariance = .20 * .20;
constexpr double kDriftVariancePerDay = .05 * .05;
constexpr double kCommonVariance = .25 * .25;
constexpr double kSmallestShare = .003;  // a poll's 0 %

// Of the even split: what each leader gets of the undecided, what they add to the error, and how
// the error of a candidate grows below a tenth of the votes.
constexpr double kEvenPart = .17;
constexpr double kUndecidedSd = .4;
constexpr double kSmallVariance = .9;
constexpr double kSmallBelow = .10;

// Of the law of June 2026.
constexpr double kProportionalUndecidedSd = .8;
constexpr double kConstantSd = .24;

using Pair = std::array<std::size_t, 2>;

double square(double x) {
  return x * x;
}

/// The two largest; of equals the earlier.
Pair leaders_of(const std::vector<double>& shares) {
  Pair two{0, 1};
  if (shares[1] > shares[0]) std::swap(two[0], two[1]);
  for (std::size_t k = 2; k < shares.size(); ++k) {
    if (shares[k] > shares[two[0]]) {
      two = {k, two[0]};
    } else if (shares[k] > shares[two[1]]) {
      two[1] = k;
    }
  }
  return two;
}

Pair leaders_of(const Poll& poll) {
  std::vector<double> shares;
  for (const std::optional<double>& share : poll.shares) shares.push_back(share.value_or(-1.0));
  return leaders_of(shares);
}

double raw_share(const Poll& poll, std::size_t k) {
  return std::max(kSmallestShare, *poll.shares[k]);
}

double undecided_of(const Poll& poll) {
  if (poll.undecided) return *poll.undecided;
  double rest = 1.0;
  for (const std::optional<double>& share : poll.shares) rest -= share.value_or(0.0);
  return std::max(0.0, rest);
}

/// Order in which polls are added up, whatever the order they come in.
bool stands_before(const Poll& a, const Poll& b) {
  return std::tie(a.id, a.days, a.shares, a.sample) < std::tie(b.id, b.days, b.shares, b.sample);
}

std::size_t newest_of(const std::vector<Poll>& polls) {
  const auto newer = [](const Poll& a, const Poll& b) {
    if (a.days != b.days) return a.days < b.days;
    if (a.sponsored != b.sponsored) return !a.sponsored;
    return stands_before(a, b);
  };
  return static_cast<std::size_t>(std::min_element(polls.begin(), polls.end(), newer) -
                                  polls.begin());
}

double precision_of(const Poll& poll, int newest_days) {
  const auto [first, second] = leaders_of(poll);
  const double n = poll.sample.value_or(kUnknownSample);
  return 1.0 / ((1.0 / raw_share(poll, first) + 1.0 / raw_share(poll, second)) / n +
                kPollsterVariance + (poll.sponsored ? kSponsorVariance : 0.0) +
                kDriftVariancePerDay * (poll.days - newest_days));
}

/// The polls that count, sorted by id, and what they weigh together.
struct Counted {
  std::vector<const Poll*> polls;
  std::vector<double> weights;  ///< adding to 1
  double precision = 0;         ///< 1 / variance of their mean
};

/// Returns the weighted geometric mean of a share over the polls that name the candidate; 0 where
/// none does. shares: per poll x candidates.
double log_mean(const Counted& counted, const Matrix& shares, std::size_t k) {
  double total = 0;
  double sum = 0;
  for (std::size_t i = 0; i < counted.polls.size(); ++i) {
    if (!counted.polls[i]->shares[k]) continue;
    total += counted.weights[i];
    sum += counted.weights[i] * exact::log(shares(i, k));
  }
  return total > 0 ? exact::exp(sum / total) : 0.0;
}

std::vector<double> polled_shares(const Counted& counted, std::size_t width) {
  Matrix raw(counted.polls.size(), width);
  for (std::size_t i = 0; i < raw.rows(); ++i) {
    for (std::size_t k = 0; k < width; ++k) {
      if (counted.polls[i]->shares[k]) raw(i, k) = raw_share(*counted.polls[i], k);
    }
  }
  std::vector<double> polled(width);
  for (std::size_t k = 0; k < width; ++k) polled[k] = log_mean(counted, raw, k);
  return polled;
}

void split_evenly(PooledPolls& pooled, const std::vector<double>& lean) {
  std::vector<double> shares = pooled.polled;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    if (!(shares[k] > 0)) shares[k] = lean[k];
  }
  const auto [first, second] = leaders_of(shares);
  pooled.undecided = std::max(0.0, 1.0 - shares[first] - shares[second]);
  for (const std::size_t k : {first, second}) shares[k] += kEvenPart * pooled.undecided;
  pooled.shares = normalised(std::move(shares));
  pooled.variance += square(kUndecidedSd * pooled.undecided);
  for (const double q : pooled.shares) {
    const double small = std::max(0.0, exact::log(kSmallBelow / q));
    pooled.sds.push_back(std::sqrt(pooled.variance / 2.0 + kSmallVariance * small));
  }
}

/// Returns shares of all candidates that add to 1 and agree with the poll where it speaks: the
/// undecided go by lean to the names asked about, other names keep the estimate of their share.
std::vector<double> completed(const Poll& poll, const std::vector<double>& lean,
                              const std::vector<double>& estimate) {
  double asked = 0;
  double absent = 0;
  for (std::size_t k = 0; k < lean.size(); ++k) {
    (poll.shares[k] ? asked : absent) += poll.shares[k] ? lean[k] : estimate[k];
  }
  std::vector<double> shares(lean.size());
  double total = 0;
  for (std::size_t k = 0; k < lean.size(); ++k) {
    if (!poll.shares[k]) continue;
    shares[k] = std::max(kSmallestShare, *poll.shares[k] + undecided_of(poll) * lean[k] / asked);
    total += shares[k];
  }
  for (std::size_t k = 0; k < lean.size(); ++k) {
    shares[k] = poll.shares[k] ? shares[k] * (1.0 - absent) / total : estimate[k];
  }
  return shares;
}

void split_by_lean(PooledPolls& pooled, const Counted& counted, const std::vector<double>& lean) {
  constexpr int kRounds = 100;
  pooled.shares = lean;
  Matrix complete(counted.polls.size(), lean.size());
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < complete.rows(); ++i) {
      complete.set_row(i, completed(*counted.polls[i], lean, pooled.shares));
    }
    for (std::size_t k = 0; k < lean.size(); ++k) {
      const double mean = log_mean(counted, complete, k);
      pooled.shares[k] = mean > 0 ? mean : lean[k];
    }
    pooled.shares = normalised(std::move(pooled.shares));
  }
  for (std::size_t i = 0; i < counted.polls.size(); ++i) {
    pooled.undecided += counted.weights[i] * undecided_of(*counted.polls[i]);
  }
  pooled.variance += square(kProportionalUndecidedSd * pooled.undecided);
  pooled.sds.assign(lean.size(), kConstantSd);
}

/// Takes the polls that name the newest one's leaders, sorted; their weights go
/// to `weights` in the order given.
Counted counted_polls(const std::vector<Poll>& polls, std::size_t newest,
                      std::vector<double>& weights) {
  const auto [first, second] = leaders_of(polls[newest]);
  std::vector<std::size_t> order(polls.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return stands_before(polls[a], polls[b]); });
  std::vector<std::size_t> places;
  Counted counted;
  for (const std::size_t i : order) {
    if (!polls[i].shares[first] || !polls[i].shares[second]) continue;
    places.push_back(i);
    counted.polls.push_back(&polls[i]);
    counted.weights.push_back(precision_of(polls[i], polls[newest].days));
  }
  counted.precision = std::accumulate(counted.weights.begin(), counted.weights.end(), 0.0);
  counted.weights = normalised(std::move(counted.weights));
  weights.assign(polls.size(), 0.0);
  for (std::size_t i = 0; i < places.size(); ++i) weights[places[i]] = counted.weights[i];
  return counted;
}

}  // namespace

PooledPolls pool_polls(const std::vector<Poll>& polls, const std::vector<double>& lean,
                       PollLaw law) {
  HUSTINGS_REQUIRE(!polls.empty() && lean.size() >= 2);
  PooledPolls pooled;
  pooled.newest = newest_of(polls);
  const Counted counted = counted_polls(polls, pooled.newest, pooled.weights);
  pooled.polled = polled_shares(counted, lean.size());
  pooled.variance =
      kCommonVariance + 1.0 / counted.precision + kDriftVariancePerDay * polls[pooled.newest].days;
  if (law == PollLaw::even_split) {
    split_evenly(pooled, lean);
  } else {
    split_by_lean(pooled, counted, lean);
  }
  return pooled;
}

std::vector<std::size_t> polls_without_leaders(const std::vector<Poll>& polls) {
  const auto [first, second] = leaders_of(polls[newest_of(polls)]);
  std::vector<std::size_t> without;
  for (std::size_t i = 0; i < polls.size(); ++i) {
    if (!polls[i].shares[first] || !polls[i].shares[second]) without.push_back(i);
  }
  return without;
}

}  // namespace hustings::infer
