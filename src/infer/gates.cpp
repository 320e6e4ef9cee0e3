#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/thousands.hpp"
#include "hustings/infer/calibrate.hpp"

namespace hustings::infer {
namespace {

constexpr double kSpare = 2;      ///< how many times what is needed by the chains' own word
constexpr double kMostMore = 50;  ///< times as many are no advice

/// What to do about chains that are too short: R-hat^2 - 1 and 1 / size fall as chains grow.
std::string more_elections(const Gates& gates, std::uint64_t elections) {
  const double by_size = kLeastBulkEss / gates.bulk_ess;
  const double by_r_hat =
      (gates.rank_r_hat * gates.rank_r_hat - 1) / (kMostRankRHat * kMostRankRHat - 1);
  const double times = kSpare * std::max(by_size, by_r_hat);
  if (!(times < kMostMore)) return "look for districts with a large z, or give fewer districts";
  const double needed = times * static_cast<double>(elections);
  double unit = 1;
  while (needed / unit > 10) unit *= 10;
  std::string number = with_thousands(static_cast<std::uint64_t>(unit * std::ceil(needed / unit)));
  std::ranges::replace(number, ',', '_');  // as the option reads it
  return "try --elections " + number;
}

}  // namespace

std::vector<std::string> failed_gates(const Gates& gates, std::uint64_t elections) {
  std::vector<std::string> failed;
  if (!(gates.misplaced < kMostMisplaced)) {
    failed.push_back(fmt::format(
        "in one district {:.0f} % of the votes are not those counted, but must be below {:.0f} %: "
        "the scenario has no such election; look for districts with a large z, or write larger "
        "sizes",
        100 * gates.misplaced, 100 * kMostMisplaced));
  }
  if (!(gates.acceptance > kLeastAcceptance)) {
    failed.push_back(fmt::format(
        "acceptance is {:.3f}, but must be above {}: the returns are far from the forecast; look "
        "for districts with a large z, or write larger sizes",
        gates.acceptance, kLeastAcceptance));
  }
  if (!(gates.pareto_k < kMostParetoK)) {
    failed.push_back(fmt::format(
        "Pareto k of the weights is {:.2f}, but must be below {}: a few elections outweigh all "
        "others; look for districts with a large z, or give fewer districts",
        gates.pareto_k, kMostParetoK));
  }
  if (!(gates.rank_r_hat < kMostRankRHat)) {
    failed.push_back(
        fmt::format("rank R-hat is {:.3f}, but must be below {}: the chains differ; {}",
                    gates.rank_r_hat, kMostRankRHat, more_elections(gates, elections)));
  }
  if (!(gates.bulk_ess > kLeastBulkEss)) {
    failed.push_back(
        fmt::format("the bulk effective sample size is {:.0f}, but must be above {}: {}",
                    gates.bulk_ess, kLeastBulkEss, more_elections(gates, elections)));
  }
  return failed;
}

std::string unfound_sizes(const Posterior& posterior) {
  if (posterior.size_step < kMostSizeStep) return "";
  return fmt::format(
      "effect sizes are not found: a step still moves one by {:.2g} %; do not use them",
      100 * posterior.size_step);
}

}  // namespace hustings::infer
