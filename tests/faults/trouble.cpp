#include "faults/trouble.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "hustings/engine/block_ranges.hpp"

namespace hustings::faults {
namespace {

constexpr std::string_view kCallNames[] = {
    "open_folder", "open_unnamed", "open_new", "write",           "sync",        "mode",
    "set_mode",    "link",         "rename",   "remove",          "make_folder", "remove_folder",
    "list",        "read",         "lock",     "replace_contents"};

struct Possible {
  Call call;
  int error;
};

constexpr Possible kPossible[] = {{Call::open_folder, EMFILE},
                                  {Call::open_folder, EIO},
                                  {Call::open_unnamed, EMFILE},
                                  {Call::open_unnamed, ENOSPC},
                                  {Call::open_unnamed, EROFS},
                                  {Call::open_new, EMFILE},
                                  {Call::open_new, EDQUOT},
                                  {Call::write, ENOSPC},
                                  {Call::write, EDQUOT},
                                  {Call::write, EIO},
                                  {Call::write, EIO},
                                  {Call::sync, EIO},
                                  {Call::sync, EIO},
                                  {Call::sync, ENOSPC},
                                  {Call::sync, EDQUOT},
                                  {Call::mode, EIO},
                                  {Call::set_mode, EIO},
                                  {Call::link, ENOSPC},
                                  {Call::link, EROFS},
                                  {Call::rename, EIO},
                                  {Call::rename, ENOSPC},
                                  {Call::rename, EROFS},
                                  {Call::remove, EIO},
                                  {Call::remove, EROFS},
                                  {Call::make_folder, ENOSPC},
                                  {Call::make_folder, EDQUOT},
                                  {Call::remove_folder, EIO},
                                  {Call::list, EIO},
                                  {Call::list, EMFILE},
                                  {Call::read, EIO},
                                  {Call::read, EMFILE},
                                  {Call::lock, EMFILE},
                                  {Call::lock, EIO},
                                  {Call::replace_contents, ENOSPC}};

}  // namespace

Trouble trouble_of(Random& random) {
  Trouble trouble;
  if (random.once_in(4)) {
    trouble.dies_at = 1 + static_cast<int>(random.below(random.once_in(2) ? 30 : 150));
    trouble.power_fails = random.once_in(2);
  }
  if (random.once_in(4)) {
    for (std::uint64_t i = 0; i <= random.below(3); ++i) {
      const Possible one = random.one_of(kPossible);
      trouble.wrong.push_back({one.call,
                               1 + static_cast<int>(random.below(random.once_in(2) ? 3 : 12)),
                               one.error, random.once_in(3)});
    }
  }
  if (random.once_in(6)) trouble.interrupts = 1 + random.below(5) + 1;
  if (random.once_in(6)) trouble.shortens = 2;
  return trouble;
}

std::string error_name(int error) {
  const char* name = strerrorname_np(error);
  return name != nullptr ? name : std::to_string(error);
}

std::string text_of(const Trouble& trouble) {
  std::string text;
  if (trouble.dies_at > 0) {
    text += std::string(trouble.power_fails ? ", the power fails" : ", killed") + " at call " +
            std::to_string(trouble.dies_at);
  }
  for (const WrongCall& wrong : trouble.wrong) {
    text += ", " + std::string(kCallNames[static_cast<std::size_t>(wrong.call)]) + " " +
            std::to_string(wrong.n) + (wrong.stays ? " and all after it fail" : " fails") + " (" +
            error_name(wrong.error) + ")";
  }
  if (trouble.interrupts > 0) text += ", interrupted calls";
  if (trouble.shortens > 0) text += ", short writes";
  if (trouble.other_at > 0)
    text += ", a second process at call " + std::to_string(trouble.other_at);
  return text;
}

std::string text_of(const RunCommand& command) {
  std::string text = "run " + std::to_string(command.run);
  if (command.shards > 1) {
    text += " --shard " + std::to_string(command.shard) + "/" + std::to_string(command.shards);
  }
  text += " -o " + command.output + " --checkpoint " + command.folder;
  if (command.resume) text += " --resume";
  if (command.keep) text += " --keep-checkpoint";
  if (command.force) text += " --force";
  if (command.signal_at > 0) text += ", signal at piece " + std::to_string(command.signal_at);
  if (command.second_at > 0) text += ", and another at " + std::to_string(command.second_at);
  return text;
}

std::string text_of(const MergeCommand& command) {
  std::string text = "merge";
  for (const std::string& file : command.files) text += " " + file;
  return text + " -o " + command.output + (command.partial ? " --partial" : "") +
         (command.force ? " --force" : "");
}

std::string text_of(const Outcome& outcome) {
  std::string text = outcome.was_killed ? " -> killed" : " -> " + std::to_string(outcome.code);
  if (!outcome.was_killed && !outcome.message.empty()) text += " (" + outcome.message + ")";
  for (const std::string& note : outcome.notes) text += " [" + note + "]";
  if (outcome.simulated != 0) {
    text += ", simulated blocks " + blocks_text(blocks_of_mask(outcome.simulated));
  }
  return text;
}

}  // namespace hustings::faults
