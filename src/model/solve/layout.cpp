#include "model/solve/layout.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace hustings {
namespace {

/// A sum of loads x factors, as a key: equal sums are computed once. In factor order, loads as the
/// kernels have them: sums are equal where their floats are.
using SumKey = std::vector<std::pair<FactorId, float>>;

/// One group of universes before rows are assigned: a run of one contest's universes that lie in
/// one district and one part of it, whose first choices the kernels sum together. Each predictor's
/// sum is cut into the base that its whole group shares and the extra of its own.
struct Group {
  std::size_t contest = 0;
  std::size_t first = 0;  ///< position of its first universe in the contest
  std::size_t n = 0;
  std::uint32_t part = 0;
  bool draws_turnout = true;
  SumKey turnout_base;
  std::vector<SumKey> turnout_extra;  ///< per universe
  std::vector<SumKey> support_base;   ///< per candidate
  std::vector<SumKey> support_extra;  ///< universe x candidate
};

/// A predictor with the terms that stay in rows, and the one draw, of this sd and name, that is its
/// own; sd 0 = none.
struct Split {
  float sd = 0;
  std::uint64_t name = 0;
  SumKey terms;
};

/// Intersects sums: the terms that all of them have, with the same loads.
SumKey common_terms(const std::vector<const SumKey*>& keys) {
  SumKey common = *keys.front();
  for (const SumKey* key : keys) {
    SumKey both;
    std::set_intersection(common.begin(), common.end(), key->begin(), key->end(),
                          std::back_inserter(both));
    common = std::move(both);
  }
  return common;
}

SumKey without(const SumKey& key, const SumKey& common) {
  SumKey rest;
  std::set_difference(key.begin(), key.end(), common.begin(), common.end(),
                      std::back_inserter(rest));
  return rest;
}

/// The night as programs of rows, from who is moved by what.
///
/// Law: predictor = centre + base row + extra row + sd x own normal. The universes of one part of
/// one district are a group; its base, one row for turnout and one per candidate for support, is
/// the sum of the terms that all of them share, a universe's extra row the sum of the rest. So the
/// inner loop draws at most one normal and reads at most two rows a predictor, of however many
/// effects it is made.
///
/// Rows are of 256 floats, one an election. Shared rows (scales, factors and sums that several
/// groups read) are filled once a batch, local ones (read by one group alone) just before their
/// group, all groups in the same place: n_rows is the zero row, the shared ones and the most that a
/// group needs. Universes are added in the order of their names, factors in that of the effects,
/// and in none that a table has, since it decides last bits. Source: docs/method.md, "The model";
/// docs/reproducibility.md.
class Layout {
 public:
  Layout(const LayoutInput& input, std::uint64_t seed) : in_(input) {
    plan_.key = draw_key(seed, Purpose::first_choices);
    plan_.n_universes = static_cast<std::uint32_t>(in_.registered.size());
  }

  NightPlan make() {
    make_groups();
    find_scopes();
    assign_shared_rows();
    for (std::size_t c = 0; c < in_.universes_of_contest.size(); ++c) begin_contest(c);
    for (std::size_t g = 0; g < groups_.size(); ++g) make_group(g);
    for (ContestPlan& contest : plan_.contests) contest.own_draws.emplace_back();
    return std::move(plan_);
  }

 private:
  const Effects& effects() const { return *in_.effects; }
  std::size_t n_candidates(std::size_t c) const {
    return in_.universes_of_contest[c].empty()
               ? 0
               : in_.support[c].size() / in_.universes_of_contest[c].size();
  }

