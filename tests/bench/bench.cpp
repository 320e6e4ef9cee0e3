// Times the engine, or the bare limit, once, in this process; scripts/bench calls it in turn with
// the peers. Usage: hustings_bench run SCENARIO ELECTIONS THREADS numpy|default|swing
//               hustings_bench limit ELECTIONS THREADS
//               hustings_bench types PLACES CANDIDATES TYPES
//               hustings_bench clock
//               hustings_bench plan SCENARIO
//               hustings_bench explore SCENARIO ELECTIONS THREADS
// Prints one JSON object. run, limit: elections, seconds and cpu_seconds (of simulate alone),
// elections_per_second, max_rss_kib, isa. types: the same, a fit counting as an election. clock:
// clock_hz, isa. plan: how much of each the night draws or adds up, universes, factors, rows (sums
// of factors) and terms. explore: seconds until a page has its first answer and its last, and those
// of simulate alone.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bench/limit.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/infer/latent_types.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/model/swing_plan.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/open_scenario.hpp"
#include "report/panel_html.hpp"
#include "serve/explore_json.hpp"
#include "serve/explorer.hpp"

namespace hustings {
namespace {

/// Wall and CPU seconds; on a busy machine the CPU's are steadier.
struct Timing {
  double wall = 0;
  double cpu = 0;
};

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Timing timing_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  const double cpu = cpu_seconds();
  work();
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  return {wall.count(), cpu_seconds() - cpu};
}

void report(std::uint64_t elections, const Timing& timing) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print(
      "{{\"elections\":{},\"seconds\":{:.6f},\"cpu_seconds\":{:.6f},"
      "\"elections_per_second\":{:.1f},\"max_rss_kib\":{},\"isa\":\"{}\"}}\n",
      elections, timing.wall, timing.cpu, static_cast<double>(elections) / timing.wall,
      usage.ru_maxrss, isa_name());
}

/// What the NumPy program accumulates: wins, joint outcomes, histograms, moments, pairs of the
/// slate.
TallyOptions numpy_outputs() {
  return {false, false, 0};
}

void run(const std::string& path, std::uint64_t elections, int threads,
         const std::string& outputs) {
  const bool all_outputs = outputs != "numpy";
  Problems problems;
  const auto scenario = read_scenario(path, {}, problems);
  const Model model = build_model(scenario, problems);
  problems.throw_if_errors();
  RunPlan plan{elections, 0, threads, all_outputs ? TallyOptions{} : numpy_outputs()};
  if (all_outputs) plan.n_draws = model.n_draws;
  if (outputs == "swing") plan.options.swing = std::make_shared<SwingPlan>(plan_swing(model));
  simulate(model, {kBlock, 0, threads, plan.options});  // warm up
  report(elections, timing_of([&] { simulate(model, plan); }));
}

void limit(std::uint64_t elections, int threads) {
  volatile double sink = draw_limit(kBlock, threads);
  const Timing timing = timing_of([&] { sink = draw_limit(elections, threads); });
  static_cast<void>(sink);
  report(elections, timing);
}

/// Votes of a contest in which every candidate has places to draw from.
infer::Matrix made_votes(std::size_t places, std::size_t candidates, std::size_t contest) {
  infer::Matrix votes(places, candidates);
  for (std::size_t i = 0; i < places; ++i) {
    for (std::size_t k = 0; k < candidates; ++k) {
      votes(i, k) = static_cast<double>(1 + (i * (k + 3) * (contest + 7) + 31 * k) % 97);
    }
  }
  return votes;
}

/// Fits types of voters to three contests, with as many steps as a draft makes at most.
void types(std::size_t places, std::size_t candidates, std::size_t n_types) {
  std::vector<infer::Matrix> contests;
  for (std::size_t c = 0; c < 3; ++c) contests.push_back(made_votes(places, candidates, c));
  report(1, timing_of([&] { infer::fit_types(contests, n_types, {.relative_change = 0}); }));
}

/// Times a chain of 32-bit multiplications, each of which waits for the one before: 3 clocks each
/// on every x86-64 processor since 2008 but AMD's of family 15h (4).
void clock() {
  constexpr std::uint64_t kLinks = 200'000'000;
  volatile std::uint32_t seed = 3;
  std::uint32_t x = seed;
  const Timing timing = timing_of([&x] {
    for (std::uint64_t i = 0; i < kLinks; ++i) x *= x;
  });
  seed = x;
  fmt::print("{{\"clock_hz\":{:.0f},\"isa\":\"{}\"}}\n",
             3.0 * static_cast<double>(kLinks) / timing.cpu, isa_name());
}

