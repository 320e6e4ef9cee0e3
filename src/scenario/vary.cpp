#include "hustings/scenario/vary.hpp"

namespace hustings::scenario {
namespace {

/// The setting of a change's amount, whichever number of its kind that is.
struct SetAmount {
  double amount;

  void operator()(TurnoutChange& change) const { change.value = amount; }
  void operator()(RegisteredChange& change) const { change.times = amount; }
  void operator()(SupportChange& change) const { change.value = amount; }
  void operator()(EffectChange& change) const { change.value = amount; }
  void operator()(EndorsementsChange& change) const { change.strength = amount; }
  void operator()(RemoveCandidate&) const {}  // these have no amount
  void operator()(AddCandidate&) const {}
  void operator()(CountChange&) const {}
};

}  // namespace

Change with_amount(Change change, double amount) {
  std::visit(SetAmount{amount}, change.kind);
  return change;
}

}  // namespace hustings::scenario