  /// Takes from a predictor's terms the one that can be its own draw, where it has no own noise.
  ///
  /// That is a factor which by its effect's nature moves nothing else (of_one), normal and of
  /// positive load: sd x z needs no row then. Whether it happens to be alone in this scenario must
  /// not decide it.
  Split split(const Predictor& predictor, const EffectTerms& terms) const {
    Split split{static_cast<float>(predictor.own_sd), predictor.own_name, {}};
    for (const EffectTerm& term : terms) {
      if (term.load == 0) continue;
      const EffectFactor& factor = effects().factors[term.factor];
      if (split.sd == 0 && factor.of_one && !factor.scale && term.load > 0) {
        split.sd = static_cast<float>(term.load);
        split.name = factor.name;
      } else {
        split.terms.emplace_back(term.factor, static_cast<float>(term.load));
      }
    }
    return split;
  }

  /// Cuts contests into groups, and says which draws turnout: of contests that vote in the same
  /// district the first in the model's order. The others read its ballots, which are kept for them.
  void make_groups() {
    std::set<DistrictId> drawn;
    for (std::size_t c = 0; c < in_.universes_of_contest.size(); ++c) {
      const auto& universes = in_.universes_of_contest[c];
      for (std::size_t first = 0; first < universes.size();) {
        const DistrictId district = in_.district_of[universes[first].index()];
        const bool is_first = drawn.insert(district).second;
        if (!is_first) plan_.keep_universes = true;
        while (first < universes.size() && in_.district_of[universes[first].index()] == district) {
          const std::size_t end = end_of_part(c, first);
          make_group_sums({c, first, end - first, part(c, first), is_first, {}, {}, {}, {}});
          first = end;
        }
      }
    }
  }

  std::uint32_t part(std::size_t c, std::size_t i) const {
    return in_.part_of.empty() || in_.part_of[c].empty() ? 0 : in_.part_of[c][i];
  }

  /// End of the run of universes of one part and one district that begins at `first`.
  std::size_t end_of_part(std::size_t c, std::size_t first) const {
    const auto& universes = in_.universes_of_contest[c];
    const DistrictId district = in_.district_of[universes[first].index()];
    std::size_t end = first;
    while (end < universes.size() && in_.district_of[universes[end].index()] == district &&
           part(c, end) == part(c, first)) {
      ++end;
    }
    return end;
  }

  /// Finds a group's bases and extras. Shapes: turnout [universe], support [universe x candidate],
  /// the base of support one per candidate, since candidates are moved by factors of their own.
  void make_group_sums(Group group) {
    const std::size_t c = group.contest;
    const std::size_t first = group.first;
    const std::size_t n = group.n;
    const std::size_t width = n_candidates(c);
    std::vector<SumKey> turnout(n);
    std::vector<SumKey> support(n * width);
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t universe = in_.universes_of_contest[c][first + i].index();
      if (group.draws_turnout)
        turnout[i] = split(in_.turnout[universe], effects().turnout[universe]).terms;
      for (std::size_t k = 0; k < width; ++k) {
        const std::size_t at = (first + i) * width + k;
        support[i * width + k] = split(in_.support[c][at], effects().support[c][at]).terms;
      }
    }
    const auto factor_out = [n](const std::vector<SumKey>& keys, std::size_t offset,
                                std::size_t stride, std::vector<SumKey>& extras) {
      std::vector<const SumKey*> members;
      for (std::size_t i = 0; i < n; ++i) members.push_back(&keys[i * stride + offset]);
      SumKey common = common_terms(members);
      for (std::size_t i = 0; i < n; ++i)
        extras[i * stride + offset] = without(*members[i], common);
      return common;
    };
    group.turnout_extra.resize(n);
    group.turnout_base = factor_out(turnout, 0, 1, group.turnout_extra);
    group.support_extra.resize(n * width);
    for (std::size_t k = 0; k < width; ++k) {
      group.support_base.push_back(factor_out(support, k, width, group.support_extra));
    }
    groups_.push_back(std::move(group));
  }

  /// Calls visit(sum) for every sum that a group reads, in the one order that local rows are
  /// numbered in.
  template <class Visit>
  static void for_sums(const Group& group, const Visit& visit) {
    visit(group.turnout_base);
    for (const SumKey& key : group.turnout_extra) visit(key);
    for (const SumKey& key : group.support_base) visit(key);
    for (const SumKey& key : group.support_extra) visit(key);
  }

