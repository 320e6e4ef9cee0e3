#include "support/recount.hpp"

#include <algorithm>
#include <cmath>

namespace hustings::test {
namespace {

/// Whole 2^-20ths nearest to a share, ties to even, and its histogram bin.
std::uint64_t fixed_point(float share) {
  return static_cast<std::uint64_t>(std::nearbyint(static_cast<double>(share) * (1 << 20)));
}

std::size_t bin_of(std::uint64_t fixed, std::uint32_t bins) {
  return std::min<std::size_t>(fixed * bins >> 20, bins - 1);
}

void add(std::uint64_t fixed, MomentSums& sums) {
  sums.sum += fixed;
  sums.squares += fixed * fixed;
}

class Recount {
 public:
  Recount(const Model& model, const Draws& draws, std::uint64_t n)
      : model_(model), draws_(draws), n_(n), tally_(model, {}) {
    for (const ModelSlate& slate : model.slates) {
      most_members_ = std::max(most_members_, slate.members.size());
    }
    for (const ModelContest& contest : model.contests) {
      most_delegates_ = std::max<std::size_t>(most_delegates_, n_delegates(contest.count));
    }
    for (const ModelTotal& total : model.totals) {
      most_of_total_ = std::max<std::size_t>(most_of_total_, total.seats);
    }
  }

  Tally count() {
    tally_.elections = n_;
    for (std::size_t e = 0; e < n_; ++e) {
      count_shares(e);
      count_turnout(e);
      count_slates(e);
      if (most_delegates_ > 0) count_delegates(e);
      for (std::size_t p = 0; p < tally_.pairs.size(); ++p) {
        tally_.both_win[p] += wins(tally_.pairs[p].a, e) && wins(tally_.pairs[p].b, e) ? 1 : 0;
      }
      for (const QuantityId of : {kEvent, kShock}) {
        for (std::size_t i = 0; i < tally_[of].counts.size(); ++i) {
          tally_[of].counts[i] += draws_[of].bits[i * draws_.elections + e];
        }
      }
    }
    return tally_;
  }

 private:
  bool wins(CandidateId candidate, std::size_t election) const {
    const ContestId contest = model_.candidates[candidate].contest;
    const auto slot =
        static_cast<std::size_t>(draws_.winner[contest.index() * draws_.elections + election]);
    return model_.contests[contest].candidate(slot) == candidate;
  }

  void count_shares(std::size_t e) {
    for (std::size_t i = 0; i < model_.candidates.size(); ++i) {
      const std::uint64_t share = fixed_point(draws_[kShare].values[i * draws_.elections + e]);
      tally_[kWin].counts[i] += wins(CandidateId(i), e) ? 1 : 0;
      add(share, tally_[kShare].sums[i]);
      ++tally_[kShare].counts[i * tally_.bins + bin_of(share, tally_.bins)];
    }
  }

  void count_turnout(std::size_t e) {
    for (std::size_t c = 0; c < model_.contests.size(); ++c) {
      const std::uint64_t turnout = fixed_point(draws_[kTurnout].values[c * draws_.elections + e]);
      add(turnout, tally_[kTurnout].sums[c]);
      ++tally_[kTurnout].counts[c * tally_.bins + bin_of(turnout, tally_.bins)];
    }
    for (std::size_t i = 0; i < model_.districts.size(); ++i) {
      add(fixed_point(draws_[kDistrictTurnout].values[i * draws_.elections + e]),
          tally_[kDistrictTurnout].sums[i]);
    }
    for (std::size_t i = 0; i < model_.universes.size(); ++i) {
      add(fixed_point(draws_[kUniverseTurnout].values[i * draws_.elections + e]),
          tally_[kUniverseTurnout].sums[i]);
    }
  }

  void count_slates(std::size_t e) {
    for (std::size_t s = 0; s < model_.slates.size(); ++s) {
      const auto& members = model_.slates[SlateId(s)].members;
      std::size_t seats = 0;
      std::size_t outcome = 0;
      for (std::size_t i = 0; i < members.size(); ++i) {
        if (!wins(members[i], e)) continue;
        ++seats;
        outcome |= std::size_t{1} << i;
      }
      ++tally_[kSeats].counts[s * (most_members_ + 1) + seats];
      if (!tally_.outcomes[s].empty()) ++tally_.outcomes[s][outcome];
    }
  }

  std::size_t delegates_of(CandidateId candidate, std::size_t e) const {
    return static_cast<std::size_t>(
        draws_[kDelegates].numbers[candidate.index() * draws_.elections + e]);
  }

