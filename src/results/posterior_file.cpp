#include "hustings/results/posterior_file.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <span>
#include <variant>
#include <vector>

#include "core/thousands.hpp"
#include "hustings/core/contract.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/infer/moved_elections.hpp"
#include "hustings/language/scenario_changes.hpp"
#include "results/check_results.hpp"
#include "results/image.hpp"
#include "results/verified_file.hpp"

namespace hustings {
namespace {

/// Whether a change may change what is drawn: not what is only called, counted, kept or asked.
bool may_move_draws(const ScenarioChange& change) {
  constexpr std::array kOthers = {"title",  "sources", "elections", "output", "events",
                                  "expect", "what_if", "vary",      "totals"};
  return std::ranges::none_of(kOthers, [&](const std::string& key) {
    return change.path == key || change.path.starts_with(key + ".");
  });
}

std::string first_row(const ScenarioChange& change) {
  if (change.rows.empty()) return change.path + " is not the same";
  const RowChange& row = change.rows.front();
  return change.path + " of " + row.row + " is " + row.after + ", there " + row.before;
}

std::string in_words(const ScenarioChange& change) {
  if (change.n_rows > 0) return first_row(change);
  if (!change.before) return change.path + " is not there";
  if (!change.after) return change.path + " is there alone";
  return change.path + " is " + *change.after + ", there " + *change.before;
}

/// How a scenario differs from that of a posterior, in what may change what is drawn.
std::string first_difference(const Results& posterior, const scenario::Scenario& scenario) {
  if (posterior.labels.seed != scenario.seed) {
    return "seed is " + std::to_string(scenario.seed) + ", there " +
           std::to_string(posterior.labels.seed);
  }
  const auto changes = scenario_changes({posterior.files, posterior.overrides},
                                        {scenario.files, scenario.overrides});
  const auto found = std::ranges::find_if(changes, may_move_draws);
  return found == changes.end() ? "" : in_words(*found);
}

/// Ids of the effects of which a source hands over draws.
std::set<std::string> effects_of(const DrawSource& source, const Model& model) {
  const std::set<DrawAddress> handed(source.draws.begin(), source.draws.end());
  std::set<std::string> ids;
  for (const ModelEffect& effect : model.effects) {
    const bool is_handed = std::ranges::any_of(
        effect.factors, [&](const ModelFactor& factor) { return handed.contains(factor.address); });
    if (is_handed) ids.insert(effect.id);
  }
  return ids;
}

/// A model with the elections that are moved until they agree with returns.
struct Moved {
  Moved(const KeptPosterior& posterior, const Model& of)
      : model(of), elections(model, posterior.law), accepted(posterior.law.accepted) {}

  Model model;
  infer::MovedElections elections;
  std::vector<std::uint64_t> accepted;  ///< election of the run: the proposal that it is
};

}  // namespace

void write_posterior(const std::filesystem::path& path, const Results& results, Existing existing) {
  write_verified(path, results, posterior_format(), existing);
}

bool is_posterior_file(const std::filesystem::path& path, const Trust& trust) {
  if (!is_results_file(path)) return false;
  std::string image = read_verified(path, posterior_format(), trust);
  return is_of_format(image, posterior_format());
}

Results read_posterior(const std::filesystem::path& path, const Trust& trust) {
  std::string image = read_verified(path, posterior_format(), trust);
  const ImageReader reader(image, path.string(), posterior_format());
  Results results;
  reader.read_root(results);
  reader.visit_datasets("", [&](const DatasetRow& row, const Shape&, Values&& values) {
    if (row.restore) row.restore(std::move(values), results);
  });
  check_posterior(results, path.string());
  return results;
}

void check_same_model(const Results& posterior, const std::string& file,
                      const scenario::Scenario& scenario, const Model& model) {
  if (posterior.posterior.model == draws_digest(model)) return;
  const std::string difference = first_difference(posterior, scenario);
  const std::string reason =
      difference.empty() ? "of another model of this scenario: it was written by hustings " +
                               posterior.program_version + " (" + posterior.git_revision +
                               "), this is " + program_version() + " (" + git_revision() + ")"
                         : "of another scenario: " + difference;
  throw Failure(ExitCode::bad_data,
                file + ": the posterior is " + reason + " (hustings calibrate makes one of this)");
}

void check_has_elections(const KeptPosterior& posterior, const std::string& file,
                         std::uint64_t elections) {
  const std::uint64_t n = posterior.law.accepted.size();
  if (elections <= n) return;
  throw Failure(ExitCode::bad_data, file + ": " + with_thousands(elections) +
                                        " elections are asked for, the posterior has " +
                                        with_thousands(n) +
                                        " (hustings calibrate --elections makes more)");
}

void check_sizes_stay(const scenario::WhatIf& what_if, const DrawSource& source,
                      const scenario::Scenario& scenario, const Model& model, Problems& problems) {
  if (!source) return;
  const std::set<std::string> moved = effects_of(source, model);
  const bool candidates_move = std::ranges::any_of(scenario.effects, [&](const auto& effect) {
    return moved.contains(effect.id) && std::ranges::count(effect.by, "candidate") > 0;
  });
  for (const scenario::Change& change : what_if.changes) {
    const auto* const size = std::get_if<scenario::EffectChange>(&change.kind);
    std::string what;
    if (size != nullptr && moved.contains(size->effect))
      what = "the size of '" + size->effect + "'";
    if (candidates_move && std::holds_alternative<scenario::EndorsementsChange>(change.kind)) {
      what = "what candidates' errors share";
    }
    if (what.empty()) continue;
    problems.error(change.source,
                   "a what-if cannot change " + what +
                       " here: its errors were moved until they agree with the count, and at "
                       "another size they would not",
                   "leave it out, or change the scenario and calibrate that");
  }
}

DrawSource source_of(const KeptPosterior& posterior, const Model& model) {
  if (!posterior) return {};
  const auto moved = std::make_shared<const Moved>(posterior, model);
  const infer::NightDraws& draws = moved->elections.draws();
  DrawSource source;
  for (const auto& scale : draws.scales) source.draws.push_back(scale.front());
  source.draws.insert(source.draws.end(), draws.normals.begin(), draws.normals.end());
  source.fill = [moved](std::uint64_t batch, std::size_t n_valid, float* rows) {
    const infer::NightDraws& filled = moved->elections.draws();
    HUSTINGS_REQUIRE(batch * kBatch + n_valid <= moved->accepted.size());
    const std::span proposals(moved->accepted.data() + batch * kBatch, n_valid);
    moved->elections.recompute(proposals, kBatch, rows, rows + filled.scales.size() * kBatch);
  };
  return source;
}

}  // namespace hustings
