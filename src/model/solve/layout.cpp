#include "model/solve/layout.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "model/solve/own_noise.hpp"
#include "model/solve/touch_layout.hpp"
#include "random/math.hpp"

namespace hustings {
namespace {

/// A sum of loads x factors, as a key: equal sums are computed once. In factor order, loads as the
/// kernels have them: sums are equal where their floats are.
using SumKey = std::vector<std::pair<FactorId, float>>;

/// A row: a sum, or e to it.
using RowKey = std::pair<SumKey, bool>;

/// A predictor with the terms that stay in rows, and the one draw, of this sd and name, that is its
/// own; sd 0 = none.
struct Split {
  float sd = 0;
  std::uint64_t name = 0;
  SumKey terms;
};

/// One group of universes before rows are assigned: a run of one contest's universes that lie in
/// one district and one part of it, whose first choices the kernels sum together. Each predictor's
/// sum is cut into the base that its whole group shares and the extra of its own.
struct Group {
  std::size_t contest = 0;
  std::size_t first = 0;  ///< position of its first universe in the contest
  std::size_t n = 0;
  std::uint32_t part = 0;
  bool draws_turnout = true;
  bool multiplies = false;
  std::vector<Split> turnout{};  ///< per universe
  std::vector<Split> support{};  ///< universe x candidate
  std::vector<Split> rolloff{};  ///< per universe; empty = none
  SumKey turnout_base{};
  std::vector<SumKey> turnout_extra{};  ///< per universe
  std::vector<SumKey> support_base{};   ///< per candidate
  std::vector<SumKey> support_extra{};  ///< universe x candidate
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
    choose_kernels();
    find_scopes();
    assign_shared_rows();
    for (std::size_t c = 0; c < in_.universes_of_contest.size(); ++c) begin_contest(c);
    for (std::size_t g = 0; g < groups_.size(); ++g) make_group(g);
    if (in_.touches != nullptr) TouchLayout(in_, touch_rows_, plan_).make();
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

  bool has_rolloff(std::size_t c) const { return !in_.rolloff.empty() && !in_.rolloff[c].empty(); }

