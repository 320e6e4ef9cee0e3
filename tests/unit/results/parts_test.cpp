// Parts of a run: any cut, merged in any order, gives the bytes of the run that was never cut.

#include "hustings/results/parts.hpp"

#include <catch2/catch.hpp>
#include <memory>

#include "hustings/core/failure.hpp"
#include "hustings/model/swing_plan.hpp"
#include "results/image.hpp"
#include "results/verified_file.hpp"
#include "support/busy_scenario.hpp"
#include "support/delegate_scenario.hpp"
#include "support/parts.hpp"
#include "support/scenarios.hpp"
#include "support/temporary_folder.hpp"

using namespace hustings;
using test::bytes_of_file;
using test::put_file;
using test::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kElections = 8 * kBlock + 700;
constexpr std::uint64_t kAll = 9;  // blocks

/// A run that can be simulated in parts.
class CutRun {
 public:
  CutRun(const scenario::Scenario& scenario, std::uint64_t n_draws, bool swing)
      : scenario_(scenario), worlds_(test::worlds_of(scenario)) {
    plan_ = {.elections = kElections, .n_draws = n_draws, .threads = 2};
    if (swing) plan_.options.swing = std::make_shared<SwingPlan>(plan_swing(worlds_.base));
  }

  Results whole() const { return simulated({}); }
  Results part(const std::vector<BlockRange>& blocks) const {
    Results results = simulated(blocks);
    results.part = part_of_run(scenario_,
                               {.elections = plan_.elections,
                                .n_draws = plan_.n_draws,
                                .swing = plan_.options.swing != nullptr},
                               blocks);
    return results;
  }

 private:
  Results simulated(const std::vector<BlockRange>& blocks) const {
    RunPlan plan = plan_;
    plan.blocks = blocks;
    std::vector<const Model*> models;
    for (const World& world : worlds_.what_ifs) models.push_back(&world.model);
    RunResult run = simulate(worlds_.base, models, plan);
    Results results{.labels = labels_of(worlds_.base),
                    .tally = std::move(run.tally),
                    .draws = std::move(run.draws)};
    for (std::size_t i = 0; i < run.worlds.size(); ++i) {
      results.what_if_names.push_back(worlds_.what_ifs[i].name);
      results.what_ifs.push_back({.labels = labels_of(worlds_.what_ifs[i].model),
                                  .tally = std::move(run.worlds[i].tally),
                                  .paired = std::move(run.worlds[i].paired)});
    }
    return results;
  }

  scenario::Scenario scenario_;
  Worlds worlds_;
  RunPlan plan_;
};

scenario::Scenario with_what_ifs(scenario::Scenario scenario) {
  using scenario::Operation;
  const auto add = [&](const std::string& name, const scenario::ChangeKind& kind) {
    scenario.what_ifs.push_back({{}, name, {{{}, {}, kind}}});
  };
  add("more (1/2)", scenario::TurnoutChange{{}, Operation::times, 1.1});
  add("no ben", scenario::RemoveCandidate{"X", "ben", {}, {}});
  return scenario;
}

/// Merges some of the files of a list into a part, which takes their place.
void merge_some(const TemporaryFolder& folder, std::mt19937& random, std::vector<fs::path>& files) {
  if (files.size() < 3) return;
  const std::size_t n = 2 + random() % (files.size() - 2);
  std::ranges::shuffle(files, random);
  const std::vector<fs::path> some(files.end() - static_cast<std::ptrdiff_t>(n), files.end());
  files.resize(files.size() - n);
  const Merged merged = merge_parts({.files = some, .partial = true});
  files.push_back(folder / ("sum" + std::to_string(random()) + ".h5"));
  write_results(files.back(), merged.results, Existing::refuse);
}

/// Code and message of the Failure that an act throws; 0 if none.
template <class Act>
std::pair<int, std::string> failure(const Act& act) {
  try {
    act();
  } catch (const Failure& caught) {
    return {static_cast<int>(caught.code()), caught.what()};
  }
  return {0, ""};
}

}  // namespace

