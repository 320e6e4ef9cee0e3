#include "hustings/results/verify.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "core/thousands.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/model/swing_plan.hpp"
#include "hustings/results/open_scenario.hpp"
#include "hustings/results/posterior_file.hpp"
#include "results/check_sums.hpp"
#include "results/image.hpp"
#include "results/part_image.hpp"
#include "results/verified_file.hpp"

namespace hustings {
namespace {

[[noreturn]] void refuse(const VerifyQuestion& question, const std::string& reason) {
  throw Failure(ExitCode::bad_data, question.file.string() + ": " + reason);
}

std::string writer_of(const Results& results) {
  if (results.program_version == program_version() && results.git_revision == git_revision()) {
    return "";
  }
  return "; it was written by hustings " + results.program_version + " (" + results.git_revision +
         "), this is " + program_version() + " (" + git_revision() + ")";
}

bool same_bits(const Values& a, const Values& b) {
  if (a.index() != b.index() || n_values(a) != n_values(b)) return false;
  return std::visit(
      [&](const auto& items) {
        using Items = std::decay_t<decltype(items)>;
        using Item = typename Items::value_type;
        const Items& others = std::get<Items>(b);
        if constexpr (std::is_same_v<Item, std::string>) {
          return items == others;
        } else {  // NaN is NaN here
          return items.empty() ||
                 std::memcmp(items.data(), others.data(), items.size() * sizeof(Item)) == 0;
        }
      },
      a);
}

/// The datasets of a file, held against what its counts give.
///
/// Law: the same rows that write a file write the results read from it once more; every dataset
/// must be there with the same shape and the same bits (any NaN is one), and no other. Counts are
/// so held against themselves, all that is computed from them against the counts.
class Datasets {
 public:
  Datasets(const VerifyQuestion& question, const FileFormat& format) : format_(format) {
    std::string image = read_verified(question.file, format, question.trust);
    const ImageReader reader(image, question.file.string(), format);
    reader.visit_all([this](const DatasetRow& row, const Shape& shape, Values&& values) {
      digest_.add(row, shape, values);
      stored_[row.path()] = {shape, std::move(values)};
    });
    n_ = stored_.size();
    elections_ = reader.elections();
  }

  std::size_t size() const { return n_; }
  std::uint64_t elections() const { return elections_; }
  std::string digest() const { return digest_.hex(); }

  /// Names the first that is not as computed, and how many more there are; empty = none.
  std::string differing_from(const Results& results) {
    visit_datasets(results, format_,
                   [this](const DatasetRow& row, const Shape& shape, Values&& values) {
                     const auto found = stored_.find(row.path());
                     const bool is_same = found != stored_.end() && found->second.first == shape &&
                                          same_bits(found->second.second, values);
                     if (!is_same) note(row.path());
                     if (found != stored_.end()) stored_.erase(found);
                   });
    for (const auto& [path, rest] : stored_) note(path);
    if (n_differing_ < 2) return first_;
    return first_ + " and " + counted(n_differing_ - 1, "other dataset");
  }

 private:
  void note(const std::string& path) {
    if (n_differing_++ == 0) first_ = path;
  }

