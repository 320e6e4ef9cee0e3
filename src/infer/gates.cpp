#include <fmt/format.h>

#include "hustings/infer/calibrate.hpp"

namespace hustings::infer {

std::vector<std::string> failed_gates(const Gates& gates) {
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
    failed.push_back(fmt::format(
        "rank R-hat is {:.3f}, but must be below {}: the chains differ; ask for more --elections",
        gates.rank_r_hat, kMostRankRHat));
  }
  if (!(gates.bulk_ess > kLeastBulkEss)) {
    failed.push_back(fmt::format(
        "the bulk effective sample size is {:.0f}, but must be above {}: ask for more --elections",
        gates.bulk_ess, kLeastBulkEss));
  }
  return failed;
}

}  // namespace hustings::infer
