#include "model/solve/touch_layout.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/campaign/lift.hpp"
#include "model/campaign/timing.hpp"
#include "random/math.hpp"

namespace hustings {

RowIndex LiftRows::add(const campaign::Touches& touches, RowIndex next, NightPlan& plan) {
  const auto factor = [&](std::uint64_t name) {
    const auto [found, is_new] = of_name_.try_emplace(name, next);
    if (is_new) plan.shared.factors.push_back({next++, draw_address(plan.key, name), kZeroRow});
    return found->second;
  };
  for (const auto& [draws, rows] :
       {std::pair{&touches.turnout_draw, &turnout_}, std::pair{&touches.support_draw, &support_}}) {
    for (const auto& draw : *draws) {
      RowIndex row = kZeroRow;
      if (draw && !draw->mode) row = factor(draw->own);
      if (draw && draw->mode) {
        const RowIndex mode = factor(*draw->mode);
        const RowIndex own = factor(draw->own);
        const auto first = static_cast<std::uint32_t>(plan.shared.terms.size());
        const campaign::DoseLoads loads = campaign::dose_loads(1, draw->together);
        plan.shared.terms.push_back({mode, static_cast<float>(loads.mode)});
        plan.shared.terms.push_back({own, static_cast<float>(loads.own)});
        row = next++;
        plan.shared.sums.push_back({row, first, 2, false});
      }
      rows->push_back(row);
    }
  }
  return add_resources(touches, add_messages(touches, next, plan), plan);
}

/// Appends what messages multiply doses by, and the doses of the programmes that use them.
RowIndex LiftRows::add_messages(const campaign::Touches& touches, RowIndex next, NightPlan& plan) {
  RowProgram& program = plan.shared;
  const auto factor = [&](std::uint64_t name) {
    program.factors.push_back({next, draw_address(plan.key, name), kZeroRow});
    return next++;
  };
  std::vector<RowIndex> rows;
  for (const campaign::MessageDraws& from : touches.messages) {
    MessageDraw draw;
    draw.rate = factor(from.rate_name());
    if (from.carry.sd > 0) draw.carry = factor(from.carry_name());
    draw.centre = static_cast<float>(from.law.centre);
    draw.sd = static_cast<float>(from.law.sd);
    draw.mean = static_cast<float>(from.mean);
    draw.carry_mean = static_cast<float>(from.carry.mean);
    draw.carry_sd = static_cast<float>(from.carry.sd);
    draw.row = next++;
    rows.push_back(draw.row);
    program.messages.push_back(draw);
  }
  for (std::size_t g = 0; g < touches.message_of.size(); ++g) {
    const auto& use = touches.message_of[g];
    if (!use) continue;
    for (auto [lift, dose] :
         {std::pair{&turnout_[g], &use->turnout}, std::pair{&support_[g], &use->support}}) {
      if (dose->does_nothing()) continue;
      program.message_doses.push_back({next, *lift, rows[use->message],
                                       static_cast<float>(dose->mean),
                                       static_cast<float>(dose->sd)});
      *lift = next++;
    }
  }
  return next;
}

/// Appends what comes in of resources that are drawn, and what is left of reaches: where any is
/// drawn, a row per programme, 1 of those that do not hang on them.
RowIndex LiftRows::add_resources(const campaign::Touches& touches, RowIndex next, NightPlan& plan) {
  constexpr float kUnlimited = std::numeric_limits<float>::max();
  for (const campaign::OwnerResource& resource : touches.drawn_resources) {
    SupplyDraw supply{next++,
                      static_cast<float>(std::sqrt(exact::log(1 + resource.sd * resource.sd))),
                      static_cast<float>(resource.supply.stock),
                      resource.supply.keeps,
                      {}};
    plan.shared.factors.push_back(
        {supply.normal, draw_address(plan.key, draw_name(resource)), kZeroRow});
    for (std::size_t w = 0; w < resource.planned.size(); ++w) {
      SupplyWeek week{0, static_cast<float>(resource.drawn[w]),
                      static_cast<float>(std::min<double>(resource.limit, kUnlimited)),
                      static_cast<float>(resource.planned[w])};
      if (week.planned > 0) week.row = next++;
      supply.weeks.push_back(week);
    }
    plan.shared.supplies.push_back(std::move(supply));
  }
  for (std::size_t g = 0; g < touches.resources_of.size(); ++g) {
    left_.push_back(kZeroRow);
    if (touches.drawn_resources.empty()) continue;
    ReachLeft left{next++, {}};
    if (touches.resources_of[g].empty()) {
      left.weeks.push_back({1, {}});
    } else {
      left_.back() = left.row;
    }
    for (const campaign::DayShare& day : touches.contacts_of[g]) {
      WeekContacts contacts{static_cast<float>(day.share), {}};
      const auto week = static_cast<std::size_t>(campaign::week_of(day.days_before, touches.weeks));
      for (const std::size_t r : touches.resources_of[g]) {
        const RowIndex covered = plan.shared.supplies[r].weeks[week].row;
        if (covered != kZeroRow) contacts.covered.push_back(covered);
      }
      left.weeks.push_back(std::move(contacts));
    }
    plan.shared.lefts.push_back(std::move(left));
  }
  return next;
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
      if (group.draws_turnout) touched[i].turnout = add_turnout(universe, contest);
      touched[i].endorsers = add_support(touches_.endorsers[c][universe], contest);
      touched[i].support = add_support(touches_.support[c][universe], contest);
      touched[i].spread = add_support(touches_.spread[c][universe], contest);
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

Slice TouchLayout::add_turnout(std::size_t universe, ContestPlan& contest) {
  const Slice slice{static_cast<std::uint32_t>(contest.touches.size()),
                    static_cast<std::uint32_t>(touches_.turnout[universe].size())};
  for (const campaign::PlannedTouch& planned : touches_.turnout[universe]) {
    Touch touch{static_cast<float>(planned.reached), static_cast<float>(planned.dose),
                static_cast<float>(planned.load), rows_.turnout(planned.programme),
                rows_.left(planned.programme)};
    if (planned.split) {
      touch.gain = plan_.n_gains++;
      splits_[{touches_.contest_of[planned.programme].index(), universe}].push_back(
          {touch.gain, planned.slot, static_cast<float>(*planned.split)});
    }
    contest.touches.push_back(touch);
  }
  return slice;
}

Slice TouchLayout::add_support(const std::vector<campaign::PlannedTouch>& planned,
                               ContestPlan& contest) {
  const Slice slice{static_cast<std::uint32_t>(contest.touches.size()),
                    static_cast<std::uint32_t>(planned.size())};
  for (const campaign::PlannedTouch& touch : planned) {
    contest.touches.push_back({static_cast<float>(touch.reached), static_cast<float>(touch.dose),
                               static_cast<float>(touch.load), rows_.support(touch.programme),
                               rows_.left(touch.programme), touch.slot, kNoGain, touch.again});
  }
  return slice;
}

}  // namespace hustings