TEST_CASE("Any cut of a run, merged in any order and by steps, gives the bytes of the run",
          "[parts]") {
  struct Case {
    scenario::Scenario scenario;
    std::uint64_t n_draws;
    bool swing;
  };
  const Case one = GENERATE(Case{test::busy_scenario(), 0, true},
                            Case{with_what_ifs(test::busy_scenario()), 2 * kBlock + 100, false},
                            Case{test::every_rule_scenario(), kElections, true},
                            Case{test::delegate_scenario(), 10'000, false});
  const CutRun run(one.scenario, one.n_draws, one.swing);
  const TemporaryFolder folder;
  write_results(folder / "whole.h5", run.whole(), Existing::refuse);
  const std::string whole = bytes_of_file(folder / "whole.h5");
  std::mt19937 random(11);
  for (const std::uint64_t n_parts : {1, 2, 4, 9}) {
    CAPTURE(n_parts);
    std::vector<fs::path> files;
    for (const auto& blocks : test::random_cut(kAll, n_parts, random)) {
      files.push_back(folder /
                      (std::to_string(n_parts) + "_" + std::to_string(files.size()) + ".h5"));
      write_results(files.back(), run.part(blocks), Existing::refuse);
    }
    std::ranges::shuffle(files, random);
    write_results(folder / "merged.h5", merge_parts({.files = files}).results, Existing::replace);
    CHECK(bytes_of_file(folder / "merged.h5") == whole);
    merge_some(folder, random, files);
    merge_some(folder, random, files);
    write_results(folder / "merged.h5", merge_parts({.files = files}).results, Existing::replace);
    CHECK(bytes_of_file(folder / "merged.h5") == whole);
  }
}

TEST_CASE("A sum of parts is the part of their blocks, byte by byte", "[parts]") {
  const CutRun run(test::busy_scenario(), 3 * kBlock, true);
  const TemporaryFolder folder;
  PartSum sum({{1, 4}, {8, 9}});
  sum.add(run.part({{8, 9}}), "a");
  sum.add(run.part({{1, 2}, {3, 4}}), "b");
  sum.add(run.part({{2, 3}}), "c");
  write_results(folder / "sum.h5", std::move(sum).take(), Existing::refuse);
  write_results(folder / "once.h5", run.part({{1, 4}, {8, 9}}), Existing::refuse);
  CHECK(bytes_of_file(folder / "sum.h5") == bytes_of_file(folder / "once.h5"));
}

TEST_CASE("A part is read as it was written, and by what reads results it is refused", "[parts]") {
  const CutRun run(with_what_ifs(test::busy_scenario()), 5000, true);
  const TemporaryFolder folder;
  const fs::path file = folder / "part.h5";
  const Results part = run.part({{0, 1}, {8, 9}});
  write_results(file, part, Existing::refuse);
  CHECK(is_part_file(file));
  CHECK(read_part(file) == part);
  CHECK(read_part_head(file) == *part.part);
  CHECK(part_text(*part.part) == "elections 0 to 4,095, 32,768 to 33,467 of 33,468");
  const std::string reason = file.string() +
                             ": this is a part of a run, not a results file (merge it with the "
                             "others first: hustings merge)";
  CHECK(failure([&] { read_results(file); }) == std::pair(65, reason));
  CHECK(failure([&] { digest_of_file(file); }) == std::pair(65, reason));

  const fs::path whole = folder / "whole.h5";
  write_results(whole, run.whole(), Existing::refuse);
  CHECK(!is_part_file(whole));
  CHECK(failure([&] { read_part(whole); }) ==
        std::pair(65, whole.string() + ": this is a results file, not a part of a run"));
}

TEST_CASE("A part of an older format is refused", "[parts]") {
  const CutRun run(test::busy_scenario(), 0, false);
  const TemporaryFolder folder;
  FileFormat older = part_format();
  older.version -= 1;
  write_verified(folder / "a.h5", run.part({{0, 1}}), older, Existing::refuse);
  const std::string reason = (folder / "a.h5").string() + ": its format is version " +
                             std::to_string(older.version) + ", this program reads " +
                             std::to_string(part_format().version);
  CHECK(failure([&] { merge_parts({.files = {folder / "a.h5"}}); }) == std::pair(65, reason));
}

TEST_CASE("Sums beyond 64 bits come back from a file, and others leave its bytes alone",
          "[parts]") {
  const CutRun run(with_what_ifs(test::busy_scenario()), 0, true);
  const TemporaryFolder folder;
  Results results = run.whole();
  const I128 large = static_cast<I128>(3) << 70;
  const auto write = [&] { write_results(folder / "a.h5", results, Existing::replace); };
  const auto holds = [&](const char* dataset) {
    std::string image = image_of(results, results_format());
    bool found = false;
    ImageReader(image, "a", results_format())
        .visit_datasets(what_if_tree("no ben"), [&](const DatasetRow& row, const Shape&, Values&&) {
          found = found || row.about.path == dataset;
        });
    return found;
  };
  CHECK(!holds("/tally/paired_votes_sum_high"));
  results.what_ifs[1].paired[kVotes].differences[0].sum = -large - 5;
  results.what_ifs[1].paired[kVotes].differences[1].sum = large;
  results.tally.swing.sums[0].wide = large + 1;
  results.tally.swing.sums[1].narrow = -1 - large;
  CHECK(holds("/tally/paired_votes_sum_high"));
  write();
  CHECK(read_results(folder / "a.h5") == results);
  const I128 edge = std::numeric_limits<std::int64_t>::min();
  results.tally.swing.sums[0].wide = edge;
  write();
  CHECK(read_results(folder / "a.h5") == results);
  results.tally.swing.sums[0].wide = edge - 1;
  write();
  CHECK(read_results(folder / "a.h5") == results);
}

TEST_CASE("Keys name the first thing in which runs differ", "[parts]") {
  const scenario::Scenario base = test::busy_scenario();
  const RunAsked asked{.elections = 1'000'000, .n_draws = 10'000};
  const RunKey key = key_of(base, asked);
  CHECK(key.hex().size() == 32);
  const auto said = [&](const scenario::Scenario& scenario, const RunAsked& other) {
    const RunKey mine = key_of(scenario, other);
    CHECK((mine.hex() == key.hex()) == (mine == key));
    return first_difference(mine, key);
  };
  CHECK(said(base, asked).empty());
  scenario::Scenario other = base;
  other.seed = base.seed + 1;
  CHECK(said(other, asked) ==
        "its seed is " + std::to_string(other.seed) + ", this run's " + std::to_string(base.seed));
  RunAsked more = asked;
  more.elections = 2'000'000;
  CHECK(said(base, more) == "its number of elections is 2,000,000, this run's 1,000,000");
  more = asked;
  more.n_draws = 0;
  CHECK(said(base, more) == "its number of draws is 0, this run's 10,000");
  more = asked;
  more.swing = true;
  CHECK(said(base, more) == "its swing is tallied, this run's not tallied");
  more = asked;
  more.command = "vary";
  CHECK(said(base, more) == "its command is vary, this run's run");
  more = asked;
  more.posterior = "ab";
  CHECK(said(base, more) == "its posterior is ab, this run's none");
  other = base;
  other.files.push_back({"extra.csv", "a\n"});
  CHECK_THAT(said(other, asked), Catch::StartsWith("its extra.csv is 2 bytes, XXH3 ") &&
                                     Catch::EndsWith(", this run's not there"));
  other = base;
  other.overrides = {"seed=3", "effects.polls.sd=0.3", "elections=1_000_000"};
  CHECK(said(other, asked) == "its override 1 is effects.polls.sd=0.3, this run's not there");
  other.overrides = {"elections=1e6", "seed=" + std::to_string(base.seed)};
  CHECK(said(other, asked).empty());
  other.overrides = {"elections={at_most: 1e6}"};
  CHECK(said(other, asked) == "its override 1 is elections={at_most: 1e6}, this run's not there");
  other = base;
  other.until = scenario::Until{.standard_error = 0.01};
  CHECK(said(other, asked) == "its stop rule is standard error 0.01, this run's none");
  other = base;
  REQUIRE(!other.files.empty());
  const std::string name = base.files.front().name;
  other.files.front().name = "copy.yaml";
  CHECK(said(other, asked) == "its scenario has another name: copy.yaml, this run's " + name);
  scenario::Scenario two = base;
  two.files = {{"a", "1"}, {"b", "2"}};
  scenario::Scenario swapped = base;
  swapped.files = {{"b", "2"}, {"a", "1"}};
  CHECK(first_difference(key_of(two, asked), key_of(swapped, asked)) ==
        "its files are in another order than this run's");
}

TEST_CASE("A file whose blocks do not fit its counts is refused", "[parts]") {
  const CutRun run(test::busy_scenario(), 5000, false);
  const TemporaryFolder folder;
  const Results part = run.part({{0, 2}});
  const auto reason = [&](const RunPart& other) {
    Results forged = part;
    forged.part = other;
    write_results(folder / "a.h5", forged, Existing::replace);
    const auto [code, said] = failure([&] { read_part(folder / "a.h5"); });
    CHECK(code == 65);
    CHECK_THAT(said, Catch::EndsWith(" is missing or does not fit the rest of the file"));
    return said.substr((folder / "a.h5: ").string().size(),
                       said.find(" is missing") - (folder / "a.h5: ").string().size());
  };
  RunPart forged = *part.part;
  forged.blocks = {{0, 3}};
  CHECK(reason(forged) == "/tally/elections");
  forged.blocks = {{0, 1}, {1, 2}};
  CHECK(reason(forged) == "/part/blocks");
  forged.blocks = {{8, 10}};
  CHECK(reason(forged) == "/part/blocks");
  forged.blocks = {{2, 1}};
  CHECK(reason(forged) == "/part/blocks");
  forged.blocks = {{0, std::uint64_t{1} << 63}};
  CHECK(reason(forged) == "/part/blocks");
  forged = *part.part;
  forged.n_draws = 4000;
  CHECK(reason(forged) == "/election");
  forged.n_draws = kElections + 1;
  CHECK(reason(forged) == "/part/elections");
  forged = *part.part;
  forged.key.facts.clear();
  CHECK(reason(forged) == "/part/fact");
}

TEST_CASE("Parts that do not go together are refused", "[parts]") {
  const CutRun run(test::busy_scenario(), 0, false);
  const auto refusal = [&](Results other) {
    PartSum sum({{0, 9}});
    sum.add(run.part({{0, 2}}), "a");
    return failure([&] { sum.add(std::move(other), "b"); });
  };
  CHECK(refusal(run.part({{2, 9}})).first == 0);
  CHECK(refusal(run.part({{1, 4}})) ==
        std::pair<int, std::string>(65, "b: its blocks 1 are in another part, too"));
  Results other = run.part({{2, 4}});
  other.part->key = {{{"seed", "7"}}};
  CHECK(refusal(other).second == "b: a part of another run: its seed is 7, that of a 99");
  other = run.part({{2, 4}});
  other.labels.title += "!";
  CHECK(refusal(other).second == "b: its scenario or labels are not those of a");
  other = run.part({{2, 4}});
  other.tally[kWin].counts[0] = static_cast<std::uint64_t>(-1);
  CHECK(refusal(other).second == "b: the sum of /tally/wins is too large to be kept");
}
