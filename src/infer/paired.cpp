#include "hustings/infer/paired.hpp"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <map>

#include "hustings/infer/scores.hpp"
#include "hustings/random/name.hpp"
#include "random/named_stream.hpp"

namespace hustings::infer {
namespace {

/// The differences of one day.
struct Day {
  double sum = 0;
  double n = 0;
};

std::vector<Day> days_of(const std::vector<PairedScore>& scores) {
  std::map<std::size_t, Day> by_number;
  for (const PairedScore& score : scores) {
    Day& day = by_number[score.day];
    day.sum += score.b - score.a;
    day.n += 1;
  }
  std::vector<Day> days;
  for (const auto& [number, day] : by_number) days.push_back(day);
  return days;
}

Interval resampled(const std::vector<Day>& days, NamedStream words) {
  const boost::random::uniform_int_distribution<std::size_t> any(0, days.size() - 1);
  std::vector<double> means(kResamples);
  for (double& mean : means) {
    Day all;
    for (std::size_t i = 0; i < days.size(); ++i) {
      const Day& day = days[any(words)];
      all.sum += day.sum;
      all.n += day.n;
    }
    mean = all.sum / all.n;
  }
  std::sort(means.begin(), means.end());
  return central_interval(means, .95);
}

}  // namespace

ScoreDifference paired_difference(std::vector<PairedScore> scores, std::uint64_t seed,
                                  const std::string& name) {
  // In one order, so that the order of the contests moves no bit.
  std::sort(scores.begin(), scores.end(), [](const PairedScore& x, const PairedScore& y) {
    return x.day != y.day ? x.day < y.day : x.b - x.a < y.b - y.a;
  });
  const std::vector<Day> days = days_of(scores);
  ScoreDifference found{.contests = scores.size(), .days = days.size()};
  if (scores.empty()) return found;
  const auto n = static_cast<double>(scores.size());
  for (const Day& day : days) found.mean += day.sum / n;
  if (days.size() < 2) return found;
  double squares = 0;
  for (const Day& day : days) {
    const double apart = day.sum - day.n * found.mean;
    squares += apart * apart;
  }
  const auto clusters = static_cast<double>(days.size());
  found.standard_error = std::sqrt(clusters / (clusters - 1) * squares) / n;
  if (*found.standard_error > 0) found.t = found.mean / *found.standard_error;
  const Interval interval =
      resampled(days, NamedStream(seed, Purpose::resample, name_hash({"score", name})));
  found.low = interval.low;
  found.high = interval.high;
  return found;
}

}  // namespace hustings::infer
