#include "tally/paired.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "core/fixed.hpp"

namespace hustings {
namespace {

std::uint64_t n_elections(const BatchBits& bits) {
  return bits.count();
}

void add_bits(const BatchBits& before, const BatchBits& after, PairedCount& to) {
  to.gains += n_elections(after & ~before);
  to.losses += n_elections(before & ~after);
}

/// Seats of a slate in the changed world minus those in the base, by election.
using SeatDifferences = std::array<std::int32_t, kBatch>;

void add_seats(const BatchBits& elections, std::int32_t seats, SeatDifferences& to) {
  for (std::size_t i = 0; i < BatchBits::kWords; ++i) {
    for (std::uint64_t word = elections.words[i]; word != 0; word &= word - 1) {
      to[64 * i + static_cast<std::size_t>(std::countr_zero(word))] += seats;
    }
  }
}

DifferenceSums sums_of(const SeatDifferences& differences) {
  DifferenceSums sums;
  for (const std::int64_t seats : differences) {
    sums += {seats, static_cast<U128>(seats * seats)};
  }
  return sums;
}

/// Share of valid votes exhausted in the last round of each election.
std::array<float, kBatch> last_exhausted(const Rounds& rounds) {
  std::array<float, kBatch> exhausted{};
  for (std::size_t e = 0; e < kBatch; ++e) {
    const auto last = static_cast<std::size_t>(std::max(rounds.last[e], 1) - 1);
    exhausted[e] = rounds.exhausted[last * kBatch + e];
  }
  return exhausted;
}

/// Slots of a base contest as slots of the world's; -1 where the world has no such candidate.
std::vector<std::int32_t> slots_in_world(const ModelContest& base, const ModelContest& world,
                                         const WorldLinks& links) {
  std::vector<std::int32_t> slots(base.n_candidates, -1);
  for (std::size_t k = 0; k < world.n_candidates; ++k) {
    const CandidateId linked = links.candidates[world.candidate(k).index()];
    if (linked) slots[linked.index() - base.first_candidate] = static_cast<std::int32_t>(k);
  }
  return slots;
}

/// Place of an unordered pair of slots among all pairs of n; nothing where one is -1.
std::optional<std::size_t> pair_place(std::int32_t a, std::int32_t b, std::size_t n) {
  if (a < 0 || b < 0) return std::nullopt;
  const auto low = static_cast<std::size_t>(std::min(a, b));
  const auto high = static_cast<std::size_t>(std::max(a, b));
  return low * (2 * n - low - 1) / 2 + high - low - 1;
}

}  // namespace

PairedCounter::PairedCounter(const Model& base, const Model& world)
    : base_(base),
      world_(world),
      kernels_(tally_kernels()),
      links_(link_worlds(base, world)),
      tally_(world),
      n_rounds_(RoundsTally(world).n_rounds),
      zeros_(kBatch),
      votes_(2 * kBatch) {
  std::size_t next = 0;
  for (const ModelContest& contest : world.contests) {
    first_pair_.push_back(next);
    const std::size_t n = contest.n_candidates;
    if (most_rounds(contest.count) > 0) next += n * (n - 1) / 2;
  }
}

void PairedCounter::add_row(const float* before, float before_unit, const float* after,
                            float after_unit, std::size_t n_valid, DifferenceSums& to) const {
  const FixedDifference difference =
      kernels_.compare_rows(before, before_unit, after, after_unit, n_valid);
  to.sum += difference.sum;
  to.squares += difference.squares;
}

void PairedCounter::add(ContestId contest, const Outcome& before, const Outcome& after,
                        std::size_t n_valid) {
  const ModelContest& about = world_.contests[contest];
  const ModelContest& base = base_.contests[links_.contests[contest.index()]];
  const std::size_t c = contest.index();
  add_candidates(contest, before, after, n_valid);
  add_row(before.margin.data(), kFixedOne, after.margin.data(), kFixedOne, n_valid,
          tally_.margin[c]);
  add_row(before.ballots.data(), static_cast<float>(kFixedOne / base.registered),
          after.ballots.data(), static_cast<float>(kFixedOne / about.registered), n_valid,
          tally_.turnout[c]);
  if (about.recount && base.recount) {
    const BatchBits valid = BatchBits::first(n_valid);
    add_bits(recounted(*base.recount, before) & valid, recounted(*about.recount, after) & valid,
             tally_.recounts[c]);
  }
  if (before.rounds.n_rounds > 0 && after.rounds.n_rounds > 0) {
    add_rounds(contest, before, after, n_valid);
  }
  const auto& districts = world_.night.contests[c].districts;
  const auto& base_districts = base_.night.contests[links_.contests[c].index()].districts;
  for (std::size_t i = 0; i < districts.size(); ++i) {
    const DistrictId linked = links_.districts[districts[i].district.index()];
    const auto found =
        std::find_if(base_districts.begin(), base_districts.end(),
                     [&](const ContestDistrict& other) { return other.district == linked; });
    if (!districts[i].draws_turnout || found == base_districts.end()) continue;
    if (base_.districts[linked].registered <= 0) continue;
    if (world_.districts[districts[i].district].registered <= 0) continue;
    const auto j = static_cast<std::size_t>(found - base_districts.begin());
    add_row(before.district_ballots.data() + j * kBatch,
            static_cast<float>(kFixedOne / base_.districts[linked].registered),
            after.district_ballots.data() + i * kBatch,
            static_cast<float>(kFixedOne / world_.districts[districts[i].district].registered),
            n_valid, tally_.district_turnout[districts[i].district.index()]);
  }
}

void PairedCounter::add_candidates(ContestId contest, const Outcome& before, const Outcome& after,
                                   std::size_t n_valid) {
  const ModelContest& about = world_.contests[contest];
  const ModelContest& base = base_.contests[links_.contests[contest.index()]];
  const BatchBits valid = BatchBits::first(n_valid);
  for (std::size_t k = 0; k < about.n_candidates; ++k) {
    const std::size_t candidate = about.candidate(k).index();
    const CandidateId linked = links_.candidates[candidate];
    const std::size_t slot = linked ? linked.index() - base.first_candidate : 0;
    const float* share = linked ? before.share(slot) : zeros_.data();
    add_bits(linked ? before.wins[slot] & valid : BatchBits{}, after.wins[k] & valid,
             tally_.wins[candidate]);
    add_row(share, kFixedOne, after.share(k), kFixedOne, n_valid, tally_.share[candidate]);
    for (std::size_t e = 0; e < kBatch; ++e) {
      votes_[e] = share[e] * before.ballots[e];
      votes_[kBatch + e] = after.share(k)[e] * after.ballots[e];
    }
    add_row(votes_.data(), 1.0F, votes_.data() + kBatch, 1.0F, n_valid, tally_.votes[candidate]);
    if (before.delegates.seats == 0 || after.delegates.seats == 0) continue;
    for (std::size_t e = 0; e < kBatch; ++e) {
      votes_[e] = linked ? static_cast<float>(before.delegates.won[slot * kBatch + e]) : 0.0F;
      votes_[kBatch + e] = static_cast<float>(after.delegates.won[k * kBatch + e]);
    }
    add_row(votes_.data(), 1.0F, votes_.data() + kBatch, 1.0F, n_valid,
            tally_.delegates[candidate]);
  }
}

void PairedCounter::add_rounds(ContestId contest, const Outcome& before, const Outcome& after,
                               std::size_t n_valid) {
  const ModelContest& about = world_.contests[contest];
  const ModelContest& base = base_.contests[links_.contests[contest.index()]];
  const std::size_t c = contest.index();
  const Rounds& old_rounds = before.rounds;
  const Rounds& new_rounds = after.rounds;
  for (std::size_t k = 0; k < about.n_candidates; ++k) {
    const CandidateId linked = links_.candidates[about.candidate(k).index()];
    PairedCount* by_round = &tally_.eliminated[about.candidate(k).index() * n_rounds_];
    for (std::size_t e = 0; e < n_valid; ++e) {
      const std::int32_t now = new_rounds.eliminated[k * kBatch + e];
      const std::int32_t then =
          linked ? old_rounds.eliminated[(linked.index() - base.first_candidate) * kBatch + e] : 0;
      if (now == then) continue;
      if (now > 0) ++by_round[now - 1].gains;
      if (then > 0 && then <= static_cast<std::int32_t>(n_rounds_)) ++by_round[then - 1].losses;
    }
  }
  const std::vector<std::int32_t> slots = slots_in_world(base, about, links_);
  const auto slot = [&](std::int32_t old) { return slots[static_cast<std::size_t>(old)]; };
  for (std::size_t e = 0; e < n_valid; ++e) {
    const bool lost_before = old_rounds.leader[e] != before.winner[e];
    const bool lost_now = new_rounds.leader[e] != after.winner[e];
    tally_.led_but_lost[c].gains += lost_now && !lost_before ? 1 : 0;
    tally_.led_but_lost[c].losses += lost_before && !lost_now ? 1 : 0;
    const auto now = pair_place(after.winner[e], new_rounds.runner_up[e], about.n_candidates);
    const auto then =
        pair_place(slot(before.winner[e]), slot(old_rounds.runner_up[e]), about.n_candidates);
    if (now == then) continue;
    if (now) ++tally_.final_pair[first_pair_[c] + *now].gains;
    if (then) ++tally_.final_pair[first_pair_[c] + *then].losses;
  }
  add_row(last_exhausted(old_rounds).data(), kFixedOne, last_exhausted(new_rounds).data(),
          kFixedOne, n_valid, tally_.exhausted[c]);
}

void PairedCounter::add_universes(ContestId contest, const Night& before, const Night& after) {
  for (const UniverseGroup& group : world_.night.contests[contest.index()].groups) {
    if (!group.draws_turnout) continue;
    for (std::uint32_t i = 0; i < group.n_universes; ++i) {
      const UniverseTurnout& turnout =
          world_.night.contests[contest.index()].turnouts[group.first_universe + i];
      const UniverseId linked = links_.universes[turnout.universe];
      if (!linked || base_.universes[linked].registered <= 0) continue;
      if (world_.universes[UniverseId(turnout.universe)].registered <= 0) continue;
      add_row(before.universe_ballots(linked).data(),
              static_cast<float>(kFixedOne / base_.universes[linked].registered),
              after.universe_ballots(UniverseId(turnout.universe)).data(), turnout.fixed_per_ballot,
              after.n_valid(), tally_.universe_turnout[turnout.universe]);
    }
  }
}

void PairedCounter::add_joint(const BatchTally& before, const BatchTally& after,
                              std::size_t n_valid) {
  for (std::size_t s = 0; s < world_.slates.size(); ++s) {
    if (!links_.slates[s]) continue;
    const auto& old_members = base_.slates[links_.slates[s]].members;
    const auto& new_members = world_.slates[SlateId(s)].members;
    SeatDifferences seats{};
    for (std::size_t j = 1; j <= new_members.size(); ++j) {
      const BatchBits old_bits = at_least(old_members, j, before.wins());
      const BatchBits new_bits = at_least(new_members, j, after.wins());
      add_bits(old_bits, new_bits, tally_.at_least[s][j - 1]);
      add_seats(new_bits & ~old_bits, 1, seats);
      add_seats(old_bits & ~new_bits, -1, seats);
    }
    tally_.seats[s] += sums_of(seats);
  }
  const BatchBits valid = BatchBits::first(n_valid);
  for (std::size_t i = 0; i < tally_.events.size(); ++i) {
    if (!links_.events[i]) continue;
    add_bits(before.events()[links_.events[i].index()] & valid, after.events()[i] & valid,
             tally_.events[i]);
  }
  add_totals(before.totals(), after.totals(), n_valid);
  tally_.elections += n_valid;
}

void PairedCounter::add_totals(const TotalsCounter& before, const TotalsCounter& after,
                               std::size_t n_valid) {
  const BatchBits valid = BatchBits::first(n_valid);
  for (std::size_t i = 0; i < tally_.majority.size(); ++i) {
    const TotalNameId linked = links_.total_names[i];
    if (!linked) continue;
    const TotalNameId name(i);
    add_bits(before.majority(linked) & valid, after.majority(name) & valid, tally_.majority[i]);
    add_bits(before.leads(linked) & valid, after.leads(name) & valid, tally_.lead[i]);
    std::copy_n(before.won(linked).begin(), kBatch, votes_.begin());
    std::copy_n(after.won(name).begin(), kBatch, votes_.begin() + kBatch);
    add_row(votes_.data(), 1.0F, votes_.data() + kBatch, 1.0F, n_valid, tally_.total_delegates[i]);
  }
  for (std::size_t t = 0; t < tally_.no_majority.size(); ++t) {
    const TotalId linked = links_.totals[t];
    if (!linked) continue;
    add_bits(before.nobody(linked) & valid, after.nobody(TotalId(t)) & valid,
             tally_.no_majority[t]);
  }
}

PairedTally PairedCounter::take() {
  return std::exchange(tally_, PairedTally(world_));
}

}  // namespace hustings
