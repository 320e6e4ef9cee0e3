#include "faults/inspection.hpp"

#include <algorithm>

#include "hustings/core/failure.hpp"
#include "hustings/engine/block_ranges.hpp"
#include "results/checkpoint_run.hpp"
#include "results/part_image.hpp"
#include "results/trailer.hpp"

namespace hustings::faults {
namespace {

constexpr const char* kFolders[] = {"/d", "/d/c", "/d/c2", "/d/c3"};
constexpr const char* kCheckpoints[] = {"/d/c", "/d/c2", "/d/c3"};

std::string blocks(Mask mask) {
  return blocks_text(blocks_of_mask(mask));
}

std::string text_of_codes(const std::set<int>& codes) {
  std::string text;
  for (const int code : codes) text += (text.empty() ? "" : ", ") + std::to_string(code);
  return text;
}

}  // namespace

Inspection::Identity Inspection::identity(int node) {
  const Bytes bytes = machine_.disk.at(node).bytes;
  const auto found = seen_.find(bytes.get());
  if (found != seen_.end()) return found->second.identity;
  Identity identity;
  std::string image = *bytes;
  identity.is_whole = remove_trailer(image);
  if (identity.is_whole) identity.known = known_.image(image);
  seen_[bytes.get()] = {bytes, identity};
  return identity;
}

const Known* Inspection::good(const std::string& path) {
  const int node = machine_.disk.find(path);
  return node == 0 ? nullptr : identity(node).known;
}

std::vector<std::string> Inspection::parts_in(const std::string& folder) const {
  std::vector<std::string> files;
  const int node = machine_.disk.find(folder);
  if (node == 0) return files;
  for (const auto& [name, named] : machine_.disk.at(node).names) {
    if (name.ends_with(".h5")) files.push_back(folder + "/" + name);
  }
  return files;
}

Mask Inspection::good_in(const std::string& folder, int run, bool kept_for_good) {
  Mask mask = 0;
  for (const std::string& file : parts_in(folder)) {
    const Known* known = good(file);
    if (known == nullptr || !known->is_part || known->run != run) continue;
    if (!kept_for_good || machine_.disk.is_kept(file)) mask |= known->mask;
  }
  return mask;
}

std::optional<int> Inspection::run_of(const std::string& folder) {
  const int node = machine_.disk.find(folder + "/run.json");
  if (node == 0) return std::nullopt;
  const Bytes bytes = machine_.disk.at(node).bytes;
  const auto found = records_.find(bytes.get());
  if (found != records_.end()) return found->second.run;
  std::optional<int> holds;
  const std::optional<RunRecord> record = run_record_of(*bytes);
  for (int run = 0; record && run < kRuns; ++run) {
    if (record->key == known_.key(run)) holds = run;
  }
  records_[bytes.get()] = {bytes, holds};
  return holds;
}

int Inspection::locked_by(const std::string& folder) const {
  const int node = machine_.disk.find(folder + "/lock");
  if (node == 0) return 0;
  for (const FileLock& lock : machine_.disk.at(node).locks) {
    if (lock.exclusive) return lock.process;
  }
  return 0;
}

std::set<std::string> Inspection::temporaries() const {
  std::set<std::string> found;
  for (const char* folder : kFolders) {
    const int node = machine_.disk.find(folder);
    if (node == 0) continue;
    for (const auto& [name, named] : machine_.disk.at(node).names) {
      if (name.starts_with(".hustings-")) found.insert(std::string(folder) + "/" + name);
    }
  }
  return found;
}

std::string Inspection::check_temporaries() const {
  for (const std::string& file : temporaries()) {
    if (!temporaries_before_.contains(file)) return file + " stays behind";
  }
  return "";
}

void Inspection::begin_step() {
  temporaries_before_ = temporaries();
  replaced_.clear();
  acting_.clear();
  for (const char* folder : kCheckpoints) {
    run_before_[folder] = run_of(folder);
    for (const std::string& file : parts_in(folder)) {
      const Known* known = good(file);
      if (known != nullptr && known->is_part && machine_.disk.is_kept(file)) {
        kept_[{folder, known->run}] |= known->mask;
      }
    }
  }
}

std::string Inspection::end_step() {
  for (const char* folder : kFolders) {
    for (const std::string& file : parts_in(folder)) {
      if (const std::string wrong = check_file(file); !wrong.empty()) return wrong;
    }
  }
  if (const std::string wrong = check_published(); !wrong.empty()) return wrong;
  return check_kept();
}

std::string Inspection::check_file(const std::string& path) {
  const int node = machine_.disk.find(path);
  const Identity found = identity(node);
  if (!found.is_whole) {
    return machine_.disk.at(node).is_damaged ? "" : path + " is no whole file";
  }
  return found.known != nullptr ? "" : path + " holds wrong numbers";
}

std::string Inspection::check_published() {
  for (const auto& [path, published] : published_) {
    if (published.may_be_anything) continue;
    if (machine_.disk.find(path) == 0) {
      if (!published.may_lack) return path + " was published, and is gone";
    } else if (!published.may_be.contains(good(path))) {
      return path + " is not what was published";
    }
  }
  return "";
}

bool Inspection::is_replaced(const std::string& folder, int run, Mask lost) {
  return std::ranges::any_of(replaced_, [&](const Replaced& by) {
    return by.folder == folder && by.run == run && (lost & ~by.asked) == 0 &&
           good(by.output) == by.target && machine_.disk.is_kept(by.output);
  });
}

/// What was kept for good is there, or in results that are: unless another run was told to use a
/// folder whose record could not be read.
std::string Inspection::check_kept() {
  for (auto& [place, kept] : kept_) {
    const auto& [folder, run] = place;
    const Mask lost = kept & ~good_in(folder, run, false);
    if (lost == 0) continue;
    const bool is_lawful =
        run_before_[folder] == run ||
        std::ranges::all_of(acting_, [run = run](int acting) { return acting == run; });
    if (is_lawful && !is_replaced(folder, run, lost)) {
      return folder + ": blocks " + blocks(lost) + " were kept, and are lost";
    }
    kept &= ~lost;
  }
  return "";
}

Expected Inspection::expect(const RunCommand& command) {
  Expected expected;
  acting_.insert(command.run);
  const Mask asked = command.run == kStopping ? kWhole : command.asked(known_);
  for (const std::string& file : parts_in(command.folder)) {
    const Known* known = good(file);
    const bool is_asked = known != nullptr && known->is_part && known->run == command.run &&
                          (known->mask & ~asked) == 0;
    if (is_asked) expected.good_parts.push_back(known->mask);
  }
  const std::optional<int> holds = run_of(command.folder);
  const bool is_begun = machine_.disk.find(command.folder + "/run.json") != 0 ||
                        std::ranges::any_of(parts_in(command.folder), [](const auto& file) {
                          return file.find("/part-") != std::string::npos;
                        });
  if (!command.force && machine_.disk.find(command.output) != 0) {
    expected.codes = {73};
  } else if (holds && *holds != command.run) {
    expected.codes = {65};
  } else if (!command.resume && is_begun) {
    expected.codes = {73};
  } else {
    expected.codes = {0};
    if (command.signal_at > 0) expected.codes.insert(command.signal);
  }
  return expected;
}

/// Parts that overlap are not all added: then those that the largest one has are held against what
/// was simulated.
std::string Inspection::check_simulated(const Expected& expected, const Outcome& outcome) const {
  Mask all = 0;
  bool is_nested = true;
  bool is_one_spared = expected.good_parts.empty();
  int most = 0;
  for (const Mask part : expected.good_parts) most = std::max(most, __builtin_popcount(part));
  for (const Mask part : expected.good_parts) {
    all |= part;
    for (const Mask other : expected.good_parts) {
      const Mask both = part & other;
      is_nested = is_nested && (both == 0 || both == part || both == other);
    }
    is_one_spared |= __builtin_popcount(part) == most && (outcome.simulated & part) == 0;
  }
  const Mask again = outcome.simulated & all;
  if (is_nested ? again == 0 : is_one_spared) return "";
  return "blocks " + blocks(again) + " were kept, and are simulated again";
}

std::string Inspection::check(const RunCommand& command, const Expected& expected,
                              const Outcome& outcome, bool is_sound) {
  if (!outcome.odd.empty()) return outcome.odd;
  if (const std::string wrong = check_simulated(expected, outcome); !wrong.empty()) return wrong;
  if (outcome.was_killed) return "";
  std::set<int> codes = expected.codes;
  if (!is_sound) codes.insert({66, 73, 74});
  if (!codes.contains(outcome.code)) {
    return "exit code " + std::to_string(outcome.code) + ", and not " + text_of_codes(codes);
  }
  if ((outcome.code == 0) != outcome.message.empty()) return "a failure without a message";
  if (outcome.code == 0 && !machine_.disk.is_kept(command.output)) {
    return "exit code 0, and " + command.output + " is not on the disk for good";
  }
  const bool keeps = outcome.code > 128 || (outcome.code == 0 && command.keep) ||
                     outcome.message.find("all that was simulated is in") != std::string::npos;
  const Mask kept = good_in(command.folder, command.run, true);
  const Mask done = outcome.done;
  if (keeps && (done & ~kept) != 0) {
    return "blocks " + blocks(done & ~kept) + " are said to be kept, and are not for good";
  }
  return "";
}

std::vector<std::string> Inspection::files_of(const MergeCommand& command) const {
  std::vector<std::string> files;
  for (const std::string& file : command.files) {
    const int node = machine_.disk.find(file);
    if (node == 0 || !machine_.disk.at(node).is_folder) {
      files.push_back(file);
      continue;
    }
    const std::vector<std::string> in = parts_in(file);
    if (in.empty()) files.push_back(file + "/nothing");
    files.insert(files.end(), in.begin(), in.end());
  }
  return files;
}

ExpectedMerge Inspection::expect(const MergeCommand& command) {
  ExpectedMerge expected{.output = command.output};
  if (!command.force && machine_.disk.find(command.output) != 0) {
    expected.codes = {73};
    return expected;
  }
  std::vector<const Known*> parts;
  for (const std::string& file : files_of(command)) {
    const int node = machine_.disk.find(file);
    const Known* known = good(file);
    const bool is_part = known != nullptr && known->is_part;
    if (node == 0) expected.codes.insert(66);
    if (node != 0 && !is_part) expected.codes.insert(65);
    if (is_part) parts.push_back(known);
  }
  Mask all = 0;
  for (const Known* part : parts) {
    all |= part->mask;
    for (const Known* other : parts) {
      const bool is_apart =
          part->run == other->run && (part->mask == other->mask || (part->mask & other->mask) == 0);
      if (!is_apart) expected.codes.insert(65);
    }
  }
  if (all != kWhole && !command.partial) expected.codes.insert(65);
  if (!expected.codes.empty()) return expected;
  expected.codes = {0};
  const int run = parts.front()->run;
  expected.result = all == kWhole ? &known_.whole(run) : &known_.part(run, all);
  return expected;
}

std::string Inspection::check(const ExpectedMerge& expected, const Outcome& outcome,
                              bool is_sound) {
  if (!outcome.odd.empty()) return outcome.odd;
  if (outcome.was_killed) return "";
  std::set<int> codes = expected.codes;
  if (!is_sound) codes.insert({66, 73, 74});
  if (!codes.contains(outcome.code)) {
    return "exit code " + std::to_string(outcome.code) + ", and not " + text_of_codes(codes);
  }
  if (outcome.code == 0 && !machine_.disk.is_kept(expected.output)) {
    return "exit code 0, and " + expected.output + " is not on the disk for good";
  }
  return "";
}

void Inspection::published(const std::string& path, const Known& target, const Outcome& outcome) {
  Published& published = published_[path];
  if (!outcome.was_killed && outcome.code == 0) published = {{}, false, false};
  published.may_be.insert(&target);
}

void Inspection::replaces(const RunCommand& command, const Known& target) {
  const Mask asked = command.run == kStopping ? kWhole : command.asked(known_);
  replaced_.push_back({command.folder, command.run, asked, command.output, &target});
}

void Inspection::damaged(const std::string& path) {
  const auto found = published_.find(path);
  if (found != published_.end()) found->second.may_be_anything = true;
  for (auto& [place, kept] : kept_) {
    if (path.starts_with(place.first + "/")) kept = 0;
  }
}

}  // namespace hustings::faults
