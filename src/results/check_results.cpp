#include "results/check_results.hpp"

#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

class Checker {
 public:
  Checker(const Results& results, const std::string& name)
      : labels_(results.labels),
        tally_(results.tally),
        draws_(results.draws),
        vary_(results.vary),
        name_(name) {}

  void check_labels() const {
    std::uint32_t contest = 0;
    for (const CandidateLabel& candidate : labels_.candidates) {
      require(candidate.contest < labels_.contests.size() && candidate.contest >= contest,
              "/labels/candidate_contest");
      contest = candidate.contest;
    }
    for (const UniverseLabel& universe : labels_.universes) {
      require(universe.district < labels_.districts.size(), "/labels/universe_district");
      require(universe.faction < labels_.factions.size(), "/labels/universe_faction");
    }
    for (const SlateLabel& slate : labels_.slates) {
      require(!slate.members.empty(), "/labels/slate_members");
      for (const std::uint32_t member : slate.members) {
        require(member < labels_.candidates.size(), "/labels/slate_members");
      }
    }
  }

  void check_tally() const {
    const std::size_t n_candidates = labels_.candidates.size();
    const std::size_t n_contests = labels_.contests.size();
    const std::size_t bins = tally_.bins;
    require(tally_.elections > 0, "/tally/elections");
    require(bins > 0, "/bin");
    require(tally_.wins.size() == n_candidates, "/tally/wins");
    require(tally_.share.size() == n_candidates, "/tally/share_sum");
    require(tally_.share_histogram.size() == n_candidates * bins, "/tally/share_histogram");
    require(tally_.lots.size() == n_contests, "/tally/lots");
    require(tally_.margin_histogram.size() == tally_.margin.size() * bins,
            "/tally/margin_histogram");
    require(tally_.turnout_histogram.size() == tally_.turnout.size() * bins,
            "/tally/turnout_histogram");
    require(tally_.events.size() == labels_.events.size(), "/tally/event_count");
  }

  void check_rounds() const {
    const RoundsTally& rounds = tally_.rounds;
    const std::size_t n_rounds = rounds.n_rounds;
    const std::size_t n_contests = n_rounds > 0 ? labels_.contests.size() : 0;
    const std::size_t n_candidates = n_rounds > 0 ? labels_.candidates.size() : 0;
    require(tally_.recounts.size() == labels_.contests.size(), "/tally/recounts");
    for (const ContestLabel& contest : labels_.contests) {
      require(contest.n_rounds <= n_rounds, "/labels/contest_rounds");
    }
    require(rounds.reached.size() == n_contests * n_rounds, "/tally/rounds_reached");
    require(rounds.eliminated.size() == n_candidates * n_rounds, "/tally/eliminated");
    require(rounds.standing.size() == n_candidates * n_rounds, "/tally/standing_sum");
    require(rounds.exhausted_by_round.size() == n_contests * n_rounds,
            "/tally/exhausted_by_round_sum");
    require(rounds.exhausted.size() == n_contests, "/tally/exhausted_sum");
    require(rounds.exhausted_histogram.size() == n_contests * tally_.bins,
            "/tally/exhausted_histogram");
    require(rounds.led_but_lost.size() == n_contests, "/tally/led_but_lost");
    require(rounds.final_pair.size() == rounds.final_pairs.size(), "/tally/final_pair_count");
    for (const CandidatePair& pair : rounds.final_pairs) {
      require(pair.a.index() < n_candidates, "/tally/final_pair_a");
      require(pair.b.index() < n_candidates, "/tally/final_pair_b");
    }
  }

