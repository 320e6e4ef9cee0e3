#include "faults/sequence.hpp"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string>

#include "faults/commands.hpp"
#include "faults/inspection.hpp"
#include "faults/trouble.hpp"

namespace hustings::faults {
namespace {

constexpr const char* kHome = "/d";
constexpr const char* kFolders[] = {"/d/c", "/d/c2", "/d/c3"};
constexpr int kResumes = 3;

class Sequence {
 public:
  Sequence(std::uint64_t seed, KnownRuns& known, Planted planted)
      : known_(known), planted_(planted), inspection_(machine_, known) {
    Random random(seed ^ 0x6d616368696e65);
    machine_.has_unnamed = !random.once_in(4);
    machine_.names_unnamed = !random.once_in(6);
    machine_.has_locks = !random.once_in(8);
    run_ = random.once_in(3) ? kStopping : 0;
    machine_.disk.set_name(1, "d", machine_.disk.make(true, 0755));
    machine_.disk.sync(1);
  }

  Verdict take(const std::vector<Step>& steps) && {
    for (const Step& step : steps) {
      ++verdict_.n_done;
      take(step);
      if (!verdict_.fault.empty()) return std::move(verdict_);
    }
    come_to_an_end();
    return std::move(verdict_);
  }

 private:
  void fault(const std::string& what) {
    if (verdict_.fault.empty()) verdict_.fault = what;
  }
  void tell(const std::string& what) { verdict_.told.back() += what; }

  void take(const Step& step) {
    Random random(step.seed);
    verdict_.told.push_back("step " + std::to_string(step.number) + ": ");
    inspection_.begin_step();
    switch (step.act) {
      case Act::run:
        run(run_, random);
        break;
      case Act::other_run:
        run(1, random);
        break;
      case Act::merge:
        merge(random);
        break;
      case Act::damage:
        damage_one(random);
        break;
      case Act::fill: {
        constexpr int kErrors[] = {ENOSPC, EDQUOT, EROFS};
        machine_.full = random.one_of(kErrors);
        tell("the disk takes no more (" + error_name(machine_.full) + ")");
        break;
      }
      case Act::free:
        machine_.full = 0;
        tell("the disk has room again");
        break;
      case Act::power:
        machine_.disk.lose_power(random);
        tell("the power fails");
        break;
    }
    fault(inspection_.end_step());
  }

  int next_process() { return 100 + n_processes_++ % 5; }

  /// A folder that is not that of another run: who is told so names another.
  std::string folder_for(int run) {
    for (const char* folder : kFolders) {
      if (inspection_.run_of(folder).value_or(run) == run) return folder;
    }
    return kFolders[0];
  }

  RunCommand command_for(int which, Random& random) {
    constexpr std::uint64_t kShards[] = {1, 1, 1, 2, 3, 6};
    constexpr int kSignals[] = {130, 143, 129};
    RunCommand command;
    command.run = which;
    command.folder = folder_for(which);
    if (which == 1 && random.once_in(2)) command.folder = kFolders[0];
    if (which != kStopping) command.shards = random.one_of(kShards);
    command.shard = 1 + random.below(command.shards);
    command.threads = 1 + static_cast<int>(random.below(4));
    command.every = random.once_in(3) ? 0.1 : 1 + static_cast<double>(random.below(100));
    command.piece_seconds = 0.01 * static_cast<double>(1 + random.below(300));
    command.resume = !random.once_in(8);
    command.keep = random.once_in(8);
    command.force = !random.once_in(6);
    command.writes_beside = random.once_in(16);
    command.signal = random.one_of(kSignals);
    if (random.once_in(3)) command.signal_at = 1 + static_cast<int>(random.below(kPieces));
    if (command.signal_at > 0 && random.once_in(3)) {
      command.second_at = command.signal_at + static_cast<int>(random.below(2));
    }
    command.output = output_of(command);
    return command;
  }

  static std::string output_of(const RunCommand& command) {
    const std::string name = std::string(kHome) + "/" + static_cast<char>('a' + command.run);
    if (command.shards == 1) return name + ".h5";
    return name + std::to_string(command.shard) + "of" + std::to_string(command.shards) + ".h5";
  }

  void run(int which, Random& random) {
    const RunCommand command = command_for(which, random);
    Trouble trouble = trouble_of(random);
    const int process = next_process();
    if (random.once_in(6) && machine_.has_locks) {
      trouble.other_at = 8 + static_cast<int>(random.below(50));
      const std::uint64_t seed = random.next();
      trouble.other = [this, command, process, seed] { run_second(command, process, seed); };
    }
    tell(text_of(command) + text_of(trouble));
    run_and_check(command, std::move(trouble), process, random);
  }

  Outcome run_and_check(const RunCommand& command, Trouble trouble, int process, Random& random) {
    const Known& target = command.shards == 1 ? known_.whole(command.run)
                                              : known_.part(command.run, command.asked(known_));
    const Expected before = inspection_.expect(command);
    const bool is_sound = trouble.wrong.empty() && machine_.full == 0;
    SimulatedFiles files(machine_, process, std::move(trouble), Random(random.next()), planted_);
    const Outcome outcome = faults::run(command, known_, files, planted_);
    tell(text_of(outcome));
    fault(inspection_.check(command, before, outcome, is_sound));
    inspection_.published(command.output, target, outcome);
    inspection_.replaces(command, target);
    if (!outcome.was_killed && !files.could_not_remove()) fault(inspection_.check_temporaries());
    return outcome;
  }

