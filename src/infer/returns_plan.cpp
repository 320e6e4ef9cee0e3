#include "infer/returns_plan.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "random/math.hpp"

namespace hustings::infer {
namespace {

std::vector<Panel> panels_of(const ReturnsPlan& plan);

using Normal = std::uint32_t;

/// Where a group's draws stand in night_draws, and how its rows are made of them.
struct GroupDraws {
  Normal first_local = 0;  ///< its local factors, then its own draws
  std::map<RowIndex, std::vector<std::pair<Normal, double>>> rows;
};

/// Universe of a contest's plan whose turnout is drawn there.
struct TurnoutPlace {
  std::size_t contest = 0;
  std::size_t group = 0;
  std::size_t universe = 0;  ///< into ContestPlan::turnouts
};

/// Lays out counted districts as blocks: which draws move which utilities and log-odds, and by how
/// much. A row of the night is a sum of load x draw, so that of a universe
///     utility_k = centre + base row + extra row + own load x z + what candidates before pass on
/// becomes loads on draws. Draws are numbered as night_draws does: shared factors, then contest by
/// contest and group by group local factors and, universe by universe, candidates' own draws, the
/// turnout's, the roll-off's. Then they are placed as ReturnsPlan says: only draws of several
/// blocks, or with a t scale, stand in the dense matrix. Blocks are in the order of districts. A
/// turnout that several contests read is read where the night draws it. Source: docs/method.md,
/// "Calibration" (Mode).
class Reader {
 public:
  Reader(const Model& model, const std::vector<DistrictReturn>& returns)
      : model_(model), night_(model.night) {
    plan_.night = night_draws(night_);
    for (const DistrictReturn& counted : returns) {
      counted_[counted.district][counted.contest] = &counted;
    }
  }

  ReturnsPlan read() {
    place_draws();
    for (const auto& [district, contests] : counted_) add_block(district, contests);
    find_places();
    for (Block& block : plan_.blocks) place_slots(block);
    plan_.panels = panels_of(plan_);
    return std::move(plan_);
  }

 private:
  using Contests = std::map<ContestId, const DistrictReturn*>;

  /// Numbers draws as night_draws does, and turns sums of each group into loads on them.
  void place_draws() {
    std::map<RowIndex, std::uint32_t> scale_of_row;
    for (const ScaleDraw& scale : night_.shared.scales) {
      scale_of_row[scale.row] = static_cast<std::uint32_t>(scale_of_row.size());
    }
    scale_of_.assign(plan_.night.normals.size(), kNone);
    Normal next = 0;
    const auto number = [&](const RowProgram& program, std::map<RowIndex, Normal>& normal_of) {
      for (const FactorDraw& factor : program.factors) {
        if (factor.scale != kZeroRow) scale_of_[next] = scale_of_row.at(factor.scale);
        normal_of[factor.row] = next++;
      }
    };
    std::map<RowIndex, Normal> shared;
    number(night_.shared, shared);
    add_sums(night_.shared, shared, shared_rows_);
    groups_.resize(night_.contests.size());
    for (std::size_t c = 0; c < night_.contests.size(); ++c) {
      const ContestPlan& contest = night_.contests[c];
      for (std::size_t g = 0; g < contest.groups.size(); ++g) {
        GroupDraws& draws = groups_[c].emplace_back();
        std::map<RowIndex, Normal> all = shared;
        number(contest.groups[g].local, all);
        draws.first_local = next;
        add_sums(contest.groups[g].local, all, draws.rows);
        const std::size_t end = g + 1 < contest.groups.size() ? contest.groups[g + 1].first_draw
                                                              : contest.own_draws.size() - 1;
        next += static_cast<Normal>(end - contest.groups[g].first_draw);
        note_turnouts(c, g);
      }
    }
  }

  static void add_sums(const RowProgram& program, const std::map<RowIndex, Normal>& normal_of,
                       std::map<RowIndex, std::vector<std::pair<Normal, double>>>& rows) {
    for (const RowSum& sum : program.sums) {
      auto& loads = rows[sum.row];
      loads.clear();
      for (std::uint32_t t = 0; t < sum.n_terms; ++t) {
        const RowTerm& term = program.terms[sum.first_term + t];
        loads.emplace_back(normal_of.at(term.row), static_cast<double>(term.load));
      }
    }
  }

  void note_turnouts(std::size_t c, std::size_t g) {
    const UniverseGroup& group = night_.contests[c].groups[g];
    if (!group.draws_turnout) return;
    for (std::uint32_t i = 0; i < group.n_universes; ++i) {
      const std::size_t at = group.first_universe + i;
      turnout_of_[night_.contests[c].turnouts[at].universe] = {c, g, at};
    }
  }

