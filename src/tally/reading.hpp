#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "count/outcome.hpp"
#include "hustings/model/model.hpp"
#include "hustings/tally/quantity.hpp"
#include "night/night.hpp"
#include "random/batch_bits.hpp"
#include "tally/totals.hpp"

namespace hustings {

/// A batch of nights as the readers of quantities see it: contest by contest while they are
/// counted, then whole.
struct CountedNights {
  const Model& model;
  std::span<const Outcome> outcomes;   ///< per contest; a single one is that last counted
  const std::vector<BatchBits>& wins;  ///< per candidate of the model
  const TotalsCounter& totals;         ///< once all contests are counted
  const std::vector<BatchBits>* events = nullptr;  ///< the same: elections in which each happened
  NightFacts night;
  std::size_t n_valid = 0;

  const Outcome& outcome(ContestId contest) const {
    return outcomes[outcomes.size() == 1 ? 0 : contest.index()];
  }
};

/// Which item of its axis, and which of what it has several of.
struct Item {
  std::size_t index = 0;   ///< of the axis
  ContestId contest;       ///< of axes whose items belong to contests
  std::size_t slot = 0;    ///< of the candidate, district, pair or group within the contest
  std::size_t across = 0;  ///< round, from 0
};

/// Values in floating point: row[e] x unit, for whole numbers of something (votes) row[e] itself.
struct FloatRow {
  const float* row = nullptr;
  float unit = 1;
};

/// A whole number as what it reaches: bits[j] are the elections in which it is j + 1 or more.
struct LevelRow {
  std::span<const BatchBits> levels;
};

/// A row of a quantity in a batch; monostate = the item has no such thing.
struct Row : std::variant<std::monostate, FloatRow, BatchBits, const std::int32_t*, LevelRow> {
  using variant::variant;
  bool is_there() const { return index() != 0; }
};

/// Room for one row that its reader has to compute. Two rows at once need two.
class Scratch {
 public:
  std::array<float, kBatch>& floats() { return floats_; }
  std::vector<BatchBits>& bits() { return bits_; }

 private:
  alignas(64) std::array<float, kBatch> floats_{};
  std::vector<BatchBits> bits_;
};

/// Which districts of a contest are seen: those whose turnout it draws, or all it is voted on in.
enum class Districts : std::uint8_t { drawn, all };

/// Where the items of a contest begin on the axes that only contests counted in rounds have.
class FirstItems {
 public:
  explicit FirstItems(const Model& model);

  std::size_t operator()(Axis axis, ContestId contest) const {
    return (axis == Axis::final_pair ? pairs_ : groups_)[contest.index()];
  }

 private:
  std::vector<std::size_t> pairs_;
  std::vector<std::size_t> groups_;
};

/// Calls `see(Item)` for every item of an axis that a contest brings: itself, its candidates, its
/// districts, the universes whose turnout it draws, its final pairs, its transfer groups.
template <class See>
void for_items(const Model& model, ContestId contest, Axis axis, const FirstItems& first,
               const See& see, Districts districts = Districts::drawn) {
  const ModelContest& about = model.contests[contest];
  const std::size_t n = about.n_candidates;
  const ContestPlan& plan = model.night.contests[contest.index()];
  switch (axis) {
    case Axis::contest:
      return see(Item{contest.index(), contest, 0, 0});
    case Axis::candidate:
      for (std::size_t k = 0; k < n; ++k) see(Item{about.candidate(k).index(), contest, k, 0});
      return;
    case Axis::district:
      for (std::size_t i = 0; i < plan.districts.size(); ++i) {
        if (districts == Districts::drawn && !plan.districts[i].draws_turnout) continue;
        see(Item{plan.districts[i].district.index(), contest, i, 0});
      }
      return;
    case Axis::universe:
      for (const UniverseGroup& group : plan.groups) {
        if (!group.draws_turnout) continue;
        for (std::uint32_t i = 0; i < group.n_universes; ++i) {
          see(Item{plan.turnouts[group.first_universe + i].universe, contest, 0, 0});
        }
      }
      return;
    case Axis::final_pair:
      if (most_rounds(about.count) == 0) return;
      for (std::size_t p = 0; p < n * (n - 1) / 2; ++p) {
        see(Item{first(axis, contest) + p, contest, p, 0});
      }
      return;
    case Axis::transfer_group:
      for (std::size_t u = 0; u < n_transfer_groups(about.count); ++u) {
        see(Item{first(axis, contest) + u, contest, u, 0});
      }
      return;
    default:
      return;
  }
}

/// Whether an axis is read contest by contest, or once all contests are counted.
constexpr bool is_of_contests(Axis axis) {
  return axis == Axis::contest || axis == Axis::candidate || axis == Axis::district ||
         axis == Axis::universe || axis == Axis::final_pair || axis == Axis::transfer_group;
}

/// Elections that come so close that the ballots are counted again.
BatchBits recounted(const scenario::Recount& recount, const Outcome& outcome);
}  // namespace hustings
