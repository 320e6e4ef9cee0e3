#include "faults/commands.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <utility>

#include "hustings/core/failure.hpp"
#include "hustings/engine/block_ranges.hpp"
#include "results/checkpoint_end.hpp"
#include "results/checkpoint_rounds.hpp"
#include "results/results_store.hpp"
#include "results/trailer.hpp"
#include "text/staged_file.hpp"

namespace hustings::faults {
namespace {

/// More parts than this many become one: as many as a short run may come to have.
constexpr std::size_t kMostParts = 3;

/// A planted fault's reading of damaged bytes: other counts than those that were written.
Results misread(KnownRuns& known, int run) {
  Results results = known.part(run, 1).results;
  ++results.tally[kWin].counts[0];
  return results;
}

/// Takes from a part the blocks that another one had.
void claim(RunPart& part, Mask others) {
  const Mask left = mask_of(part.blocks) & ~others;
  if (left != 0) part.blocks = blocks_of_mask(left);
}

/// HDF5 as it is, but for what it has made or parsed before.
ResultsStore store_on(SimulatedFiles& files, KnownRuns& known, Planted planted) {
  ResultsStore store(files);
  const auto claimed = std::make_shared<Mask>(0);
  const auto heads = std::make_shared<std::vector<std::pair<std::string, Mask>>>();
  store.make_image = [&known, planted](const Results& results, const FileFormat& format) {
    if (planted == Planted::narrow_sums && !results.what_ifs.empty()) {
      Results narrow = results;
      for (PairedColumn& column : narrow.what_ifs[0].paired.columns) {
        for (DifferenceSums& item : column.differences) {
          item.sum = static_cast<std::int64_t>(item.sum);
        }
      }
      if (narrow != results) return image_of(narrow, format);
    }
    if (planted == Planted::stops_ignored && results.part) {
      Results without = results;
      without.part->stops = 0;
      if (without != results) return image_of(without, format);
    }
    const Known* made = known.equal(results, results.part.has_value());
    return made != nullptr ? made->image : image_of(results, format);
  };
  store.parse_head = [&known, planted, claimed, heads](std::string& image,
                                                       const std::string& name) {
    const Known* found = known.image(image);
    if (found == nullptr && planted == Planted::trailer_unchecked) return *misread(known, 0).part;
    if (found == nullptr || !found->is_part) return part_head_in(image, name);
    RunPart part = *found->results.part;
    if (planted == Planted::overlap_accepted) {
      heads->push_back({name, *claimed});
      claim(part, *claimed);
      *claimed |= mask_of(part.blocks);
    }
    return part;
  };
  store.parse_part = [&known, planted, heads](std::string& image, const std::string& name) {
    const Known* found = known.image(image);
    if (found == nullptr && planted == Planted::trailer_unchecked) return misread(known, 0);
    if (found == nullptr || !found->is_part) return part_in(image, name);
    Results results = found->results;
    for (const auto& [head, others] : *heads) {
      if (head == name) claim(*results.part, others);
    }
    return results;
  };
  return store;
}

/// The engine: its clock, the pieces it has done, the signals it looks for.
class StubEngine {
 public:
  StubEngine(const RunCommand& command, KnownRuns& known, SimulatedFiles& files)
      : command_(command), known_(known), files_(files) {}

  double now() const { return now_; }
  Mask simulated() const { return simulated_; }
  bool is_interrupted() const { return command_.signal_at > 0 && n_done_ >= command_.signal_at; }

  Round simulate(const RunPlan& plan, const Observer& observer) {
    Round round;
    const Mask asked = mask_of(plan.blocks);
    const std::uint64_t of = elections_in(plan.blocks, kRunElections);
    Mask done = 0;
    round.precise = command_.run != kStopping;
    for (const std::uint32_t piece : order_of(asked)) {
      done |= Mask{1} << piece;
      now_ += command_.piece_seconds / command_.threads;
      ++n_done_;
      if (n_done_ == command_.second_at) files_.die();
      const LookedAt seen{plan.before.elections + elections_in(blocks_of_mask(done), kRunElections),
                          plan.before.stops + known_.stops(command_.run, done)};
      if (command_.run == kStopping && known_.is_precise(seen)) {
        round.precise = true;
        break;
      }
      const Progress progress{elections_in(blocks_of_mask(done), kRunElections), of};
      if (!observer(progress)) {
        round.complete = false;
        break;
      }
    }
    if (!files_.is_dead()) simulated_ |= done;
    round.blocks = blocks_of_mask(done);
    round.stops = known_.stops(command_.run, done);
    if (done != 0) {
      round.results = known_.part(command_.run, done).results;
      round.results.part.reset();
    }
    return round;
  }

