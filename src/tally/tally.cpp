#include "hustings/tally/tally.hpp"

#include <set>
#include <utility>

namespace hustings {
namespace {

template <class T>
void add(std::vector<T>& to, const std::vector<T>& from) {
  HUSTINGS_REQUIRE(to.size() == from.size());
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

void add(std::vector<std::vector<std::uint64_t>>& to,
         const std::vector<std::vector<std::uint64_t>>& from) {
  HUSTINGS_REQUIRE(to.size() == from.size());
  for (std::size_t i = 0; i < to.size(); ++i) add(to[i], from[i]);
}

}  // namespace

std::vector<CandidatePair> counted_pairs(const Model& model, std::size_t all_pairs_up_to) {
  std::vector<CandidatePair> pairs;
  const std::size_t n = model.candidates.size();
  if (n <= all_pairs_up_to) {
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = a + 1; b < n; ++b) pairs.push_back({CandidateId(a), CandidateId(b)});
    }
    return pairs;
  }
  std::set<std::pair<std::size_t, std::size_t>> seen;
  for (const ModelSlate& slate : model.slates) {
    for (const CandidateId a : slate.members) {
      for (const CandidateId b : slate.members) {
        if (a < b) seen.emplace(a.index(), b.index());
      }
    }
  }
  for (const auto& [a, b] : seen) pairs.push_back({CandidateId(a), CandidateId(b)});
  return pairs;
}

RoundsTally::RoundsTally(const Model& model) {
  for (const ModelContest& contest : model.contests) {
    const std::uint32_t most = most_rounds(contest.count);
    n_rounds = std::max(n_rounds, most);
    if (most == 0) continue;
    for (std::size_t a = 0; a < contest.n_candidates; ++a) {
      for (std::size_t b = a + 1; b < contest.n_candidates; ++b) {
        final_pairs.push_back({contest.candidate(a), contest.candidate(b)});
      }
    }
  }
  if (n_rounds == 0) return;
  const auto bins = static_cast<std::size_t>(model.histogram_bins);
  reached.resize(model.contests.size() * n_rounds);
  eliminated.resize(model.candidates.size() * n_rounds);
  standing.resize(model.candidates.size() * n_rounds);
  exhausted_by_round.resize(model.contests.size() * n_rounds);
  exhausted.resize(model.contests.size());
  exhausted_histogram.resize(model.contests.size() * bins);
  led_but_lost.resize(model.contests.size());
  final_pair.resize(final_pairs.size());
}

RoundsTally& RoundsTally::operator+=(const RoundsTally& other) {
  add(reached, other.reached);
  add(eliminated, other.eliminated);
  add(standing, other.standing);
  add(exhausted_by_round, other.exhausted_by_round);
  add(exhausted, other.exhausted);
  add(exhausted_histogram, other.exhausted_histogram);
  add(led_but_lost, other.led_but_lost);
  add(final_pair, other.final_pair);
  return *this;
}

DelegatesTally::DelegatesTally(const Model& model) {
  for (const ModelContest& contest : model.contests) {
    most = std::max(most, n_delegates(contest.count));
  }
  if (most == 0) return;
  won.resize(model.candidates.size() * (most + 1));
  ties.resize(model.contests.size());
  for (const ModelTotal& total : model.totals) most_total = std::max(most_total, total.seats);
  total_won.resize(model.total_names.size() * (most_total + 1));
  total_leads.resize(model.total_names.size());
  total_majority.resize(model.total_names.size());
  no_majority.resize(model.totals.size());
}

DelegatesTally& DelegatesTally::operator+=(const DelegatesTally& other) {
  add(won, other.won);
  add(ties, other.ties);
  add(total_won, other.total_won);
  add(total_leads, other.total_leads);
  add(total_majority, other.total_majority);
  add(no_majority, other.no_majority);
  return *this;
}

Tally::Tally(const Model& model, const TallyOptions& options)
    : bins(static_cast<std::uint32_t>(model.histogram_bins)),
      wins(model.candidates.size()),
      share(model.candidates.size()),
      share_histogram(model.candidates.size() * bins),
      lots(model.contests.size()),
      recounts(model.contests.size()),
      pairs(counted_pairs(model, options.all_pairs_up_to)),
      both_win(pairs.size()),
      events(model.events.size()),
      rounds(model),
      delegates(model),
      swing(options.swing ? SwingTally(*options.swing) : SwingTally()) {
  if (options.margin) {
    margin.resize(model.contests.size());
    margin_histogram.resize(model.contests.size() * bins);
  }
  if (options.turnout) {
    turnout.resize(model.contests.size());
    turnout_histogram.resize(model.contests.size() * bins);
    district_turnout.resize(model.districts.size());
    universe_turnout.resize(model.universes.size());
  }
  for (const ModelSlate& slate : model.slates) {
    const std::size_t k = slate.members.size();
    seats.emplace_back(k + 1);
    joint.emplace_back(k <= kMostJointMembers ? std::size_t{1} << k : 0);
  }
}

Tally& Tally::operator+=(const Tally& other) {
  elections += other.elections;
  add(wins, other.wins);
  add(share, other.share);
  add(share_histogram, other.share_histogram);
  add(lots, other.lots);
  add(margin, other.margin);
  add(margin_histogram, other.margin_histogram);
  add(turnout, other.turnout);
  add(turnout_histogram, other.turnout_histogram);
  add(district_turnout, other.district_turnout);
  add(universe_turnout, other.universe_turnout);
  add(seats, other.seats);
  add(joint, other.joint);
  add(both_win, other.both_win);
  add(events, other.events);
  add(recounts, other.recounts);
  rounds += other.rounds;
  delegates += other.delegates;
  swing += other.swing;
  return *this;
}

}  // namespace hustings
