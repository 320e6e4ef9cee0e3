#include "app/costs.hpp"

#include <fmt/format.h>
#include <tbb/info.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <fstream>
#include <limits>
#include <optional>
#include <thread>

#include "core/thousands.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/tally/draws.hpp"

namespace hustings {
namespace {

constexpr double kTrialSeconds = 0.05;
constexpr std::uint64_t kTrialElections = 256;
/// An image is made in memory and copied out of HDF5; a part of it, its largest dataset, stands
/// beside it. Measured.
constexpr double kCopiesOfImage = 2.1;
/// What of the program itself comes into memory with its first election. Measured.
constexpr double kOfProgram = 5e6;
/// What threads share and their stacks add to what one alone takes. Measured.
constexpr double kOfThread = 1.1;

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// One run of the trial: how long it took, and what it held at most.
struct Tried {
  double seconds = 0;
  double bytes = 0;
  Results results;
};

/// Runs it on a thread of its own: there no memory is left from before that could be used again.
///
/// Law: what a run holds at most is the highest resident memory that is seen while it is told of
/// blocks and before its sums are handed over, less what was resident before. Draws are left out:
/// their size is known, and of few elections it would be another.
Tried tried(RunPlan plan, std::uint64_t elections, const Trial& trial) {
  plan.elections = elections;
  plan.n_draws = 0;
  plan.threads = 1;
  plan.blocks.clear();
  Tried made;
  const double before = resident_bytes();
  double most = before;
  std::exception_ptr fault;
  std::thread([&] {
    try {
      const Clock::time_point begin = Clock::now();
      made.results = trial(plan, [&most](const Progress&) {
        most = std::max(most, resident_bytes());
        return true;
      });
      made.seconds = seconds_since(begin);
    } catch (...) {
      fault = std::current_exception();
    }
  }).join();
  if (fault) std::rethrow_exception(fault);
  made.bytes = most - before;
  return made;
}

int threads_of(const RunPlan& plan) {
  return plan.threads > 0 ? plan.threads : tbb::info::default_concurrency();
}

/// `8G`, `500M`, `2.5GB`; nothing where it is no size.
std::optional<double> size_of(std::string text) {
  if (text.ends_with('B')) text.pop_back();
  double unit = 1;
  for (const auto& [letter, bytes] : {std::pair('K', 1e3), {'M', 1e6}, {'G', 1e9}, {'T', 1e12}}) {
    if (!text.ends_with(letter)) continue;
    unit = bytes;
    text.pop_back();
    break;
  }
  std::size_t used = 0;
  double size = 0;
  try {
    size = std::stod(text, &used);
  } catch (const std::exception&) {
    return std::nullopt;
  }
  const bool is_size = used == text.size() && std::isfinite(size) && size > 0;
  return is_size ? std::optional(size * unit) : std::nullopt;
}

std::string size_text(double bytes) {
  return bytes < 1e9 ? fmt::format("{:.0f} MB", std::ceil(bytes / 1e6))
                     : fmt::format("{:.1f} GB", bytes / 1e9);
}

/// What the control group of this process may use [bytes]; infinite where it has no limit.
double group_limit() {
  std::string path;
  for (std::ifstream groups("/proc/self/cgroup"); std::getline(groups, path);) {
    if (path.starts_with("0::")) break;
    path.clear();
  }
  double limit = std::numeric_limits<double>::infinity();
  for (const std::string& file :
       {"/sys/fs/cgroup" + (path.empty() ? "" : path.substr(3)) + "/memory.max",
        std::string("/sys/fs/cgroup/memory.max"),
        std::string("/sys/fs/cgroup/memory/memory.limit_in_bytes")}) {
    double bytes = 0;
    if (std::ifstream(file) >> bytes && bytes > 0) limit = std::min(limit, bytes);
  }
  return limit;
}

/// What this process may use, by --max-memory [bytes].
double asked_limit(const std::string& max_memory) {
  return max_memory.empty() ? std::numeric_limits<double>::infinity() : *size_of(max_memory);
}

}  // namespace

/// Counts pages that are in memory: what was asked for and not yet touched does not count, nor does
/// what libraries share with other processes less.
double resident_bytes() {
  double all = 0;
  double resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

Costs costs_of(const Simulation& simulation) {
  const RunPlan& plan = simulation.plan;
  const std::uint64_t n_few = std::min(plan.elections, kTrialElections);
  Costs costs{.bytes = resident_bytes() + kOfProgram};  // before the trial: it gives not all back
  {
    const Tried few = tried(plan, n_few, simulation.trial);
    costs.thread_bytes = few.bytes;
    costs.seconds = few.seconds / static_cast<double>(n_few);
    if (simulation.is_written) costs.file_bytes = static_cast<double>(size_of_file(few.results));
  }
  const double wanted = kTrialSeconds / std::max(costs.seconds, 1e-9);
  const auto n_more =
      static_cast<std::uint64_t>(std::min(wanted, static_cast<double>(plan.elections)));
  if (n_more > 2 * n_few) {
    const Tried more = tried(plan, n_more, simulation.trial);
    costs.thread_bytes = std::max(costs.thread_bytes, more.bytes);
    // What is done once a run is not an election's.
    costs.seconds = std::max(more.seconds - costs.seconds * static_cast<double>(n_few), 0.0) /
                    static_cast<double>(n_more - n_few);
  }
  const auto draws =
      static_cast<double>(Draws::bytes(simulation.model, std::min(plan.n_draws, plan.elections)));
  if (simulation.is_written) costs.file_bytes += draws;
  costs.thread_bytes *= kOfThread;
  costs.writing_bytes = kCopiesOfImage * costs.file_bytes;
  costs.bytes += draws;
  return costs;
}

std::string costs_text(const Costs& costs, const RunPlan& plan) {
  const double all = costs.seconds * static_cast<double>(plan.elections);
  return fmt::format(
      "{} of memory with {}, {} more for each; {:.3g} us an election on one thread, {} for {}; a "
      "file of {:.1f} MB",
      size_text(costs.memory(threads_of(plan))),
      counted(static_cast<std::size_t>(threads_of(plan)), "thread"), size_text(costs.thread_bytes),
      1e6 * costs.seconds,
      all < 120 ? fmt::format("{:.2g} s", all) : fmt::format("{:.2g} h", all / 3600),
      with_thousands(plan.elections), costs.file_bytes / 1e6);
}

Option max_memory_option(std::string& target) {
  return text("--max-memory SIZE", target, "Refuse to begin what needs more memory, e.g. 8G")
      .checked([](const std::string& value) {
        return size_of(value) ? "" : "--max-memory takes a size such as 500M or 8G";
      });
}

void check_memory(const std::string& max_memory, const Needed& needed) {
  const double group = group_limit();
  const double asked = asked_limit(max_memory);
  if (needed.bytes <= std::min(asked, group)) return;
  throw Failure(
      ExitCode::memory,
      "it needs about " + size_text(needed.bytes) + " of memory" + needed.with + ", more than " +
          (asked <= group ? "--max-memory " + max_memory
                          : "the " + size_text(group) + " that its control group may use") +
          " (" + needed.remedy + ")");
}

void check_memory(const std::string& max_memory, const Simulation& simulation) {
  const int threads = threads_of(simulation.plan);
  const double least = (threads + 4) * resident_bytes();
  if (max_memory.empty() && 2 * least < group_limit()) return;
  check_memory(max_memory, {costs_of(simulation).memory(threads),
                            " with " + counted(static_cast<std::size_t>(threads), "thread"),
                            "fewer threads or draws need less"});
}

BeforeSimulating memory_check(const std::string& max_memory) {
  return [max_memory](const Model& base, const std::vector<const Model*>& worlds,
                      const RunPlan& plan) {
    const Trial trial = [&](const RunPlan& few, const Observer& observer) {
      simulate(base, worlds, few, observer);
      return Results{};
    };
    check_memory(max_memory, {base, plan, trial, false});
  };
}

}  // namespace hustings
