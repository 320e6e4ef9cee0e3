#include "model/solve/touch_layout.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/campaign/timing.hpp"
#include "random/math.hpp"

namespace hustings {
namespace {

/// What resources leave of a programme with these contacts; its row is still to be chosen.
ReachLeft left_of(const campaign::Touches& touches, std::size_t programme,
                  const std::vector<campaign::DayShare>& contacts, const RowProgram& program) {
  ReachLeft left;
  if (touches.resources_of[programme].empty()) left.weeks.push_back({1, {}});
  const auto week_of = [&](const campaign::DayShare& day) {
    return static_cast<std::size_t>(campaign::week_of(day.days_before, touches.weeks));
  };
  std::size_t first = program.supplies.front().weeks.size();
  for (const auto& day : touches.contacts_of[programme]) first = std::min(first, week_of(day));
  for (const campaign::DayShare& day : contacts) {
    WeekContacts week{static_cast<float>(day.share), {}};
    for (const std::size_t r : touches.resources_of[programme]) {
      const bool at_start = touches.drawn_resources[r].kind == scenario::ResourceKind::captains;
      const RowIndex covered = program.supplies[r].weeks[at_start ? first : week_of(day)].row;
      if (covered != kZeroRow) week.covered.push_back(covered);
    }
    left.weeks.push_back(std::move(week));
  }
  return left;
}

}  // namespace

RowIndex LiftRows::add(const campaign::Touches& touches, RowIndex next, NightPlan& plan) {
  Normals normals(next, plan);
  add_lifts(touches, normals);
  add_messages(touches, normals, plan.shared);
  add_resources(touches, normals, plan.shared);
  add_versions(touches, normals, plan.shared);
  for (const auto& draw : touches.mesh_draw) mesh_.push_back(normals.row(draw));
  end_ = normals.end();
  return end_;
}

void LiftRows::add_lifts(const campaign::Touches& touches, Normals& normals) {
  for (const auto& [draws, rows] :
       {std::pair{&touches.turnout_draw, &turnout_}, std::pair{&touches.support_draw, &support_}}) {
    for (const auto& draw : *draws) {
      rows->push_back(draw ? normals.shared(draw->mode, draw->own, draw->together) : kZeroRow);
    }
  }
}

/// Appends what messages multiply doses by, and the doses of the programmes that use them.
void LiftRows::add_messages(const campaign::Touches& touches, Normals& normals,
                            RowProgram& program) {
  std::vector<RowIndex> rows;
  for (const campaign::MessageDraws& from : touches.messages) {
    MessageDraw draw;
    draw.rate = normals.row(from.rate_name());
    if (from.carry.sd > 0) draw.carry = normals.row(from.carry_name());
    draw.centre = static_cast<float>(from.law.centre);
    draw.sd = static_cast<float>(from.law.sd);
    draw.mean = static_cast<float>(from.mean);
    draw.carry_mean = static_cast<float>(from.carry.mean);
    draw.carry_sd = static_cast<float>(from.carry.sd);
    draw.row = normals.next();
    rows.push_back(draw.row);
    program.messages.push_back(draw);
  }
  for (std::size_t g = 0; g < touches.message_of.size(); ++g) {
    const auto& use = touches.message_of[g];
    if (!use) continue;
    for (auto [lift, dose] :
         {std::pair{&turnout_[g], &use->turnout}, std::pair{&support_[g], &use->support}}) {
      if (dose->does_nothing()) continue;
      const RowIndex row = normals.next();
      program.message_doses.push_back({row, *lift, rows[use->message],
                                       static_cast<float>(dose->mean),
                                       static_cast<float>(dose->sd)});
      *lift = row;
    }
  }
}

/// Appends what comes in of resources that are drawn, and what is left of reaches: where any is
/// drawn, a row per programme, 1 of those that do not hang on them.
void LiftRows::add_resources(const campaign::Touches& touches, Normals& normals,
                             RowProgram& program) {
  constexpr float kUnlimited = std::numeric_limits<float>::max();
  for (const campaign::OwnerResource& resource : touches.drawn_resources) {
    SupplyDraw supply{normals.row(draw_name(resource)),
                      static_cast<float>(std::sqrt(exact::log(1 + resource.sd * resource.sd))),
                      static_cast<float>(resource.supply.stock),
                      resource.supply.keeps,
                      {}};
    for (std::size_t w = 0; w < resource.planned.size(); ++w) {
      SupplyWeek week{0, static_cast<float>(resource.drawn[w]),
                      static_cast<float>(std::min<double>(resource.limit, kUnlimited)),
                      static_cast<float>(resource.planned[w])};
      if (week.planned > 0) week.row = normals.next();
      supply.weeks.push_back(week);
    }
    program.supplies.push_back(std::move(supply));
  }
  left_.assign(touches.resources_of.size(), {kZeroRow});
  if (touches.drawn_resources.empty()) return;
  const auto add = [&](std::size_t g, const std::vector<campaign::DayShare>& contacts) {
    program.lefts.push_back(left_of(touches, g, contacts, program));
    return program.lefts.back().row = normals.next();
  };
  for (std::size_t g = 0; g < touches.resources_of.size(); ++g) {
    const RowIndex row = add(g, touches.contacts_of[g]);
    if (!touches.resources_of[g].empty()) left_[g].front() = row;
  }
  for (std::size_t g = 0; g < touches.resources_of.size(); ++g) {
    for (const campaign::PlannedVersion& version : touches.versions[g]) {
      const bool is_drawn = !touches.resources_of[g].empty();
      left_[g].push_back(is_drawn ? add(g, version.contacts) : kZeroRow);
    }
  }
}

/// Appends which version of a programme an election has, of those that shocks take something of.
void LiftRows::add_versions(const campaign::Touches& touches, Normals& normals,
                            RowProgram& program) {
  for (std::size_t g = 0; g < touches.versions.size(); ++g) {
    if (touches.versions[g].empty()) continue;
    std::vector<RowIndex>& lefts = left_[g];
    lefts.resize(touches.versions[g].size() + 1, kZeroRow);
    ProgrammeVersions versions{{normals.next(), lefts.front(), {}}, {}};
    lefts.front() = versions.planned.row;
    for (std::size_t v = 0; v < touches.versions[g].size(); ++v) {
      versions.degraded.push_back({normals.next(), lefts[v + 1], touches.versions[g][v].cases});
      lefts[v + 1] = versions.degraded.back().row;
    }
    program.versions.push_back(std::move(versions));
  }
}

void TouchLayout::make() {
  plan_.repeat = static_cast<float>(in_.repeat);
  for (std::size_t c = 0; c < plan_.contests.size(); ++c) touch(c);
}

/// Touches the universes of one contest, in the plan's order.
void TouchLayout::touch(std::size_t c) {
  ContestPlan& contest = plan_.contests[c];
  std::vector<UniverseTouches> touched(contest.turnouts.size());
  bool is_any = false;
  for (UniverseGroup& group : contest.groups) {
    for (std::uint32_t i = group.first_universe; i < group.first_universe + group.n_universes;
         ++i) {
      const std::size_t universe = contest.turnouts[i].universe;
      const Place place{universe, contest, group};
      mesh_rows_.clear();
      if (group.draws_turnout) {
        touched[i].turnout = add_turnout(place);
        touched[i].turnout_shocks = add_shocks(touches_.shocks.turnout[universe], true, contest);
      }
      touched[i].support_shocks = add_shocks(touches_.shocks.support[c][universe], false, contest);
      touched[i].withdrawals = add_shocks(touches_.shocks.withdrawals[c][universe], false, contest);
      touched[i].endorsers = add_support(touches_.endorsers[c][universe], place);
      touched[i].support = add_support(touches_.support[c][universe], place);
      touched[i].spread = add_support(touches_.spread[c][universe], place);
      const std::vector<GainSplit>& splits = splits_[{c, universe}];
      touched[i].splits = {static_cast<std::uint32_t>(contest.splits.size()),
                           static_cast<std::uint32_t>(splits.size())};
      contest.splits.insert(contest.splits.end(), splits.begin(), splits.end());
      group.is_touched |= touched[i].any();
    }
    is_any |= group.is_touched;
  }
  if (is_any) contest.touched = std::move(touched);
}

/// The row of what is left of a programme's reach; of a mesh one is made, unless the universe has
/// it.
RowIndex TouchLayout::left(const campaign::PlannedTouch& touch, const Place& place) {
  const RowIndex shared = rows_.left(touch.programme, touch.version);
  const auto& by_chance = touches_.by_chance[touch.programme];
  const auto nodes = by_chance.find({touch.version, place.universe});
  if (nodes == by_chance.end()) return shared;
  const auto [found, is_new] = mesh_rows_.try_emplace({touch.programme, touch.version}, kZeroRow);
  if (!is_new) return found->second;
  RowProgram& local = place.group.local;
  const std::size_t n_local = local.factors.size() + local.sums.size() + local.meshes.size();
  found->second = rows_.end() + static_cast<RowIndex>(n_local);
  local.meshes.push_back({found->second, rows_.mesh(touch.programme), shared, nodes->second});
  plan_.n_rows = std::max(plan_.n_rows, found->second + 1);
  return found->second;
}

Slice TouchLayout::add_turnout(const Place& place) {
  ContestPlan& contest = place.contest;
  const auto& all = touches_.turnout[place.universe];
  const Slice slice{static_cast<std::uint32_t>(contest.touches.size()),
                    static_cast<std::uint32_t>(all.size())};
  for (const campaign::PlannedTouch& planned : all) {
    Touch touch{static_cast<float>(planned.reached), static_cast<float>(planned.dose),
                static_cast<float>(planned.load), rows_.turnout(planned.programme),
                left(planned, place)};
    if (planned.split) {
      touch.gain = plan_.n_gains++;
      splits_[{touches_.contest_of[planned.programme].index(), place.universe}].push_back(
          {touch.gain, planned.slot, static_cast<float>(*planned.split)});
    }
    contest.touches.push_back(touch);
  }
  return slice;
}

Slice TouchLayout::add_support(const std::vector<campaign::PlannedTouch>& planned,
                               const Place& place) {
  ContestPlan& contest = place.contest;
  const Slice slice{static_cast<std::uint32_t>(contest.touches.size()),
                    static_cast<std::uint32_t>(planned.size())};
  for (const campaign::PlannedTouch& touch : planned) {
    contest.touches.push_back({static_cast<float>(touch.reached), static_cast<float>(touch.dose),
                               static_cast<float>(touch.load), rows_.support(touch.programme),
                               left(touch, place), touch.slot, kNoGain, touch.again});
  }
  return slice;
}

Slice TouchLayout::add_shocks(const std::vector<campaign::ShockTouch>& planned, bool is_turnout,
                              ContestPlan& contest) {
  const Slice slice{static_cast<std::uint32_t>(contest.touches.size()),
                    static_cast<std::uint32_t>(planned.size())};
  for (const campaign::ShockTouch& touch : planned) {
    const RowIndex row = is_turnout ? shocks_.turnout(touch.shock) : shocks_.support(touch.shock);
    contest.touches.push_back(
        {static_cast<float>(touch.would_see), static_cast<float>(touch.dose.mean),
         static_cast<float>(touch.dose.sd), row, shocks_.moved(touch.shock), touch.slot});
  }
  return slice;
}

}  // namespace hustings
