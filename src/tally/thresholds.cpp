#include "tally/thresholds.hpp"

#include <algorithm>
#include <vector>

namespace hustings {
namespace {

using Kind = EventStep::Kind;
using Number = EventNumber::Kind;

void add_number(const Model& model, const EventNumber& number, const Outcome& outcome,
                std::array<double, kBatch>& sum) {
  NumberRow row{};
  if (number.kind == Number::margin) {
    std::copy_n(outcome.margin.begin(), kBatch, row.begin());
  } else if (number.kind == Number::share) {
    std::copy_n(outcome.share(slot_of(model, number)), kBatch, row.begin());
  } else if (number.kind == Number::candidate_margin) {
    row = signed_margin(outcome, slot_of(model, number));
  } else {
    const auto unit = static_cast<float>(1.0 / model.contests[number.contest].registered);
    for (std::size_t e = 0; e < kBatch; ++e) row[e] = outcome.ballots[e] * unit;
  }
  for (std::size_t e = 0; e < kBatch; ++e) sum[e] += number.is_negative ? -row[e] : row[e];
}

void weigh(const Model& model, const EventNumber& number, const OutcomeLane& night,
           double* weight) {
  const Outcome& outcome = night.outcome;
  const std::size_t n = outcome.wins.size();
  const double sign = number.is_negative ? -1 : 1;
  if (number.kind == Number::contest_turnout) {
    std::fill_n(weight, n, sign);
    return;
  }
  if (number.kind == Number::share) {
    weight[slot_of(model, number)] += sign;
    return;
  }
  // The last in against the first out; for a candidate's own margin one of the two is the
  // candidate, and the other who stands in the way.
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < n; ++k) order.push_back(k);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return outcome.share(a)[night.e] > outcome.share(b)[night.e];
  });
  std::size_t above = order[outcome.seats - 1];
  std::size_t below = order[outcome.seats];
  if (number.kind == Number::candidate_margin) {
    const auto at = std::find(order.begin(), order.end(), slot_of(model, number)) - order.begin();
    const bool is_in = static_cast<std::size_t>(at) < outcome.seats;
    below = order[is_in ? outcome.seats : outcome.seats - 1];
    above = slot_of(model, number);
  }
  weight[above] += sign;
  weight[below] -= sign;
}

}  // namespace

bool is_place(Kind kind) {
  return kind == Kind::leads || kind == Kind::last_two;
}

std::array<std::size_t, 2> neighbours(const OutcomeLane& night, Kind kind) {
  const Outcome& outcome = night.outcome;
  const std::size_t e = night.e;
  const auto better = [&](std::size_t a, std::size_t b) {
    const float more = outcome.share(a)[e] - outcome.share(b)[e];
    return more > 0 || (more == 0 && a < b);
  };
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < outcome.wins.size(); ++k) order.push_back(k);
  const auto leader = order.begin() + outcome.leader()[e];
  std::rotate(order.begin(), leader, leader + 1);
  const std::size_t above = kind == Kind::leads ? 0 : 1;
  std::partial_sort(order.begin() + 1, order.begin() + static_cast<std::ptrdiff_t>(above) + 2,
                    order.end(), better);
  return {order[above], order[above + 1]};
}

EventNumber first_number(const EventStep& step) {
  const auto numbers = differing(step);
  return numbers.empty() ? EventNumber{} : numbers.front();
}

NumberRow threshold_distances(const Model& model, const EventStep& step, const Outcome& outcome) {
  NumberRow row{};
  if (is_place(step.kind)) {
    for (std::size_t e = 0; e < kBatch; ++e) {
      const auto [above, below] = neighbours({outcome, e}, step.kind);
      row[e] = outcome.share(above)[e] - outcome.share(below)[e];
      // Where a second round is held, who enters it is a decision of the contest.
      if (step.kind == Kind::last_two && outcome.rounds.last[e] > 1) row[e] = 1;
    }
    return row;
  }
  std::array<double, kBatch> sum{};
  for (const EventNumber& number : differing(step)) add_number(model, number, outcome, sum);
  const double at = written_difference(step);
  for (std::size_t e = 0; e < kBatch; ++e) row[e] = static_cast<float>(sum[e] - at);
  return row;
}

void weigh_threshold(const Model& model, const EventStep& step, const OutcomeLane& night,
                     double* weight) {
  if (is_place(step.kind)) {
    const auto [above, below] = neighbours(night, step.kind);
    weight[above] += 1;
    weight[below] -= 1;
    return;
  }
  for (const EventNumber& number : differing(step)) weigh(model, number, night, weight);
}

}  // namespace hustings
