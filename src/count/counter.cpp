#include "count/counter.hpp"

#include <memory>

#include "count/delegates.hpp"
#include "count/plurality.hpp"
#include "count/ranked_choice.hpp"
#include "count/runoff.hpp"
#include "count/seats.hpp"

namespace hustings {
namespace {

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

}  // namespace

Counter make_counter(const Model& model, ContestId contest) {
  const ModelContest& about = model.contests[contest];
  return std::visit(CounterMaker{{&model.lots_key, about.lot_names}}, about.count);
}

}  // namespace hustings
