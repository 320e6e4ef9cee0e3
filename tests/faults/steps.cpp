#include "faults/steps.hpp"

#include "faults/random.hpp"

namespace hustings::faults {
namespace {

Act act_of(Random& random) {
  constexpr Act kActs[] = {Act::run,   Act::run,    Act::run,      Act::run,   Act::run,
                           Act::run,   Act::run,    Act::run,      Act::merge, Act::merge,
                           Act::merge, Act::damage, Act::damage,   Act::fill,  Act::free,
                           Act::power, Act::power,  Act::other_run};
  return random.one_of(kActs);
}

}  // namespace

/// Short sequences come more often: most faults need few steps.
std::vector<Step> steps_of(std::uint64_t seed) {
  Random random(seed);
  const std::uint64_t longest = random.once_in(8) ? 60 : (random.once_in(3) ? 30 : 14);
  const std::uint64_t n = 5 + random.below(longest - 4);
  std::vector<Step> steps;
  for (std::uint64_t i = 0; i < n; ++i) {
    const Act act = act_of(random);
    steps.push_back({static_cast<int>(i) + 1, act, random.next()});
  }
  return steps;
}

}  // namespace hustings::faults
