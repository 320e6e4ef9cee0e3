#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "faults/random.hpp"

namespace hustings::faults {

using Path = std::filesystem::path;
using Bytes = std::shared_ptr<const std::string>;

/// A lock on a file, as of flock: it belongs to an open file of a process.
struct FileLock {
  int process = 0;
  int file = 0;
  bool exclusive = false;
};

/// A file or a folder: what processes see of it, and what is on the disk.
struct Node {
  bool is_folder = false;
  unsigned mode = 0666;
  // Of a file:
  Bytes bytes = std::make_shared<const std::string>();
  Bytes kept = bytes;       ///< on the disk
  bool is_damaged = false;  ///< its bytes were changed behind everybody's back
  int n_names = 0;
  int n_open = 0;
  std::vector<FileLock> locks;
  // Of a folder:
  std::map<std::string, int> names;
  std::map<std::string, int> kept_names;  ///< on the disk
  /// What every name was after each of its changes since the folder was synced; 0 = none.
  std::map<std::string, std::vector<int>> unsynced;

  bool is_synced() const { return bytes == kept; }
};

/// A disk that remembers what is synced. When the power fails, each unsynced name is as it was
/// after any of its changes, or before them, whatever others are; of the bytes of an unsynced file
/// some sectors of 512 are there, in a file of any of the lengths, or none, or all.
///
/// Node 1 is the root.
class Disk {
 public:
  Disk();

  /// The node of a path; 0 where there is none.
  int find(const std::string& path) const;
  /// The folder that a path is in, and the name there; folder 0 where there is none.
  std::pair<int, std::string> place(const std::string& path) const;
  Node& at(int node) { return nodes_[static_cast<std::size_t>(node)]; }
  const Node& at(int node) const { return nodes_[static_cast<std::size_t>(node)]; }

  int make(bool is_folder, unsigned mode);
  /// Gives a name in a folder to a node, or to none (0).
  void set_name(int folder, const std::string& name, int node);
  void sync(int node);
  /// An fsync that fails: the pages it should have written are dropped, and the next fsync has
  /// nothing to complain of.
  void lose_unsynced(int node);
  void lose_power(Random& random);
  /// Whether the path, with all its folders, and the bytes would survive if the power failed now.
  bool is_kept(const std::string& path) const;

 private:
  void lose_names(Node& folder, Random& random);

  std::deque<Node> nodes_;
};

/// Changes a file where it lies: a bit, a sector, its length, or its bytes for those of another.
/// Says what was done.
std::string damage(Disk& disk, int file, int other, Random& random);

}  // namespace hustings::faults
