// Folders in which runs are kept, and runs that go on with them.

#include <catch2/catch.hpp>
#include <cerrno>
#include <set>
#include <string>

#include "hustings/engine/block_ranges.hpp"
#include "results/checkpoint_rounds.hpp"
#include "results/checkpoint_run.hpp"
#include "support/scenarios.hpp"
#include "support/temporary_folder.hpp"

using namespace hustings;
using test::bytes_of_file;
using test::put_file;
using test::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

/// A small run that can be simulated in rounds.
class SmallRun {
 public:
  explicit SmallRun(std::uint64_t n_blocks, const std::string& more = "")
      : scenario_(test::scenario_of(R"(factions: [left]
districts: [{id: A}]
universes: [{district: A, universe: u, faction: left, registered: 900, turnout: {mean: 0.3}}]
contests: [{id: X, districts: all, candidates: [ana, ben], support: {left: {ana: 0.6, ben: rest}}}]
effects: [{id: polls, affects: support, by: candidate, sd: 0.3}]
events: {close: margin of X < 0.05}
)" + more)),
        model_(test::model_of(scenario_)),
        asked_{.elections = n_blocks * kBlock - 100, .n_draws = 5000} {}

  const Model& model() const { return model_; }
  RunPart part() const { return part_of(std::vector<BlockRange>{{0, n_blocks(asked_.elections)}}); }
  CheckpointRun run(bool resume) const { return {part(), {"hustings", "run"}, resume}; }

  RunPlan plan(const std::vector<BlockRange>& blocks = {}) const {
    return {
        .elections = asked_.elections, .n_draws = asked_.n_draws, .threads = 2, .blocks = blocks};
  }
  SimulateRound simulator() const {
    return [this](const RunPlan& plan, const Observer& observer) { return round(plan, observer); };
  }

  Round round(const RunPlan& plan, const Observer& observer = {}) const {
    RunResult run = simulate(model_, plan, observer);
    Round round = round_of(run);
    round.results = {.labels = labels_of(model_),
                     .tally = std::move(run.tally),
                     .draws = std::move(run.draws),
                     .files = scenario_.files};
    return round;
  }
  Results results_of(const std::vector<BlockRange>& blocks) const {
    Round one = round(plan(blocks));
    one.results.part = part_of(one.blocks);
    one.results.part->stops = one.stops;
    return std::move(one.results);
  }

 private:
  RunPart part_of(const std::vector<BlockRange>& blocks) const {
    return part_of_run(scenario_, asked_, blocks);
  }

  scenario::Scenario scenario_;
  Model model_;
  RunAsked asked_;
};

Results whole_of(Results sum) {
  sum.part.reset();
  return sum;
}

std::vector<std::string> parts_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("part-")) names.push_back(name);
  }
  return names;
}

std::string failure(const std::function<void()>& act) {
  try {
    act();
  } catch (const Failure& caught) {
    return std::to_string(static_cast<int>(caught.code())) + " " + caught.what();
  }
  return "";
}

}  // namespace

TEST_CASE("More than 64 parts become one, which the next process goes on with", "[checkpoint]") {
  const TemporaryFolder folder;
  RealFileSystem files;
  const SmallRun run(70);
  std::optional<Results> sum;
  {
    CheckpointFolder kept(files, folder / "c", run.run(false));
    for (std::uint64_t block = 0; block < 66; ++block) {
      Results part = run.results_of({{block, block + 1}});
      kept.save(part);
      sum = sum ? sum_of_parts(std::move(*sum), std::move(part)) : std::move(part);
      CHECK(kept.is_crowded() == (block > 63));
    }
    CHECK(parts_in(folder / "c").size() == 66);
    kept.replace_all(*sum);
    CHECK_FALSE(kept.is_crowded());
    CHECK(parts_in(folder / "c").size() == 1);
  }
  CheckpointFolder kept(files, folder / "c", run.run(true));
  CHECK(kept.notes().empty());
  CHECK(kept.take_kept() == sum);
  kept.remove();
  CHECK_FALSE(fs::exists(folder / "c"));
}

TEST_CASE("Rounds come to what one run comes to, and go on where they were stopped",
          "[checkpoint]") {
  const TemporaryFolder folder;
  RealFileSystem files;
  const SmallRun run(50);
  const Results whole = run.results_of({{0, 50}});
  std::uint64_t n_rounds = 0;
  std::uint64_t most_told = 0;
  for (bool is_complete = false; !is_complete; ++n_rounds) {
    CheckpointFolder kept(files, folder / "c", run.run(true));
    std::uint64_t times = 0;
    const Round all =
        simulate_in_rounds(kept, {.run = run.part(), .plan = run.plan(), .every = 0.001},
                           run.simulator(), [&](const Progress& progress) {
                             CHECK(progress.of == whole.tally.elections);
                             CHECK(progress.done <= progress.of);
                             CHECK(progress.done >= most_told);
                             most_told = progress.done;
                             return ++times < 20;
                           });
    is_complete = all.complete;
    CHECK(all.results.part->blocks == all.blocks);
    CHECK(all.results.tally.elections == elections_in(all.blocks, whole.tally.elections));
    if (is_complete) CHECK(whole_of(all.results) == whole_of(whole));
  }
  CHECK(n_rounds == 3);
}

