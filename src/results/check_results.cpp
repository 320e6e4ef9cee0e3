#include "results/check_results.hpp"

#include <cmath>

#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

/// Holds what was read from a file against itself, part by part, before anything is computed of it.
///
/// Law: labels name each other by places that there are, ascending where the program writes them
/// so; every column of the table of quantities has the length that its axes in the labels give, or
/// is not there where a run may leave it out; a slate of k <= 10 members has 2^k outcomes. After it
/// no look-up by a number of the file can leave its array. Whether counts add up is check_sums'.
/// Throws Failure (65), which names the first dataset that does not fit.
class Checker {
 public:
  Checker(const Results& results, const std::string& name)
      : labels_(results.labels),
        tally_(results.tally),
        draws_(results.draws),
        vary_(results.vary),
        posterior_(results.posterior),
        extents_(results.labels, results.tally.bins),
        name_(name) {}

  void check_labels() const {
    std::uint32_t contest = 0;
    for (const CandidateLabel& candidate : labels_.candidates) {
      require(candidate.contest < labels_.contests.size() && candidate.contest >= contest,
              "/labels/candidate_contest");
      contest = candidate.contest;
    }
    for (const ContestLabel& label : labels_.contests) {
      require(label.seats > 0, "/labels/contest_seats");
    }
    for (const UniverseLabel& universe : labels_.universes) {
      require(universe.district < labels_.districts.size(), "/labels/universe_district");
      require(universe.faction < labels_.factions.size(), "/labels/universe_faction");
    }
    for (const TransferGroupLabel& group : labels_.transfer_groups) {
      require(group.contest < labels_.contests.size(), "/labels/transfer_group_contest");
    }
    for (const SlateLabel& slate : labels_.slates) {
      require(!slate.members.empty(), "/labels/slate_members");
      for (const std::uint32_t member : slate.members) {
        require(member < labels_.candidates.size(), "/labels/slate_members");
      }
    }
  }

  /// Holds the columns of every quantity against the labels: there whole, or, where a run may leave
  /// a quantity out, not at all.
  void check_tally() const {
    require(tally_.elections > 0, "/tally/elections");
    require(tally_.bins > 0, "/bin");
    for (std::size_t q = 0; q < quantities().size(); ++q) {
      const Quantity& quantity = quantities()[q];
      const Column& found = tally_.columns[q];
      const Column expected(quantity, extents_);
      const std::string path = "/tally/" + std::string(quantity.tally_name());
      if (found.empty() && quantity.when != When::always) continue;
      require(found.sums.size() == expected.sums.size(), path + "_sum");
      require(found.counts.size() == expected.counts.size(),
              quantity.kept == Kept::histogram ? path + "_histogram" : path);
    }
    std::uint32_t total = 0;
    for (const TotalNameLabel& name : labels_.total_names) {
      require(name.total < labels_.totals.size() && name.total >= total, "/labels/total_of_name");
      total = name.total;
    }
  }

  /// The same of a world's pairs.
  void check_paired(const PairedTally& paired) const {
    require(paired.elections == tally_.elections, "/tally/paired_elections");
    for (std::size_t q = 0; q < quantities().size(); ++q) {
      const Quantity& quantity = quantities()[q];
      const PairedColumn expected(quantity, extents_);
      const std::string name(QuantityId(q) == kSeats ? "at_least" : quantity.moved_name());
      require(paired.columns[q].counts.size() == expected.counts.size(),
              "/tally/paired_" + name + "_gains");
      require(paired.columns[q].differences.size() == expected.differences.size(),
              "/tally/paired_" + std::string(quantity.moved_name()) + "_sum");
    }
  }

  void check_joint() const {
    require(tally_.outcomes.size() == labels_.slates.size(), "/tally/slate_outcome");
    for (std::size_t s = 0; s < labels_.slates.size(); ++s) {
      const std::size_t k = labels_.slates[s].members.size();
      const std::size_t n_outcomes = k <= kMostJointMembers ? std::size_t{1} << k : 0;
      require(tally_.outcomes[s].size() == n_outcomes, "/tally/slate_outcome");
    }
    require(tally_.both_win.size() == tally_.pairs.size(), "/tally/both_win");
    for (const CandidatePair& pair : tally_.pairs) {
      require(pair.a.index() < labels_.candidates.size(), "/tally/pair_a");
      require(pair.b.index() < labels_.candidates.size(), "/tally/pair_b");
    }
  }

