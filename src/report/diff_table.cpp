#include "report/diff_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "hustings/core/problem.hpp"
#include "report/scenario_changes_text.hpp"
#include "report/text_grid.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMostDifferences = 20;

/// How a number is called where "QUANTITY of ITEM" would read badly.
struct Phrase {
  std::string_view quantity;
  std::string_view before;
  std::string_view after;
};

constexpr auto kPhrases = std::to_array<Phrase>({
    {"win", "", " wins"},
    {"event", "event ", ""},
    {"candidate_votes", "votes of ", ""},
    {"lots", "", " by lot"},
    {"remainder_ties", "equal remainders of ", ""},
    {"eliminated", "", " is eliminated"},
    {"reached", "", " goes on"},
    {"standing", "votes of ", ""},
    {"final_pair", "last two: ", ""},
    {"exhausted", "exhausted of ", ""},
    {"exhausted_by_round", "exhausted of ", ""},
    {"exhausted_by_group", "exhausted of ", ""},
    {"led_first_but_lost", "", ": the first leader loses"},
    {"district_turnout", "turnout of ", ""},
    {"universe_turnout", "turnout of ", ""},
    {"name_delegates", "delegates of ", ""},
    {"majority", "", " has the majority"},
    {"no_majority", "nobody has the majority of ", ""},
    {"lead", "", " leads"},
    {"both_win", "", " win"},
    {"outcome", "", ""},
});

std::string phrase_of(const ComparedNumber& number) {
  const auto found = std::ranges::find(kPhrases, number.quantity, &Phrase::quantity);
  if (found != kPhrases.end()) {
    return std::string(found->before) + number.item + std::string(found->after);
  }
  std::string words = number.quantity;
  std::ranges::replace(words, '_', ' ');
  return words + " of " + number.item;
}

/// Probabilities and shares with five decimals, larger numbers with seven digits.
std::string number_of(double value, bool is_signed = false) {
  const bool is_small = std::abs(value) < 10;
  if (is_signed) return is_small ? fmt::format("{:+.5f}", value) : fmt::format("{:+.7g}", value);
  return is_small ? fmt::format("{:.5f}", value) : fmt::format("{:.7g}", value);
}

std::string name_of(const ComparedNumber& number) {
  std::string name = phrase_of(number);
  const bool is_bound = number.measure == Measure::at_least || number.quantity == "seats";
  if (number.at && is_bound) {
    name += fmt::format(" >= {:.4g}", *number.at);
  } else if (number.at) {
    name += fmt::format(", round {:g}", *number.at);
  }
  if (number.measure == Measure::gains) name += ": gains";
  if (number.measure == Measure::losses) name += ": losses";
  if (number.measure == Measure::moved) name += ": difference";
  return name;
}

std::string moved(const ComparedNumber& number) {
  const std::string world = number.world.empty() ? "" : "in '" + number.world + "', ";
  return fmt::format("{}{}: {} -> {} ({}, z = {:+.2f})", world, name_of(number),
                     number_of(number.a), number_of(number.b), number_of(number.b - number.a, true),
                     number.z);
}

void add_row(const ComparedNumber& row, TextGrid& grid) {
  const bool is_exact = row.measure == Measure::exact;
  grid.add_row(name_of(row), {{number_of(row.a)},
                              {number_of(row.b)},
                              {number_of(row.b - row.a, true)},
                              {is_exact ? "none" : number_of(row.standard_error)},
                              {is_exact ? "" : fmt::format("{:+.2f}", row.z)}});
}

/// How late people look at a number: first at what is decided, then at means, then at what only
/// repeats the scenario, then at details: how something spreads, who wins with whom.
int rank_of(const ComparedNumber& number) {
  constexpr auto kDecisions =
      std::to_array<std::string_view>({"win", "seats", "event", "majority", "no_majority"});
  if (number.measure == Measure::exact) return 2;
  const bool is_decision = std::ranges::find(kDecisions, number.quantity) != kDecisions.end();
  const bool is_spread = number.measure == Measure::at_least && !is_decision;
  if (is_spread || number.quantity == "outcome" || number.quantity == "both_win") return 3;
  return is_decision ? 0 : 1;
}

/// The numbers that differ: a table of the run's, and one of each world.
std::string differing(const std::vector<ComparedNumber>& numbers, const TableStyle& style) {
  std::vector<const ComparedNumber*> rows;
  for (const ComparedNumber& number : numbers) {
    if (number.differs) rows.push_back(&number);
  }
  std::ranges::stable_sort(rows, std::greater<>(), [](const ComparedNumber* row) {
    return std::pair(-rank_of(*row), std::abs(row->z));
  });
  const std::size_t n_more = rows.size() - std::min(rows.size(), kMostDifferences);
  rows.resize(rows.size() - n_more);
  std::string text;
  while (!rows.empty()) {
    const std::string world = rows.front()->world;
    const auto others = std::stable_partition(
        rows.begin(), rows.end(), [&](const ComparedNumber* row) { return row->world == world; });
    TextGrid grid("differs");
    for (const char* title : {"A", "B", "B - A"}) grid.add_column(title);
    grid.add_column("std. error", 2);
    grid.add_column("z", 1);
    std::for_each(rows.begin(), others, [&](const ComparedNumber* row) { add_row(*row, grid); });
    text += (world.empty() ? "" : "in '" + world + "':\n") + grid.text(style) + "\n";
    rows.erase(rows.begin(), others);
  }
  if (n_more > 0) text += fmt::format("and {} more\n\n", with_thousands(n_more));
  return text;
}

