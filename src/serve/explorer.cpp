#include "serve/explorer.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "core/thousands.hpp"
#include "hustings/engine/block_ranges.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/model/swing_plan.hpp"
#include "hustings/results/posterior_file.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

/// A first answer is to be there after so many seconds, and has so many blocks.
constexpr double kFirstAnswer = 0.12;
constexpr std::uint64_t kMostFirstBlocks = 16;
/// The run that chooses what is shown, and in which order, has so many elections at most, and so
/// many times universes, about a quarter of a second of one core; counting in rounds is worth so
/// many.
constexpr std::uint64_t kMostOrdering = 100'000;
constexpr std::uint64_t kOrderingWork = 20'000'000;
constexpr std::uint64_t kRoundsWork = 16;

Ending superseded() {
  return {Ending::Kind::superseded, {}};
}

Ending faults(const Problems& problems) {
  return {Ending::Kind::problems, problems.sorted()};
}

/// A scenario that runs to its last election.
OpenedScenario without_until(OpenedScenario opened) {
  opened.scenario.until.reset();
  opened.model.until.reset();
  return opened;
}

/// How many elections choose what is shown: all that are asked for where they are little work, a
/// block at least. By work and not by a clock, so that a page is the same on every machine.
std::uint64_t ordering_elections(const Model& base, const Labels& labels, std::uint64_t asked) {
  const bool has_rounds =
      std::ranges::any_of(labels.contests, [](const auto& one) { return one.n_rounds > 0; });
  const std::uint64_t work =
      std::max<std::uint64_t>(1, base.universes.size()) * (has_rounds ? kRoundsWork : 1);
  return std::min({asked, kMostOrdering, std::max(kBlock, kOrderingWork / work)});
}

/// Reads the one what-if of a text; of none the base under the name of one.
scenario::WhatIf read_changes(const std::string& text, Problems& problems) {
  scenario::WhatIf base;
  base.name = Explorer::kWorld;
  if (text.empty()) return base;
  scenario::Scenario read;
  read_what_if_text(text, Explorer::kFile, read, problems);
  if (read.what_ifs.size() == 1) return std::move(read.what_ifs.front());
  if (!problems.has_errors()) {
    const std::string what =
        read.what_ifs.empty() ? "there is no what-if here" : "there are several what-ifs here";
    problems.error({{Explorer::kFile, 1, 1}, "what_if"}, what, "one is explored at a time");
  }
  return base;
}

}  // namespace

/// A what-if that is built.
struct Explorer::Change {
  scenario::WhatIf what_if;
  Model model;
  Labels labels;
};

/// What to simulate for an answer, and whether it may be cut short by a newer request.
struct Explorer::Simulated {
  const Model& model;
  std::vector<const Model*> worlds;
  RunPlan plan;
  bool is_first = false;
  Teller teller = {};
};

Explorer::Explorer(OpenedScenario opened, int threads)
    : opened_(without_until(std::move(opened))),
      builder_(opened_.scenario, problems_),
      arena_(threads > 0 ? threads : tbb::task_arena::automatic) {
  if (threads > 0) {
    more_threads_.emplace(tbb::global_control::max_allowed_parallelism,
                          static_cast<std::size_t>(threads));
  }
  problems_.throw_if_errors();
  first_.labels = labels_of(base());
  const RunPlan first{.elections = ordering_elections(base(), first_.labels, opened_.elections),
                      .source = opened_.source};
  first_.tally = arena_.execute([&] { return simulate(base(), first).tally; });
}

Explorer::~Explorer() = default;

std::string Explorer::command(std::uint64_t elections) const {
  const std::string file = opened_.results ? opened_.results->files.front().name : opened_.file;
  std::string command = "hustings run " + shell_word(file);
  for (const std::string& one : scenario().overrides) {
    if (!one.starts_with("elections=")) command += " --set " + shell_word(one);
  }
  return command + " --elections " + std::to_string(elections) + " --what-if " + kFile;
}

std::uint64_t Explorer::most_elections() const {
  return opened_.source ? std::min(opened_.elections, kMostElections) : kMostElections;
}

RunPlan Explorer::plan(const Asked& asked) const {
  return {.elections = asked.elections, .source = opened_.source};
}

std::uint64_t Explorer::first_blocks() const {
  const double seconds = seconds_a_block_;
  if (seconds <= 0) return 1;
  return std::clamp<std::uint64_t>(static_cast<std::uint64_t>(kFirstAnswer / seconds), 1,
                                   kMostFirstBlocks);
}

Ending Explorer::with_change(const Asked& asked,
                             const std::function<Ending(const Change&)>& answer) {
  const Turns::Entry entry(turns_, asked.turn);
  if (entry.is_too_many()) return {Ending::Kind::too_many, {}};
  Problems problems;
  Change change{read_changes(asked.what_if, problems), {}, {}};
  if (problems.has_errors()) return faults(problems);
  check_sizes_stay(change.what_if, opened_.source, opened_.scenario, base(), problems);
  change.model = builder_.build(change.what_if, problems);
  if (problems.has_errors()) return faults(problems);
  change.labels = labels_of(change.model);
  try {
    return answer(change);
  } catch (const ScenarioError& error) {
    return {Ending::Kind::problems, error.problems()};
  }
}