  void check_draws() const {
    if (draws_.elections == 0) return;
    require(draws_.winner.size() == draws_.elections * labels_.contests.size(), "/draws/winner");
    require(draws_.factor.size() == draws_.elections * draws_.factor_names.size(),
            "/draws/factor_value");
    for (std::size_t q = 0; q < quantities().size(); ++q) {
      const Quantity& quantity = quantities()[q];
      const bool may_lack = quantity.axis == Axis::district || quantity.axis == Axis::universe;
      if (quantity.draws.empty() || may_lack) continue;
      const DrawColumn& column = draws_.columns[q];
      const bool is_empty = column.values.empty() && column.numbers.empty() && column.bits.empty();
      const bool has_items = extents_.has(quantity) && extents_.n(quantity.axis) > 0;
      require(is_empty != has_items, "/draws/" + std::string(quantity.draws));
    }
  }

  void check_swing() const {
    const SwingTally& swing = tally_.swing;
    require(swing.rows.empty() || swing.blocks > 0, "/tally/swing_blocks");
    require(swing.rows.empty() || swing.elections > 0, "/tally/swing_elections");
    require(swing.rows.empty() || tally_[kUniverseTurnout].sums.size() == labels_.universes.size(),
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
    for (std::size_t q = 0; q < quantities().size(); ++q) {
      const Quantity& quantity = quantities()[q];
      const std::string path = "/tally/vary_" + std::string(quantity.moved_name());
      const bool is_whole = quantity.kept == Kept::count || QuantityId(q) == kSeats;
      const std::size_t items =
          extents_.has(quantity) && quantity.varied ? extents_.n(quantity.axis) * n : 0;
      const PairedColumn pairs(quantity, extents_);
      const std::size_t times = quantity.varied ? n : 0;
      require(vary_.columns[q].counts.size() ==
                  (is_whole ? items * extents_.width(quantity.across) : 0),
              path);
      require(vary_.columns[q].sums.size() == (is_whole ? 0 : items), path + "_sum");
      require(vary_.paired[q].counts.size() == pairs.counts.size() * times, path + "_gains");
      require(vary_.paired[q].differences.size() == pairs.differences.size() * times,
              path + "_difference_sum");
    }
  }

  void check_posterior() const {
    const infer::Posterior& law = posterior_.law;
    for (const infer::DistrictReturn& counted : law.returns) {
      require(counted.contest.index() < labels_.contests.size(), "/posterior/counted_contest");
      require(counted.district.index() < labels_.districts.size(), "/posterior/counted_district");
      const std::size_t n = labels_.contests[counted.contest.index()].n_candidates;
      require(counted.votes.size() == n, "/posterior/votes");
      for (const double votes : counted.votes) require(votes >= 0, "/posterior/votes");
    }
    require(law.fits.size() == law.returns.size(), "/posterior/turnout_z");
    for (std::size_t i = 0; i < law.fits.size(); ++i) {
      require(law.fits[i].slot < law.returns[i].votes.size(), "/posterior/share_slot");
    }
    require(law.mode.empty() == law.returns.empty(), "/posterior/mode");
    for (const double z : law.mode) require(std::isfinite(z), "/posterior/mode");
    for (const infer::MovedScale& scale : law.scales) {
      require(scale.log_evidence.size() == infer::kScaleNodes, "/posterior/log_evidence");
    }
    require(posterior_.model.size() == (posterior_ ? 32 : 0), "/posterior/model");
    for (std::size_t e = 0; e < law.accepted.size(); ++e) {
      require(law.accepted[e] <= e, "/posterior/accepted");
    }
    require(!posterior_ || tally_.elections <= law.accepted.size(), "/posterior/accepted");
  }

 private:
  void require(bool holds, const std::string& dataset) const {
    if (holds) return;
    throw Failure(ExitCode::bad_data,
                  name_ + ": " + dataset + " is missing or does not fit the rest of the file");
  }

  const Labels& labels_;
  const Tally& tally_;
  const Draws& draws_;
  const VaryTally& vary_;
  const KeptPosterior& posterior_;
  Extents extents_;
  const std::string& name_;
};

}  // namespace

void check_posterior(const Results& results, const std::string& name) {
  const Checker checker(results, name);
  checker.check_labels();
  checker.check_posterior();
}

void check_paired(const Results& results, const std::string& name) {
  Checker(results, name).check_paired(results.paired);
}

void check_results(const Results& results, const std::string& name) {
  const Checker checker(results, name);
  checker.check_labels();
  checker.check_tally();
  checker.check_joint();
  checker.check_draws();
  checker.check_swing();
  checker.check_vary();
  checker.check_posterior();
}

}  // namespace hustings
