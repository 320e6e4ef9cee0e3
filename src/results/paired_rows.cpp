#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>

#include "hustings/summary/comparison.hpp"
#include "results/rows.hpp"

// How a what-if differs from its base: rows that stand in the trees of what-ifs only.
namespace hustings::results_rows {
namespace {

using Numbers = std::vector<double>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();  // not there in both worlds

void append(Rows& rows, Rows more) {
  std::ranges::move(more, std::back_inserter(rows));
}

using Get = std::function<std::optional<Compared>(const Comparison&, std::size_t)>;

/// Difference and error of every item of an axis; `get` compares item i.
Rows differences(const AboutDataset& about, std::function<std::size_t(const Contents&)> n_items,
                 const Get& get) {
  const auto numbers = [n_items, get](double Difference::*member) {
    return [n_items, get, member](const Contents& from) {
      Numbers values(from.comparison ? n_items(from) : 0, kNone);
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (const auto compared = get(*from.comparison, i)) values[i] = compared->moved.*member;
      }
      return values;
    };
  };
  return {
      computed(
          {about.path + "_difference", about.axes, about.unit, about.help + ", minus the base's"},
          numbers(&Difference::difference)),
      computed(
          {about.path + "_standard_error", about.axes, about.unit, "its error, on the same draws"},
          numbers(&Difference::paired_standard_error)),
  };
}

std::size_t n_candidates(const Contents& from) {
  return from.results.labels.candidates.size();
}
std::size_t n_contests(const Contents& from) {
  return from.results.labels.contests.size();
}
std::size_t n_names(const Contents& from) {
  return from.results.labels.total_names.size();
}

std::size_t n_slates(const Contents& from) {
  return from.results.labels.slates.size();
}

/// Differences of the seat counts of every slate; 0 beyond a slate's members.
Rows at_least_differences() {
  const auto numbers = [](double Difference::*member) {
    return [member](const Contents& from) {
      std::vector<Numbers> rows;
      for (std::size_t s = 0; from.comparison && s < n_slates(from); ++s) {
        Numbers& row = rows.emplace_back();
        for (std::size_t j = 1; j <= from.results.labels.slates[s].members.size(); ++j) {
          const auto compared = from.comparison->at_least(s, j);
          row.push_back(compared ? compared->moved.*member : kNone);
        }
      }
      return padded(rows, 0.0);
    };
  };
  const std::vector<std::string> axes{"slate", "at_least"};
  return {
      computed({"/paired/at_least_difference", axes, "1",
                "probability of so many seats or more, minus the base's"},
               numbers(&Difference::difference)),
      computed({"/paired/at_least_standard_error", axes, "1", "its error, on the same draws"},
               numbers(&Difference::paired_standard_error)),
  };
}

/// Differences of what is counted in rounds; none where no contest is.
Rows round_differences() {
  const auto rounds = [](const Contents& from) -> std::size_t {
    return from.results.tally.rounds.n_rounds;
  };
  const auto contests = [rounds](const Contents& from) {
    return rounds(from) > 0 ? n_contests(from) : 0;
  };
  Rows rows = differences({"/paired/led_first_but_lost",
                           {"contest"},
                           "1",
                           "probability that the first round's leader loses"},
                          contests, &Comparison::led_but_lost);
  append(
      rows,
      differences({"/paired/exhausted", {"contest"}, "1", "mean share exhausted in the last round"},
                  contests, &Comparison::exhausted));
  append(rows,
         differences(
             {"/paired/final_pair", {"final_pair"}, "1", "probability that they are the last two"},
             [](const Contents& from) { return from.results.tally.rounds.final_pairs.size(); },
             &Comparison::final_pair));
  const auto eliminated = [rounds](double Difference::*member) {
    return [rounds, member](const Contents& from) {
      Numbers values;
      for (std::size_t i = 0; from.comparison && i < n_candidates(from); ++i) {
        for (std::size_t m = 0; m < rounds(from); ++m) {
          const auto compared = from.comparison->eliminated(i, m);
          values.push_back(compared ? compared->moved.*member : kNone);
        }
      }
      return values;
    };
  };
  const std::vector<std::string> axes{"candidate", "round"};
  rows.push_back(computed({"/paired/eliminated_difference", axes, "1",
                           "probability of being eliminated in that round, minus the base's"},
                          eliminated(&Difference::difference)));
  rows.push_back(
      computed({"/paired/eliminated_standard_error", axes, "1", "its error, on the same draws"},
               eliminated(&Difference::paired_standard_error)));
  return rows;
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
      for (const PairedCount& count : padded(from.results.paired.at_least, PairedCount{})) {
        counts.push_back(count.*member);
      }
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
  const std::vector<std::string> candidate{"candidate"};
  const std::vector<std::string> contest{"contest"};
  const std::vector<std::string> total_name{"total_name"};
  Rows rows;
  const auto add = [&rows](const AboutDataset& about,
                           std::function<std::size_t(const Contents&)> n_items, const Get& get) {
    append(rows, differences(about, std::move(n_items), get));
  };
  add({"/paired/win", candidate, "1", "probability of winning"}, n_candidates, &Comparison::win);
  add({"/paired/share", candidate, "1", "mean share"}, n_candidates, &Comparison::share);
  add({"/paired/votes", candidate, "votes", "mean of first choices"}, n_candidates,
      &Comparison::votes);
  add(
      {"/paired/delegates", candidate, "delegates", "mean of delegates"},
      [](const Contents& from) { return from.results.paired.delegates.size(); },
      &Comparison::delegates);
  add({"/paired/name_delegates", total_name, "delegates", "mean of delegates"}, n_names,
      &Comparison::total_delegates);
  add({"/paired/majority", total_name, "1", "probability of the majority"}, n_names,
      &Comparison::majority);
  add({"/paired/lead", total_name, "1", "probability of the lead"}, n_names, &Comparison::lead);
  add(
      {"/paired/no_majority", {"total"}, "1", "probability that nobody has it"},
      [](const Contents& from) { return from.results.labels.totals.size(); },
      &Comparison::no_majority);
  add({"/paired/margin", contest, "1", "mean margin"}, n_contests, &Comparison::margin);
  add({"/paired/turnout", contest, "1", "mean turnout"}, n_contests, &Comparison::turnout);
  add({"/paired/recount", contest, "1", "probability of a recount"}, n_contests,
      &Comparison::recount);
  append(rows, round_differences());
  append(rows, at_least_differences());
  add({"/paired/seats", {"slate"}, "seats", "expected seats"}, n_slates, &Comparison::seats);
  add(
      {"/paired/event", {"event"}, "1", "probability of the event"},
      [](const Contents& from) { return from.results.labels.events.size(); }, &Comparison::event);
  add(
      {"/paired/district_turnout", {"district"}, "1", "mean turnout"},
      [](const Contents& from) { return from.results.tally.district_turnout.size(); },
      &Comparison::district_turnout);
  add(
      {"/paired/universe_turnout", {"universe"}, "1", "mean turnout"},
      [](const Contents& from) { return from.results.tally.universe_turnout.size(); },
      &Comparison::universe_turnout);
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
                        const std::string& what, auto list, const SumUnits& units = {}) {
    append(rows, sums_of<DifferenceSums>("/tally/paired_" + name, axes,
                                         what + " minus those of the base", list, units));
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
  sums("votes", {"candidate"}, "first choices",
       [](auto& results) -> auto& { return results.paired.votes; },
       {"votes", "votes^2", "2^64 votes^2"});
  sums("delegates", {"candidate"}, "delegates",
       [](auto& results) -> auto& { return results.paired.delegates; },
       {"delegates", "delegates^2", "2^64 delegates^2"});
  sums("seats", {"slate"}, "seats", [](auto& results) -> auto& { return results.paired.seats; },
       {"seats", "seats^2", "2^64 seats^2"});
  sums("name_delegates", {"total_name"}, "delegates",
       [](auto& results) -> auto& { return results.paired.total_delegates; },
       {"delegates", "delegates^2", "2^64 delegates^2"});
  counts(
      "majority", {"total_name"}, "elections with the majority",
      [](auto& results) -> auto& { return results.paired.majority; });
  counts(
      "lead", {"total_name"}, "elections with the lead",
      [](auto& results) -> auto& { return results.paired.lead; });
  counts(
      "no_majority", {"total"}, "elections without a majority",
      [](auto& results) -> auto& { return results.paired.no_majority; });
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
      [](auto& results) -> auto& { return results.paired.universe_turnout; });
  return rows;
}

}  // namespace hustings::results_rows
