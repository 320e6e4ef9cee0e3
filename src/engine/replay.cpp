#include "hustings/engine/replay.hpp"

#include <cmath>
#include <map>
#include <numeric>

#include "engine/handed_rows.hpp"
#include "engine/nights.hpp"
#include "engine/parts.hpp"
#include "model/campaign/mesh_chance.hpp"
#include "model/campaign/touches.hpp"
#include "tally/batch_tally.hpp"
#include "tally/factor_rows.hpp"

namespace hustings {
namespace {

/// A plan whose nights sum first choices district by district.
NightPlan by_district(NightPlan plan) {
  for (ContestPlan& contest : plan.contests) {
    std::vector<std::uint32_t> part(contest.districts.size());
    std::iota(part.begin(), part.end(), 0U);
    sum_by(contest, part, static_cast<std::uint32_t>(part.size()));
  }
  return plan;
}

/// One lane of a batch: the election that is replayed.
///
/// The batch is drawn and counted up to that lane as in a run, so its numbers are those of any run,
/// bit for bit. What a run does not keep is drawn again beside it, by the same names: first choices
/// by district, from a plan whose parts are districts (which may differ from the count's in last
/// bits, as votes are added in another order), and factors with their scales.
class Replayer {
 public:
  Replayer(const Model& model, std::uint64_t election, const DrawSource& source)
      : model_(model),
        handed_(source),
        batch_(election / kBatch),
        lane_(static_cast<std::size_t>(election % kBatch)),
        nights_(model, Keep::all),
        districts_plan_(by_district(model.night)),
        districts_(districts_plan_),
        tally_(model, {}) {
    replay_.election = election;
  }

  Replay replay() {
    const float* handed = handed_(batch_, lane_ + 1);
    nights_.begin(batch_, lane_ + 1, {nullptr, true}, handed);
    districts_.draw_shared_effects(batch_, lane_ + 1, {nullptr, true}, handed);
    for (std::size_t c = 0; c < model_.contests.size(); ++c) add_contest(ContestId(c));
    tally_.add_joint(lane_ + 1, nights_.night().facts());
    for (std::size_t i = 0; i < model_.events.size(); ++i) {
      replay_.events.push_back(tally_.events()[i][lane_]);
    }
    for (std::size_t i = 0; i < model_.total_names.size(); ++i) {
      replay_.total_delegates.push_back(tally_.totals().won(TotalNameId(i))[lane_]);
    }
    add_turnouts();
    add_factors();
    add_campaign();
    return std::move(replay_);
  }

 private:
  /// Replays a contest, in the model's order: later contests read the turnout that earlier ones
  /// drew.
  void add_contest(ContestId contest) {
    nights_.draw_first_choices(contest);
    const Outcome& outcome = nights_.count(contest);
    tally_.add(contest, outcome, lane_ + 1);
    const ModelContest& about = model_.contests[contest];
    ReplayedContest replayed;
    replayed.ballots = outcome.ballots[lane_];
    replayed.turnout = replayed.ballots * static_cast<float>(1.0 / about.registered);
    replayed.margin = outcome.margin[lane_];
    replayed.by_lot = outcome.by_lot[lane_];
    replayed.is_recounted = about.recount && recounted(*about.recount, outcome)[lane_];
    for (std::uint32_t k = 0; k < about.n_candidates; ++k) {
      replayed.shares.push_back(outcome.share(k)[lane_]);
      if (outcome.wins[k][lane_]) replayed.winners.push_back(k);
      if (outcome.delegates.seats > 0) {
        replayed.delegates.push_back(outcome.delegates.won[k * kBatch + lane_]);
      }
    }
    add_rounds(about, outcome, replayed);
    add_districts(contest, outcome, replayed);
    replay_.contests.push_back(std::move(replayed));
  }

