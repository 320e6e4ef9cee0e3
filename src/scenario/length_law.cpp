#include <array>

#include "hustings/scenario/count_rule.hpp"

namespace hustings::scenario {
namespace {

constexpr std::size_t kRanks = 5;

/// New York City 2025, mayor: shares of ballots by their number of names.
constexpr std::array<double, kRanks> kTopOfTicket{0.17, 0.11, 0.13, 0.12, 0.47};

/// Returns the law with another share of ballots that name one candidate alone, the other lengths
/// in proportion: further down the ballot fewer voters rank.
std::array<double, kRanks> with_single_names(double single) {
  std::array<double, kRanks> law = kTopOfTicket;
  for (double& share : law) share *= (1 - single) / (1 - kTopOfTicket[0]);
  law[0] = single;
  return law;
}

/// Cuts a law to fewer ranks: who would rank more ranks all there are.
std::vector<double> cut_at(std::size_t ranks, const std::array<double, kRanks>& law) {
  std::vector<double> cut(law.begin(), law.begin() + static_cast<std::ptrdiff_t>(ranks));
  for (std::size_t l = ranks; l < law.size(); ++l) cut.back() += law[l];
  return cut;
}

}  // namespace

std::optional<std::vector<double>> length_law(const std::string& name, int ranks) {
  if (ranks < 1 || ranks > static_cast<int>(kRanks)) return std::nullopt;
  const auto n = static_cast<std::size_t>(ranks);
  if (name == "top_of_ticket") return cut_at(n, kTopOfTicket);
  if (name == "council") return cut_at(n, with_single_names(0.30));
  if (name == "down_ballot") return cut_at(n, with_single_names(0.45));
  return std::nullopt;
}

}  // namespace hustings::scenario