  /// Takes from a predictor's terms the one that can be its own draw, where it has no own noise.
  Split split(const Predictor& predictor, const EffectTerms& terms) const {
    Split split{static_cast<float>(predictor.own_sd), predictor.own_name, {}};
    const auto own = split.sd > 0 ? std::nullopt : own_term(terms, effects());
    for (std::size_t t = 0; t < terms.size(); ++t) {
      const EffectTerm& term = terms[t];
      if (t == own) {
        split.sd = static_cast<float>(term.load);
        split.name = effects().factors[term.factor].name;
      } else if (term.load != 0) {
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
        // Swing asks who came where votes do not tell.
        if (!is_first || has_rolloff(c)) plan_.keep_universes = true;
        while (first < universes.size() && in_.district_of[universes[first].index()] == district) {
          const std::size_t end = end_of_part(c, first);
          make_group_sums({c, first, end - first, part(c, first), is_first});
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
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t universe = in_.universes_of_contest[c][first + i].index();
      group.turnout.push_back(group.draws_turnout
                                  ? split(in_.turnout[universe], effects().turnout[universe])
                                  : Split{});
      for (std::size_t at = (first + i) * width; at < (first + i + 1) * width; ++at) {
        group.support.push_back(split(in_.support[c][at], effects().support[c][at]));
      }
      if (has_rolloff(c)) {
        group.rolloff.push_back(split(in_.rolloff[c][first + i], effects().rolloff[c][first + i]));
      }
    }
    const auto factor_out = [n](const std::vector<Split>& predictors, std::size_t offset,
                                std::size_t stride, std::vector<SumKey>& extras) {
      std::vector<const SumKey*> members;
      for (std::size_t i = 0; i < n; ++i) members.push_back(&predictors[i * stride + offset].terms);
      SumKey common = common_terms(members);
      for (std::size_t i = 0; i < n; ++i)
        extras[i * stride + offset] = without(*members[i], common);
      return common;
    };
    group.turnout_extra.resize(n);
    group.turnout_base = factor_out(group.turnout, 0, 1, group.turnout_extra);
    group.support_extra.resize(n * width);
    for (std::size_t k = 0; k < width; ++k) {
      group.support_base.push_back(factor_out(group.support, k, width, group.support_extra));
    }
    groups_.push_back(std::move(group));
  }

  /// Lets the groups of a contest multiply where all of them can. Each contest chooses alone: its
  /// bits do not depend on what else there is.
  void choose_kernels() {
    for (auto first = groups_.begin(); first != groups_.end();) {
      const auto end = std::find_if(first, groups_.end(), [&](const Group& group) {
        return group.contest != first->contest;
      });
      const bool all = can_multiply(first, end);
      for (; first != end; ++first) first->multiplies = all;
    }
  }

  /// Whether a contest's weights can be products: two to six candidates of the same own sd in each
  /// universe, few different sds, none above kMostOddSd, and centres that leave no product infinite
  /// or below the smallest normal float.
  bool can_multiply(std::vector<Group>::const_iterator first,
                    std::vector<Group>::const_iterator end) const {
    std::set<float> turnout_sds;
    std::set<float> support_sds;
    const std::size_t width = n_candidates(first->contest);
    for (; first != end; ++first) {
      for (std::size_t i = 0; i < first->n; ++i) {
        const std::size_t at = first->first + i;
        const std::size_t universe = in_.universes_of_contest[first->contest][at].index();
        turnout_sds.insert(first->turnout[i].sd);
        if (std::abs(in_.turnout[universe].centre) > kMostCentre) return false;
        const float sd = first->support[i * width].sd;
        support_sds.insert(sd);
        for (std::size_t k = 0; k < width; ++k) {
          const double centre = in_.support[first->contest][at * width + k].centre;
          const bool stands = centre > static_cast<double>(kNotOnBallot);
          if (first->support[i * width + k].sd != sd) return false;
          if (stands && std::abs(centre) > kMostCentre) return false;
        }
      }
    }
    const auto is_few = [](const std::set<float>& sds) {
      return sds.size() <= kMostSds && *sds.rbegin() <= static_cast<float>(kMostOddSd);
    };
    return width > 1 && width <= kMostMultiplied && is_few(turnout_sds) && is_few(support_sds);
  }

  /// Calls visit(row) for every row that a group reads, in the one order that local rows are
  /// numbered in. A power is read where there is nothing to add, too: e^0. Of a roll-off the sum is
  /// read, be the group's other rows powers or not.
  template <class Visit>
  static void for_rows(const Group& group, const Visit& visit) {
    const auto see = [&](const SumKey& key) {
      if (group.multiplies || !key.empty()) visit(RowKey{key, group.multiplies});
    };
    see(group.turnout_base);
    for (const SumKey& key : group.turnout_extra) see(key);
    for (const SumKey& key : group.support_base) see(key);
    for (const SumKey& key : group.support_extra) see(key);
    for (const Split& rolloff : group.rolloff) {
      if (!rolloff.terms.empty()) visit(RowKey{rolloff.terms, false});
    }
  }

  /// Which group alone reads a sum or a factor; kShared where several do.
  void find_scopes() {
    factor_scope_.assign(effects().factors.size(), kUnread);
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      for_rows(groups_[g], [&](const RowKey& key) {
        note(sum_scope_.try_emplace(key, kUnread).first->second, g);
        for (const auto& [factor, load] : key.first) note(factor_scope_[factor.index()], g);
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
    if (in_.touches != nullptr) {
      next = touch_rows_.shocks.add(in_.touches->shocks, next, plan_);
      next = touch_rows_.lifts.add(*in_.touches, next, plan_);
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

  RowIndex add_sum(const RowKey& key, RowIndex next, RowProgram& program) {
    const auto& [sum, is_power] = key;
    const auto first = static_cast<std::uint32_t>(program.terms.size());
    for (const auto& [factor, load] : sum) {
      program.terms.push_back({factor_row_[factor.index()], load});
    }
    program.sums.push_back({next, first, static_cast<std::uint32_t>(sum.size()), is_power});
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

  /// Lays out the predictors of a group's universes, turnouts [universe], supports [universe x
  /// candidate] and roll-offs [universe], and their own draws, in the order in which the kernel
  /// uses them.
  void add_universes(const Group& from, ContestPlan& contest) {
    for (std::size_t i = 0; i < from.n; ++i) {
      add_supports(from, i, contest);
      const Split& own = from.turnout[i];
      if (own.sd > 0) contest.own_draws.push_back(draw_address(plan_.key, own.name));
      const std::size_t universe = in_.universes_of_contest[from.contest][from.first + i].index();
      const double centre = in_.turnout[universe].centre;
      const double registered = in_.registered[universe];
      contest.turnouts.push_back(
          {static_cast<float>(centre), static_cast<float>(exact::exp(-centre)), own.sd,
           table(from, own.sd), kZeroRow, static_cast<float>(registered),
           static_cast<float>((1 << 20) / registered), static_cast<std::uint32_t>(universe)});
      if (from.rolloff.empty()) continue;
      const Split& rolloff = from.rolloff[i];
      if (rolloff.sd > 0) contest.own_draws.push_back(draw_address(plan_.key, rolloff.name));
      const double at = in_.rolloff[from.contest][from.first + i].centre;
      contest.rolloffs.push_back({static_cast<float>(at), rolloff.sd, kZeroRow});
    }
  }

  void add_supports(const Group& from, std::size_t i, ContestPlan& contest) {
    const std::size_t width = contest.n_candidates;
    std::vector<double> sds;
    for (std::size_t k = 0; k < width; ++k) sds.push_back(from.support[i * width + k].sd);
    const std::vector<OwnLoads> loads = own_noise(sds).loads;
    for (std::size_t k = 0; k < width; ++k) {
      const Split& own = from.support[i * width + k];
      // The first without noise of its own shows the rest of candidate 0's.
      const std::uint64_t name = own.sd > 0 ? own.name : from.support[i * width].name;
      if (loads[k].own > 0) contest.own_draws.push_back(draw_address(plan_.key, name));
      const double centre = in_.support[from.contest][(from.first + i) * width + k].centre;
      contest.supports.push_back(
          {static_cast<float>(centre), static_cast<float>(exact::exp(centre)), own.sd,
           static_cast<float>(loads[k].own), static_cast<float>(loads[k].passed_on),
           table(from, loads[k].passed_on), kZeroRow});
    }
  }

  /// The place of an sd's odd table, which is made when it is first asked for.
  std::uint32_t table(const Group& from, double sd) {
    if (!from.multiplies || sd == 0) return 0;
    const auto [found, is_new] =
        table_of_.try_emplace(sd, static_cast<std::uint32_t>(plan_.odd_tables.size()));
    if (is_new) plan_.odd_tables.push_back(odd_table(sd));
    return found->second;
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
    group.multiplies = from.multiplies;
    RowIndex next = n_shared_;
    for_rows(from, [&](const RowKey& key) {
      for (const auto& [factor, load] : key.first) {
        if (factor_scope_[factor.index()] == g && factor_row_[factor.index()] == kZeroRow) {
          next = add_factor(factor, next, group.local);
        }
      }
    });
    for_rows(from, [&](const RowKey& key) {
      if (sum_scope_[key] == g && sum_row_.count(key) == 0) {
        next = add_sum(key, next, group.local);
      }
    });
    const auto row = [&](const SumKey& key) {
      return key.empty() && !from.multiplies ? kZeroRow : sum_row_.at({key, from.multiplies});
    };
    group.turnout_base = row(from.turnout_base);
    for (const SumKey& key : from.support_base) group.support_base.push_back(row(key));
    for (std::size_t i = 0; i < from.n; ++i) {
      const SumKey& extra = from.turnout_extra[i];
      contest.turnouts[from.first + i].extra = extra.empty() ? kZeroRow : row(extra);
      if (from.rolloff.empty() || from.rolloff[i].terms.empty()) continue;
      contest.rolloffs[from.first + i].row = sum_row_.at({from.rolloff[i].terms, false});
    }
    const std::size_t width = contest.n_candidates;
    for (std::size_t i = 0; i < from.n * width; ++i) {
      const RowIndex extra = row(from.support_extra[i]);
      contest.supports[from.first * width + i].extra = extra;
      group.any_extra_support |= !from.support_extra[i].empty();
    }
    plan_.n_rows = std::max(plan_.n_rows, next);
    contest.groups.push_back(std::move(group));
  }

  static constexpr double kMostCentre = 20;
  static constexpr std::size_t kMostSds = 4;
  static constexpr std::size_t kUnread = static_cast<std::size_t>(-1);
  static constexpr std::size_t kShared = static_cast<std::size_t>(-2);

  const LayoutInput& in_;
  NightPlan plan_;
  std::vector<Group> groups_;
  std::vector<std::size_t> factor_scope_;
  std::map<RowKey, std::size_t> sum_scope_;
  std::vector<RowIndex> factor_row_;
  std::vector<RowIndex> scale_row_;
  std::map<RowKey, RowIndex> sum_row_;
  std::map<double, std::uint32_t> table_of_;  ///< sd: its place among the odd tables
  RowIndex n_shared_ = 1;
  TouchRows touch_rows_;
};

}  // namespace

NightPlan lay_out(const LayoutInput& input, std::uint64_t seed) {
  return Layout(input, seed).make();
}

}  // namespace hustings
