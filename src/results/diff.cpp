#include "hustings/results/diff.hpp"

#include <deque>

#include "text/shown.hpp"

namespace hustings {
namespace {

/// The views of a run and all its worlds, by the names that tell them apart: the run's is empty, a
/// what-if has its own, a point of a variation is called by its amounts, `turnout = 0.8`. What-ifs
/// and points are held against the run, so that pairs of elections make their errors small.
class WorldViews {
 public:
  explicit WorldViews(const Results& of) {
    const View& run = add("", View(of.labels, of.tally));
    for (std::size_t i = 0; i < of.what_ifs.size(); ++i) {
      const Results& world = of.what_ifs[i];
      add(of.what_if_names[i], View(world.labels, world.tally, run, &world.paired));
    }
    for (std::size_t p = 0; p < of.vary.n_points(); ++p) {
      const WorldResult& world = points_.emplace_back(of.vary.point(p));
      add(point_name(of.vary, p), View(of.labels, world.tally, run, &world.paired));
    }
  }
  WorldViews(const WorldViews&) = delete;  // views refer to the run's
  WorldViews& operator=(const WorldViews&) = delete;

  const std::vector<NamedView>& operator*() const { return named_; }

 private:
  const View& add(std::string name, View view) {
    views_.push_back(std::move(view));
    named_.push_back({std::move(name), &views_.back()});
    return views_.back();
  }

  static std::string point_name(const VaryTally& vary, std::size_t point) {
    std::string name;
    for (std::size_t i = 0; i < vary.inputs.size(); ++i) {
      name += (i == 0 ? "" : ", ") + vary.inputs[i] + " = " +
              number_text(vary.amounts[point * vary.inputs.size() + i]);
    }
    return name;
  }

  std::deque<WorldResult> points_;
  std::deque<View> views_;
  std::vector<NamedView> named_;
};

DiffedRun about_run(const Results& results) {
  return {digest_of(results),  results.tally.elections,
          results.labels.seed, results.program_version + " (" + results.git_revision + ")",
          results.overrides,   posterior_digest(results)};
}

}  // namespace

ResultsDifference difference_of_results(const Results& a, const Results& b, double level) {
  const WorldViews views_a(a);
  const WorldViews views_b(b);
  ResultsDifference difference{about_run(a), about_run(b),
                               scenario_changes({a.files, a.overrides}, {b.files, b.overrides}),
                               difference_of_runs(*views_a, *views_b, level)};
  difference.runs.same_draws &= a.posterior == b.posterior;
  if (a.posterior || b.posterior) {
    // How many were asked for; a posterior may have had fewer.
    std::erase_if(difference.scenario,
                  [](const auto& change) { return change.path == "elections"; });
  }
  if (a.draws.elections + b.draws.elections > 0) {
    difference.runs.not_compared.emplace_back("stored elections");
  }
  return difference;
}

}  // namespace hustings
