#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "core/thousands.hpp"
#include "decide/variance_shares.hpp"
#include "hustings/decide/sensitivity.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/infer/calibrate.hpp"
#include "hustings/model/count_plan.hpp"
#include "hustings/results/score.hpp"
#include "hustings/scenario/limits.hpp"
#include "hustings/scenario/scenario.hpp"
#include "hustings/summary/view.hpp"
#include "hustings/tally/draws.hpp"
#include "hustings/tally/tally.hpp"
#include "language/keys.hpp"
#include "language/scalar.hpp"
#include "language/side_files.hpp"
#include "support/pages.hpp"
#include "text/csv.hpp"
#include "text/shown.hpp"
#include "text/yaml.hpp"

using namespace hustings;

namespace {

struct Limit {
  std::string of;
  std::string number;
  std::string beyond;
};

std::string n(std::uint64_t number) {
  return with_thousands(number);
}

std::string mebibytes(std::uint64_t bytes) {
  return n(bytes >> 20) + " MiB";
}

/// The largest number that a key takes.
std::string most(const char* path) {
  return n(static_cast<std::uint64_t>(find_key(path)->range.most));
}

std::vector<Limit> of_scenarios() {
  return {
      {"factions", n(scenario::kMostFactions), "an error; tags tell universes apart, too"},
      {"districts", n(scenario::kMostDistricts), "an error; join some into one"},
      {"events, and expectations where they are checked", n(scenario::kMostEvents),
       "an error; others can be asked of the results: `hustings show --given`"},
      {"candidates of a contest", n(scenario::kMaxCandidates),
       "an error; join those whom nobody will ask about into one, such as `other`"},
      {"seats of a contest", most("contests[].count.plurality.seats"), "an error"},
      {"candidates that a ballot ranks", most("contests[].count.ranked_choice.ranks"), "an error"},
      {"delegates of a contest or of a total", n(kMostDelegates), "an error"},
      {"registered voters of a universe", most("universes[].registered"), "an error"},
      {"registered voters of a universe, at least", n(scenario::kTooFewVoters + 1),
       fmt::format("an error, unless it is 0; up to {} warns: so few can be told one from another",
                   scenario::kFewVoters)},
      {"effects with `tails` on the turnout of a universe, or on its support in a contest",
       n(scenario::kMostFamilies), "an error"},
      {"candidates whom endorsements connect", n(scenario::kMostConnected), "an error"},
      {"points of a variation", n(scenario::kMostPoints),
       "an error; a Latin hypercube or Sobol's sequence needs fewer than a grid"},
      {"letters of a name, and of the path of a table", n(kLongestName), "an error"},
      {"a scenario's file", mebibytes(YamlLimits{}.bytes),
       "an error; long lists belong into CSV tables"},
      {"values of a scenario's file, an alias counting as all it stands for", n(YamlLimits{}.nodes),
       "an error"},
      {"levels of a scenario's file", n(YamlLimits{}.depth), "an error"},
      {"a table", mebibytes(kLargestTable), "an error"},
      {"columns of a table", n(CsvLimits{}.n_columns), "an error"},
  };
}

std::vector<Limit> of_runs() {
  return {
      {"elections of a run", most("elections"), "an error"},
      {"draws that are kept", n(kMostDrawBytes / 1'000'000) + " MB",
       "an error that says how many fit: lower `output.draws`"},
      {"districts, universes, or factors of one effect whose draws are kept", n(kMostRecorded),
       "of more none is kept"},
      {"bins of histograms", most("output.histogram_bins"), "an error"},
      {"members of a slate whose joint outcomes are counted", n(kMostJointMembers),
       "of more only how many win, and pairs"},
      {"elections of a run that stops at a precision, at least", n(kFewestBlocks * kBlock),
       "it stops no earlier"},
  };
}

std::vector<Limit> of_questions() {
  return {
      {"elections that meet a condition (`show --given`), at least", n(kFewestGiven),
       "refused, exit code 65: fewer say too little; run more elections, or ask for less"},
      {"stored elections for `sensitivity`, at least", n(draws_needed(0)),
       "refused; four for each factor besides: raise `output.draws`"},
      {"effects that `sensitivity` tells apart", n(kMostGroups),
       "those that explain least are one group"},
  };
}

std::vector<Limit> of_posteriors() {
  return {
      {"elections that `calibrate` moves, at least", n(infer::kFewestMoved),
       fmt::format("a usage error; others are rounded up to a multiple of {}", infer::kChains)},
      {"errors that several counted districts share", n(infer::kMostWide),
       "an error; calibrate to fewer contests at a time"},
      {"steps towards the sizes of effects", n(infer::kMostSizeSteps),
       "text and JSON say that they are not found"},
      {"pairs of errors that the count does not tell apart", n(infer::kMostTied),
       "of more those that correlate most are listed"},
      {"elections of `run --posterior`", "as many as were moved",
       "an error that says how many there are; a scenario that asks for more gets them all"},
  };
}

std::string table(const std::string& title, const std::vector<Limit>& limits) {
  std::string text = "\n## " + title + "\n\n| of | limit | beyond it |\n| --- | --- | --- |\n";
  for (const Limit& limit : limits) {
    text += "| " + limit.of + " | " + limit.number + " | " + limit.beyond + " |\n";
  }
  return text;
}

}  // namespace

TEST_CASE("docs/limits.md has the limits of the code", "[docs]") {
  test::check_part("limits.md", "limits",
                   table("Scenarios", of_scenarios()) + table("Runs", of_runs()) +
                       table("Posteriors", of_posteriors()) + table("Questions", of_questions()));
}
