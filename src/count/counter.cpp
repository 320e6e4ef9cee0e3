#include "count/counter.hpp"

#include <algorithm>
#include <memory>

#include "count/delegates.hpp"
#include "count/plurality.hpp"
#include "count/ranked_choice.hpp"
#include "count/runoff.hpp"
#include "count/seats.hpp"

namespace hustings {
namespace {

/// The choice of a counter by the rule's plan, once per thread and contest; what it keeps between
/// batches (draws, scratch) is its own.
struct CounterMaker {
  Lots lots;

  Counter operator()(const PluralityPlan& plan) const {
    if (plan.seats == 1) {
      return [lots = lots](const CountedBatch& batch, Outcome& outcome) {
        count_plurality(batch.votes, lots, batch.index, batch.n_valid, outcome);
      };
    }
    return [lots = lots, seats = plan.seats](const CountedBatch& batch, Outcome& outcome) {
      count_seats(batch.votes, seats, lots, batch.index, batch.n_valid, outcome);
    };
  }

  Counter operator()(const RankedChoicePlan& plan) const {
    return [counter = std::make_shared<RankedChoiceCounter>(plan, lots)](const CountedBatch& batch,
                                                                         Outcome& outcome) {
      (*counter)(batch.votes, batch.index, batch.n_valid, outcome);
    };
  }

  Counter operator()(const RunoffPlan& plan) const {
    return [counter = std::make_shared<RunoffCounter>(plan, lots)](const CountedBatch& batch,
                                                                   Outcome& outcome) {
      (*counter)(batch.votes, batch.index, batch.n_valid, outcome);
    };
  }

  Counter operator()(const DelegatesPlan& plan) const {
    return [counter = std::make_shared<DelegatesCounter>(plan, lots)](const CountedBatch& batch,
                                                                      Outcome& outcome) {
      (*counter)(batch.votes, batch.index, batch.n_valid, outcome);
    };
  }
};

/// The count of a contest some of whose candidates are on no ballot: the rule sees those who stand,
/// and their places are turned back into slots.
///
/// m of n candidates stand; votes [part x n] become [part x m], outcomes over m places outcomes
/// over n slots. Lots are named by slots, so a tie between two falls as it would with the others on
/// the ballot.
class StandingCounter {
 public:
  StandingCounter(const Model& model, const ModelContest& contest)
      : standing_(contest.standing), n_(contest.n_candidates) {
    for (const std::uint32_t slot : standing_) lot_names_.push_back(contest.lot_names[slot]);
    count_ = std::visit(CounterMaker{{&model.lots_key, lot_names_}}, contest.count);
  }
  StandingCounter(const StandingCounter&) = delete;
  StandingCounter& operator=(const StandingCounter&) = delete;

  void operator()(const CountedBatch& batch, Outcome& outcome) {
    const std::size_t m = standing_.size();
    const std::size_t n_parts = batch.votes.size() / (n_ * kBatch);
    votes_.resize(n_parts * m * kBatch);
    for (std::size_t part = 0; part < n_parts; ++part) {
      for (std::size_t i = 0; i < m; ++i) {
        std::copy_n(&batch.votes[(part * n_ + standing_[i]) * kBatch], kBatch,
                    &votes_[(part * m + i) * kBatch]);
      }
    }
    count_({votes_, batch.index, batch.n_valid}, outcome);
    spread_places(standing_, n_, outcome);
  }

 private:
  std::vector<std::uint32_t> standing_;
  std::size_t n_;
  std::vector<std::uint64_t> lot_names_;
  Counter count_;
  Aligned<float> votes_;
};

}  // namespace

Counter make_counter(const Model& model, ContestId contest) {
  const ModelContest& about = model.contests[contest];
  if (about.standing.size() == about.n_candidates) {
    return std::visit(CounterMaker{{&model.lots_key, about.lot_names}}, about.count);
  }
  return [counter = std::make_shared<StandingCounter>(model, about)](
             const CountedBatch& batch, Outcome& outcome) { (*counter)(batch, outcome); };
}

}  // namespace hustings
