#include <algorithm>
#include <iterator>
#include <limits>

#include "results/rows.hpp"

namespace hustings::results_rows {
namespace {

using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

constexpr auto totals = [](auto& results) -> auto& {
  return results.labels.totals;
};
constexpr auto total_names = [](auto& results) -> auto& {
  return results.labels.total_names;
};

bool awards_any(const Results& results) {
  return results.tally.delegates.most > 0;
}

/// An axis of whole numbers from 0 to `most(tally)`; none where that is 0.
DatasetRow number_axis(const std::string& name, std::string help,
                       std::uint32_t DelegatesTally::*most) {
  return restored(
      {"/" + name, {name}, "delegates", std::move(help)},
      [most](const Contents& from) {
        const std::uint32_t n = from.results.tally.delegates.*most;
        return numbers(n == 0 ? 0 : std::size_t{n} + 1);
      },
      [most](const std::vector<std::int32_t>& read, Results& to) {
        to.tally.delegates.*most = static_cast<std::uint32_t>(read.size() - 1);
      });
}

Texts all_total_names(const Contents& from) {
  Texts texts;
  for (std::size_t i = 0; i < from.results.labels.total_names.size(); ++i) {
    texts.push_back(total_name_label(from.results.labels, i));
  }
  return texts;
}

/// Distributions of candidates; nothing for those of contests that award no delegates.
std::vector<std::optional<Distribution>> of_candidates(const Contents& from) {
  std::vector<std::optional<Distribution>> values;
  if (!awards_any(from.results)) return values;
  for (const CandidateSummary& one : from.summary.candidates) values.push_back(one.delegates);
  return values;
}

std::vector<std::optional<Distribution>> of_total_names(const Contents& from) {
  std::vector<std::optional<Distribution>> values;
  for (const TotalNameSummary& one : from.summary.total_names) values.emplace_back(one.delegates);
  return values;
}

/// Mean, sd and quantiles of numbers of delegates, NaN where there are none.
template <class Get>
Rows distribution_rows(const std::string& path, const std::string& axis, const std::string& whose,
                       Get get) {
  const auto one = [get](double Distribution::*member) {
    return [get, member](const Contents& from) {
      Numbers values;
      for (const auto& d : get(from)) values.push_back(d ? *d.*member : kNone);
      return values;
    };
  };
  const auto levels = [get](std::array<double, 5> Distribution::*member) {
    return [get, member](const Contents& from) {
      Numbers values;
      for (const auto& d : get(from)) {
        for (std::size_t i = 0; i < kQuantileLevels.size(); ++i) {
          values.push_back(d ? (*d.*member)[i] : kNone);
        }
      }
      return values;
    };
  };
  const std::string unit = "delegates";
  return {
      computed({path + "_mean", {axis}, unit, "mean delegates of " + whose},
               one(&Distribution::mean)),
      computed({path + "_sd", {axis}, unit, "standard deviation over elections"},
               one(&Distribution::sd)),
      computed({path + "_mean_standard_error", {axis}, unit, "Monte Carlo error of the mean"},
               one(&Distribution::mean_standard_error)),
      computed({path + "_quantile",
                {axis, "quantile"},
                unit,
                "quantiles: the smallest number that so many elections do not exceed"},
               levels(&Distribution::quantiles)),
      computed(
          {path + "_quantile_standard_error", {axis, "quantile"}, unit, "their Monte Carlo error"},
          levels(&Distribution::quantile_standard_errors)),
  };
}

/// Two datasets for a probability of every name of a total, or of every total.
template <class Get>
Rows probability_rows(const std::string& path, const std::string& axis, const std::string& help,
                      Get get) {
  const auto one = [get](double Probability::*member) {
    return [get, member](const Contents& from) {
      Numbers values;
      for (const Probability& p : get(from.summary)) values.push_back(p.*member);
      return values;
    };
  };
  return {
      computed({path, {axis}, "1", help}, one(&Probability::probability)),
      computed({path + "_standard_error", {axis}, "1", "its Monte Carlo error"},
               one(&Probability::standard_error)),
  };
}

auto of_names(Probability TotalNameSummary::*member) {
  return [member](const Summary& summary) {
    std::vector<Probability> values;
    for (const TotalNameSummary& one : summary.total_names) values.push_back(one.*member);
    return values;
  };
}

DatasetRow histogram(std::string path, std::vector<std::string> axes, std::string help,
                     std::vector<std::uint64_t> DelegatesTally::*counts) {
  return computed(
      {std::move(path), std::move(axes), "1", std::move(help)}, [counts](const Contents& from) {
        const Tally& tally = from.results.tally;
        Numbers values;
        for (const std::uint64_t n : tally.delegates.*counts) {
          values.push_back(static_cast<double>(n) / static_cast<double>(tally.elections));
        }
        return values;
      });
}

DatasetRow counts(std::string path, std::vector<std::string> axes, std::string help,
                  std::vector<std::uint64_t> DelegatesTally::*member) {
  return whole(
      {std::move(path), std::move(axes), "elections", std::move(help)},
      [member](auto& results) -> auto& { return results.tally.delegates.*member; });
}

}  // namespace

Rows delegate_axes() {
  return {
      number_axis("delegates", "delegates won in a contest, from 0", &DelegatesTally::most),
      field({"/total", {"total"}, "", "id of the total"}, totals, &TotalLabel::id),
      restored({"/total_name", {"total_name"}, "", "total/name, total by total"}, all_total_names,
               [](const Texts& read, Results& to) { to.labels.total_names.resize(read.size()); }),
      number_axis("total_delegates", "delegates won over the contests of a total, from 0",
                  &DelegatesTally::most_total),
  };
}

Rows delegate_labels() {
  return {
      restored(
          {"/labels/contest_delegates",
           {"contest"},
           "delegates",
           "how many it awards; 0 = it awards none"},
          [](const Contents& from) {
            std::vector<std::int32_t> values;
            if (!awards_any(from.results)) return values;
            for (const ContestLabel& contest : from.results.labels.contests) {
              values.push_back(stored(contest.delegates));
            }
            return values;
          },
          [](const std::vector<std::int32_t>& read, Results& to) {
            for (std::size_t c = 0; c < read.size(); ++c) {
              to.labels.contests[c].delegates = static_cast<std::uint32_t>(read[c]);
            }
          }),
      field({"/labels/total_majority", {"total"}, "delegates", "how many are enough"}, totals,
            &TotalLabel::majority),
      field({"/labels/total_seats", {"total"}, "delegates", "how many its contests award"}, totals,
            &TotalLabel::seats),
      field({"/labels/total_of_name", {"total_name"}, "", "place of its total, from 0"},
            total_names, &TotalNameLabel::total),
      field({"/labels/name_in_total", {"total_name"}, "", "the name within its total"}, total_names,
            &TotalNameLabel::name),
  };
}

Rows delegate_summary() {
  Rows rows = distribution_rows("/summary/candidate_delegates", "candidate",
                                "the candidate; NaN where none are awarded", of_candidates);
  const auto append = [&rows](Rows more) { std::ranges::move(more, std::back_inserter(rows)); };
  append(distribution_rows("/summary/name_delegates", "total_name", "the name", of_total_names));
  append(probability_rows("/summary/majority", "total_name", "probability of the majority",
                          of_names(&TotalNameSummary::majority)));
  append(probability_rows("/summary/lead", "total_name",
                          "probability of more delegates than every other name of the total",
                          of_names(&TotalNameSummary::leads)));
  append(probability_rows("/summary/no_majority", "total", "probability that nobody has it",
                          [](const Summary& summary) { return summary.no_majority; }));
  return rows;
}

Rows delegate_histograms() {
  return {
      histogram("/histograms/candidate_delegates", {"candidate", "delegates"},
                "share of the elections with exactly so many delegates; 0 where none are awarded",
                &DelegatesTally::won),
      histogram("/histograms/name_delegates", {"total_name", "total_delegates"},
                "share of the elections with exactly so many delegates in the total",
                &DelegatesTally::total_won),
  };
}

Rows delegate_draws() {
  return {
      whole(
          {"/draws/candidate_delegates",
           {"candidate", "election"},
           "delegates",
           "delegates won; 0 where none are awarded"},
          [](auto& results) -> auto& { return results.draws.delegates; }),
      whole(
          {"/draws/name_delegates",
           {"total_name", "election"},
           "delegates",
           "delegates won over the contests of the total"},
          [](auto& results) -> auto& { return results.draws.total_delegates; }),
  };
}

Rows delegates_tally() {
  return {
      counts("/tally/candidate_delegates", {"candidate", "delegates"},
             "elections with exactly so many delegates", &DelegatesTally::won),
      counts("/tally/remainder_ties", {"contest"},
             "elections in which equal remainders left a delegate to votes or ids",
             &DelegatesTally::ties),
      counts("/tally/name_delegates", {"total_name", "total_delegates"},
             "elections with exactly so many delegates in the total", &DelegatesTally::total_won),
      counts("/tally/majority", {"total_name"}, "elections with the majority",
             &DelegatesTally::total_majority),
      counts("/tally/lead", {"total_name"},
             "elections with more delegates than every other name of the total",
             &DelegatesTally::total_leads),
      counts("/tally/no_majority", {"total"}, "elections in which nobody has the majority",
             &DelegatesTally::no_majority),
  };
}

}  // namespace hustings::results_rows
