#include "night/night.hpp"

#include <algorithm>

#include "hustings/core/contract.hpp"
#include "night/shock_rows.hpp"

namespace hustings {
namespace {

std::size_t most_districts(const NightPlan& plan) {
  std::size_t most = 1;
  for (const ContestPlan& contest : plan.contests) most = std::max(most, contest.districts.size());
  return most;
}

/// Most rows of votes that a contest keeps: one per part and candidate.
std::size_t most_vote_rows(const NightPlan& plan) {
  std::size_t most = 1;
  for (const ContestPlan& contest : plan.contests) {
    most = std::max<std::size_t>(most, std::size_t{contest.n_parts} * contest.n_candidates);
  }
  return most;
}

/// Most rows of votes that the universes of a contest have: one per universe and candidate.
std::size_t most_universe_vote_rows(const NightPlan& plan) {
  std::size_t most = 1;
  for (const ContestPlan& contest : plan.contests) most = std::max(most, contest.supports.size());
  return most;
}

std::size_t most_universes(const NightPlan& plan) {
  std::size_t most = 0;
  for (const ContestPlan& contest : plan.contests) {
    for (const UniverseGroup& group : contest.groups)
      most = std::max<std::size_t>(most, group.n_universes);
  }
  return most;
}

}  // namespace

Night::Night(const NightPlan& plan)
    : plan_(plan),
      kernels_(night_kernels()),
      key_(plan.key),
      valid_(kBatch),
      own_rows_(plan.n_rows * kBatch),
      votes_(most_vote_rows(plan) * kBatch),
      district_ballots_(most_districts(plan) * kBatch),
      gains_(plan.n_gains * kBatch),
      sums_(most_universes(plan)) {}

void Night::begin(std::uint64_t index, std::size_t n_valid, const NightOutputs& outputs,
                  const float* handed) {
  HUSTINGS_REQUIRE(plan_.handed.empty() == (handed == nullptr));
  handed_ = handed;
  batch_ = index;
  n_valid_ = n_valid;
  outputs_ = outputs;
  outputs_.keep_universes |= plan_.keep_universes;
  if (outputs_.keep_universes) universe_ballots_.resize(plan_.n_universes * kBatch);
  if (outputs_.keep_universe_votes) universe_votes_.resize(most_universe_vote_rows(plan_) * kBatch);
  fill_counters(plan_.key, index, counters_);
  for (std::size_t i = 0; i < kBatch; ++i) valid_[i] = i < n_valid ? 0xFFFFFFFFU : 0U;
}

BatchContext Night::context(float* rows) const {
  return {&key_, &counters_, rows, valid_.data(), plan_.odd_tables.data(), handed_};
}

void Night::draw_shared_effects(std::uint64_t index, std::size_t n_valid,
                                const NightOutputs& outputs, const float* handed) {
  begin(index, n_valid, outputs, handed);
  rows_ = own_rows_.data();
  n_rows_ = plan_.n_rows;
  run_rows(plan_.shared, rows_);
  note_shocks();
}

/// Takes the rows themselves: the other plan's shared rows must be this plan's, at the same places.
/// Behind them each has room for the local rows of its groups, so the longer of the two arrays
/// serves both.
void Night::take_shared_effects(Night& other, const NightOutputs& outputs) {
  begin(other.batch_, other.n_valid_, outputs, other.handed_);
  shocks_ = other.shocks_;
  if (plan_.n_rows <= other.n_rows_) {
    rows_ = other.rows_;
    n_rows_ = other.n_rows_;
    return;
  }
  rows_ = own_rows_.data();
  n_rows_ = plan_.n_rows;
  std::copy_n(other.rows_, other.n_rows_ * kBatch, rows_);
}

/// Draws group by group: local rows, then the first choices of its universes, which go to its part
/// [part x candidate], and who came, which goes to the ballots of its district [district]. The
/// first group of a part writes, later ones are added, in the plan's order: that order is part of
/// the result.
std::span<const float> Night::draw_first_choices(ContestId contest) {
  const ContestPlan& plan = plan_.contests[contest.index()];
  const BatchContext batch = context(rows_);
  const std::size_t n_votes = plan.n_candidates * kBatch;
  n_districts_ = plan.districts.size();
  is_begun_.assign(plan.n_parts, false);
  for (std::size_t g = 0; g < plan.groups.size(); ++g) {
    const UniverseGroup& group = plan.groups[g];
    const bool wanted = outputs_.universe_moments != nullptr && group.draws_turnout;
    kernels_.run_rows(batch, group.local);
    const GroupTask task{
        &group,
        plan.turnouts.data() + group.first_universe,
        plan.supports.data() + static_cast<std::size_t>(group.first_universe) * plan.n_candidates,
        plan.rolloffs.empty() ? nullptr : plan.rolloffs.data() + group.first_universe,
        plan.own_draws.data() + group.first_draw,
        handed_ != nullptr ? plan.own_handed.data() + group.first_draw : nullptr,
        plan.n_candidates,
        votes_.data() + group.part * n_votes,
        district_ballots_.data() + group.district * kBatch,
        !is_begun_[group.part],
        g == 0 || plan.groups[g - 1].district != group.district,
        outputs_.keep_universes ? universe_ballots_.data() : nullptr,
        wanted ? sums_.data() : nullptr,
        group.is_touched ? plan.touched.data() + group.first_universe : nullptr,
        &plan,
        gains_.data(),
        plan_.repeat,
        outputs_.keep_universe_votes ? universe_votes_.data() + group.first_universe * n_votes
                                     : nullptr};
    std::fill_n(sums_.begin(), wanted ? group.n_universes : 0, UniverseSums{});
    kernels_.first_choices(batch, task);
    if (wanted) add_moments(plan, group);
    is_begun_[group.part] = true;
  }
  return {votes_.data(), plan.n_parts * n_votes};
}

/// Adds the lanes' sums up, exactly, in whatever number of lanes they were kept.
void Night::add_moments(const ContestPlan& contest, const UniverseGroup& group) {
  for (std::uint32_t i = 0; i < group.n_universes; ++i) {
    FixedMoments& moments =
        outputs_.universe_moments[contest.turnouts[group.first_universe + i].universe];
    for (const std::uint32_t sum : sums_[i].sum) moments.sum += sum;
    for (const std::uint64_t squares : sums_[i].squares) moments.squares += squares;
  }
}

std::span<const float> Night::district_ballots() const {
  return {district_ballots_.data(), n_districts_ * kBatch};
}

std::span<const float> Night::universe_ballots(UniverseId universe) const {
  return {universe_ballots_.data() + universe.index() * kBatch, kBatch};
}

void Night::take_universes(ContestId contest, const Night& other) {
  if (!outputs_.keep_universes) return;
  for (const UniverseTurnout& turnout : plan_.contests[contest.index()].turnouts) {
    std::copy_n(other.universe_ballots_.data() + turnout.universe * kBatch, kBatch,
                universe_ballots_.data() + turnout.universe * kBatch);
  }
  for (const Touch& touch : plan_.contests[contest.index()].touches) {
    if (touch.gain == kNoGain) continue;
    std::copy_n(other.gains_.data() + touch.gain * kBatch, kBatch,
                gains_.data() + touch.gain * kBatch);
  }
}

void Night::run_rows(const RowProgram& program, float* rows) const {
  kernels_.run_rows(context(rows), program);
  fill_shocks(program, rows);
  fill_versions(program, rows);
}

/// Keeps where each shock happens: the rows may go to another night.
void Night::note_shocks() {
  shocks_.assign(plan_.shared.shocks.size(), {});
  for (std::size_t s = 0; s < shocks_.size(); ++s) {
    const float* const happens = rows_ + plan_.shared.shocks[s].happens * kBatch;
    for (std::size_t e = 0; e < kBatch; ++e) shocks_[s].set(e, happens[e] > 0);
  }
}

}  // namespace hustings
