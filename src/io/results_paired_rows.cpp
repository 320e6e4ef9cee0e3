#include <algorithm>
#include <iterator>

#include "hustings/summary/difference.hpp"
#include "io/results_rows.hpp"

// How a what-if differs from its base: rows that stand in the trees of what-ifs only.
namespace hustings::results_rows {
namespace {

using Numbers = std::vector<double>;

void append(Rows& rows, Rows more) {
  std::ranges::move(more, std::back_inserter(rows));
}

/// The paired counts of slates as one table, member places beyond a slate's being 0.
std::vector<PairedCount> at_least_table(const Results& results) {
  return padded(results.paired.at_least, PairedCount{});
}

/// Difference and error of every item that `get(results)` lists.
template <class Get, class Differ>
Rows differences(const std::string& path, const std::vector<std::string>& axes,
                 const std::string& unit, const std::string& what, Get get, Differ differ) {
  const auto numbers = [get, differ](double Difference::*member) {
    return [get, differ, member](const Contents& from) {
      Numbers values;
      for (const auto& item : get(from.results)) {
        values.push_back(differ(item, from.results.paired.elections).*member);
      }
      return values;
    };
  };
  return {
      computed({path + "_difference", axes, unit, what + ", minus the base's"},
               numbers(&Difference::difference)),
      computed({path + "_standard_error", axes, unit, "its error, on the same draws"},
               numbers(&Difference::paired_standard_error)),
  };
}

Difference of_count(const PairedCount& count, std::uint64_t n) {
  return difference_of(count, n);
}

Difference of_share(const DifferenceSums& sums, std::uint64_t n) {
  return difference_of(sums, n, kShareUnit);
}

Difference of_votes(const DifferenceSums& sums, std::uint64_t n) {
  return difference_of(sums, n, 1);
}

Rows at_least_tally() {
  const auto restore = [](std::uint64_t PairedCount::*member) {
    return [member](const std::vector<std::uint64_t>& read, Results& to) {
      auto& slates = to.paired.at_least;
      const std::size_t n = to.labels.slates.size();
      slates.resize(n);
      for (std::size_t s = 0; s < n; ++s) {
        const std::size_t width = read.size() / n;
        slates[s].resize(std::min(width, to.labels.slates[s].members.size()));
        for (std::size_t j = 0; j < slates[s].size(); ++j) {
          slates[s][j].*member = read[s * width + j];
        }
      }
    };
  };
  const auto values = [](std::uint64_t PairedCount::*member) {
    return [member](const Contents& from) {
      std::vector<std::uint64_t> counts;
      for (const PairedCount& count : at_least_table(from.results)) counts.push_back(count.*member);
      return counts;
    };
  };
  const std::vector<std::string> axes{"slate", "at_least"};
  return {
      restored({"/tally/paired_at_least_gains", axes, "elections",
                "so many seats or more in the changed world only"},
               values(&PairedCount::gains), restore(&PairedCount::gains)),
      restored({"/tally/paired_at_least_losses", axes, "elections", "in the base only"},
               values(&PairedCount::losses), restore(&PairedCount::losses)),
  };
}

}  // namespace

Rows paired() {
  Rows rows = differences(
      "/paired/win", {"candidate"}, "1", "probability of winning",
      [](const Results& results) { return results.paired.wins; }, of_count);
  append(rows, differences(
                   "/paired/share", {"candidate"}, "1", "mean share",
                   [](const Results& results) { return results.paired.share; }, of_share));
  append(rows, differences(
                   "/paired/votes", {"candidate"}, "votes", "mean of first choices",
                   [](const Results& results) { return results.paired.votes; }, of_votes));
  append(rows, differences(
                   "/paired/delegates", {"candidate"}, "delegates", "mean of delegates",
                   [](const Results& results) { return results.paired.delegates; }, of_votes));
  append(rows, differences(
                   "/paired/margin", {"contest"}, "1", "mean margin",
                   [](const Results& results) { return results.paired.margin; }, of_share));
  append(rows, differences(
                   "/paired/turnout", {"contest"}, "1", "mean turnout",
                   [](const Results& results) { return results.paired.turnout; }, of_share));
  append(rows, differences("/paired/at_least", {"slate", "at_least"}, "1",
                           "probability of so many seats or more", at_least_table, of_count));
  append(rows, differences(
                   "/paired/event", {"event"}, "1", "probability of the event",
                   [](const Results& results) { return results.paired.events; }, of_count));
  append(rows,
         differences(
             "/paired/district_turnout", {"district"}, "1", "mean turnout",
             [](const Results& results) { return results.paired.district_turnout; }, of_share));
  append(rows, differences(
                   "/paired/universe_turnout", {"universe"}, "1", "mean turnout",
                   [](const Results& results) { return results.paired.cell_turnout; }, of_share));
  return rows;
}

Rows paired_tally() {
  Rows rows = {restored(
      {"/tally/paired_elections", {}, "elections", "elections compared with the base"},
      [](const Contents& from) {
        std::vector<std::uint64_t> one;
        if (from.results.paired.elections > 0) one.push_back(from.results.paired.elections);
        return one;
      },
      [](const std::vector<std::uint64_t>& read, Results& to) {
        to.paired.elections = read.at(0);
      })};
  const auto counts = [&](const std::string& name, const std::vector<std::string>& axes,
                          const std::string& what, auto list) {
    append(rows, paired_counts("/tally/paired_" + name, axes, what, list));
  };
  const auto sums = [&](const std::string& name, const std::vector<std::string>& axes,
                        const std::string& what, auto list) {
    append(rows, sums_of<DifferenceSums>("/tally/paired_" + name, axes,
                                         what + " minus those of the base", list));
  };
  counts(
      "wins", {"candidate"}, "elections won",
      [](auto& results) -> auto& { return results.paired.wins; });
  counts(
      "recounts", {"contest"}, "elections counted again",
      [](auto& results) -> auto& { return results.paired.recounts; });
  append(rows, at_least_tally());
  counts(
      "events", {"event"}, "elections in which it happens",
      [](auto& results) -> auto& { return results.paired.events; });
  counts(
      "eliminated", {"candidate", "round"}, "elections that eliminate the candidate then",
      [](auto& results) -> auto& { return results.paired.eliminated; });
  counts(
      "led_but_lost", {"contest"}, "elections that the first round's leader loses",
      [](auto& results) -> auto& { return results.paired.led_but_lost; });
  counts(
      "final_pair", {"final_pair"}, "elections with these as the last two",
      [](auto& results) -> auto& { return results.paired.final_pair; });
  sums(
      "share", {"candidate"}, "shares",
      [](auto& results) -> auto& { return results.paired.share; });
  sums(
      "votes", {"candidate"}, "first choices [votes]",
      [](auto& results) -> auto& { return results.paired.votes; });
  sums(
      "delegates", {"candidate"}, "delegates",
      [](auto& results) -> auto& { return results.paired.delegates; });
  sums(
      "margin", {"contest"}, "margins",
      [](auto& results) -> auto& { return results.paired.margin; });
  sums(
      "turnout", {"contest"}, "turnouts",
      [](auto& results) -> auto& { return results.paired.turnout; });
  sums(
      "exhausted", {"contest"}, "exhausted shares",
      [](auto& results) -> auto& { return results.paired.exhausted; });
  sums(
      "district_turnout", {"district"}, "turnouts",
      [](auto& results) -> auto& { return results.paired.district_turnout; });
  sums(
      "universe_turnout", {"universe"}, "turnouts",
      [](auto& results) -> auto& { return results.paired.cell_turnout; });
  return rows;
}

}  // namespace hustings::results_rows
