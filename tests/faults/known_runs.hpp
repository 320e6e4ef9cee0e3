#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "hustings/engine/simulate.hpp"
#include "hustings/results/results_file.hpp"

namespace hustings::faults {

/// Blocks come in pieces of eight, which are the looks of a stop rule too: bit i of a mask is piece
/// i.
using Mask = std::uint32_t;

inline constexpr std::uint64_t kPieceBlocks = kLookBlocks;
inline constexpr std::uint32_t kPieces = 6;
inline constexpr Mask kWhole = (Mask{1} << kPieces) - 1;
inline constexpr std::uint64_t kRunBlocks = kPieces * kPieceBlocks;
inline constexpr std::uint64_t kRunElections = kRunBlocks * kBlock - 100;

Mask mask_of(const std::vector<BlockRange>& blocks);
std::vector<BlockRange> blocks_of_mask(Mask mask);

/// The runs that are simulated, each with a key of its own. The third stops by a rule.
inline constexpr int kRuns = 3;
inline constexpr int kStopping = 2;

/// Results of some blocks of a run, and the file that they are.
struct Known {
  int run = 0;
  Mask mask = 0;
  bool is_part = true;  ///< else the file of the whole run
  Results results;
  std::string image;  ///< the HDF5 file, without its trailer
  std::string file;   ///< with it
};

/// What any blocks of a run come to, computed from the numbers of the blocks and from nothing that
/// adds or keeps results: an integer is the sum over pieces of a number that hangs on piece and
/// place of the integer. Some sums need more than 64 bits.
///
/// Files are made by HDF5 once for the same results and kept; what it makes is parsed back, once,
/// and must be the same. May be used from several threads.
class KnownRuns {
 public:
  KnownRuns();

  /// The part of a run that has these pieces.
  const Known& part(int run, Mask mask);
  /// The file of the whole run; of the run that stops, of the blocks up to there.
  const Known& whole(int run);
  /// Which pieces the whole run has.
  Mask pieces(int run) const { return run == kStopping ? stop_mask_ : kWhole; }
  std::uint64_t stops(int run, Mask mask) const;
  /// Whether the rule of the run that stops is met.
  bool is_precise(const LookedAt& seen) const;
  RunPart run_part(int run, Mask mask) const;
  const RunKey& key(int run) const { return keys_[static_cast<std::size_t>(run)]; }

  /// What a file without its trailer is; nothing where it is none that was made (or not yet).
  const Known* image(const std::string& image);
  /// What results are, if they are as they should be.
  const Known* equal(const Results& results, bool is_part);

 private:
  struct Hash {
    std::size_t operator()(const std::array<std::uint8_t, 16>& hash) const;
  };
  using Slots = std::vector<std::unique_ptr<Known>>;

  Results results_of(int run, Mask mask) const;
  const Known& made(std::unique_ptr<Known>& slot, int run, Mask mask, bool is_part);

  std::array<RunKey, kRuns> keys_;
  Results shape_;
  Mask stop_mask_ = 0;
  std::mutex mutex_;
  std::array<Slots, kRuns> parts_;
  std::array<std::unique_ptr<Known>, kRuns> wholes_;
  std::unordered_map<std::array<std::uint8_t, 16>, const Known*, Hash> by_image_;
};

}  // namespace hustings::faults
