#include <algorithm>
#include <iterator>

#include "hustings/summary/comparison.hpp"
#include "results/rows.hpp"

namespace hustings::results_rows {
namespace {

using Numbers = std::vector<double>;

void append(Rows& rows, Rows more) {
  std::ranges::move(more, std::back_inserter(rows));
}

/// A row computed item by item from one table of the variation.
template <class Table, class Get>
DatasetRow each(AboutDataset about, Table table, Get get) {
  return computed(std::move(about), [table, get](const Contents& from) {
    const VaryTally& vary = from.results.vary;
    Numbers values;
    for (const auto& item : vary.*table) values.push_back(get(item, vary.elections));
    return values;
  });
}

/// A probability at every point, and how it differs from the base.
Rows probabilities(const std::string& path, const std::string& axis, const std::string& help,
                   std::vector<std::uint64_t> VaryTally::*counts,
                   std::vector<PairedCount> VaryTally::*paired) {
  const std::vector<std::string> axes{"point", axis};
  return {
      each({path, axes, "1", help}, counts,
           [](std::uint64_t k, std::uint64_t n) { return probability(k, n).probability; }),
      each({path + "_standard_error", axes, "1", "its Monte Carlo error"}, counts,
           [](std::uint64_t k, std::uint64_t n) { return probability(k, n).standard_error; }),
      each({path + "_difference", axes, "1", "minus that of the base"}, paired,
           [](const PairedCount& p, std::uint64_t n) { return difference_of(p, n).difference; }),
      each({path + "_difference_standard_error", axes, "1", "its error, on the same draws"}, paired,
           [](const PairedCount& p, std::uint64_t n) {
             return difference_of(p, n).paired_standard_error;
           }),
  };
}

double mean_of(const MomentSums& sums, std::uint64_t n) {
  return static_cast<double>(sums.sum) / static_cast<double>(n) * kShareUnit;
}

}  // namespace

Rows vary() {
  Rows rows = {whole(
      {"/vary/amount", {"point", "input"}, "", "the amount of the input's change at the point"},
      [](auto& results) -> auto& { return results.vary.amounts; })};
  append(rows, probabilities("/vary/win", "candidate", "probability of winning the contest",
                             &VaryTally::wins, &VaryTally::paired_wins));
  rows.push_back(each({"/vary/share_mean", {"point", "candidate"}, "1", "mean share"},
                      &VaryTally::share, mean_of));
  rows.push_back(
      each({"/vary/share_difference", {"point", "candidate"}, "1", "minus that of the base"},
           &VaryTally::share_difference, [](const DifferenceSums& sums, std::uint64_t n) {
             return difference_of(sums, n, kShareUnit).difference;
           }));
  rows.push_back(each({"/vary/share_difference_standard_error",
                       {"point", "candidate"},
                       "1",
                       "its error, on the same draws"},
                      &VaryTally::share_difference,
                      [](const DifferenceSums& sums, std::uint64_t n) {
                        return difference_of(sums, n, kShareUnit).paired_standard_error;
                      }));
  rows.push_back(each({"/vary/turnout_mean", {"point", "contest"}, "1", "mean turnout"},
                      &VaryTally::turnout, mean_of));
  append(rows, probabilities("/vary/sweep", "slate", "probability that every member wins",
                             &VaryTally::sweeps, &VaryTally::paired_sweeps));
  append(rows, probabilities("/vary/event_probability", "event", "probability of the event",
                             &VaryTally::events, &VaryTally::paired_events));
  return rows;
}

Rows vary_tally() {
  const std::vector<std::string> candidates{"point", "candidate"};
  Rows rows = {restored(
      {"/tally/vary_elections", {}, "elections", "elections simulated at every point"},
      [](const Contents& from) {
        std::vector<std::uint64_t> one;
        if (from.results.vary.elections > 0) one.push_back(from.results.vary.elections);
        return one;
      },
      [](const std::vector<std::uint64_t>& read, Results& to) { to.vary.elections = read.at(0); })};
  const auto counts = [&](const std::string& name, const std::string& axis, const std::string& help,
                          auto array) {
    rows.push_back(whole({"/tally/vary_" + name, {"point", axis}, "elections", help}, array));
  };
  counts(
      "wins", "candidate", "elections won",
      [](auto& results) -> auto& { return results.vary.wins; });
  append(rows, paired_counts(
                   "/tally/vary_wins", candidates, "elections won",
                   [](auto& results) -> auto& { return results.vary.paired_wins; }));
  append(rows, sums(
                   "/tally/vary_share", candidates, "shares",
                   [](auto& results) -> auto& { return results.vary.share; }));
  append(rows, sums_of<DifferenceSums>(
                   "/tally/vary_share_difference", candidates, "shares minus those of the base",
                   [](auto& results) -> auto& { return results.vary.share_difference; }));
  append(rows, sums(
                   "/tally/vary_turnout", {"point", "contest"}, "turnouts",
                   [](auto& results) -> auto& { return results.vary.turnout; }));
  counts(
      "sweeps", "slate", "elections swept",
      [](auto& results) -> auto& { return results.vary.sweeps; });
  append(rows, paired_counts(
                   "/tally/vary_sweeps", {"point", "slate"}, "elections swept",
                   [](auto& results) -> auto& { return results.vary.paired_sweeps; }));
  counts(
      "events", "event", "elections in which the event happens",
      [](auto& results) -> auto& { return results.vary.events; });
  append(rows, paired_counts(
                   "/tally/vary_events", {"point", "event"}, "elections in which it happens",
                   [](auto& results) -> auto& { return results.vary.paired_events; }));
  return rows;
}

}  // namespace hustings::results_rows
