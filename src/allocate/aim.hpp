#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace hustings::allocate {

/// The expected number of those terms that hold: seats.
struct SumOf {
  std::vector<std::size_t> terms;
};

/// At least `k` of those terms hold; all of them is a sweep, one of one a win.
struct AtLeastOf {
  std::size_t k = 1;
  std::vector<std::size_t> terms;
};

/// One step of an event, on chances: `term` and `at_least` push one, `complement` turns the last
/// one round, `all` and `any` take `count` from the stack and push one.
struct AimStep {
  enum class Kind { term, at_least, complement, all, any };
  Kind kind = Kind::term;
  std::size_t term = 0;
  std::size_t count = 0;
  AtLeastOf of = {};
};

/// Steps of a stack machine (reverse Polish order); what stands apart in it counts as independent.
struct EventOf {
  std::vector<AimStep> steps;
};

/// What a plan is for, as a function of the chances of terms, each of which is so or not in an
/// election: a candidate wins, a margin is above a number.
using Aim = std::variant<SumOf, AtLeastOf, EventOf>;

/// Computes an aim and its gradient from the chances of terms, those of one election independent.
///
/// P(at least k) by the Poisson-binomial recursion, its gradient by the recursion's adjoint: O(n
/// k). With chances of 0 and 1 it is what the election comes to. `gradient`, of the size of
/// `chances`, is written whole. Source: docs/campaign.md, "Allocation".
class AimValue {
 public:
  explicit AimValue(Aim aim) : aim_(std::move(aim)) {}

  double operator()(std::span<const double> chances, std::span<double> gradient);

 private:
  double sum(const SumOf& of, std::span<const double> chances, std::span<double> gradient);
  double at_least(const AtLeastOf& of, double weight, std::span<const double> chances,
                  std::span<double> gradient);
  double event(const EventOf& of, std::span<const double> chances, std::span<double> gradient);

  Aim aim_;
  std::vector<double> forward_;  ///< (members + 1) x (k + 1): chances of so many of the first ones
  std::vector<double> backward_;
  struct Node {
    std::size_t step = 0;
    double value = 0;
    double adjoint = 0;
    std::vector<std::size_t> operands;
  };
  std::vector<Node> nodes_;
};

}  // namespace hustings::allocate
