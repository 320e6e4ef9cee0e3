#include "allocate/starts.hpp"

#include <algorithm>
#include <boost/random/bernoulli_distribution.hpp>
#include <boost/random/uniform_01.hpp>

#include "allocate/maximise.hpp"
#include "hustings/random/name.hpp"
#include "random/named_stream.hpp"

namespace hustings::allocate {
namespace {

NamedStream stream_of(std::uint64_t seed, const char* name) {
  return {seed, Purpose::design, name_hash({"allocate", name})};
}

/// Spacings of sorted uniforms: evenly distributed over what adds up to 1.
std::vector<double> spacings(std::size_t n, NamedStream& stream) {
  boost::random::uniform_01<double> uniform;
  std::vector<double> cuts;
  for (std::size_t i = 0; i + 1 < n; ++i) cuts.push_back(uniform(stream));
  std::ranges::sort(cuts);
  cuts.push_back(1);
  std::vector<double> parts;
  double before = 0;
  for (const double cut : cuts) {
    parts.push_back(cut - before);
    before = cut;
  }
  return parts;
}

}  // namespace

std::vector<std::vector<double>> starts_of(const Limits& limits, const OnSet& on, std::size_t n,
                                           std::uint64_t seed) {
  std::vector<std::size_t> members;
  for (std::size_t g = 0; g < on.size(); ++g) {
    if (on[g]) members.push_back(g);
  }
  const std::size_t m = members.size();
  std::vector<std::vector<double>> all_parts{
      std::vector<double>(m, 1 / std::max(static_cast<double>(m), 1.0))};
  for (std::size_t i = 0; i < m && m > 1; ++i) {
    all_parts.emplace_back(m, 0.0);
    all_parts.back()[i] = 1;
  }
  const std::size_t n_starts = m > 1 ? std::max(n, m + 5) : 1;
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = i + 1; j < m && all_parts.size() + 4 < n_starts && m > 2; ++j) {
      all_parts.emplace_back(m, 0.0);
      all_parts.back()[i] = all_parts.back()[j] = 0.5;
    }
  }
  NamedStream stream = stream_of(seed, "starts");
  while (all_parts.size() < n_starts) all_parts.push_back(spacings(m, stream));
  std::vector<std::vector<double>> starts;
  for (const std::vector<double>& parts : all_parts) {
    std::vector<double> amounts(on.size(), 0.0);
    for (std::size_t i = 0; i < m; ++i) {
      amounts[members[i]] = most_of(limits, on, members[i], parts[i]);
    }
    starts.push_back(projected(limits, on, std::move(amounts)));
  }
  return starts;
}

SetsToTry sets_of(const Limits& limits, std::uint64_t seed) {
  std::vector<std::size_t> switched;
  for (std::size_t g = 0; g < limits.n(); ++g) {
    if (limits.is_switched(g)) switched.push_back(g);
  }
  SetsToTry to_try;
  to_try.all = switched.size() <= kMostSwitched;
  NamedStream stream = stream_of(seed, "sets");
  const boost::random::bernoulli_distribution<double> is_on(0.5);
  const std::size_t n = to_try.all ? std::size_t{1} << switched.size() : kRandomSets + 2;
  for (std::size_t s = 0; s < n; ++s) {
    OnSet on(limits.n(), true);
    for (std::size_t i = 0; i < switched.size(); ++i) {
      on[switched[i]] = to_try.all ? ((s >> i) & 1) != 0 : s == 0 || (s > 1 && is_on(stream));
    }
    const bool is_new = std::ranges::find(to_try.sets, on) == to_try.sets.end();
    if (is_new && is_possible(limits, on)) to_try.sets.push_back(std::move(on));
  }
  return to_try;
}

}  // namespace hustings::allocate