  /// Which group alone reads a sum or a factor; kShared where several do.
  void find_scopes() {
    factor_scope_.assign(effects().factors.size(), kUnread);
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      for_sums(groups_[g], [&](const SumKey& key) {
        if (key.empty()) return;
        note(sum_scope_.try_emplace(key, kUnread).first->second, g);
        for (const auto& [factor, load] : key) note(factor_scope_[factor.index()], g);
      });
    }
  }

  static void note(std::size_t& scope, std::size_t group) {
    scope = scope == kUnread || scope == group ? group : kShared;
  }

  /// Numbers the shared rows: scales, then factors, which may read them, then sums of these. A
  /// scale is always shared: it is one of an effect or of a contest.
  void assign_shared_rows() {
    factor_row_.assign(effects().factors.size(), kZeroRow);
    scale_row_.assign(effects().scales.size(), kZeroRow);
    RowIndex next = kZeroRow + 1;
    for (std::size_t s = 0; s < effects().scales.size(); ++s) {
      if (!scale_is_read(ScaleId(s))) continue;
      scale_row_[s] = next++;
      ScaleDraw draw{scale_row_[s], {}};
      for (const std::uint64_t name : effects().scales[ScaleId(s)].names) {
        draw.normals.push_back(draw_address(plan_.key, name));
      }
      plan_.shared.scales.push_back(std::move(draw));
    }
    for (std::size_t f = 0; f < factor_scope_.size(); ++f) {
      if (factor_scope_[f] == kShared) next = add_factor(FactorId(f), next, plan_.shared);
    }
    for (const auto& [key, scope] : sum_scope_) {
      if (scope == kShared) next = add_sum(key, next, plan_.shared);
    }
    n_shared_ = next;
    plan_.n_rows = next;
  }

  bool scale_is_read(ScaleId scale) const {
    for (std::size_t f = 0; f < factor_scope_.size(); ++f) {
      if (factor_scope_[f] != kUnread && effects().factors[FactorId(f)].scale == scale) return true;
    }
    return false;
  }

  /// Appends the draw of a factor to a program, as the row `next`; returns the row after it.
  RowIndex add_factor(FactorId id, RowIndex next, RowProgram& program) {
    const EffectFactor& factor = effects().factors[id];
    const RowIndex scale = factor.scale ? scale_row_[factor.scale.index()] : kZeroRow;
    program.factors.push_back({next, draw_address(plan_.key, factor.name), scale});
    factor_row_[id.index()] = next;
    return next + 1;
  }

  RowIndex add_sum(const SumKey& key, RowIndex next, RowProgram& program) {
    const auto first = static_cast<std::uint32_t>(program.terms.size());
    for (const auto& [factor, load] : key) {
      program.terms.push_back({factor_row_[factor.index()], load});
    }
    program.sums.push_back({next, first, static_cast<std::uint32_t>(key.size())});
    sum_row_[key] = next;
    return next + 1;
  }

  void begin_contest(std::size_t c) {
    ContestPlan contest;
    contest.n_candidates = static_cast<std::uint32_t>(n_candidates(c));
    for (std::size_t i = 0; i < in_.universes_of_contest[c].size(); ++i) {
      contest.n_parts = std::max(contest.n_parts, part(c, i) + 1);
    }
    plan_.contests.push_back(std::move(contest));
  }

  /// Lays out the predictors of a group's universes, turnouts [universe] and supports [universe x
  /// candidate], and their own draws, in the order in which the kernel uses them.
  void add_universes(const Group& from, ContestPlan& contest) {
    const auto& support = in_.support[from.contest];
    const auto own = [&](float sd, std::uint64_t name) {
      if (sd > 0) contest.own_draws.push_back(draw_address(plan_.key, name));
    };
    for (std::size_t i = from.first; i < from.first + from.n; ++i) {
      const std::size_t universe = in_.universes_of_contest[from.contest][i].index();
      const Predictor& turnout = in_.turnout[universe];
      for (std::size_t at = i * contest.n_candidates; at < (i + 1) * contest.n_candidates; ++at) {
        const Split split_support = split(support[at], effects().support[from.contest][at]);
        own(split_support.sd, split_support.name);
        contest.supports.push_back(
            {static_cast<float>(support[at].centre), split_support.sd, kZeroRow});
      }
      const Split split_turnout = split(turnout, effects().turnout[universe]);
      if (from.draws_turnout) own(split_turnout.sd, split_turnout.name);
      const double registered = in_.registered[universe];
      contest.turnouts.push_back({static_cast<float>(turnout.centre), split_turnout.sd, kZeroRow,
                                  static_cast<float>(registered),
                                  static_cast<float>((1 << 20) / registered),
                                  static_cast<std::uint32_t>(universe)});
    }
  }

  /// Lays out a group: its local factors, then its local sums, then which row each predictor reads.
  void make_group(std::size_t g) {
    const Group& from = groups_[g];
    ContestPlan& contest = plan_.contests[from.contest];
    UniverseGroup group;
    const DistrictId district =
        in_.district_of[in_.universes_of_contest[from.contest][from.first].index()];
    if (contest.districts.empty() || contest.districts.back().district != district) {
      contest.districts.push_back({district, from.draws_turnout});
    }
    group.district = static_cast<std::uint32_t>(contest.districts.size() - 1);
    group.part = from.part;
    group.first_universe = static_cast<std::uint32_t>(from.first);
    group.n_universes = static_cast<std::uint32_t>(from.n);
    group.first_draw = static_cast<std::uint32_t>(contest.own_draws.size());
    add_universes(from, contest);
    group.draws_turnout = from.draws_turnout;
    RowIndex next = n_shared_;
    for_sums(from, [&](const SumKey& key) {
      for (const auto& [factor, load] : key) {
        if (factor_scope_[factor.index()] == g && factor_row_[factor.index()] == kZeroRow) {
          next = add_factor(factor, next, group.local);
        }
      }
    });
    for_sums(from, [&](const SumKey& key) {
      if (!key.empty() && sum_scope_[key] == g && sum_row_.count(key) == 0) {
        next = add_sum(key, next, group.local);
      }
    });
    const auto row = [&](const SumKey& key) { return key.empty() ? kZeroRow : sum_row_.at(key); };
    group.turnout_base = row(from.turnout_base);
    for (const SumKey& key : from.support_base) group.support_base.push_back(row(key));
    for (std::size_t i = 0; i < from.n; ++i) {
      contest.turnouts[from.first + i].extra = row(from.turnout_extra[i]);
    }
    const std::size_t width = contest.n_candidates;
    for (std::size_t i = 0; i < from.n * width; ++i) {
      const RowIndex extra = row(from.support_extra[i]);
      contest.supports[from.first * width + i].extra = extra;
      group.any_extra_support |= extra != kZeroRow;
    }
    plan_.n_rows = std::max(plan_.n_rows, next);
    contest.groups.push_back(std::move(group));
  }

  static constexpr std::size_t kUnread = static_cast<std::size_t>(-1);
  static constexpr std::size_t kShared = static_cast<std::size_t>(-2);

  const LayoutInput& in_;
  NightPlan plan_;
  std::vector<Group> groups_;
  std::vector<std::size_t> factor_scope_;
  std::map<SumKey, std::size_t> sum_scope_;
  std::vector<RowIndex> factor_row_;
  std::vector<RowIndex> scale_row_;
  std::map<SumKey, RowIndex> sum_row_;
  RowIndex n_shared_ = 1;
};

}  // namespace

NightPlan lay_out(const LayoutInput& input, std::uint64_t seed) {
  return Layout(input, seed).make();
}

}  // namespace hustings