  void check_delegates() const {
    const DelegatesTally& delegates = tally_.delegates;
    const std::size_t n_contests = delegates.most > 0 ? labels_.contests.size() : 0;
    const std::size_t n_candidates = delegates.most > 0 ? labels_.candidates.size() : 0;
    const std::size_t n_names = labels_.total_names.size();
    for (const ContestLabel& contest : labels_.contests) {
      require(contest.delegates <= delegates.most, "/labels/contest_delegates");
    }
    std::uint32_t total = 0;
    for (const TotalNameLabel& name : labels_.total_names) {
      require(name.total < labels_.totals.size() && name.total >= total, "/labels/total_of_name");
      total = name.total;
    }
    const std::size_t n_numbers = std::size_t{delegates.most} + 1;
    require(delegates.won.size() == n_candidates * n_numbers, "/tally/candidate_delegates");
    require(delegates.ties.size() == n_contests, "/tally/remainder_ties");
    const std::size_t n_total_numbers = std::size_t{delegates.most_total} + 1;
    require(delegates.total_won.size() == n_names * n_total_numbers, "/tally/name_delegates");
    require(delegates.total_majority.size() == n_names, "/tally/majority");
    require(delegates.total_leads.size() == n_names, "/tally/lead");
    require(delegates.no_majority.size() == labels_.totals.size(), "/tally/no_majority");
  }

  void check_joint() const {
    require(tally_.seats.size() == labels_.slates.size(), "/tally/slate_seats");
    for (std::size_t s = 0; s < labels_.slates.size(); ++s) {
      const std::size_t k = labels_.slates[s].members.size();
      require(tally_.seats[s].size() == k + 1, "/tally/slate_seats");
      const std::size_t n_outcomes = k <= kMostJointMembers ? std::size_t{1} << k : 0;
      require(tally_.joint[s].size() == n_outcomes, "/tally/slate_outcome");
    }
    require(tally_.both_win.size() == tally_.pairs.size(), "/tally/both_win");
    for (const CandidatePair& pair : tally_.pairs) {
      require(pair.a.index() < labels_.candidates.size(), "/tally/pair_a");
      require(pair.b.index() < labels_.candidates.size(), "/tally/pair_b");
    }
  }

  void check_draws() const {
    if (draws_.elections == 0) return;
    require(!draws_.share.empty(), "/draws/share");
    require(!draws_.winner.empty(), "/draws/winner");
    require(!draws_.turnout.empty(), "/draws/turnout");
    require(draws_.delegates.empty() == (tally_.delegates.most == 0), "/draws/candidate_delegates");
    require(draws_.total_delegates.empty() == labels_.totals.empty(), "/draws/name_delegates");
  }

  void check_swing() const {
    const SwingTally& swing = tally_.swing;
    require(swing.rows.empty() || swing.blocks > 0, "/tally/swing_blocks");
    require(swing.rows.empty() || swing.elections > 0, "/tally/swing_elections");
    require(swing.rows.empty() || tally_.universe_turnout.size() == labels_.universes.size(),
            "/tally/universe_turnout_sum");
    require(swing.sums.size() == swing.rows.size(), "/tally/swing_wide");
    for (std::size_t g = 0; g < swing.groups.size(); ++g) {
      const SwingGroup::Kind kind = swing.groups[g].kind;
      require(kind <= SwingGroup::Kind::district, "/tally/swing_group_kind");
      require(kind != SwingGroup::Kind::universe || g < labels_.universes.size(),
              "/tally/swing_group_kind");
    }
    for (const SwingMember& member : swing.members) {
      require(member.group < swing.groups.size(), "/tally/swing_member_group");
      require(member.universe < labels_.universes.size(), "/tally/swing_member_universe");
    }
    for (const SwingTarget& target : swing.targets) {
      require(target.kind <= SwingTarget::Kind::event, "/tally/swing_target_kind");
      const std::size_t n = target.kind == SwingTarget::Kind::win     ? labels_.candidates.size()
                            : target.kind == SwingTarget::Kind::sweep ? labels_.slates.size()
                                                                      : labels_.events.size();
      require(target.item < n, "/tally/swing_target_item");
    }
    for (const SwingRow& row : swing.rows) {
      require(row.target < swing.targets.size(), "/tally/swing_row_target");
      require(row.group < swing.groups.size(), "/tally/swing_row_group");
    }
  }

