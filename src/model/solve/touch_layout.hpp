#pragma once

#include <vector>

#include "model/solve/layout.hpp"
#include "model/solve/normals.hpp"
#include "model/solve/shock_rows.hpp"

namespace hustings {

/// The rows of the lifts' draws, which all universes share.
///
/// A draw has its row whether or not its programme reaches anybody: what a what-if changes of a
/// programme then leaves the shared rows as they are.
class LiftRows {
 public:
  /// Appends the draws to the shared program, from the row `next`; returns the row after them.
  RowIndex add(const campaign::Touches& touches, RowIndex next, NightPlan& plan);

  RowIndex turnout(std::size_t programme) const { return turnout_[programme]; }
  RowIndex support(std::size_t programme) const { return support_[programme]; }
  /// What is left of the reach of a programme's version, which is nothing where another holds;
  /// kZeroRow = all of it, always.
  RowIndex left(std::size_t programme, std::size_t version) const {
    return left_[programme][version];
  }
  /// The normal of a mesh; kZeroRow of other programmes.
  RowIndex mesh(std::size_t programme) const { return mesh_[programme]; }
  /// The row after all that universes share.
  RowIndex end() const { return end_; }

 private:
  void add_lifts(const campaign::Touches& touches, Normals& normals);
  void add_messages(const campaign::Touches& touches, Normals& normals, RowProgram& program);
  void add_resources(const campaign::Touches& touches, Normals& normals, RowProgram& program);
  void add_versions(const campaign::Touches& touches, Normals& normals, RowProgram& program);

  std::vector<RowIndex> mesh_;
  RowIndex end_ = kZeroRow + 1;

  std::vector<std::vector<RowIndex>> left_;  ///< per programme and version
  std::vector<RowIndex> turnout_;
  std::vector<RowIndex> support_;
};

/// The rows of all that touches universes.
struct TouchRows {
  ShockRows shocks;
  LiftRows lifts;
};

/// Lays out what programmes and shocks do: who is touched, contest by contest, where gained ballots
/// are kept, and what chance makes of meshes, in rows that stand behind those of the universe's
/// group. Groups must have been made.
class TouchLayout {
 public:
  TouchLayout(const LayoutInput& input, const TouchRows& rows, NightPlan& plan)
      : in_(input),
        touches_(*input.touches),
        rows_(rows.lifts),
        shocks_(rows.shocks),
        plan_(plan) {}

  void make();

 private:
  /// A universe of the contest and the group that is being laid out.
  struct Place {
    std::size_t universe = 0;
    ContestPlan& contest;
    UniverseGroup& group;
  };
  void touch(std::size_t contest);
  Slice add_turnout(const Place& place);
  Slice add_support(const std::vector<campaign::PlannedTouch>& planned, const Place& place);
  Slice add_shocks(const std::vector<campaign::ShockTouch>& planned, bool is_turnout,
                   ContestPlan& contest);
  RowIndex left(const campaign::PlannedTouch& touch, const Place& place);

  const LayoutInput& in_;
  const campaign::Touches& touches_;
  const LiftRows& rows_;
  const ShockRows& shocks_;
  NightPlan& plan_;
  /// Splits waiting for their contest: (contest, universe) -> in the order of programmes.
  std::map<std::pair<std::size_t, std::size_t>, std::vector<GainSplit>> splits_;
  /// Rows of the universe that is being laid out: (programme, version) -> its mesh's.
  std::map<std::pair<std::size_t, std::size_t>, RowIndex> mesh_rows_;
};

}  // namespace hustings
