#include "app/posterior.hpp"

#include <algorithm>
#include <utility>

#include "app/terminal.hpp"
#include "app/walk_apart.hpp"
#include "core/thousands.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/results/posterior_file.hpp"

namespace hustings {
namespace {

/// Whether somebody said on the command line how many elections.
bool names_elections(const scenario::Scenario& scenario) {
  return std::ranges::any_of(scenario.overrides,
                             [](const std::string& one) { return one.starts_with("elections="); });
}

/// The law given counted votes is that of a scenario without campaigns.
void refuse_campaigns(const scenario::Scenario& scenario) {
  Problems problems;
  const auto refuse = [&](const auto& items, const std::string& key) {
    if (items.empty()) return;
    problems.error(items.front().source, "a scenario with " + key + " does not go with --posterior",
                   "leave `" + key + "` out, or run it without --posterior");
  };
  refuse(scenario.programmes, "programmes");
  refuse(scenario.shocks, "shocks");
  problems.throw_if_errors();
}

}  // namespace

Option posterior_option(std::string& target) {
  return text("--posterior FILE", target,
              "Simulate elections that agree with counted returns: what hustings calibrate wrote")
      .not_empty("needs a file");
}

OpenedPosterior open_posterior(const std::string& file, const scenario::Scenario& scenario,
                               const Model& model) {
  OpenedPosterior opened{.elections = model.elections};
  if (file.empty()) return opened;
  refuse_campaigns(scenario);
  Results read = read_posterior(file, Trust(Changed::refuse, walk_apart()));
  check_same_model(read, file, scenario, model);
  if (!read.posterior) return opened;
  if (model.until) {
    throw Failure(ExitCode::bad_data,
                  file +
                      ": its elections are not independent, so `elections.until` cannot tell when "
                      "they are enough; say how many with --elections");
  }
  if (names_elections(scenario)) check_has_elections(read.posterior, file, model.elections);
  opened.elections = std::min<std::uint64_t>(model.elections, read.posterior.law.accepted.size());
  opened.source = source_of(read.posterior, model);
  Problems problems;
  for (const scenario::WhatIf& what_if : scenario.what_ifs) {
    check_sizes_stay(what_if, opened.source, scenario, model, problems);
  }
  problems.throw_if_errors();
  opened.kept = std::move(read.posterior);
  return opened;
}

std::string digest_of(const OpenedPosterior& posterior) {
  return posterior_digest(Results{.posterior = posterior.kept});
}

void tell_elections(const OpenedPosterior& posterior, const Model& model) {
  if (posterior.elections == model.elections) return;
  print_note(with_thousands(posterior.elections) +
             " elections, as many as the posterior has; the "
             "scenario asks for " +
             with_thousands(model.elections));
}

}  // namespace hustings
