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
      : model_(model), draws_(draws), n_(n), tally_(model, {}) {}

  Tally count() {
    tally_.elections = n_;
    for (std::size_t e = 0; e < n_; ++e) {
      count_shares(e);
      count_turnout(e);
      count_slates(e);
      if (tally_.delegates.most > 0) count_delegates(e);
      for (std::size_t p = 0; p < tally_.pairs.size(); ++p) {
        tally_.both_win[p] += wins(tally_.pairs[p].a, e) && wins(tally_.pairs[p].b, e) ? 1 : 0;
      }
      for (std::size_t i = 0; i < tally_.events.size(); ++i) {
        tally_.events[i] += draws_.event[i * draws_.elections + e];
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
      const std::uint64_t share = fixed_point(draws_.share[i * draws_.elections + e]);
      tally_.wins[i] += wins(CandidateId(i), e) ? 1 : 0;
      add(share, tally_.share[i]);
      ++tally_.share_histogram[i * tally_.bins + bin_of(share, tally_.bins)];
    }
  }

  void count_turnout(std::size_t e) {
    for (std::size_t c = 0; c < model_.contests.size(); ++c) {
      const std::uint64_t turnout = fixed_point(draws_.turnout[c * draws_.elections + e]);
      add(turnout, tally_.turnout[c]);
      ++tally_.turnout_histogram[c * tally_.bins + bin_of(turnout, tally_.bins)];
    }
    for (std::size_t i = 0; i < model_.districts.size(); ++i) {
      add(fixed_point(draws_.district_turnout[i * draws_.elections + e]),
          tally_.district_turnout[i]);
    }
    for (std::size_t i = 0; i < model_.universes.size(); ++i) {
      add(fixed_point(draws_.universe_turnout[i * draws_.elections + e]),
          tally_.universe_turnout[i]);
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
      ++tally_.seats[s][seats];
      if (!tally_.joint[s].empty()) ++tally_.joint[s][outcome];
    }
  }

  std::size_t delegates_of(CandidateId candidate, std::size_t e) const {
    return static_cast<std::size_t>(draws_.delegates[candidate.index() * draws_.elections + e]);
  }

  void count_delegates(std::size_t e) {
    DelegatesTally& tally = tally_.delegates;
    for (const ModelContest& contest : model_.contests) {
      if (n_delegates(contest.count) == 0) continue;
      for (std::size_t k = 0; k < contest.n_candidates; ++k) {
        const CandidateId id = contest.candidate(k);
        ++tally.won[id.index() * (tally.most + 1) + delegates_of(id, e)];
      }
    }
    for (std::size_t t = 0; t < model_.totals.size(); ++t) {
      const ModelTotal& total = model_.totals[TotalId(t)];
      std::vector<std::size_t> won(total.n_names);
      for (std::size_t i = 0; i < total.n_names; ++i) {
        for (const CandidateId member : model_.total_names[total.name(i)].members) {
          won[i] += delegates_of(member, e);
        }
      }
      std::vector<std::size_t> order = won;
      std::sort(order.rbegin(), order.rend());
      for (std::size_t i = 0; i < total.n_names; ++i) {
        const std::size_t name = total.name(i).index();
        ++tally.total_won[name * (tally.most_total + 1) + won[i]];
        tally.total_majority[name] += won[i] >= total.majority ? 1 : 0;
        tally.total_leads[name] += won[i] == order[0] && order[0] > order[1] ? 1 : 0;
      }
      tally.no_majority[t] += order[0] < total.majority ? 1 : 0;
    }
  }

  const Model& model_;
  const Draws& draws_;
  std::uint64_t n_;
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
  first.share = first_columns(draws.share, draws.elections, n);
  first.winner = first_columns(draws.winner, draws.elections, n);
  first.turnout = first_columns(draws.turnout, draws.elections, n);
  first.district_turnout = first_columns(draws.district_turnout, draws.elections, n);
  first.universe_turnout = first_columns(draws.universe_turnout, draws.elections, n);
  first.event = first_columns(draws.event, draws.elections, n);
  first.delegates = first_columns(draws.delegates, draws.elections, n);
  first.total_delegates = first_columns(draws.total_delegates, draws.elections, n);
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
  must(tally.wins == recount.wins, "wins");
  must(tally.share == recount.share, "share");
  must(tally.share_histogram == recount.share_histogram, "share_histogram");
  must(near(tally.turnout, recount.turnout, tally.elections), "turnout");
  must(near(tally.district_turnout, recount.district_turnout, tally.elections), "district_turnout");
  must(near(tally.universe_turnout, recount.universe_turnout, tally.elections), "universe_turnout");
  must(tally.seats == recount.seats, "seats");
  must(tally.joint == recount.joint, "joint");
  must(tally.both_win == recount.both_win, "both_win");
  must(tally.events == recount.events, "events");
  must(tally.delegates.won == recount.delegates.won, "delegates.won");
  must(tally.delegates.total_won == recount.delegates.total_won, "delegates.total_won");
  must(tally.delegates.total_majority == recount.delegates.total_majority, "total_majority");
  must(tally.delegates.total_leads == recount.delegates.total_leads, "total_leads");
  must(tally.delegates.no_majority == recount.delegates.no_majority, "no_majority");
  return parts;
}

}  // namespace hustings::test
