#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "hustings/infer/moved_elections.hpp"

namespace hustings::infer {

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// A draw that returns tell of: a normal of night_draws.
struct MovedDraw {
  std::uint32_t normal = 0;     ///< into NightDraws::normals
  std::uint32_t scale = kNone;  ///< into NightDraws::scales
};

/// A load on one of a block's slots.
struct SlotLoad {
  std::uint32_t slot = 0;
  double load = 0;
};

/// What one of a block's slots loads.
struct RowLoad {
  std::uint32_t row = 0;
  double load = 0;
};

/// A row of the night's programs as a block reads it: a run of its loads, those on wide slots
/// first.
struct BlockRow {
  std::uint32_t first = 0;
  std::uint32_t n = 0;
  std::uint32_t n_wide = 0;
};

struct Range {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
};

/// Turnout of a universe: logit = centre + base row + extra row + sd x own slot.
struct BlockTurnout {
  double registered = 0;
  double centre = 0;
  std::uint32_t base = 0;
  std::uint32_t extra = 0;
  std::uint32_t own = kNone;
  double sd = 0;
};

/// Support of a candidate in a universe, as UniverseSupport has it.
struct BlockSupport {
  double centre = 0;
  std::uint32_t base = 0;
  std::uint32_t extra = 0;
  std::uint32_t own = kNone;
  double own_load = 0;
  double passed_on = 0;
};

/// One counted contest of a block.
struct BlockContest {
  ContestId contest;
  std::uint32_t first_datum = 0;  ///< in the block
  std::uint32_t n_candidates = 0;
  std::uint32_t first_share = 0;         ///< of its universes x candidates, in the plan
  std::vector<std::uint32_t> universes;  ///< into Block::turnouts
  std::vector<BlockSupport> supports;    ///< universe x candidate
};

/// A district with counted contests: what reaches no other district is moved within the block.
///
/// A slot below wide.size() is a draw of several blocks, or one with a t scale; the others are its
/// own, one after the other.
struct Block {
  DistrictId district;
  std::vector<std::uint32_t> wide;  ///< per wide slot, into ReturnsPlan::draws; ascending
  std::vector<Range> runs;          ///< of wide slots whose draws stand side by side in a tile
  std::uint32_t first_local = 0;    ///< into ReturnsPlan::draws
  std::uint32_t n_local = 0;
  std::uint32_t first_datum = 0;
  std::uint32_t n_data = 0;
  std::uint32_t first_turnout = 0;  ///< in the plan
  std::vector<BlockRow> rows;       ///< row 0 is zero
  std::vector<SlotLoad> loads;
  std::vector<Range> slots;         ///< per slot, into slot_loads
  std::vector<RowLoad> slot_loads;  ///< the same loads, slot by slot
  std::vector<BlockTurnout> turnouts;
  std::vector<BlockContest> contests;
};

/// Wide draws that are eliminated together, and the later ones that they are then tied to: those of
/// a block with them, and whom draws before them tie to both.
struct Panel {
  std::uint32_t first = 0;
  std::uint32_t n = 0;  ///< at most kPanelRows
  std::vector<Range> after;
};

inline constexpr std::uint32_t kPanelRows = 4;

/// Columns of wide draws that are added up together, so that they stay in the cache.
inline constexpr std::uint32_t kTile = 16;

/// The counted part of a model's night, read from its plan: y_k = log(V_k + .5) of every counted
/// candidate and district, h_k(z) = log of sum over universes of N tau s_k.
///
/// Draws: first those of several districts, normal ones before those with a t scale, draws of few
/// districts before those of many; then block by block each district's own. Loads and centres are
/// the plan's, floats in double. Powers of rows are not bounded.
struct ReturnsPlan {
  NightDraws night;
  std::vector<MovedDraw> draws;
  std::size_t n_wide = 0;
  std::size_t n_unscaled = 0;  ///< of the wide ones
  std::vector<Panel> panels;   ///< of the wide ones, in their order
  std::vector<Block> blocks;
  std::size_t n_turnouts = 0;
  std::size_t n_shares = 0;
  std::size_t n_rows = 0;  ///< most of a block
  std::vector<double> y;
  std::vector<double> variance;           ///< R, 1 / (V + .5) + .003^2
  std::vector<std::uint64_t> datum_name;  ///< of its noise: contest, district, candidate

  std::size_t n_data() const { return y.size(); }
};

/// Reads the counted part of a model's night. Returns are of contests and districts of the model,
/// each pair at most once; the order they come in changes nothing. Who is on no ballot in a
/// district is a datum of variance kNoReturn there.
ReturnsPlan returns_plan(const Model& model, const std::vector<DistrictReturn>& returns);

/// Sd of what counts differ by from any model, in log.
inline constexpr double kLeastReturnSd = .003;
inline constexpr double kNoReturn = 1e12;

}  // namespace hustings::infer
