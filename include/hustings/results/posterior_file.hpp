#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "hustings/core/failure.hpp"
#include "hustings/engine/draw_source.hpp"
#include "hustings/model/model.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/scenario/scenario.hpp"
#include "hustings/text/write_file.hpp"

namespace hustings {

/// Computes the digest of what a model draws: 32 hex digits of XXH3-128 over its seed, loads,
/// centres and noises. Models of one digest draw the same elections up to first choices.
std::string draws_digest(const Model& model);

/// Writes a posterior: of the results labels, sources and posterior, which must not be empty.
/// Equal ones are equal bytes. Throws Failure. Source: docs/results.md, "The posterior".
void write_posterior(const std::filesystem::path& path, const Results& results, Existing existing);

/// Whether a file says that it is a posterior.
bool is_posterior_file(const std::filesystem::path& path, const Trust& trust = {});

/// Reads a posterior, as results without elections. Throws Failure: 66 if it is missing, 65 if it
/// is no posterior, was changed since it was written (and that is not accepted), or contradicts
/// itself.
Results read_posterior(const std::filesystem::path& path, const Trust& trust = {});

/// Checks that a posterior is of this scenario and its model. Throws Failure (65) that names the
/// first difference; `file` is what the message calls the posterior.
void check_same_model(const Results& posterior, const std::string& file,
                      const scenario::Scenario& scenario, const Model& model);

/// Checks that a posterior has as many elections. Throws Failure (65).
void check_has_elections(const KeptPosterior& posterior, const std::string& file,
                         std::uint64_t elections);

/// Checks that a what-if leaves the sizes of those errors alone whose draws a source hands over:
/// scaled anew, its elections would not have the counted votes. Endorsements are among sizes: they
/// say what candidates' errors share. Faults go to `problems`; without a source there are none.
void check_sizes_stay(const scenario::WhatIf& what_if, const DrawSource& source,
                      const scenario::Scenario& scenario, const Model& model, Problems& problems);

/// Makes the source of elections that agree with the returns; none without returns. The model is
/// the one that the posterior is of, and need not outlive the source.
DrawSource source_of(const KeptPosterior& posterior, const Model& model);

}  // namespace hustings
