#pragma once

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/decide/given.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/model/model.hpp"
#include "hustings/results/open_scenario.hpp"
#include "hustings/results/results_file.hpp"
#include "serve/turns.hpp"

namespace hustings {

/// What a page asks: changes in the scenario language, a file with one what-if; empty = the base.
struct Asked {
  Turn turn;
  std::uint64_t elections = 0;
  std::string what_if;
};

/// How the answering of a question ended.
struct Ending {
  enum class Kind {
    done,
    superseded,  ///< a newer request of the page waits, or nobody listens any more
    problems,    ///< the changes are wrong
    too_many     ///< too many requests wait
  };
  Kind kind = Kind::done;
  std::vector<Problem> problems;
};

/// Answers what-ifs of one scenario: the base stays built, a change costs what --what-if does.
/// Questions may be asked from several threads; they are answered one after the other.
///
/// An answer comes in stages, each with twice the elections of the one before: the blocks of a
/// stage are added to what was there, nothing is simulated twice. A stage says what `hustings run
/// --what-if` says of as many elections, digit for digit.
class Explorer {
 public:
  /// The name of the what-if where a page gives none, and of its file.
  static constexpr const char* kWorld = "explored";
  static constexpr const char* kFile = "explored.yaml";
  static constexpr std::uint64_t kMostElections = 10'000'000;

  /// Told of each stage: the base with one what-if, and whether it is the last. Returns false where
  /// nobody listens.
  using Listener = std::function<bool(const Results& results, bool is_last)>;
  /// Told how many elections are done; returns false where nobody listens.
  using Teller = std::function<bool(const Progress&)>;

  /// Throws ScenarioError where the scenario is wrong.
  Explorer(OpenedScenario opened, int threads);
  ~Explorer();

  const scenario::Scenario& scenario() const { return opened_.scenario; }
  const Model& base() const { return builder_.base(); }
  const WorldBuilder& worlds() const { return builder_; }
  /// The `hustings run` that says the same of so many elections with a what-if in kFile.
  std::string command(std::uint64_t elections) const;
  /// The base's first elections, which choose inputs, headline and order: all that are asked for
  /// where they are little work, else the first blocks.
  const Results& first() const { return first_; }
  /// Most elections that can be asked for: no more than a posterior has.
  std::uint64_t most_elections() const;
  std::uint64_t elections() const { return opened_.elections; }
  Turns& turns() { return turns_; }

  /// Answers in stages. The first is never cut short, a later one as soon as a newer request of the
  /// same page waits.
  Ending answer(const Asked& asked, const Listener& listener, const Teller& teller = {});
  /// Answers at once with all that `hustings run` keeps: draws, and with `swing` its tally.
  Ending run(const Asked& asked, Results& results);
  /// The changed world as a run of its own, with swing.
  Ending swing(const Asked& asked, Results& results);
  /// The changed world, and the elections of it in which an event happens. Throws Failure (65)
  /// where these are too few.
  struct Given {
    Results all;
    Results met;
  };
  Ending given(const Asked& asked, const std::string& event, Given& given);
  /// Only looks for faults.
  Ending check(const Asked& asked);

 private:
  struct Change;
  struct Simulated;

  Ending with_change(const Asked& asked, const std::function<Ending(const Change&)>& answer);
  Ending simulated(const Asked& asked, const Simulated& what, RunResult& run);
  RunPlan plan(const Asked& asked) const;
  Results empty_results(const Change& change) const;
  std::uint64_t first_blocks() const;

  OpenedScenario opened_;
  Problems problems_;
  WorldBuilder builder_;
  std::optional<tbb::global_control> more_threads_;  ///< than the machine has
  tbb::task_arena arena_;                            ///< one for all: see simulate
  Turns turns_;
  std::atomic<double> seconds_a_block_ = 0;  ///< of the last stage; 0 = not known yet
  Results first_;
};

}  // namespace hustings