TEST_CASE("A stop rule stops at the same look, in rounds, gone on with and filled up",
          "[checkpoint]") {
  const TemporaryFolder folder;
  RealFileSystem files;
  const SmallRun run(
      400,
      "elections: {at_most: 2_000_000, until: {standard_error: 0.0004, of: margin of X < 0.05}}\n");
  const Round whole = run.round(run.plan());
  REQUIRE(whole.precise);
  REQUIRE(whole.blocks.front().end < 400);
  REQUIRE(whole.blocks.front().end > 3 * kLookBlocks);
  const auto in_rounds = [&](std::uint64_t most) {
    CheckpointFolder kept(files, folder / "c", run.run(true));
    std::uint64_t times = 0;
    return simulate_in_rounds(
        kept,
        {.run = run.part(),
         .plan = run.plan(),
         .every = 0.001,
         .is_precise = [&](const LookedAt& seen) { return is_precise(run.model(), seen); }},
        run.simulator(), [&](const Progress&) { return ++times < most; });
  };
  CHECK_FALSE(in_rounds(2 * kLookBlocks + 3).complete);
  const auto check_same = [&](const Round& all) {
    CHECK(all.complete);
    CHECK(all.blocks == whole.blocks);
    CHECK(all.stops == whole.stops);
    CHECK(whole_of(all.results) == whole.results);
  };
  check_same(in_rounds(100'000));
  check_same(in_rounds(1));  // nothing is left to do
  for (const std::string& name : parts_in(folder / "c")) {
    if (name.starts_with("part-0-")) put_file(folder / "c" / name, "damaged");
  }
  check_same(in_rounds(100'000));
}

TEST_CASE("What runs are kept in says which run, and in which format", "[checkpoint]") {
  const RunRecord record{kRunRecordFormat,
                         {{{"seed", "7"}, {"tables/ä.csv", "12 bytes"}}},
                         1'000'000,
                         {"hustings", "run", "it's mine.yaml"}};
  const std::string text = run_record_text(record);
  const auto read = run_record_of(text);
  REQUIRE(read);
  CHECK(read->key == record.key);
  CHECK(read->elections == record.elections);
  CHECK(read->command == record.command);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = other[i] == '7' ? '8' : '7';
    const auto changed = run_record_of(other);
    if (changed) CHECK(changed->key == record.key);  // blanks between values say nothing
    if (i + 1 < text.size()) CHECK_FALSE(run_record_of(text.substr(0, i)));
  }

  const TemporaryFolder folder;
  RealFileSystem files;
  const SmallRun run(2);
  { CheckpointFolder(files, folder / "c", run.run(false)); }
  RunRecord old = record;
  old.format = 0;
  put_file(folder / "c/run.json", run_record_text(old));
  CHECK(failure([&] { CheckpointFolder(files, folder / "c", run.run(true)); }) ==
        "65 " + (folder / "c").string() +
            ": written in format 0 of checkpoints; this program goes on with format 1");
}

namespace {

/// The machine's files, of which parts cannot be written for a while, or never read.
class FaultyFiles : public RealFileSystem {
 public:
  std::set<int> full_at;  ///< writes of parts that find no space, counted from 1
  int n_writes = 0;       ///< of parts
  int read_error = 0;     ///< of parts

  Called write(int file, std::string_view bytes) override {
    const bool is_part = bytes.size() > 2000;
    if (is_part && full_at.contains(++n_writes)) return {-1, ENOSPC};
    return RealFileSystem::write(file, bytes);
  }
  Called read(const Path& file, std::string& bytes) override {
    const bool is_part = file.filename().string().starts_with("part-");
    if (is_part && read_error != 0) return {-1, read_error};
    return RealFileSystem::read(file, bytes);
  }
};

}  // namespace

TEST_CASE("What cannot be kept is told once until it can be, and kept then", "[checkpoint]") {
  const TemporaryFolder folder;
  FaultyFiles files;
  const SmallRun run(60);
  CheckpointFolder kept(files, folder / "c", run.run(false));
  files.full_at = {1, 2, 4};
  std::vector<std::string> told;
  const Round all =
      simulate_in_rounds(kept,
                         {.run = run.part(),
                          .plan = run.plan(),
                          .every = 1e-9,
                          .tell = [&](const std::string& line) { told.push_back(line); }},
                         run.simulator(), {});
  CHECK(all.complete);
  CHECK(files.n_writes > 4);
  CHECK(told.size() == 2);  // of the first, and of the fourth, as the third was kept
  CHECK(told.front().ends_with("No space left on device; the run goes on, and tries again"));
  CHECK(whole_of(all.results) == whole_of(run.results_of({{0, 60}})));
  CHECK_FALSE(parts_in(folder / "c").empty());
}

TEST_CASE("A folder that is full to the end costs a complete run nothing", "[checkpoint]") {
  const TemporaryFolder folder;
  FaultyFiles files;
  const SmallRun run(30);
  CheckpointFolder kept(files, folder / "c", run.run(false));
  for (int i = 1; i < 1000; ++i) files.full_at.insert(i);
  const Round all = simulate_in_rounds(kept, {.run = run.part(), .plan = run.plan(), .every = 1e-9},
                                       run.simulator(), {});
  CHECK(files.n_writes > 0);
  CHECK(all.complete);
  CHECK(whole_of(all.results) == whole_of(run.results_of({{0, 30}})));
  CHECK(parts_in(folder / "c").empty());
}

TEST_CASE("Parts that cannot be read are no damaged parts", "[checkpoint]") {
  const TemporaryFolder folder;
  FaultyFiles files;
  const SmallRun run(2);
  { CheckpointFolder(files, folder / "c", run.run(false)).save(run.results_of({{0, 1}})); }
  for (const int error : {EIO, EACCES}) {
    files.read_error = error;
    CHECK(
        failure([&] { CheckpointFolder(files, folder / "c", run.run(true)); }).starts_with("66 "));
    CHECK(parts_in(folder / "c").size() == 1);
  }
}
