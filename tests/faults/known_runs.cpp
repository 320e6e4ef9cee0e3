#include "faults/known_runs.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "faults/random.hpp"
#include "hustings/engine/block_ranges.hpp"
#include "results/image.hpp"
#include "results/part_image.hpp"
#include "results/table.hpp"
#include "results/trailer.hpp"
#include "support/small_results.hpp"
#include "tally/integers.hpp"
#include "text/xxh3.hpp"

namespace hustings::faults {
namespace {

constexpr std::uint64_t kEnoughStops = 55;

/// Fills every integer of a run with the sum of the numbers of its pieces.
class Filler {
 public:
  Filler(int run, Mask mask, std::uint32_t& place) : run_(run), mask_(mask), place_(place) {}

  template <class T>
  void operator()(const DatasetName& name, std::vector<T>& to, const std::vector<T>&) const {
    for (T& one : to) (*this)(name, one, one);
  }
  template <class T>
  void operator()(const DatasetName&, T& to, const T&) const {
    for_integers(to, T(to), [this](std::string_view, auto& sum, auto) { fill(sum); });
  }

 private:
  template <class Integer>
  void fill(Integer& sum) const {
    ++place_;
    sum = 0;
    for (std::uint32_t piece = 0; piece < kPieces; ++piece) {
      if ((mask_ >> piece & 1) == 0) continue;
      Random random(static_cast<std::uint64_t>(run_) << 40 | std::uint64_t{place_} << 8 | piece);
      // Sums of signed numbers of 128 bits are of one sign: that of all pieces is beyond 64 bits.
      constexpr bool is_wide = sizeof(Integer) > 8;
      const std::uint64_t number =
          is_wide ? (std::uint64_t{1} << 61) + (random.next() >> 5) : random.below(1000);
      sum += static_cast<Integer>(number);
    }
  }

  int run_;
  Mask mask_;
  std::uint32_t& place_;  ///< of the integer, counted over all of the run
};

std::uint64_t stops_of_piece(std::uint32_t piece) {
  return 5 + Random(piece).below(20);
}

}  // namespace

Mask mask_of(const std::vector<BlockRange>& blocks) {
  Mask mask = 0;
  for (const BlockRange& range : blocks) {
    if (range.first % kPieceBlocks != 0 || range.end % kPieceBlocks != 0 ||
        range.end > kRunBlocks) {
      throw std::logic_error("blocks that are no pieces");
    }
    for (std::uint64_t block = range.first; block < range.end; block += kPieceBlocks) {
      mask |= Mask{1} << block / kPieceBlocks;
    }
  }
  return mask;
}

std::vector<BlockRange> blocks_of_mask(Mask mask) {
  std::vector<BlockRange> blocks;
  for (std::uint64_t piece = 0; piece < kPieces; ++piece) {
    if ((mask >> piece & 1) == 0) continue;
    const BlockRange range{piece * kPieceBlocks, (piece + 1) * kPieceBlocks};
    if (!blocks.empty() && blocks.back().end == range.first) {
      blocks.back().end = range.end;
    } else {
      blocks.push_back(range);
    }
  }
  return blocks;
}

std::size_t KnownRuns::Hash::operator()(const std::array<std::uint8_t, 16>& hash) const {
  std::size_t value = 0;
  std::memcpy(&value, hash.data(), sizeof value);
  return value;
}

KnownRuns::KnownRuns() : shape_(test::small_results(3, 2, 0)) {
  Results world = test::small_what_if(shape_);
  shape_.what_if_names = {"without"};
  shape_.what_ifs = {std::move(world)};
  for (Slots& slots : parts_) slots.resize(kWhole + 1);
  for (Mask mask = 1; stop_mask_ == 0 && mask <= kWhole; mask = mask << 1 | 1) {
    if (is_precise({elections_in(blocks_of_mask(mask), kRunElections), stops(kStopping, mask)})) {
      stop_mask_ = mask;
    }
  }
  if (stop_mask_ == 0 || stop_mask_ == kWhole) throw std::logic_error("a rule that stops nothing");
  for (int run = 0; run < kRuns; ++run) {
    const auto place = static_cast<std::size_t>(run);
    keys_[place].facts = {{"program", "0"},
                          {"seed", std::to_string(7 + run)},
                          {"until", run == kStopping ? "yes" : "no"}};
    made(wholes_[place], run, pieces(run), false);
  }
}

std::uint64_t KnownRuns::stops(int run, Mask mask) const {
  std::uint64_t stops = 0;
  for (std::uint32_t piece = 0; run == kStopping && piece < kPieces; ++piece) {
    if ((mask >> piece & 1) != 0) stops += stops_of_piece(piece);
  }
  return stops;
}

bool KnownRuns::is_precise(const LookedAt& seen) const {
  return seen.elections >= kFewestBlocks * kBlock && seen.stops >= kEnoughStops;
}

RunPart KnownRuns::run_part(int run, Mask mask) const {
  RunPart part;
  part.key = key(run);
  part.elections = kRunElections;
  part.blocks = blocks_of_mask(mask);
  part.stops = stops(run, mask);
  return part;
}

Results KnownRuns::results_of(int run, Mask mask) const {
  Results results = shape_;
  results.part = run_part(run, mask);
  std::uint32_t place = 0;
  const Filler fill(run, mask, place);
  for_lists(results.tally, results.tally, fill);
  const std::uint64_t elections = elections_in(results.part->blocks, kRunElections);
  results.tally.elections = elections;
  for (Results& world : results.what_ifs) {
    for_lists(world.tally, world.tally, fill);
    for_lists(world.paired, world.paired, fill);
    world.tally.elections = elections;
    world.paired.elections = elections;
  }
  return results;
}

/// HDF5 makes the file, and must give back what it was given.
const Known& KnownRuns::made(std::unique_ptr<Known>& slot, int run, Mask mask, bool is_part) {
  if (slot) return *slot;
  auto known = std::make_unique<Known>();
  known->run = run;
  known->mask = mask;
  known->is_part = is_part;
  known->results = results_of(run, mask);
  if (!is_part) known->results.part.reset();
  known->image = image_of(known->results, is_part ? part_format() : results_format());
  known->file = known->image;
  append_trailer(known->file);
  if (is_part) {
    std::string image = known->image;
    if (part_in(image, "a part") != known->results ||
        part_head_in(image, "a part") != *known->results.part) {
      throw std::logic_error("HDF5 gives back other results than it was given");
    }
  }
  by_image_[xxh3(known->image)] = known.get();
  slot = std::move(known);
  return *slot;
}

const Known& KnownRuns::part(int run, Mask mask) {
  const std::lock_guard lock(mutex_);
  return made(parts_[static_cast<std::size_t>(run)][mask], run, mask, true);
}

const Known& KnownRuns::whole(int run) {
  return *wholes_[static_cast<std::size_t>(run)];
}

const Known* KnownRuns::image(const std::string& image) {
  const Xxh3 hash = xxh3(image);
  const std::lock_guard lock(mutex_);
  const auto found = by_image_.find(hash);
  return found == by_image_.end() ? nullptr : found->second;
}

const Known* KnownRuns::equal(const Results& results, bool is_part) {
  if (is_part != results.part.has_value()) return nullptr;
  for (int run = 0; run < kRuns; ++run) {
    if (!is_part) {
      if (results == whole(run).results) return &whole(run);
      continue;
    }
    if (results.part->key != key(run)) continue;
    const Known& known = part(run, mask_of(results.part->blocks));
    return results == known.results ? &known : nullptr;
  }
  return nullptr;
}

}  // namespace hustings::faults
