#include "allocate/plan_terms.hpp"

#include <algorithm>

#include "hustings/core/contract.hpp"

namespace hustings::allocate {
namespace {

template <class Items, class Field>
const auto& named(const Items& items, const std::string& name, Field field) {
  const auto found = std::ranges::find(items, name, field);
  HUSTINGS_REQUIRE(found != items.end());
  return *found;
}

/// Compiles one objective after the other; terms that several have stand once.
class Compiler {
 public:
  explicit Compiler(const Model& model) : model_(model) {}

  Aim operator()(const scenario::Wins& of) {
    const std::string label = of.candidate.contest + "/" + of.candidate.candidate;
    for (std::size_t c = 0; c < model_.candidates.size(); ++c) {
      if (model_.candidates[CandidateId(c)].label == label)
        return AtLeastOf{1, {win_of(CandidateId(c))}};
    }
    HUSTINGS_REQUIRE(false);
    return AtLeastOf{};
  }
  Aim operator()(const scenario::SeatsObjective& of) { return SumOf{members(of.slate)}; }
  Aim operator()(const scenario::AtLeast& of) {
    return AtLeastOf{static_cast<std::size_t>(of.seats), members(of.slate)};
  }
  Aim operator()(const scenario::Sweep& of) {
    const auto all = members(of.slate);
    return AtLeastOf{all.size(), all};
  }
  Aim operator()(const scenario::EventObjective& of) {
    EventOf event;
    for (const EventStep& step : named(model_.events, of.name, &ModelEvent::name).program.steps) {
      event.steps.push_back(step_of(step));
    }
    return event;
  }

  PlanTerms take(std::vector<Aim> aims) && {
    made_.aims = std::move(aims);
    return std::move(made_);
  }

 private:
  std::size_t margin_of(CandidateId candidate) {
    const auto found = std::ranges::find(made_.candidates, candidate);
    if (found != made_.candidates.end())
      return static_cast<std::size_t>(found - made_.candidates.begin());
    made_.candidates.push_back(candidate);
    return made_.candidates.size() - 1;
  }

  std::size_t add(MarginTerm term) {
    for (std::size_t i = 0; i < made_.terms.size(); ++i) {
      if (made_.terms[i].of == term.of && made_.terms[i].written == term.written) return i;
    }
    made_.terms.push_back(std::move(term));
    return made_.terms.size() - 1;
  }

  std::size_t win_of(CandidateId candidate) { return add({{{margin_of(candidate), 1.0}}, 0}); }

  std::vector<std::size_t> members(const std::string& slate) {
    return wins_of(named(model_.slates, slate, &ModelSlate::id).members);
  }
  std::vector<std::size_t> wins_of(const std::vector<CandidateId>& candidates) {
    std::vector<std::size_t> terms;
    for (const CandidateId candidate : candidates) terms.push_back(win_of(candidate));
    return terms;
  }

  AimStep step_of(const EventStep& step) {
    using Kind = AimStep::Kind;
    switch (step.kind) {
      case EventStep::Kind::wins:
        return {Kind::term, win_of(step.candidate)};
      case EventStep::Kind::sweep:
      case EventStep::Kind::at_least: {
        const auto all = wins_of(model_.slates[step.slate].members);
        const bool is_sweep = step.kind == EventStep::Kind::sweep;
        return {Kind::at_least, 0, 0, {is_sweep ? all.size() : step.count, all}};
      }
      case EventStep::Kind::compares:
        return {Kind::term, comparison_of(step)};
      case EventStep::Kind::complement:
        return {Kind::complement};
      case EventStep::Kind::all:
        return {Kind::all, 0, step.count};
      case EventStep::Kind::any:
        return {Kind::any, 0, step.count};
      default:
        HUSTINGS_REQUIRE(false);
        return {};
    }
  }

  /// What differs adds up to more than what is written where left is more than right.
  std::size_t comparison_of(const EventStep& step) {
    using scenario::Comparison;
    const bool is_more =
        step.comparison == Comparison::greater || step.comparison == Comparison::greater_equal;
    const double sign = is_more ? 1 : -1;
    MarginTerm term{{}, sign * written_difference(step)};
    for (const EventNumber& number : differing(step)) {
      HUSTINGS_REQUIRE(number.kind == EventNumber::Kind::candidate_margin);
      term.of.emplace_back(margin_of(number.candidate), number.is_negative ? -sign : sign);
    }
    return add(std::move(term));
  }

  const Model& model_;
  PlanTerms made_;
};

}  // namespace

PlanTerms terms_of(const std::vector<scenario::Objective>& objectives, const Model& model) {
  Compiler compiler(model);
  std::vector<Aim> aims;
  for (const scenario::Objective& objective : objectives) {
    aims.push_back(std::visit(compiler, objective.kind));
  }
  return std::move(compiler).take(std::move(aims));
}

bool is_of_margins(const Model& model, const std::string& event) {
  using Kind = EventStep::Kind;
  const auto& steps = named(model.events, event, &ModelEvent::name).program.steps;
  return std::ranges::all_of(steps, [](const EventStep& step) {
    if (step.kind == Kind::compares) {
      const auto numbers = differing(step);
      return !numbers.empty() && std::ranges::all_of(numbers, [](const EventNumber& number) {
        return number.kind == EventNumber::Kind::candidate_margin;
      });
    }
    return step.kind != Kind::leads && step.kind != Kind::last_two && step.kind != Kind::majority &&
           step.kind != Kind::lead && step.kind != Kind::shock;
  });
}

std::vector<float> term_rows(const PlanTerms& terms, std::span<const float> margins,
                             std::size_t elections) {
  std::vector<float> rows(terms.terms.size() * elections);
  for (std::size_t t = 0; t < terms.terms.size(); ++t) {
    float* const row = rows.data() + t * elections;
    std::fill_n(row, elections, static_cast<float>(-terms.terms[t].written));
    for (const auto& [place, weight] : terms.terms[t].of) {
      const float* margin = margins.data() + place * elections;
      for (std::size_t e = 0; e < elections; ++e) row[e] += static_cast<float>(weight) * margin[e];
    }
  }
  return rows;
}

std::string name_of(const scenario::Objective& objective) {
  struct Namer {
    std::string operator()(const scenario::Wins& of) const {
      return of.candidate.contest + "/" + of.candidate.candidate + " wins";
    }
    std::string operator()(const scenario::SeatsObjective& of) const {
      return "seats of " + of.slate;
    }
    std::string operator()(const scenario::AtLeast& of) const {
      return "at least " + std::to_string(of.seats) + " of " + of.slate;
    }
    std::string operator()(const scenario::Sweep& of) const { return "sweep of " + of.slate; }
    std::string operator()(const scenario::EventObjective& of) const { return of.name; }
  };
  return std::visit(Namer{}, objective.kind);
}

}  // namespace hustings::allocate