void plan(const std::string& path) {
  Problems problems;
  const auto scenario = read_scenario(path, {}, problems);
  const Model model = build_model(scenario, problems);
  problems.throw_if_errors();
  std::size_t universes = 0;
  std::size_t factors = 0;
  std::size_t rows = 0;
  std::size_t terms = 0;
  const auto add = [&](const RowProgram& program) {
    factors += program.factors.size();
    rows += program.sums.size();
    terms += program.terms.size();
  };
  add(model.night.shared);
  for (const ContestPlan& contest : model.night.contests) {
    universes += contest.turnouts.size();
    for (const UniverseGroup& group : contest.groups) add(group.local);
  }
  fmt::print("{{\"universes\":{},\"factors\":{},\"rows\":{},\"terms\":{}}}\n", universes, factors,
             rows, terms);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// Answers a change as a page asks it, panels written, and simulates the same alone, in turn.
void explore(const std::string& path, std::uint64_t elections, int threads) {
  constexpr int kRounds = 7;
  const std::string what_if = "what_if: {explored: [{change: turnout, times: 1.05}]}";
  Problems problems;
  Explorer explorer(
      open_scenario(path, {"elections=" + std::to_string(elections)}, Changed::refuse, problems),
      threads);
  const Told first(explorer.first());
  scenario::Scenario read;
  read_what_if_text(what_if, Explorer::kFile, read, problems);
  problems.throw_if_errors();
  const Model world = explorer.worlds().build(read.what_ifs.front(), problems);
  std::vector<double> first_answers;
  std::vector<double> answers;
  std::vector<double> alone;
  for (std::uint64_t round = 0; round <= kRounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    double first_answer = 0;
    const auto listener = [&](const Results& results, bool is_last) {
      const View base(results.labels, results.tally);
      const Results& changed = results.what_ifs.front();
      const View now(changed.labels, changed.tally, base, &changed.paired);
      stage_json({first, now, panel_html(first, now, {}), elections, is_last, 0});
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
      if (first_answer == 0) first_answer = took.count();
      return true;
    };
    const Timing answer = timing_of([&] {
      explorer.answer({{"bench", round}, elections, what_if}, listener);
    });
    const Timing simulated = timing_of([&] {
      simulate(explorer.base(), {&world}, {elections, 0, threads});
    });
    if (round == 0) continue;  // warm up
    first_answers.push_back(first_answer);
    answers.push_back(answer.wall);
    alone.push_back(simulated.wall);
  }
  fmt::print("{{\"first_seconds\":{:.6f},\"seconds\":{:.6f},\"simulate_seconds\":{:.6f}}}\n",
             median(first_answers), median(answers), median(alone));
}

/// Does what the command line asks for; false where it asks for nothing that there is.
bool is_done(const std::vector<std::string>& args) {
  choose_isa();
  if (args.size() == 5 && args[0] == "run") {
    run(args[1], std::stoull(args[2]), std::stoi(args[3]), args[4]);
  } else if (args.size() == 3 && args[0] == "limit") {
    limit(std::stoull(args[1]), std::stoi(args[2]));
  } else if (args.size() == 4 && args[0] == "types") {
    types(std::stoull(args[1]), std::stoull(args[2]), std::stoull(args[3]));
  } else if (args.size() == 1 && args[0] == "clock") {
    clock();
  } else if (args.size() == 2 && args[0] == "plan") {
    plan(args[1]);
  } else if (args.size() == 4 && args[0] == "explore") {
    explore(args[1], std::stoull(args[2]), std::stoi(args[3]));
  } else {
    return false;
  }
  return true;
}

}  // namespace
}  // namespace hustings

int main(int argc, char** argv) {
  try {
    if (hustings::is_done({argv + 1, argv + argc})) return 0;
    fmt::print(stderr,
               "usage: hustings_bench run SCENARIO ELECTIONS THREADS numpy|default|swing\n"
               "       hustings_bench limit ELECTIONS THREADS\n"
               "       hustings_bench types PLACES CANDIDATES TYPES\n"
               "       hustings_bench clock\n"
               "       hustings_bench plan SCENARIO\n");
  } catch (const std::exception& error) {
    fmt::print(stderr, "hustings_bench: {}\n", error.what());
  }
  return 2;
}