  void count_delegates(std::size_t e) {
    for (const ModelContest& contest : model_.contests) {
      if (n_delegates(contest.count) == 0) continue;
      for (std::size_t k = 0; k < contest.n_candidates; ++k) {
        const CandidateId id = contest.candidate(k);
        ++tally_[kDelegates].counts[id.index() * (most_delegates_ + 1) + delegates_of(id, e)];
      }
    }
    for (std::size_t t = 0; t < model_.totals.size(); ++t) {
      const ModelTotal& total = model_.totals[TotalId(t)];
      std::vector<std::size_t> won(total.n_names);
      for (std::size_t i = 0; i < total.n_names; ++i) {
        for (const CandidateId member : model_.total_names[total.name_at(i)].members) {
          won[i] += delegates_of(member, e);
        }
      }
      std::vector<std::size_t> order = won;
      std::sort(order.rbegin(), order.rend());
      for (std::size_t i = 0; i < total.n_names; ++i) {
        const std::size_t name = total.name_at(i).index();
        ++tally_[kNameDelegates].counts[name * (most_of_total_ + 1) + won[i]];
        tally_[kMajority].counts[name] += won[i] >= total.majority ? 1 : 0;
        tally_[kLead].counts[name] += won[i] == order[0] && order[0] > order[1] ? 1 : 0;
      }
      tally_[kNoMajority].counts[t] += order[0] < total.majority ? 1 : 0;
    }
  }

  const Model& model_;
  const Draws& draws_;
  std::uint64_t n_;
  std::size_t most_members_ = 0;    ///< of any slate
  std::size_t most_delegates_ = 0;  ///< of any contest
  std::size_t most_of_total_ = 0;   ///< delegates of any total
  Tally tally_;
};

template <class T>
std::vector<T> first_columns(const std::vector<T>& table, std::uint64_t elections,
                             std::uint64_t n) {
  std::vector<T> first;
  for (std::size_t start = 0; start < table.size(); start += elections) {
    const auto row = table.begin() + static_cast<std::ptrdiff_t>(start);
    first.insert(first.end(), row, row + static_cast<std::ptrdiff_t>(n));
  }
  return first;
}

/// Whether sums differ by no more than a 2^-20th per election.
bool near(const std::vector<MomentSums>& a, const std::vector<MomentSums>& b, std::uint64_t n) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [n](const MomentSums& x, const MomentSums& y) {
                      const auto apart = static_cast<std::int64_t>(x.sum - y.sum);
                      return std::abs(apart) <= static_cast<std::int64_t>(n);
                    });
}

}  // namespace

Draws first_draws(const Draws& draws, std::uint64_t n) {
  Draws first = draws;
  first.elections = n;
  for (DrawColumn& column : first.columns) {
    column.values = first_columns(column.values, draws.elections, n);
    column.numbers = first_columns(column.numbers, draws.elections, n);
    column.bits = first_columns(column.bits, draws.elections, n);
  }
  first.winner = first_columns(draws.winner, draws.elections, n);
  first.factor = first_columns(draws.factor, draws.elections, n);
  return first;
}

Tally recount(const Model& model, const Draws& draws, std::uint64_t n) {
  return Recount(model, draws, n).count();
}

std::vector<std::string> differences(const Tally& tally, const Tally& recount) {
  std::vector<std::string> parts;
  const auto must = [&](bool same, const char* part) {
    if (!same) parts.emplace_back(part);
  };
  must(tally.elections == recount.elections, "elections");
  must(tally[kWin].counts == recount[kWin].counts, "wins");
  must(tally[kShare].sums == recount[kShare].sums, "share");
  must(tally[kShare].counts == recount[kShare].counts, "share_histogram");
  must(near(tally[kTurnout].sums, recount[kTurnout].sums, tally.elections), "turnout");
  must(near(tally[kDistrictTurnout].sums, recount[kDistrictTurnout].sums, tally.elections),
       "district_turnout");
  must(near(tally[kUniverseTurnout].sums, recount[kUniverseTurnout].sums, tally.elections),
       "universe_turnout");
  must(tally[kSeats].counts == recount[kSeats].counts, "seats");
  must(tally.outcomes == recount.outcomes, "joint");
  must(tally.both_win == recount.both_win, "both_win");
  must(tally[kEvent].counts == recount[kEvent].counts, "events");
  must(tally[kDelegates].counts == recount[kDelegates].counts, "delegates.won");
  must(tally[kNameDelegates].counts == recount[kNameDelegates].counts, "delegates.total_won");
  must(tally[kMajority].counts == recount[kMajority].counts, "total_majority");
  must(tally[kLead].counts == recount[kLead].counts, "total_leads");
  must(tally[kNoMajority].counts == recount[kNoMajority].counts, "no_majority");
  return parts;
}

}  // namespace hustings::test
