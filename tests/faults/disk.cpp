#include "faults/disk.hpp"

#include <algorithm>

namespace hustings::faults {
namespace {

constexpr std::size_t kSector = 512;

/// Of a file whose bytes are not synced some sectors are there.
std::string torn(const std::string& kept, const std::string& bytes, Random& random) {
  const std::size_t longest = std::max(kept.size(), bytes.size());
  std::string found = kept;
  const std::size_t n_sectors = (longest + kSector - 1) / kSector;
  const std::size_t reached = random.below(n_sectors + 1);
  const bool has_holes = random.once_in(2);
  found.resize(std::min(bytes.size(), std::max(kept.size(), reached * kSector)), '\0');
  for (std::size_t sector = 0; sector < reached; ++sector) {
    const std::size_t from = sector * kSector;
    if (from >= bytes.size() || (has_holes && random.once_in(4))) continue;
    const std::size_t n = std::min({kSector, bytes.size() - from, found.size() - from});
    found.replace(from, n, bytes, from, n);
  }
  return found;
}

}  // namespace

Disk::Disk() : nodes_(2) {
  nodes_[1].is_folder = true;
  nodes_[1].n_names = 1;
}

std::pair<int, std::string> Disk::place(const std::string& path) const {
  int folder = 1;
  std::string name;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (end > begin) {
      if (!name.empty()) {
        const auto found = at(folder).names.find(name);
        if (found == at(folder).names.end() || !at(found->second).is_folder) return {0, ""};
        folder = found->second;
      }
      name = path.substr(begin, end - begin);
    }
    begin = end + 1;
  }
  return {folder, name};
}

int Disk::find(const std::string& path) const {
  const auto [folder, name] = place(path);
  if (folder == 0 || name.empty()) return folder;
  const auto found = at(folder).names.find(name);
  return found == at(folder).names.end() ? 0 : found->second;
}

int Disk::make(bool is_folder, unsigned mode) {
  Node& node = nodes_.emplace_back();
  node.is_folder = is_folder;
  node.mode = mode;
  return static_cast<int>(nodes_.size()) - 1;
}

void Disk::set_name(int folder, const std::string& name, int node) {
  Node& in = at(folder);
  const auto before = in.names.find(name);
  if (before != in.names.end()) {
    --at(before->second).n_names;
    in.names.erase(before);
  }
  if (node != 0) {
    in.names[name] = node;
    ++at(node).n_names;
  }
  in.unsynced[name].push_back(node);
}

void Disk::sync(int node) {
  Node& synced = at(node);
  synced.kept = synced.bytes;
  synced.kept_names = synced.names;
  synced.unsynced.clear();
}

void Disk::lose_unsynced(int node) {
  Node& lost = at(node);
  if (!lost.is_folder) lost.bytes = lost.kept;
}

void Disk::lose_names(Node& folder, Random& random) {
  const std::uint64_t manner = random.below(3);  // none come, all do, or each as it may
  for (const auto& [name, changes] : folder.unsynced) {
    const std::size_t n =
        manner == 2 ? random.below(changes.size() + 1) : (manner == 1 ? changes.size() : 0);
    if (n == 0) continue;
    if (changes[n - 1] == 0) {
      folder.kept_names.erase(name);
    } else {
      folder.kept_names[name] = changes[n - 1];
    }
  }
  folder.names = folder.kept_names;
  folder.unsynced.clear();
}

void Disk::lose_power(Random& random) {
  for (Node& node : nodes_) {
    node.locks.clear();
    node.n_names = 0;
    node.n_open = 0;
    if (node.is_folder) lose_names(node, random);
    if (node.is_synced()) continue;
    const std::uint64_t manner = random.below(3);
    if (manner == 0) node.bytes = node.kept;
    if (manner == 2) {
      node.bytes = std::make_shared<const std::string>(torn(*node.kept, *node.bytes, random));
    }
    node.kept = node.bytes;
  }
  for (const Node& node : nodes_) {
    for (const auto& [name, named] : node.names) ++at(named).n_names;
  }
}

bool Disk::is_kept(const std::string& path) const {
  int folder = 1;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string name = path.substr(begin, end - begin);
    begin = end + 1;
    if (name.empty()) continue;
    const Node& in = at(folder);
    const auto kept = in.kept_names.find(name);
    if (kept == in.kept_names.end() || in.unsynced.contains(name)) return false;
    folder = kept->second;
  }
  return at(folder).is_folder || at(folder).is_synced();
}

std::string damage(Disk& disk, int file, int other, Random& random) {
  Node& node = disk.at(file);
  std::string bytes = *node.bytes;
  std::string what = "emptied";
  node.is_damaged = true;
  const std::size_t at = bytes.empty() ? 0 : random.below(bytes.size());
  switch (bytes.empty() ? 9 : random.below(4)) {
    case 0:
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
      what = "a bit of byte " + std::to_string(at) + " flipped";
      break;
    case 1: {
      const std::size_t from = at / kSector * kSector;
      for (std::size_t i = from; i < std::min(from + kSector, bytes.size()); ++i) {
        bytes[i] = static_cast<char>(bytes[i] ^ 0x5a);
      }
      what = "a sector at byte " + std::to_string(from) + " overwritten";
      break;
    }
    case 2:
      bytes.resize(at);
      what = "cut to " + std::to_string(at) + " bytes";
      break;
    case 3:
      if (other == 0) {
        bytes.clear();
        break;
      }
      disk.at(other).is_damaged = true;
      std::swap(node.bytes, disk.at(other).bytes);
      std::swap(node.kept, disk.at(other).kept);
      return "swapped with another";
    default:
      break;
  }
  node.bytes = std::make_shared<const std::string>(std::move(bytes));
  node.kept = node.bytes;
  return what;
}

}  // namespace hustings::faults