  /// Turns shares of rounds into votes. Rounds of ranked choice are shares of the first round's
  /// valid votes, the second round of a runoff of its own.
  void add_rounds(const ModelContest& about, const Outcome& outcome, ReplayedContest& to) const {
    const Rounds& rounds = outcome.rounds;
    if (rounds.n_rounds == 0) return;
    const bool is_runoff = std::holds_alternative<RunoffPlan>(about.count);
    const auto last = static_cast<std::size_t>(rounds.last[lane_]);
    for (std::size_t m = 0; m < last; ++m) {
      // A runoff has an electorate of its own, other rounds share the ballots of the first.
      const float all = is_runoff && m > 0 ? rounds.final_votes[lane_] : to.ballots;
      ReplayedRound round;
      for (std::uint32_t k = 0; k < about.n_candidates; ++k) {
        const std::size_t row = m * about.n_candidates + k;
        round.votes.push_back(rounds.standing[row * kBatch + lane_] * all);
        const std::int32_t eliminated = rounds.eliminated[k * kBatch + lane_];
        if (eliminated == static_cast<std::int32_t>(m + 1)) round.eliminated.push_back(k);
      }
      round.exhausted = rounds.exhausted[m * kBatch + lane_] * all;
      to.rounds.push_back(std::move(round));
    }
  }

  void add_districts(ContestId contest, const Outcome& outcome, ReplayedContest& to) {
    const std::span<const float> votes = districts_.draw_first_choices(contest);
    const ContestPlan& plan = model_.night.contests[contest.index()];
    for (std::size_t i = 0; i < plan.districts.size(); ++i) {
      const float came = outcome.district_ballots[i * kBatch + lane_];
      ReplayedDistrict district{plan.districts[i].district, came, came, {}};
      for (std::size_t k = 0; k < plan.n_candidates; ++k) {
        district.votes.push_back(votes[(i * plan.n_candidates + k) * kBatch + lane_]);
      }
      if (!plan.rolloffs.empty()) {
        district.ballots = std::accumulate(district.votes.begin(), district.votes.end(), 0.0F);
        to.blank += came - district.ballots;
      }
      to.districts.push_back(std::move(district));
    }
  }

  void add_turnouts() {
    replay_.district_turnout.resize(model_.districts.size());
    for (const ReplayedContest& contest : replay_.contests) {
      for (const ReplayedDistrict& district : contest.districts) {
        const double registered = model_.districts[district.district].registered;
        replay_.district_turnout[district.district.index()] =
            district.came * static_cast<float>(1.0 / registered);
      }
    }
    for (std::size_t i = 0; i < model_.universes.size(); ++i) {
      const double registered = model_.universes[UniverseId(i)].registered;
      const float ballots = nights_.night().universe_ballots(UniverseId(i))[lane_];
      replay_.universe_turnout.push_back(
          registered > 0 ? ballots * static_cast<float>(1.0 / registered) : 0.0F);
    }
  }

  void add_factors() {
    FactorRows rows(model_, [](const ModelEffect&) { return true; });
    rows.draw(nights_.night());
    std::size_t i = 0;
    for (const ModelEffect& effect : model_.effects) {
      for (const ModelFactor& factor : effect.factors) {
        const float* scales = rows.scales(i);
        replay_.factors.push_back({effect.id, factor.level, rows.values(i)[lane_],
                                   scales == nullptr ? 0.0F : scales[lane_]});
        ++i;
      }
    }
  }

