#include "allocate/headline_objective.hpp"

#include "hustings/engine/simulate.hpp"
#include "hustings/summary/reading.hpp"

namespace hustings::allocate {

std::optional<scenario::Objective> headline_objective(const scenario::Scenario& scenario,
                                                      const AllocationSearch& search,
                                                      Problems& problems) {
  Model model = build_model(scenario, problems);
  if (problems.has_errors()) return std::nullopt;
  model.until.reset();
  const RunResult run =
      simulate(model, {}, {.elections = search.training, .threads = search.threads});
  const Labels labels = labels_of(model);
  const View view(labels, run.tally);
  const Headline headline = reading_of(view).headline;
  const auto made = [&](scenario::ObjectiveKind kind) {
    return scenario::Objective{scenario.source, std::move(kind), 0};
  };
  switch (headline.kind) {
    case HeadlineKind::sweep:
      return made(scenario::Sweep{labels.slates[headline.item].id});
    case HeadlineKind::event:
      return made(scenario::EventObjective{labels.events[headline.item].name});
    case HeadlineKind::win: {
      const ModelCandidate& candidate = model.candidates[CandidateId(headline.item)];
      return made(scenario::Wins{{model.contests[candidate.contest].id, candidate.id}});
    }
    default:
      problems.error(scenario.source,
                     "the headline is a majority of delegates, by which no plan "
                     "can be looked for",
                     "say an `objective` in `allocate`");
      return std::nullopt;
  }
}

}  // namespace hustings::allocate