  /// The draw that is a predictor's own, in the order in which the kernel uses a group's.
  struct OwnDraws {
    std::vector<Normal> support;  ///< universe x candidate; kNone = none
    std::vector<Normal> turnout;  ///< universe
  };

  OwnDraws own_draws(std::size_t c, std::size_t g) const {
    const ContestPlan& contest = night_.contests[c];
    const UniverseGroup& group = contest.groups[g];
    OwnDraws own;
    Normal next = groups_[c][g].first_local;
    for (std::uint32_t i = 0; i < group.n_universes; ++i) {
      const std::size_t at = group.first_universe + i;
      for (std::size_t k = 0; k < contest.n_candidates; ++k) {
        const bool draws = contest.supports[at * contest.n_candidates + k].own > 0;
        own.support.push_back(draws ? next++ : kNone);
      }
      own.turnout.push_back(contest.turnouts[at].sd > 0 ? next++ : kNone);
      if (!contest.rolloffs.empty() && contest.rolloffs[at].sd > 0) ++next;  // moves no vote here
    }
    return own;
  }

  void add_block(DistrictId district, const Contests& contests) {
    Block block;
    block.district = district;
    block.first_datum = static_cast<std::uint32_t>(plan_.y.size());
    block.first_turnout = static_cast<std::uint32_t>(plan_.n_turnouts);
    block.rows.push_back({});
    row_of_.clear();
    turnout_at_.clear();
    for (const auto& [contest, counted] : contests) add_contest(*counted, block);
    block.n_data = static_cast<std::uint32_t>(plan_.y.size()) - block.first_datum;
    plan_.n_turnouts += block.turnouts.size();
    plan_.n_rows = std::max(plan_.n_rows, block.rows.size());
    plan_.blocks.push_back(std::move(block));
  }

  void add_contest(const DistrictReturn& counted, Block& block) {
    const std::size_t c = counted.contest.index();
    const ContestPlan& contest = night_.contests[c];
    BlockContest of;
    of.contest = counted.contest;
    of.first_datum = static_cast<std::uint32_t>(plan_.y.size()) - block.first_datum;
    of.n_candidates = contest.n_candidates;
    of.first_share = static_cast<std::uint32_t>(plan_.n_shares);
    std::vector<bool> stands(contest.n_candidates, false);
    for (std::size_t g = 0; g < contest.groups.size(); ++g) {
      const UniverseGroup& group = contest.groups[g];
      if (contest.districts[group.district].district != counted.district) continue;
      const OwnDraws own = own_draws(c, g);
      for (std::uint32_t i = 0; i < group.n_universes; ++i) {
        const std::size_t at = group.first_universe + i;
        of.universes.push_back(turnout(contest.turnouts[at].universe, block));
        for (std::size_t k = 0; k < contest.n_candidates; ++k) {
          const UniverseSupport& from = contest.supports[at * contest.n_candidates + k];
          of.supports.push_back(
              {static_cast<double>(from.centre), row(c, g, group.support_base[k], block),
               row(c, g, from.extra, block), own.support[i * contest.n_candidates + k],
               static_cast<double>(from.own), static_cast<double>(from.passed_on)});
          if (from.centre > kNotOnBallot) stands[k] = true;
        }
      }
    }
    for (std::size_t k = 0; k < contest.n_candidates; ++k) add_datum(counted, k, stands[k]);
    plan_.n_shares += of.supports.size();
    block.contests.push_back(std::move(of));
  }

  void add_datum(const DistrictReturn& counted, std::size_t slot, bool stands) {
    const double votes = counted.votes[slot] + .5;
    plan_.y.push_back(stands ? exact::log(votes) : 0.0);
    plan_.variance.push_back(stands ? 1.0 / votes + kLeastReturnSd * kLeastReturnSd : kNoReturn);
    const ModelContest& contest = model_.contests[counted.contest];
    plan_.datum_name.push_back(name_hash({contest.id, model_.districts[counted.district].id,
                                          model_.candidates[contest.candidate(slot)].id}));
  }