 private:
  /// Threads take pieces in turn; within as many as there are threads the later may be done first.
  std::vector<std::uint32_t> order_of(Mask asked) const {
    std::vector<std::uint32_t> order;
    for (std::uint32_t piece = 0; piece < kPieces; ++piece) {
      if ((asked >> piece & 1) != 0) order.push_back(piece);
    }
    if (command_.run == kStopping) return order;
    const auto step = static_cast<std::size_t>(command_.threads);
    for (std::size_t i = 0; i < order.size(); i += step) {
      std::reverse(order.begin() + static_cast<std::ptrdiff_t>(i),
                   order.begin() + static_cast<std::ptrdiff_t>(std::min(i + step, order.size())));
    }
    return order;
  }

  const RunCommand& command_;
  KnownRuns& known_;
  SimulatedFiles& files_;
  double now_ = 0;
  int n_done_ = 0;
  Mask simulated_ = 0;
};

[[noreturn]] void interrupt(int signal) {
  throw Failure(static_cast<ExitCode>(signal), "interrupted; go on with: ...");
}

/// What `hustings run` does once its scenario is read.
void run_command(const RunCommand& command, KnownRuns& known, SimulatedFiles& files,
                 const ResultsStore& store, StubEngine& engine, Outcome& outcome) {
  const Existing existing = command.force ? Existing::replace : Existing::refuse;
  check_output(files, command.output, existing);
  RunPart asked = known.run_part(command.run, command.asked(known));
  asked.stops = 0;
  if (command.run == kStopping) asked.blocks = blocks_of_mask(kWhole);
  CheckpointFolder folder(store, command.folder,
                          {.run = asked,
                           .command = {"hustings", "run"},
                           .resume = command.resume,
                           .most_parts = kMostParts});
  outcome.notes = folder.notes();
  RoundsAsked rounds{.run = asked,
                     .plan = {.elections = kRunElections},
                     .every = command.every,
                     .now = [&] { return engine.now(); },
                     .writing = command.writes_beside ? std::launch::async : std::launch::deferred,
                     .tell = [&](const std::string& line) { outcome.notes.push_back(line); }};
  if (command.run == kStopping) {
    rounds.is_precise = [&](const LookedAt& seen) { return known.is_precise(seen); };
  }
  const auto simulate = [&](const RunPlan& plan, const Observer& observer) {
    return engine.simulate(plan, observer);
  };
  const Round all = simulate_in_rounds(folder, rounds, simulate, [&](const Progress&) {
    return !engine.is_interrupted() && !files.is_dead();
  });
  outcome.done = mask_of(all.blocks);
  if (!all.complete) interrupt(command.signal);
  RunPart done = asked;
  done.blocks = all.blocks;
  done.stops = all.stops;
  Results results = all.results;
  results.part.reset();
  if (command.shards > 1) results.part = done;
  end_checkpoint(folder, results, {done, command.keep, "hustings run"},
                 [&] { write_results(store, command.output, results, existing); });
}

/// Does something as a process, whose end it says.
template <class Work>
Outcome as_process(SimulatedFiles& files, Outcome& outcome, const Work& work) {
  try {
    work();
  } catch (const Failure& failure) {
    outcome.code = static_cast<int>(failure.code());
    outcome.message = failure.what();
  } catch (const std::exception& error) {
    outcome.odd = std::string("an exception of its own: ") + error.what();
  }
  outcome.was_killed = files.is_dead();
  files.die();
  if (outcome.message.find('\n') != std::string::npos) outcome.odd = "a message of several lines";
  return outcome;
}

}  // namespace

Mask RunCommand::asked(const KnownRuns& known) const {
  if (shards == 1) return known.pieces(run);
  return mask_of({blocks_of_shard(shard, shards, kRunBlocks)});
}

Outcome run(const RunCommand& command, KnownRuns& known, SimulatedFiles& files, Planted planted) {
  const std::string output_folder = Path(command.output).parent_path().string();
  files.plant_in(command.folder, output_folder);
  const ResultsStore store = store_on(files, known, planted);
  StubEngine engine(command, known, files);
  Outcome outcome;
  as_process(files, outcome, [&] { run_command(command, known, files, store, engine, outcome); });
  outcome.simulated = engine.simulated();
  return outcome;
}

Outcome merge(const MergeCommand& command, KnownRuns& known, SimulatedFiles& files,
              Planted planted) {
  const ResultsStore store = store_on(files, known, planted);
  Outcome outcome;
  return as_process(files, outcome, [&] {
    const Existing existing = command.force ? Existing::replace : Existing::refuse;
    check_output(files, command.output, existing);
    MergeAsked asked{.files = {command.files.begin(), command.files.end()},
                     .output = command.output,
                     .partial = command.partial};
    const Merged merged = merge_parts(store, asked);
    outcome.notes = merged.notes;
    write_results(store, command.output, merged.results, existing);
  });
}

}  // namespace hustings::faults
