#include "allocate/aim.hpp"

#include <algorithm>

#include "hustings/core/contract.hpp"

namespace hustings::allocate {

double AimValue::operator()(std::span<const double> chances, std::span<double> gradient) {
  HUSTINGS_REQUIRE(chances.size() == gradient.size());
  std::ranges::fill(gradient, 0.0);
  if (const auto* of = std::get_if<SumOf>(&aim_)) return sum(*of, chances, gradient);
  if (const auto* of = std::get_if<AtLeastOf>(&aim_)) return at_least(*of, 1, chances, gradient);
  return event(std::get<EventOf>(aim_), chances, gradient);
}

double AimValue::sum(const SumOf& of, std::span<const double> chances, std::span<double> gradient) {
  double total = 0;
  for (const std::size_t term : of.terms) {
    total += chances[term];
    gradient[term] += 1;
  }
  return total;
}

/// Adds weight x its gradient. D(i, j) is the chance that j of the first i hold, k and more as k;
/// A(i, j) that the rest then bring it to k; the slope in p_i is sum_j D(i-1, j) (A(i, j+1) - A(i,
/// j)).
double AimValue::at_least(const AtLeastOf& of, double weight, std::span<const double> chances,
                          std::span<double> gradient) {
  const std::size_t n = of.terms.size();
  const std::size_t width = of.k + 1;
  forward_.assign((n + 1) * width, 0.0);
  backward_.assign((n + 1) * width, 0.0);
  forward_[0] = 1;
  for (std::size_t i = 0; i < n; ++i) {
    const double p = chances[of.terms[i]];
    const double* before = forward_.data() + i * width;
    double* after = forward_.data() + (i + 1) * width;
    for (std::size_t j = 0; j < width; ++j) {
      after[j] = before[j] * (j == of.k ? 1 : 1 - p) + (j > 0 ? before[j - 1] * p : 0);
    }
  }
  backward_[n * width + of.k] = 1;
  for (std::size_t i = n; i-- > 0;) {
    const double p = chances[of.terms[i]];
    const double* after = backward_.data() + (i + 1) * width;
    double* before = backward_.data() + i * width;
    before[of.k] = 1;
    double slope = 0;
    for (std::size_t j = 0; j < of.k; ++j) {
      before[j] = after[j] * (1 - p) + after[j + 1] * p;
      slope += forward_[i * width + j] * (after[j + 1] - after[j]);
    }
    gradient[of.terms[i]] += weight * slope;
  }
  return forward_[n * width + of.k];
}

/// Values go up the stack, adjoints down again: the last node first.
double AimValue::event(const EventOf& of, std::span<const double> chances,
                       std::span<double> gradient) {
  using Kind = AimStep::Kind;
  nodes_.clear();
  std::vector<std::size_t> stack;
  std::vector<double> unused(gradient.size());
  for (std::size_t s = 0; s < of.steps.size(); ++s) {
    const AimStep& step = of.steps[s];
    Node node{s, 0, 0, {}};
    const std::size_t takes = step.kind == Kind::complement                      ? 1
                              : step.kind == Kind::all || step.kind == Kind::any ? step.count
                                                                                 : 0;
    node.operands.assign(stack.end() - static_cast<std::ptrdiff_t>(takes), stack.end());
    stack.resize(stack.size() - takes);
    if (step.kind == Kind::term) node.value = chances[step.term];
    if (step.kind == Kind::at_least) node.value = at_least(step.of, 0, chances, unused);
    if (step.kind == Kind::complement) node.value = 1 - nodes_[node.operands.front()].value;
    if (step.kind == Kind::all || step.kind == Kind::any) {
      double none = 1;
      for (const std::size_t i : node.operands) {
        none *= step.kind == Kind::all ? nodes_[i].value : 1 - nodes_[i].value;
      }
      node.value = step.kind == Kind::all ? none : 1 - none;
    }
    stack.push_back(nodes_.size());
    nodes_.push_back(std::move(node));
  }
  HUSTINGS_REQUIRE(stack.size() == 1);
  nodes_.back().adjoint = 1;
  for (std::size_t i = nodes_.size(); i-- > 0;) {
    const Node& node = nodes_[i];
    const AimStep& step = of.steps[node.step];
    if (step.kind == Kind::term) gradient[step.term] += node.adjoint;
    if (step.kind == Kind::at_least) at_least(step.of, node.adjoint, chances, gradient);
    if (step.kind == Kind::complement) nodes_[node.operands.front()].adjoint -= node.adjoint;
    if (step.kind != Kind::all && step.kind != Kind::any) continue;
    for (const std::size_t one : node.operands) {
      double others = node.adjoint;
      for (const std::size_t other : node.operands) {
        if (other == one) continue;
        others *= step.kind == Kind::all ? nodes_[other].value : 1 - nodes_[other].value;
      }
      nodes_[one].adjoint += others;
    }
  }
  return nodes_.back().value;
}

}  // namespace hustings::allocate