  /// Returns the place of a universe's turnout in the block, read where the night draws it.
  std::uint32_t turnout(std::uint32_t universe, Block& block) {
    const auto [found, is_new] =
        turnout_at_.try_emplace(universe, static_cast<std::uint32_t>(block.turnouts.size()));
    if (is_new) {
      const TurnoutPlace at = turnout_of_.at(universe);
      const ContestPlan& contest = night_.contests[at.contest];
      const UniverseGroup& group = contest.groups[at.group];
      const UniverseTurnout& from = contest.turnouts[at.universe];
      const OwnDraws own = own_draws(at.contest, at.group);
      block.turnouts.push_back(
          {static_cast<double>(from.registered), static_cast<double>(from.centre),
           row(at.contest, at.group, group.turnout_base, block),
           row(at.contest, at.group, from.extra, block),
           own.turnout[at.universe - group.first_universe], static_cast<double>(from.sd)});
    }
    return found->second;
  }

  /// Returns the block's row for a row that a group reads. Slots are normals until all are known.
  std::uint32_t row(std::size_t c, std::size_t g, RowIndex index, Block& block) {
    if (index == kZeroRow) return 0;
    const auto& local = groups_[c][g].rows;
    const bool is_local = local.count(index) > 0;
    const std::size_t scope = is_local ? 1 + c * 0x100000 + g : 0;
    const auto [found, is_new] =
        row_of_.try_emplace({scope, index}, static_cast<std::uint32_t>(block.rows.size()));
    if (is_new) {
      const auto& loads = (is_local ? local : shared_rows_).at(index);
      block.rows.push_back({static_cast<std::uint32_t>(block.loads.size()),
                            static_cast<std::uint32_t>(loads.size()), 0});
      for (const auto& [normal, load] : loads) block.loads.push_back({normal, load});
    }
    return found->second;
  }

  static std::set<Normal> normals_of(const Block& block) {
    std::set<Normal> normals;
    for (const SlotLoad& load : block.loads) normals.insert(load.slot);
    for (const BlockTurnout& turnout : block.turnouts) normals.insert(turnout.own);
    for (const BlockContest& contest : block.contests) {
      for (const BlockSupport& support : contest.supports) normals.insert(support.own);
    }
    normals.erase(kNone);
    return normals;
  }

  /// Draws and the blocks that they reach: few blocks first, the same blocks side by side.
  std::vector<std::pair<Normal, std::size_t>> by_reach() const {
    std::map<Normal, std::vector<std::size_t>> blocks_of;
    for (std::size_t b = 0; b < plan_.blocks.size(); ++b) {
      for (const Normal normal : normals_of(plan_.blocks[b])) blocks_of[normal].push_back(b);
    }
    std::vector<std::pair<std::vector<std::size_t>, Normal>> sorted;
    for (const auto& [normal, blocks] : blocks_of) sorted.emplace_back(blocks, normal);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
      return std::pair(a.first.size(), a.first) < std::pair(b.first.size(), b.first);
    });
    std::vector<std::pair<Normal, std::size_t>> reach;
    for (const auto& [blocks, normal] : sorted) reach.emplace_back(normal, blocks.size());
    return reach;
  }

  /// Orders draws: wide ones without a scale, wide ones with, then block by block.
  void find_places() {
    const auto reach = by_reach();
    const auto add = [&](Normal normal) {
      place_[normal] = static_cast<std::uint32_t>(plan_.draws.size());
      plan_.draws.push_back({normal, scale_of_[normal]});
    };
    for (const auto& [normal, n] : reach) {
      if (n > 1 && scale_of_[normal] == kNone) add(normal);
    }
    plan_.n_unscaled = plan_.draws.size();
    for (const auto& [normal, n] : reach) {
      if (scale_of_[normal] != kNone) add(normal);
    }
    plan_.n_wide = plan_.draws.size();
    for (Block& block : plan_.blocks) {
      block.first_local = static_cast<std::uint32_t>(plan_.draws.size());
      for (const Normal normal : normals_of(block)) {
        if (place_.count(normal) == 0) add(normal);
      }
      block.n_local = static_cast<std::uint32_t>(plan_.draws.size()) - block.first_local;
    }
  }

  static void put_wide_first(Block& block, BlockRow& row) {
    const auto first = block.loads.begin() + row.first;
    const auto is_wide = [&](const SlotLoad& load) { return load.slot < block.wide.size(); };
    const auto end = std::stable_partition(first, first + row.n, is_wide);
    row.n_wide = static_cast<std::uint32_t>(end - first);
  }

