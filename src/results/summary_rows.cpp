#include <algorithm>
#include <iterator>

#include "results/rows.hpp"

namespace hustings::results_rows {
namespace {

using Numbers = std::vector<double>;
using Distributions = std::vector<Distribution>;
using Probabilities = std::vector<Probability>;

template <class Items, class Get>
Numbers each(const Items& items, Get get) {
  Numbers values;
  for (const auto& item : items) values.push_back(get(item));
  return values;
}

/// Two datasets for a probability per item of `axes`.
template <class Get>
Rows probability_rows(const std::string& path, const std::vector<std::string>& axes,
                      const std::string& help, Get get) {
  return {
      computed({path, axes, "1", help},
               [get](const Contents& from) {
                 return each(get(from.summary), [](auto& p) { return p.probability; });
               }),
      computed({path + "_standard_error", axes, "1", "its Monte Carlo error"},
               [get](const Contents& from) {
                 return each(get(from.summary), [](auto& p) { return p.standard_error; });
               }),
  };
}

/// Three datasets for mean and sd of a share per item of an axis.
template <class Get>
Rows moment_rows(const std::string& path, const std::string& axis, const std::string& what,
                 Get get) {
  return {
      computed({path + "_mean", {axis}, "1", "mean " + what},
               [get](const Contents& from) {
                 return each(get(from.summary), [](auto& d) { return d.mean; });
               }),
      computed({path + "_sd", {axis}, "1", "standard deviation over elections"},
               [get](const Contents& from) {
                 return each(get(from.summary), [](auto& d) { return d.sd; });
               }),
      computed({path + "_mean_standard_error", {axis}, "1", "Monte Carlo error of the mean"},
               [get](const Contents& from) {
                 return each(get(from.summary), [](auto& d) { return d.mean_standard_error; });
               }),
  };
}

/// The quantiles' two datasets.
template <class Get>
Rows quantile_rows(const std::string& path, const std::string& axis, const std::string& what,
                   Get get) {
  const auto flat = [get](const Summary& summary, auto quantiles) {
    Numbers values;
    for (const Distribution& d : get(summary))
      std::ranges::copy(d.*quantiles, back_inserter(values));
    return values;
  };
  return {
      computed(
          {path + "_quantile", {axis, "quantile"}, "1", "quantiles of the " + what},
          [flat](const Contents& from) { return flat(from.summary, &Distribution::quantiles); }),
      computed(
          {path + "_quantile_standard_error", {axis, "quantile"}, "1", "their Monte Carlo error"},
          [flat](const Contents& from) {
            return flat(from.summary, &Distribution::quantile_standard_errors);
          }),
  };
}

void append(Rows& rows, Rows more) {
  std::ranges::move(more, std::back_inserter(rows));
}

template <class Get>
void append_distribution(Rows& rows, const std::string& path, const std::string& axis,
                         const std::string& what, Get get) {
  append(rows, moment_rows(path, axis, what, get));
  append(rows, quantile_rows(path, axis, what, get));
}

/// One optional distribution of every contest, or none at all.
auto of_contests(std::optional<Distribution> ContestSummary::*member) {
  return [member](const Summary& summary) {
    Distributions values;
    for (const ContestSummary& contest : summary.contests) {
      if (contest.*member) values.push_back(*(contest.*member));
    }
    return values;
  };
}

Probabilities wins(const Summary& summary) {
  Probabilities values;
  for (const CandidateSummary& candidate : summary.candidates) values.push_back(candidate.win);
  return values;
}

Distributions shares(const Summary& summary) {
  Distributions values;
  for (const CandidateSummary& candidate : summary.candidates) values.push_back(candidate.share);
  return values;
}

Probabilities sweeps(const Summary& summary) {
  Probabilities values;
  for (const SlateSummary& slate : summary.slates) values.push_back(slate.sweep);
  return values;
}

Probabilities at_least(const Summary& summary) {
  std::vector<Probabilities> rows;
  for (const SlateSummary& slate : summary.slates) rows.push_back(slate.at_least);
  return padded(rows, Probability{});
}

Rows slate_rows() {
  Rows rows =
      probability_rows("/summary/sweep", {"slate"}, "probability that every member wins", sweeps);
  append(rows,
         probability_rows("/summary/at_least_probability", {"slate", "at_least"},
                          "probability of so many seats or more; 0 beyond its members", at_least));
  rows.push_back(computed({"/summary/seats_mean", {"slate"}, "seats", "expected seats"},
                          [](const Contents& from) {
                            return each(from.summary.slates, [](auto& s) { return s.mean_seats; });
                          }));
  rows.push_back(computed(
      {"/summary/seats_mean_standard_error", {"slate"}, "seats", "its Monte Carlo error"},
      [](const Contents& from) {
        return each(from.summary.slates, [](auto& s) { return s.mean_seats_standard_error; });
      }));
  return rows;
}

/// A histogram as shares of the elections.
template <class Get>
DatasetRow histogram(AboutDataset about, Get counts) {
  return computed(std::move(about), [counts](const Contents& from) {
    const Tally& tally = from.results.tally;
    return each(counts(tally), [&](std::uint64_t count) {
      return static_cast<double>(count) / static_cast<double>(tally.elections);
    });
  });
}

Numbers slate_outcomes(const Contents& from) {
  const std::size_t most = most_joint_members(from.results);
  if (most == 0) return {};
  std::vector<Numbers> rows;
  for (const SlateSummary& slate : from.summary.slates) {
    rows.push_back(slate.joint);
    if (slate.joint.empty()) {
      rows.back().assign(std::size_t{1} << most, std::numeric_limits<double>::quiet_NaN());
    }
  }
  return padded(rows, 0.0);
}

Numbers both_win(const Contents& from, bool all_pairs) {
  const bool all = counts_all_pairs(from.results.labels, from.results.tally);
  return all == all_pairs ? from.pairs.both_win : Numbers{};
}

}  // namespace

Rows summary() {
  Rows rows =
      probability_rows("/summary/win", {"candidate"}, "probability of winning the contest", wins);
  append_distribution(rows, "/summary/share", "candidate", "share of the contest's ballots",
                      shares);
  append_distribution(rows, "/summary/margin", "contest",
                      "margin: share of the winner minus that of the runner-up",
                      of_contests(&ContestSummary::margin));
  append_distribution(rows, "/summary/turnout", "contest",
                      "turnout: share of the registered that votes",
                      of_contests(&ContestSummary::turnout));
  append(rows, moment_rows("/summary/district_turnout", "district",
                           "turnout: share of the registered that votes",
                           [](const Summary& summary) { return summary.district_turnout; }));
  append(rows, moment_rows("/summary/universe_turnout", "universe",
                           "turnout: share of the registered that votes",
                           [](const Summary& summary) { return summary.universe_turnout; }));
  append(rows, slate_rows());
  return rows;
}

Rows histograms() {
  return {
      histogram({"/histograms/share",
                 {"candidate", "bin"},
                 "1",
                 "share of the elections with the candidate's share in the bin"},
                [](const Tally& tally) { return tally.share_histogram; }),
      histogram({"/histograms/margin",
                 {"contest", "bin"},
                 "1",
                 "share of the elections with the winner's margin in the bin"},
                [](const Tally& tally) { return tally.margin_histogram; }),
      histogram({"/histograms/turnout",
                 {"contest", "bin"},
                 "1",
                 "share of the elections with the contest's turnout in the bin"},
                [](const Tally& tally) { return tally.turnout_histogram; }),
      histogram({"/histograms/slate_seats",
                 {"slate", "seats"},
                 "1",
                 "share of the elections in which the slate wins exactly so many seats"},
                [](const Tally& tally) { return padded(tally.seats, std::uint64_t{0}); }),
  };
}

Rows joint() {
  Rows rows = {
      computed({"/joint/both_win",
                {"candidate", "candidate_b"},
                "1",
                "probability that both win; on the diagonal that one wins"},
               [](const Contents& from) { return both_win(from, true); }),
      computed({"/joint/slate_both_win",
                {"slate_candidate", "slate_candidate_b"},
                "1",
                "the same where only pairs within slates are counted; NaN = not counted"},
               [](const Contents& from) { return both_win(from, false); }),
      computed({"/joint/slate_outcome",
                {"slate", "outcome"},
                "1",
                "probability that exactly these members win; 0 beyond 2^members, NaN = not "
                "counted (over 10 members)"},
               slate_outcomes),
  };
  append(rows, probability_rows("/joint/event_probability", {"event"}, "probability of the event",
                                [](const Summary& summary) { return summary.events; }));
  return rows;
}

}  // namespace hustings::results_rows