  const FileFormat& format_;
  std::map<std::string, std::pair<Shape, Values>> stored_;
  DatasetDigest digest_;
  std::size_t n_ = 0;
  std::uint64_t elections_ = 0;
  std::size_t n_differing_ = 0;
  std::string first_;
};

/// Computes all datasets anew and holds them against those of the file.
Verified recomputed(const VerifyQuestion& question, const Results& results,
                    const FileFormat& format) {
  Datasets datasets(question, format);
  Verified verified{.elections = datasets.elections(),
                    .n_datasets = datasets.size(),
                    .digest = datasets.digest()};
  const std::string differing = datasets.differing_from(results);
  if (!differing.empty()) {
    refuse(question, differing + " is not what its counts give" + writer_of(results));
  }
  return verified;
}

/// The what-ifs of a run; none where they are not those of the scenario in its file.
std::vector<World> what_ifs_of(const scenario::Scenario& scenario, const Results& results) {
  Problems problems;
  Worlds worlds = build_worlds(scenario, problems);
  std::vector<std::string> names;
  for (const World& world : worlds.what_ifs) names.push_back(world.name);
  if (problems.has_errors() || names != results.what_if_names) return {};
  return std::move(worlds.what_ifs);
}

/// Holds the labels against the scenario that the file holds.
void check_stored_scenario(const VerifyQuestion& question, const Results& results) {
  if (results.files.empty()) refuse(question, "it holds no scenario");
  Problems problems;
  const scenario::Scenario scenario =
      read_stored_scenario(results.files, results.overrides, question.file.string(), problems);
  const Model model = build_model(scenario, problems);
  if (problems.has_errors()) {
    refuse(question, "its scenario is refused: " + problems.sorted().front().problem);
  }
  const auto check = [&](const Model& of, const Results& run, const std::string& what) {
    Labels labels = labels_of(of);
    labels.title = run.labels.title;
    if (labels == run.labels) return;
    refuse(question,
           "the labels of " + what + " are not those of the scenario in it" + writer_of(results));
  };
  if (model.title != results.labels.title) refuse(question, "its title is not its scenario's");
  check(model, results, "the run");
  const std::vector<World> what_ifs = what_ifs_of(scenario, results);
  for (std::size_t i = 0; i < what_ifs.size(); ++i) {
    check(what_ifs[i].model, results.what_ifs[i], "what-if '" + what_ifs[i].name + "'");
  }
}

/// Simulates the whole run again, and holds everything that was counted against it.
///
/// Law: counts, draws, what-ifs with their pairs, and swing where the file has it, must all be
/// equal as integers; points of a variation are not simulated. Of a run that a stop rule ended as
/// many elections are simulated as it has, without the rule.
void simulate_all(const VerifyQuestion& question, const OpenedScenario& run,
                  const Observer& observer) {
  const Results& results = *run.results;
  const std::vector<World> worlds = what_ifs_of(run.scenario, results);
  std::vector<const Model*> changed;
  for (const World& world : worlds) changed.push_back(&world.model);
  RunPlan plan{
      .elections = run.elections, .n_draws = results.draws.elections, .source = run.source};
  if (!results.tally.swing.rows.empty()) {
    plan.options.swing = std::make_shared<SwingPlan>(plan_swing(run.model));
  }
  if (question.before) question.before(run.model, changed, plan);
  const RunResult again = simulate(run.model, changed, plan, observer);
  if (!again.complete) return;
  bool is_same = again.tally == results.tally && again.draws == results.draws;
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    is_same = is_same && again.worlds[i].tally == results.what_ifs[i].tally &&
              again.worlds[i].paired == results.what_ifs[i].paired;
  }
  if (!is_same) refuse(question, "simulated again, it comes out differently" + writer_of(results));
}

/// Simulates elections again. Returns how many: all, against counts and draws, or as many of the
/// first as are asked for and the file keeps, against these draws alone.
std::uint64_t replay_again(const VerifyQuestion& question, const OpenedScenario& run,
                           const Observer& observer) {
  const std::uint64_t n = std::min(question.replayed, run.elections);
  const Draws& kept = run.results->draws;
  if (n < run.elections) {
    if (kept.elections == 0) {
      refuse(question, "it keeps no draws: --replay all holds all of its " +
                           with_thousands(run.elections) + " elections against its counts");
    }
    const std::uint64_t n_compared = std::min(n, kept.elections);
    const RunPlan plan{.elections = n_compared, .n_draws = n_compared, .source = run.source};
    if (question.before) question.before(run.model, {}, plan);
    check_same_draws(run, n_compared, observer);
    return n_compared;
  }
  simulate_all(question, run, observer);
  return n;
}

}  // namespace

Verified verify_file(const VerifyQuestion& question, const Observer& observer) {
  const std::string name = question.file.string();
  std::string image = read_verified(question.file, results_format(), question.trust);
  const FileFormat& format = format_of(image);
  if (&format == &posterior_format()) {
    return recomputed(question, read_posterior(question.file, question.trust), format);
  }
  const bool is_part = &format == &part_format();
  const Results results = is_part ? part_in(image, name) : run_in(image, name, format);
  check_sums(results, name);
  for (std::size_t i = 0; i < results.what_ifs.size(); ++i) {
    const std::string called = name + ": what-if '" + results.what_if_names[i] + "'";
    check_sums(results.what_ifs[i], called);
    check_paired_sums(results.what_ifs[i], results, called);
  }
  Verified verified = recomputed(question, results, format);
  if (verified.elections != results.tally.elections) {
    refuse(question, "its attribute 'elections' is not that of its counts");
  }
  check_stored_scenario(question, results);
  if (question.replayed == 0) return verified;
  if (is_part) refuse(question, "it is a part of a run: merge it first, to simulate it again");
  verified.n_replayed = replay_again(question, open_run(question.file, question.trust), observer);
  return verified;
}

}  // namespace hustings
