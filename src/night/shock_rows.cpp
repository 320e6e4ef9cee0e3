#include "night/shock_rows.hpp"

#include "hustings/random/address.hpp"
#include "model/campaign/shock.hpp"
#include "model/campaign/shock_chance.hpp"

namespace hustings {
namespace {

/// What a shock that happens moves in one election.
double moved_share(const ShockDraw& shock, const float* rows, std::size_t e) {
  const auto drawn = [&](RowIndex row) { return static_cast<double>(rows[row * kBatch + e]); };
  const double onset =
      shock.onset == kZeroRow
          ? shock.hours_high
          : campaign::drawn_onset(shock.hours_low, shock.hours_high, drawn(shock.onset));
  double answered = campaign::kNoAnswer;
  if (shock.law.answer) {
    answered = shock.response == kZeroRow
                   ? shock.after.median
                   : campaign::drawn_hours(shock.after, drawn(shock.response));
  }
  return campaign::shocked_ballots(shock.law, onset, answered, shock.ballots);
}

}  // namespace

void fill_shocks(const RowProgram& program, float* rows) {
  for (const ShockDraw& shock : program.shocks) {
    const float* const normal = rows + shock.normal * kBatch;
    const float* const before =
        shock.follows ? rows + program.shocks[*shock.follows].happens * kBatch : nullptr;
    float* const happens = rows + shock.happens * kBatch;
    float* const moved = rows + shock.moved * kBatch;
    const bool is_drawn = shock.onset != kZeroRow || shock.response != kZeroRow;
    const float known = is_drawn ? 0.0F : static_cast<float>(moved_share(shock, rows, 0));
    for (std::size_t e = 0; e < kBatch; ++e) {
      const bool is_so = normal[e] < shock.below && (before == nullptr || before[e] > 0);
      happens[e] = is_so ? 1.0F : 0.0F;
      if (!is_so) {
        moved[e] = 0;
      } else {
        moved[e] = is_drawn ? static_cast<float>(moved_share(shock, rows, e)) : known;
      }
    }
  }
}

}  // namespace hustings