  void check_vary() const {
    const std::size_t n = vary_.n_points();
    require(vary_.inputs.empty() || (vary_.elections > 0 && n > 0), "/vary/amount");
    const auto has = [&](const auto& table, std::size_t items, const char* dataset) {
      require(table.size() == n * items, dataset);
    };
    has(vary_.wins, labels_.candidates.size(), "/tally/vary_wins");
    has(vary_.paired_wins, labels_.candidates.size(), "/tally/vary_wins_gains");
    has(vary_.share, labels_.candidates.size(), "/tally/vary_share_sum");
    has(vary_.share_difference, labels_.candidates.size(), "/tally/vary_share_difference_sum");
    has(vary_.turnout, labels_.contests.size(), "/tally/vary_turnout_sum");
    has(vary_.sweeps, labels_.slates.size(), "/tally/vary_sweeps");
    has(vary_.paired_sweeps, labels_.slates.size(), "/tally/vary_sweeps_gains");
    has(vary_.events, labels_.events.size(), "/tally/vary_events");
    has(vary_.paired_events, labels_.events.size(), "/tally/vary_events_gains");
  }

 private:
  void require(bool holds, const char* dataset) const {
    if (holds) return;
    throw Failure(ExitCode::bad_data,
                  name_ + ": " + dataset + " is missing or does not fit the rest of the file");
  }

  const Labels& labels_;
  const Tally& tally_;
  const Draws& draws_;
  const VaryTally& vary_;
  const std::string& name_;
};

}  // namespace

void check_paired(const Results& results, const std::string& name) {
  const PairedTally& paired = results.paired;
  const auto require = [&](bool holds, const char* dataset) {
    if (holds) return;
    throw Failure(ExitCode::bad_data,
                  name + ": " + dataset + " is missing or does not fit the rest of the file");
  };
  const std::size_t n_candidates = results.labels.candidates.size();
  const std::size_t n_contests = results.labels.contests.size();
  const RoundsTally& rounds = results.tally.rounds;
  require(paired.elections == results.tally.elections, "/tally/paired_elections");
  require(paired.wins.size() == n_candidates, "/tally/paired_wins_gains");
  require(paired.recounts.size() == n_contests, "/tally/paired_recounts_gains");
  require(paired.events.size() == results.labels.events.size(), "/tally/paired_events_gains");
  require(paired.eliminated.size() == rounds.eliminated.size(), "/tally/paired_eliminated_gains");
  require(paired.led_but_lost.size() == rounds.led_but_lost.size(),
          "/tally/paired_led_but_lost_gains");
  require(paired.final_pair.size() == rounds.final_pair.size(), "/tally/paired_final_pair_gains");
  require(paired.share.size() == n_candidates, "/tally/paired_share_sum");
  require(paired.votes.size() == n_candidates, "/tally/paired_votes_sum");
  require(paired.delegates.size() == (results.tally.delegates.most > 0 ? n_candidates : 0),
          "/tally/paired_delegates_sum");
  const std::size_t n_names = results.labels.total_names.size();
  require(paired.total_delegates.size() == n_names, "/tally/paired_name_delegates_sum");
  require(paired.majority.size() == n_names, "/tally/paired_majority_gains");
  require(paired.lead.size() == n_names, "/tally/paired_lead_gains");
  require(paired.no_majority.size() == results.labels.totals.size(),
          "/tally/paired_no_majority_gains");
  require(paired.margin.size() == n_contests, "/tally/paired_margin_sum");
  require(paired.turnout.size() == n_contests, "/tally/paired_turnout_sum");
  require(paired.exhausted.size() == rounds.exhausted.size(), "/tally/paired_exhausted_sum");
  require(paired.district_turnout.size() == results.labels.districts.size(),
          "/tally/paired_district_turnout_sum");
  require(paired.universe_turnout.size() == results.labels.universes.size(),
          "/tally/paired_universe_turnout_sum");
  const std::size_t n_slates = results.labels.slates.size();
  require(paired.seats.size() == n_slates, "/tally/paired_seats_sum");
  require(paired.at_least.size() == n_slates, "/tally/paired_at_least_gains");
  for (std::size_t s = 0; s < n_slates; ++s) {
    require(paired.at_least[s].size() == results.labels.slates[s].members.size(),
            "/tally/paired_at_least_gains");
  }
}

void check_results(const Results& results, const std::string& name) {
  const Checker checker(results, name);
  checker.check_labels();
  checker.check_tally();
  checker.check_rounds();
  checker.check_delegates();
  checker.check_joint();
  checker.check_draws();
  checker.check_swing();
  checker.check_vary();
}

}  // namespace hustings