std::string only_in(const std::string& file, const std::vector<std::string>& things) {
  return things.empty() ? "" : "only in " + file + ": " + listed(things) + "\n";
}

std::string run_line(const char* side, const std::string& file, const DiffedRun& run,
                     const DiffedRun& other) {
  std::string text =
      fmt::format("{}: {} ({}, seed {}", side, file, counted(run.elections, "election"), run.seed);
  if (run.posterior != other.posterior) {
    text += run.posterior.empty() ? ", without counted returns"
                                  : ", given counted returns " + run.posterior.substr(0, 8);
  }
  if (run.program != other.program) text += ", hustings " + run.program;
  text += ")\n";
  for (const std::string& one : run.overrides) {
    const bool is_common = std::ranges::find(other.overrides, one) != other.overrides.end();
    if (!is_common) text += "   --set " + one + "\n";
  }
  return text;
}

std::string redefined_text(const std::vector<Redefined>& redefined) {
  std::string text;
  for (std::size_t i = 0; i < std::min(redefined.size(), kMostDifferences); ++i) {
    const Redefined& item = redefined[i];
    text += "not the same " + item.what + "\n  A: " + item.a + "\n  B: " + item.b + "\n";
  }
  if (redefined.size() > kMostDifferences) {
    text += fmt::format("and {} more that are not the same\n", redefined.size() - kMostDifferences);
  }
  return text;
}

/// What is to be known of draws that both runs have.
std::string seed_note(const ResultsDifference& difference) {
  if (!difference.runs.same_draws) return "";
  std::string text = fmt::format(
      "Both runs have seed {} and the same draws: what moved, moved by what was changed, not by "
      "chance. What is not called different moved no more than another seed might move it; "
      "hustings compare measures it on the same draws.\n",
      difference.a.seed);
  const bool is_program =
      difference.scenario.empty() && difference.a.program != difference.b.program;
  return is_program ? text + "The scenario is the same; the program is not.\n" : text;
}

std::string most_moved(const ResultsDifference& difference) {
  const RunDifference& runs = difference.runs;
  const bool has_moved = std::ranges::any_of(runs.numbers, [](const ComparedNumber& number) {
    const double rounding = 1e-12 * std::max(std::abs(number.a), std::abs(number.b));
    return number.measure != Measure::exact && std::abs(number.a - number.b) > rounding;
  });
  const bool is_told = !difference.scenario.empty() || !runs.redefined.empty() ||
                       !runs.only_a.empty() || !runs.only_b.empty();
  if (!has_moved && !runs.numbers.empty() && runs.numbers.back().measure == Measure::exact) {
    return "no other number moved\n";
  }
  if (!has_moved && is_told) return "no number moved\n";
  if (!has_moved) {
    return "no number moved: the digests differ by something else (seed, names, events, what-ifs, "
           "swing, output)\n";
  }
  return "moved most clearly: " + moved(*runs.clearest()) +
         "\nof chances and mean shares, moved farthest: " + moved(*runs.largest()) + "\n" +
         seed_note(difference);
}

}  // namespace

std::string diff_table(const DiffNames& names, const ResultsDifference& difference,
                       const TableStyle& style) {
  const RunDifference& runs = difference.runs;
  const std::string changes = scenario_changes_text(difference.scenario);
  if (difference.same()) return "the same: digest " + difference.a.digest + "\n" + changes;
  const auto n_differ = std::ranges::count_if(runs.numbers, &ComparedNumber::differs);
  std::string text = run_line("A", names.a, difference.a, difference.b) +
                     run_line("B", names.b, difference.b, difference.a) + changes +
                     only_in(names.a, runs.only_a) + only_in(names.b, runs.only_b) +
                     redefined_text(runs.redefined) + "\n";
  text += runs.compatible() ? "compatible: " : "different: ";
  text += fmt::format("{} of {} numbers differ (Holm, {:g} %)\n\n", with_thousands(n_differ),
                      with_thousands(runs.numbers.size()), 100 * runs.level);
  text += differing(runs.numbers, style) + most_moved(difference);
  if (!runs.not_compared.empty()) text += "not compared: " + listed(runs.not_compared) + "\n";
  return text;
}

}  // namespace hustings