  /// Another process does the same run while the first has its folder; a merge reads beside it.
  void run_second(const RunCommand& first, int process, std::uint64_t seed) {
    if (inspection_.locked_by(first.folder) != process) return;
    Random random(seed);
    if (random.once_in(2)) return merge(random, true);
    RunCommand second = first;
    second.signal_at = 0;
    second.second_at = 0;
    second.writes_beside = false;
    SimulatedFiles files(machine_, next_process(), {}, Random(random.next()), planted_);
    const Outcome outcome = faults::run(second, known_, files, planted_);
    tell("; a second process " + text_of(outcome));
    const bool is_taken = machine_.disk.find(second.output) != 0 && !second.force;
    const bool is_told =
        outcome.message.find("in use by process " + std::to_string(process)) != std::string::npos ||
        outcome.message.find("in use by another process") != std::string::npos;
    if (outcome.code != 73 || (!is_told && !is_taken && machine_.full != EROFS)) {
      fault("a second process entered a folder in use: exit code " + std::to_string(outcome.code) +
            " " + outcome.message);
    }
  }

  /// Shards are called a1of2.h5, sums of parts p0.h5.
  static bool is_of_whole_run(const std::string& file) {
    return file.find("of") == std::string::npos && file.find("/p") == std::string::npos;
  }

  void merge(Random& random, bool is_beside = false) {
    MergeCommand command;
    command.partial = random.once_in(2);
    command.force = !random.once_in(4);
    std::vector<std::string> files = inspection_.parts_in(kHome);
    if (!random.once_in(8)) std::erase_if(files, is_of_whole_run);
    if (random.once_in(4)) files.push_back(kFolders[0]);
    for (const std::string& file : files) {
      if (!random.once_in(4)) command.files.push_back(file);
    }
    const std::string number = std::to_string(random.below(3));
    command.output = std::string(kHome) + (command.partial ? "/p" : "/m") + number + ".h5";
    std::erase(command.files, command.output);
    if (command.files.empty()) command.files.push_back("/d/a1of2.h5");
    Trouble trouble = is_beside ? Trouble() : trouble_of(random);
    const bool is_sound = trouble.wrong.empty() && machine_.full == 0;
    tell((is_beside ? "; beside it " : "") + text_of(command) + text_of(trouble));
    const ExpectedMerge expected = inspection_.expect(command);
    SimulatedFiles simulated(machine_, next_process(), std::move(trouble), Random(random.next()),
                             planted_);
    const Outcome outcome = faults::merge(command, known_, simulated, planted_);
    tell(text_of(outcome));
    fault(inspection_.check(expected, outcome, is_sound));
    if (expected.result != nullptr) {
      inspection_.published(command.output, *expected.result, outcome);
    }
    if (!is_beside && !outcome.was_killed && !simulated.could_not_remove()) {
      fault(inspection_.check_temporaries());
    }
  }

  void damage_one(Random& random) {
    std::vector<std::string> files = inspection_.parts_in(kHome);
    for (const char* folder : kFolders) {
      for (const std::string& file : inspection_.parts_in(folder)) files.push_back(file);
      const std::string record = std::string(folder) + "/run.json";
      if (machine_.disk.find(record) != 0 && random.once_in(3)) files.push_back(record);
    }
    if (files.empty()) return tell("nothing to damage");
    const std::string file = files[random.below(files.size())];
    const std::string other = files[random.below(files.size())];
    const int second = other == file ? 0 : machine_.disk.find(other);
    const std::string what = damage(machine_.disk, machine_.disk.find(file), second, random);
    tell(file + " " + what + (what.starts_with("swapped") ? " (" + other + ")" : ""));
    inspection_.damaged(file);
    if (what.starts_with("swapped")) inspection_.damaged(other);
  }

  /// No more faults: the run comes to its end.
  void come_to_an_end() {
    machine_.full = 0;
    verdict_.told.push_back("at the end: ");
    RunCommand command;
    command.run = run_;
    command.output = "/d/end.h5";
    command.every = 0.5;
    Random random(7);
    for (int i = 0; i < kResumes && verdict_.fault.empty(); ++i) {
      command.folder = folder_for(run_);
      inspection_.begin_step();
      const Outcome outcome = run_and_check(command, {}, next_process(), random);
      fault(inspection_.end_step());
      if (outcome.code != 0) continue;
      const int file = machine_.disk.find(command.output);
      if (file == 0 || *machine_.disk.at(file).bytes != known_.whole(run_).file) {
        fault("the run came to its end, but its file is not that of an undisturbed run");
      }
      return;
    }
    fault("without more faults the run does not come to its end in 3 resumes");
  }

  KnownRuns& known_;
  Planted planted_;
  Machine machine_;
  Inspection inspection_;
  int run_ = 0;
  int n_processes_ = 0;
  Verdict verdict_;
};

}  // namespace

Verdict take_steps(std::uint64_t machine_seed, const std::vector<Step>& steps, KnownRuns& known,
                   Planted planted) {
  return Sequence(machine_seed, known, planted).take(steps);
}

std::vector<Step> shortest(std::uint64_t machine_seed, std::vector<Step> steps, KnownRuns& known,
                           Planted planted) {
  const auto fails = [&](const std::vector<Step>& some) {
    return take_steps(machine_seed, some, known, planted);
  };
  steps.resize(fails(steps).n_done);
  for (bool is_shorter = true; is_shorter;) {
    is_shorter = false;
    for (std::size_t i = steps.size(); i-- > 0;) {
      std::vector<Step> fewer = steps;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      const Verdict verdict = fails(fewer);
      if (verdict.fault.empty()) continue;
      fewer.resize(verdict.n_done);
      steps = std::move(fewer);
      is_shorter = true;
      break;
    }
  }
  return steps;
}

}  // namespace hustings::faults