  /// Draws the rows that all universes share again: where resources are drawn they hold, programme
  /// by programme, what is left of its reach; and what shocks moved.
  void add_campaign() {
    if (model_.programmes.empty() && model_.shocks.empty()) return;
    const std::vector<ReachLeft>& lefts = model_.night.shared.lefts;
    const std::vector<ShockDraw>& shocks = model_.night.shared.shocks;
    Aligned<float> rows(model_.night.n_rows * kBatch);
    nights_.night().run_rows(model_.night.shared, rows.data());
    const auto at_lane = [&](RowIndex row) { return rows[row * kBatch + lane_]; };
    std::map<DrawAddress, RowIndex> row_of;
    for (const FactorDraw& factor : model_.night.shared.factors) {
      row_of[factor.address] = factor.row;
    }
    auto versions = model_.night.shared.versions.begin();
    for (std::size_t g = 0; g < model_.programmes.size(); ++g) {
      const ModelProgramme& programme = model_.programmes[g];
      const auto luck =
          row_of.find(draw_address(model_.night.key, campaign::mesh_name(programme.id)));
      Held held{&programme.reached, lefts.empty() ? 1.0F : at_lane(lefts[g].row),
                luck == row_of.end() ? 0.0F : at_lane(luck->second)};
      if (!programme.versions.empty()) {
        const auto& degraded = (versions++)->degraded;
        for (std::size_t v = 0; v < degraded.size(); ++v) {
          const float left = at_lane(degraded[v].row);
          if (left > 0) held = {&programme.versions[v].reached, left, held.luck, true};
        }
      }
      add_programme(programme, held);
    }
    for (std::size_t s = 0; s < shocks.size(); ++s) {
      add_shock(model_.shocks[ShockId(s)], nights_.night().facts().shocks[s][lane_],
                at_lane(shocks[s].moved));
    }
  }

  /// People whom a shock moved when they voted, were everybody to vote: registered x would see it x
  /// what it moved.
  void add_shock(const ModelShock& shock, bool happened, float moved) {
    ReplayedShock replayed{shock.id, model_.candidates[shock.candidate].label, happened};
    for (const auto& [universe, would_see] : shock.would_see) {
      if (!happened) break;
      const double people = model_.universes[universe].registered * would_see;
      replayed.reaches.push_back({universe, static_cast<float>(people) * moved});
      replayed.moved += replayed.reaches.back().people;
    }
    replay_.shocks.push_back(std::move(replayed));
  }

  /// What chance makes of a mesh's reach, at the normal of its luck.
  static double by_chance(const ReachedUniverse& at, double normal) {
    if (at.by_chance.empty()) return 1;
    const auto [below, above] = campaign::node_place(normal, at.by_chance.size());
    return at.by_chance[below] + above * (at.by_chance[below + 1] - at.by_chance[below]);
  }

  /// What an election has of a programme.
  struct Held {
    const std::vector<ReachedUniverse>* reached = nullptr;
    float left = 1;  ///< by resources
    float luck = 0;  ///< normal of a mesh
    bool degraded = false;
  };

  /// People reached: registered x reached x what resources and chance left. Who follows an endorser
  /// does not hang on resources.
  void add_programme(const ModelProgramme& programme, const Held& held) {
    ReplayedProgramme replayed{programme.id, model_.candidates[programme.candidate].label,
                               programme.mode == scenario::Mode::endorser};
    if (!replayed.is_endorser) replayed.left = held.left;
    replayed.degraded = held.degraded;
    for (const ReachedUniverse& at : *held.reached) {
      const double planned = model_.universes[at.universe].registered * at.reached *
                             by_chance(at, static_cast<double>(held.luck));
      const float people = static_cast<float>(planned) * replayed.left;
      (people < 0 ? replayed.turned_away : replayed.reached) += std::fabs(people);
      replayed.reaches.push_back({at.universe, people});
    }
    replay_.programmes.push_back(std::move(replayed));
  }

  const Model& model_;
  HandedRows handed_;
  std::uint64_t batch_;
  std::size_t lane_;
  Nights nights_;
  NightPlan districts_plan_;
  Night districts_;
  BatchTally tally_;
  Replay replay_;
};

}  // namespace

Replay replay(const Model& model, std::uint64_t election, const DrawSource& source) {
  if (!source) return Replayer(model, election, source).replay();
  const Model handed = with_source(model, source);
  return Replayer(handed, election, source).replay();
}

}  // namespace hustings
