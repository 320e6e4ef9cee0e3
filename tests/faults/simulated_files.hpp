#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "faults/disk.hpp"
#include "faults/planted.hpp"
#include "text/file_system.hpp"

namespace hustings::faults {

/// The kinds of calls at which something may go wrong.
enum class Call {
  open_folder,
  open_unnamed,
  open_new,
  write,
  sync,
  mode,
  set_mode,
  link,
  rename,
  remove,
  make_folder,
  remove_folder,
  list,
  read,
  lock,
  replace_contents,
};

/// What the machine is like in which a sequence takes place.
struct Machine {
  Disk disk;
  int full = 0;  ///< the error of calls that need space (ENOSPC, EDQUOT), or EROFS; 0 = none
  bool has_unnamed = true;    ///< files without a name
  bool names_unnamed = true;  ///< and they can be named
  bool has_locks = true;
};

/// One call that goes wrong: the n-th of its kind (from 1 on), and all after it if it stays so.
struct WrongCall {
  Call call = Call::write;
  int n = 0;
  int error = 0;
  bool stays = false;
};

/// What befalls a process on its way.
struct Trouble {
  int dies_at = 0;           ///< at so many calls it is killed; 0 = it is not
  bool power_fails = false;  ///< and that is because the power fails
  std::vector<WrongCall> wrong;
  std::uint64_t interrupts = 0;  ///< one write or sync in so many is interrupted; 0 = none
  std::uint64_t shortens = 0;    ///< one write in so many is short; 0 = none
  int other_at = 0;  ///< at so many calls another process does something; 0 = it does not
  std::function<void()> other;
};

/// The files of a simulated disk as one process sees them. A process that is dead goes on as a
/// ghost: its calls fail and change nothing.
class SimulatedFiles : public FileSystem {
 public:
  SimulatedFiles(Machine& machine, int process, Trouble trouble, Random random, Planted planted);

  void die();
  bool is_dead() const { return is_dead_; }
  int n_calls() const { return n_calls_; }
  /// Whether a call failed that would have succeeded on a sound machine.
  bool was_refused() const { return was_refused_; }
  /// Whether it tried in vain to remove something.
  bool could_not_remove() const { return could_not_remove_; }
  /// The folder whose parts a planted `removed_early` removes, and the one it does so for.
  void plant_in(const std::string& folder, const std::string& output_folder) {
    planted_folder_ = folder;
    planted_for_ = output_folder;
  }

  int process() override { return process_; }
  Called open_folder(const Path& folder) override;
  Called open_unnamed(const Path& folder, unsigned mode) override;
  Called open_new(const Path& file, unsigned mode) override;
  void close(int file) override;
  Called write(int file, std::string_view bytes) override;
  Called sync(int file) override;
  Called set_mode(int file, unsigned mode) override;
  Called mode(const Path& file) override;
  Called may_write(const Path& folder) override;
  Called read_link(const Path& link, Path& target) override;
  bool is_same(const Path& a, const Path& b) override;
  Called link(int file, const Path& name) override;
  Called rename(const Path& from, const Path& to, bool replace) override;
  Called remove(const Path& file) override;
  Called remove_abandoned(const Path& file) override;
  Called make_folder(const Path& folder) override;
  Called remove_folder(const Path& folder) override;
  Called list(const Path& folder, std::vector<std::string>& names) override;
  Called read(const Path& file, std::string& bytes) override;
  Called lock(const Path& file) override;
  Called replace_contents(int file, std::string_view bytes) override;

 private:
  int begin(Call call);
  int refusal(Call call);
  int open(int node);
  Node& node_of(int file) { return disk().at(open_.at(file)); }
  Disk& disk() { return machine_.disk; }
  void plant_removal(const Path& folder);

  Machine& machine_;
  int process_;
  Trouble trouble_;
  Random random_;
  Planted planted_;
  std::string planted_folder_;
  std::string planted_for_;
  std::atomic<bool> is_dead_ = false;
  int n_calls_ = 0;
  std::map<Call, int> n_of_;
  std::map<int, int> open_;  ///< node of each open file
  int next_file_ = 3;
  bool was_refused_ = false;
  bool could_not_remove_ = false;
};

}  // namespace hustings::faults
