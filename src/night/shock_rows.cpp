#include "night/shock_rows.hpp"

#include "hustings/random/address.hpp"
#include "model/campaign/shock.hpp"
#include "model/campaign/shock_chance.hpp"

namespace hustings {
namespace {

/// When a shock begins in one election, hours before the close.
double onset_of(const ShockDraw& shock, const float* rows, std::size_t e) {
  if (shock.onset == kZeroRow) return shock.hours_high;
  return campaign::drawn_onset(shock.hours_low, shock.hours_high,
                               static_cast<double>(rows[shock.onset * kBatch + e]));
}

/// What a shock that happens moves in one election.
double moved_share(const ShockDraw& shock, const float* rows, std::size_t e) {
  const auto drawn = [&](RowIndex row) { return static_cast<double>(rows[row * kBatch + e]); };
  const double onset = onset_of(shock, rows, e);
  double answered = campaign::kNoAnswer;
  if (shock.law.answer) {
    answered = shock.response == kZeroRow
                   ? shock.after.median
                   : campaign::drawn_hours(shock.after, drawn(shock.response));
  }
  return campaign::shocked_ballots(shock.law, onset, answered, shock.ballots);
}

/// Whether all cases are so in one election.
bool holds(const RowProgram& program, const std::vector<campaign::ShockCase>& cases,
           const float* rows, std::size_t e) {
  for (const campaign::ShockCase& one : cases) {
    const ShockDraw& shock = program.shocks[one.shock];
    bool is_so = rows[shock.happens * kBatch + e] > 0;
    if (is_so) {
      const double onset = onset_of(shock, rows, e);
      is_so = one.after < onset && onset <= one.until;
    }
    if (is_so != one.is_so) return false;
  }
  return true;
}

}  // namespace

void fill_versions(const RowProgram& program, float* rows) {
  const auto left = [&](const VersionRow& version, std::size_t e) {
    return version.left == kZeroRow ? 1.0F : rows[version.left * kBatch + e];
  };
  for (const ProgrammeVersions& versions : program.versions) {
    for (std::size_t e = 0; e < kBatch; ++e) {
      bool is_planned = true;
      for (const VersionRow& version : versions.degraded) {
        const bool is_so = is_planned && holds(program, version.cases, rows, e);
        rows[version.row * kBatch + e] = is_so ? left(version, e) : 0.0F;
        is_planned &= !is_so;
      }
      rows[versions.planned.row * kBatch + e] = is_planned ? left(versions.planned, e) : 0.0F;
    }
  }
}

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