Ending Explorer::simulated(const Asked& asked, const Simulated& what, RunResult& run) {
  const Turns::Place place(turns_);
  if (turns_.is_superseded(asked.turn)) return superseded();
  const auto start = std::chrono::steady_clock::now();
  const Observer observer = [&](const Progress& progress) {
    const bool is_over = what.is_first ? turns_.is_stopped() : turns_.is_superseded(asked.turn);
    return !is_over && (!what.teller || what.teller(progress));
  };
  run = arena_.execute([&] { return simulate(what.model, what.worlds, what.plan, observer); });
  if (!run.complete) return superseded();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  seconds_a_block_ = took.count() / static_cast<double>(n_blocks(run.tally.elections));
  return {};
}

Results Explorer::empty_results(const Change& change) const {
  Results results{.labels = labels_of(base()), .tally = Tally(base(), {})};
  results.what_if_names.push_back(change.what_if.name);
  results.what_ifs.push_back({.labels = change.labels,
                              .tally = Tally(change.model, {}),
                              .paired = PairedTally(change.labels)});
  return results;
}

Ending Explorer::answer(const Asked& asked, const Listener& listener, const Teller& teller) {
  return with_change(asked, [&](const Change& change) {
    Results results = empty_results(change);
    const std::uint64_t all = n_blocks(asked.elections);
    std::uint64_t done = 0;
    while (done < all) {
      const std::uint64_t end = std::min(all, done == 0 ? first_blocks() : 2 * done);
      RunPlan stage = plan(asked);
      stage.blocks = {{done, end}};
      const std::uint64_t before = results.tally.elections;
      const Teller tell_all = [&](const Progress& progress) {
        return !teller || teller({.done = before + progress.done, .of = asked.elections});
      };
      RunResult run;
      const Ending ending =
          simulated(asked, {base(), {&change.model}, std::move(stage), done == 0, tell_all}, run);
      if (ending.kind != Ending::Kind::done) return ending;
      results.tally += run.tally;
      results.what_ifs.front().tally += run.worlds.front().tally;
      results.what_ifs.front().paired += run.worlds.front().paired;
      done = end;
      if (!listener(results, done == all)) return superseded();
    }
    return Ending{};
  });
}

Ending Explorer::run(const Asked& asked, Results& results) {
  return with_change(asked, [&](const Change& change) {
    RunPlan all = plan(asked);
    all.n_draws = base().n_draws;
    RunResult run;
    const Ending ending = simulated(asked, {base(), {&change.model}, std::move(all)}, run);
    if (ending.kind != Ending::Kind::done) return ending;
    results = empty_results(change);
    results.tally = std::move(run.tally);
    results.draws = std::move(run.draws);
    results.what_ifs.front().tally = std::move(run.worlds.front().tally);
    results.what_ifs.front().paired = std::move(run.worlds.front().paired);
    if (opened_.results) results.posterior = opened_.results->posterior;
    results.files = opened_.scenario.files;
    if (!asked.what_if.empty()) results.files.push_back({kFile, asked.what_if});
    results.overrides = opened_.scenario.overrides;
    return ending;
  });
}

Ending Explorer::swing(const Asked& asked, Results& results) {
  return with_change(asked, [&](const Change& change) {
    RunPlan all = plan(asked);
    all.options.swing = std::make_shared<SwingPlan>(plan_swing(change.model));
    RunResult run;
    const Ending ending = simulated(asked, {change.model, {}, std::move(all)}, run);
    if (ending.kind != Ending::Kind::done) return ending;
    results = {.labels = change.labels, .tally = std::move(run.tally)};
    return ending;
  });
}

Ending Explorer::given(const Asked& asked, const std::string& event, Given& given) {
  return with_change(asked, [&](const Change& change) {
    Problems problems;
    const scenario::Scenario changed = builder_.changed(change.what_if, problems);
    problems.throw_if_errors();
    const Condition condition = read_condition(event, {"event", 1, 1}, changed, change.model);
    RunPlan all = plan(asked);
    all.given = condition.program;
    RunResult run;
    const Ending ending = simulated(asked, {change.model, {}, std::move(all)}, run);
    if (ending.kind != Ending::Kind::done) return ending;
    if (run.given->elections < kFewestGiven) {
      throw Failure(ExitCode::bad_data, "this happens in " + with_thousands(run.given->elections) +
                                            " of " + counted(run.tally.elections, "election") +
                                            ", and " + std::to_string(kFewestGiven) +
                                            " are needed to tell what else is so");
    }
    GivenRun met =
        given_elections(change.labels, std::move(*run.given), {event, run.tally.elections, false});
    given.all = {.labels = change.labels, .tally = std::move(run.tally)};
    given.met = {.labels = std::move(met.labels), .tally = std::move(met.tally)};
    return ending;
  });
}

Ending Explorer::check(const Asked& asked) {
  return with_change(asked, [](const Change&) { return Ending{}; });
}

}  // namespace hustings