  static void sort_by_slot(Block& block) {
    std::vector<std::vector<RowLoad>> loads(block.wide.size() + block.n_local);
    for (std::uint32_t r = 0; r < block.rows.size(); ++r) {
      const SlotLoad* load = block.loads.data() + block.rows[r].first;
      for (std::uint32_t i = 0; i < block.rows[r].n; ++i) {
        loads[load[i].slot].push_back({r, load[i].load});
      }
    }
    for (const std::vector<RowLoad>& of : loads) {
      const auto first = static_cast<std::uint32_t>(block.slot_loads.size());
      block.slots.push_back({first, first + static_cast<std::uint32_t>(of.size())});
      block.slot_loads.insert(block.slot_loads.end(), of.begin(), of.end());
    }
  }

  /// Turns normals into slots of their block.
  void place_slots(Block& block) {
    for (const Normal normal : normals_of(block)) {
      if (place_.at(normal) < plan_.n_wide) block.wide.push_back(place_.at(normal));
    }
    std::sort(block.wide.begin(), block.wide.end());
    const auto slot_of = [&](std::uint32_t& normal) {
      if (normal == kNone) return;
      const std::uint32_t at = place_.at(normal);
      const auto wide = std::lower_bound(block.wide.begin(), block.wide.end(), at);
      normal = static_cast<std::uint32_t>(at < plan_.n_wide
                                              ? wide - block.wide.begin()
                                              : block.wide.size() + at - block.first_local);
    };
    for (SlotLoad& load : block.loads) slot_of(load.slot);
    for (BlockRow& row : block.rows) put_wide_first(block, row);
    sort_by_slot(block);
    for (std::uint32_t s = 0; s < block.wide.size(); ++s) {
      if (s == 0 || block.wide[s] != block.wide[s - 1] + 1 || block.wide[s] % kTile == 0) {
        block.runs.push_back({s, s});
      }
      block.runs.back().end = s + 1;
    }
    for (BlockTurnout& turnout : block.turnouts) slot_of(turnout.own);
    for (BlockContest& contest : block.contests) {
      for (BlockSupport& support : contest.supports) slot_of(support.own);
    }
  }

  const Model& model_;
  const NightPlan& night_;
  ReturnsPlan plan_;
  std::map<DistrictId, Contests> counted_;
  std::vector<std::uint32_t> scale_of_;  ///< per normal
  std::map<RowIndex, std::vector<std::pair<Normal, double>>> shared_rows_;
  std::vector<std::vector<GroupDraws>> groups_;  ///< contest, group
  std::map<std::uint32_t, TurnoutPlace> turnout_of_;
  std::map<Normal, std::uint32_t> place_;
  std::map<std::pair<std::size_t, RowIndex>, std::uint32_t> row_of_;  ///< of the block being read
  std::map<std::uint32_t, std::uint32_t> turnout_at_;                 ///< the same
};

}  // namespace

namespace {

/// Per wide draw those after it that it is tied to once all before it are eliminated: two that one
/// before both is tied to get tied, the fill of Gauss's elimination, known before any number is.
std::vector<std::vector<bool>> ties(const ReturnsPlan& plan) {
  std::vector<std::vector<bool>> tied(plan.n_wide, std::vector<bool>(plan.n_wide, false));
  for (const Block& block : plan.blocks) {
    for (const std::uint32_t i : block.wide) {
      for (const std::uint32_t j : block.wide) tied[i][j] = true;
    }
  }
  for (std::size_t k = 0; k < plan.n_wide; ++k) {
    for (std::size_t i = k + 1; i < plan.n_wide; ++i) {
      if (!tied[i][k]) continue;
      for (std::size_t j = k + 1; j < plan.n_wide; ++j) {
        if (tied[k][j]) tied[i][j] = true;
      }
    }
  }
  return tied;
}

std::vector<Panel> panels_of(const ReturnsPlan& plan) {
  const auto tied = ties(plan);
  const auto n = static_cast<std::uint32_t>(plan.n_wide);
  std::vector<Panel> panels;
  for (std::uint32_t k = 0; k < n; ++k) {
    if (panels.empty() || panels.back().n == kPanelRows || !tied[panels.back().first][k]) {
      panels.push_back({k, 0, {}});
    }
    ++panels.back().n;
  }
  for (Panel& panel : panels) {
    for (std::uint32_t j = panel.first + panel.n; j < n; ++j) {
      bool reached = false;
      for (std::uint32_t r = 0; r < panel.n; ++r) reached |= tied[panel.first + r][j];
      if (!reached) continue;
      if (panel.after.empty() || panel.after.back().end != j) panel.after.push_back({j, j});
      panel.after.back().end = j + 1;
    }
  }
  return panels;
}

}  // namespace

ReturnsPlan returns_plan(const Model& model, const std::vector<DistrictReturn>& returns) {
  return Reader(model, returns).read();
}

}  // namespace hustings::infer
