#include "app/checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <mutex>
#include <string_view>
#include <utility>

#include "app/terminal.hpp"
#include "app/walk_apart.hpp"
#include "app/watched.hpp"
#include "core/thousands.hpp"
#include "hustings/engine/block_ranges.hpp"
#include "results/checkpoint_end.hpp"
#include "text/shown.hpp"
#include "text/utf8.hpp"

namespace hustings {
namespace {

constexpr double kShortest = 0.1;  // seconds between two parts
constexpr double kLongest = 24 * 3600.0;

std::string why_no_time(const std::string& text) {
  return seconds_of(text) ? "" : "'" + text + "' is no time from 0.1s to 24h, such as 60s or 5min";
}

/// Lines that another thread has to say, which would break into the progress bar.
class LiveLines {
 public:
  void add(const std::string& line) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(line);
  }
  std::vector<std::string> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(lines_, {});
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

void print_notes(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) print_note(line);
}

}  // namespace

Options checkpoint_options(CheckpointOptions& values) {
  return {text("--checkpoint DIR", values.folder,
               "Keep what is simulated in this folder, so that it can be gone on with")
              .not_empty(),
          text("--every TIME", values.every, "How often it is kept, such as 30s, 5min, 1h")
              .checked(why_no_time)
              .needs("--checkpoint")
              .otherwise("60s"),
          flag("--resume", values.resume, "Go on with what the folder holds; if nothing, begin")
              .needs("--checkpoint"),
          flag("--keep-checkpoint", values.keep, "Keep the folder once all is done")
              .needs("--checkpoint")};
}

std::optional<double> seconds_of(const std::string& text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc()) return std::nullopt;
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  constexpr std::pair<std::string_view, double> kUnits[] = {{"s", 1}, {"min", 60}, {"h", 3600}};
  for (const auto& [name, seconds] : kUnits) {
    const double all = number * seconds;
    if (unit == name && all >= kShortest && all <= kLongest) return all;
  }
  return std::nullopt;
}

std::string line_to_go_on(const std::vector<std::string>& line) {
  std::string text;
  for (const std::string& word : line) text += (text.empty() ? "" : " ") + shell_word(word);
  return std::ranges::count(line, "--resume") > 0 ? text : text + " --resume";
}

void expect_signals(const CheckpointOptions& options) {
  if (!options.any()) return;
  say_at_signals(printable(" before it simulated anything; what is kept in " + options.folder +
                           " is safe; go on with: " + line_to_go_on(options.line)));
}

void Checkpoint::open(const scenario::Scenario& scenario, const RunAsked& asked,
                      std::vector<BlockRange> blocks) {
  is_part_ = !blocks.empty();
  if (!is_part_) blocks = {{0, n_blocks(asked.elections)}};
  if (!is_part_ && !options_.any()) {
    run_.blocks = std::move(blocks);  // hashing all files for the key is left out
    return;
  }
  run_ = part_of_run(scenario, asked, blocks);
  if (!options_.any()) return;
  folder_.emplace(files_, options_.folder,
                  CheckpointRun{run_, options_.line, options_.resume, walk_apart()});
  print_notes(folder_->notes());
}

Round Checkpoint::simulate(const Model& model, const RunPlan& plan, const SimulateRound& simulate) {
  RunPlan whole = plan;
  whole.blocks = run_.blocks;
  Round all =
      folder_
          ? simulate_kept(model, plan, simulate)
          : watched(quiet_, [&](const Observer& observer) { return simulate(whole, observer); });
  run_.blocks = all.blocks;
  run_.stops = all.stops;
  all.results.part.reset();
  if (is_part_) all.results.part = run_;
  return all;
}

Round Checkpoint::simulate_kept(const Model& model, const RunPlan& plan,
                                const SimulateRound& simulate) {
  LiveLines lines;
  RoundsAsked asked{.run = run_,
                    .plan = plan,
                    .every = seconds_of(options_.every).value(),
                    .tell = [&](const std::string& line) { lines.add(line); }};
  if (model.until) asked.is_precise = [&](const LookedAt& seen) { return is_precise(model, seen); };
  remember_signals();
  Round all;
  {
    ProgressBar bar(!quiet_);
    all = simulate_in_rounds(*folder_, asked, simulate, [&](const Progress& progress) {
      if (const auto told = lines.take(); !told.empty()) {
        bar.hide();
        print_notes(told);
      }
      bar.show(progress);
      return !interrupted();
    });
  }
  print_notes(lines.take());
  if (all.complete) return all;
  const std::uint64_t done = elections_in(all.blocks, run_.elections);
  const auto of = static_cast<double>(elections_in(run_.blocks, run_.elections));
  throw interruption(fmt::format(" at {:.0f} %; go on with: {}",
                                 std::floor(100 * static_cast<double>(done) / of),
                                 line_to_go_on(options_.line)));
}

void Checkpoint::conclude(const Results& results, const std::function<void()>& write) {
  if (!folder_) return write();
  const CheckpointEnd end{run_, options_.keep, line_to_go_on(options_.line)};
  const std::string left = end_checkpoint(*folder_, results, end, write);
  if (!quiet_ && !left.empty()) print_note(options_.folder + " stays: it has " + left);
}

}  // namespace hustings
