#include "support/workload_w.hpp"

#include <fmt/format.h>

namespace hustings::test {
namespace {

using namespace scenario;

constexpr std::uint64_t kContests = 30;
constexpr std::uint64_t kUniverses = 12;
constexpr std::uint64_t kCandidates = 3;

std::string number(const char* letter, std::uint64_t n) {
  return fmt::format("{}{:02}", letter, n);
}
std::string candidate(std::uint64_t k) {
  return fmt::format("c{}", k);
}

double ten_thousandths(std::uint64_t plus, std::int64_t minus) {
  return static_cast<double>(static_cast<std::int64_t>(plus) - minus) / 10000.0;
}

Contest contest(std::uint64_t d) {
  Contest contest;
  contest.id = number("d", d);
  contest.districts = {contest.id};
  for (std::uint64_t k = 0; k < kCandidates; ++k) {
    contest.candidates.push_back(
        {.id = candidate(k), .tags = {{"camp", fmt::format("f{}", (d + k) % 4)}}});
    for (std::uint64_t j = 0; j < kUniverses; ++j) {
      const std::uint64_t pair = (d * kUniverses + j) * kCandidates + k;
      const std::uint64_t seat = d * kCandidates + k;
      const std::uint64_t weight = 8 * (pair * 15485863 % 1000) + 7 * (seat * 32452843 % 1000);
      contest.support.push_back({.candidate = candidate(k),
                                 .keys = {{"district", contest.id}, {"universe", number("u", j)}},
                                 .kind = SupportKind::log_weight,
                                 .value = ten_thousandths(weight, 4000)});
    }
  }
  return contest;
}

Universe universe(std::uint64_t d, std::uint64_t j) {
  const std::uint64_t i = d * kUniverses + j;
  return {.district = number("d", d),
          .universe = number("u", j),
          .faction = fmt::format("f{}", (i * 7 + i / 12) % 4),
          .registered = 500 + i * 7919 % 4001,
          .turnout = TurnoutLogOdds{ten_thousandths(9 * (i * 104729 % 1000), 10000)},
          .tags = {{"kind", number("k", j)}}};
}

Effect effect(const char* id, Affects affects, std::vector<std::string> by, double sd) {
  return {.id = id, .by = std::move(by), .loads = {{.affects = affects, .sd = sd}}};
}

}  // namespace

Scenario workload_w() {
  Scenario w;
  w.title = "Workload W";
  w.output.histogram_bins = 200;
  for (int f = 0; f < 4; ++f) w.factions.push_back({.id = fmt::format("f{}", f)});
  Slate zero{.id = "zero"};
  Slate first_five{.id = "first_five"};
  for (std::uint64_t d = 0; d < kContests; ++d) {
    w.districts.push_back({.id = number("d", d), .region = fmt::format("r{}", d % 5)});
    for (std::uint64_t j = 0; j < kUniverses; ++j) w.universes.push_back(universe(d, j));
    w.contests.push_back(contest(d));
    zero.members.push_back(number("d", d) + "/c0");
    if (d < 5) first_five.members.push_back(zero.members.back());
  }
  w.slates = {zero, first_five};
  w.effects = {effect("state", Affects::turnout, {}, 0.10),
               effect("region", Affects::turnout, {"region"}, 0.08),
               effect("faction", Affects::turnout, {"faction"}, 0.10),
               effect("kind", Affects::turnout, {"kind"}, 0.08),
               effect("district", Affects::turnout, {"district"}, 0.12),
               effect("cell turnout", Affects::turnout, {"universe"}, 0.15),
               effect("faction choice", Affects::support, {"camp"}, 0.15),
               effect("candidate", Affects::support, {"candidate"}, 0.25),
               effect("cell choice", Affects::support, {"candidate", "universe"}, 0.20)};
  return w;
}

}  // namespace hustings::test
