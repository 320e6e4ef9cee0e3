#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/core/version.hpp"
#include "hustings/decide/vary.hpp"
#include "hustings/infer/posterior.hpp"
#include "hustings/model/labels.hpp"
#include "hustings/results/run_key.hpp"
#include "hustings/scenario/scenario.hpp"
#include "hustings/tally/draws.hpp"
#include "hustings/tally/paired_tally.hpp"
#include "hustings/tally/tally.hpp"
#include "hustings/text/write_file.hpp"

namespace hustings {

/// Counted returns that a run's elections agree with, and all that it takes to draw such elections.
struct KeptPosterior {
  infer::Posterior law;
  std::string model;  ///< digest of the model that it is of: draws_digest

  explicit operator bool() const { return !law.returns.empty(); }
  friend bool operator==(const KeptPosterior&, const KeptPosterior&) = default;
};

/// All that a results file holds; its summaries are computed from it.
struct Results {
  Labels labels;
  Tally tally;
  PairedTally paired{};  ///< of a what-if: against the base
  Draws draws;
  std::vector<std::string> what_if_names;   ///< in the order of the scenario
  std::vector<Results> what_ifs;            ///< the same: labels, tally and pairs of each
  std::vector<std::string> left_out;        ///< the same: the one programme that it is without
  VaryTally vary;                           ///< without points where nothing is varied
  KeptPosterior posterior{};                ///< empty where the generator draws all
  std::optional<RunPart> part{};            ///< none: of the whole run
  std::vector<scenario::SourceFile> files;  ///< the scenario first, then its tables
  std::vector<std::string> overrides;       ///< `path=value`, in the order given
  std::string program_version = hustings::program_version();
  std::string git_revision = hustings::git_revision();

  friend bool operator==(const Results&, const Results&) = default;
};

/// Writes a results file, or that of a part of a run: equal results are equal bytes. Throws
/// Failure.
///
/// Source: docs/results.md, "The file".
void write_results(const std::filesystem::path& path, const Results& results, Existing existing);

/// How large the file of results is [bytes]; it is made, but not written.
std::uint64_t size_of_file(const Results& results);

/// Whether a file begins as results files do; false where it is missing.
bool is_results_file(const std::filesystem::path& path);

/// Whether a file that was changed since hustings wrote it is refused.
enum class Changed { refuse, accept };

/// How far a file from elsewhere is trusted.
struct Trust {
  /// Judges the HDF5 part of a file, called by its name in messages, before it is parsed here: HDF5
  /// crashes or never ends on files that are made to harm. Throws Failure (65).
  using Walk = std::function<void(const std::string& bytes, const std::string& name)>;

  Trust(Changed of_changed = Changed::refuse, Walk walk_first = {})
      : changed(of_changed), walk(std::move(walk_first)) {}

  Changed changed;
  Walk walk;  ///< none = HDF5 may parse it at once
};

/// Reads a results file. Throws Failure: 66 if it is missing, 65 if it is no results file, was
/// changed since it was written (and that is not accepted), or contradicts itself.
Results read_results(const std::filesystem::path& path, const Trust& trust = {});

/// Parses all of the HDF5 part of a results file, a part or a posterior as reading does, and keeps
/// nothing: what a process does that may die of it. Throws Failure (65).
void walk_image(std::string& image, const std::string& name);

/// Computes the digest of results: 32 hex digits of XXH3-128 over what was computed, not over the
/// program's version, the scenario's text and its tables. Source: docs/results.md, "The digest".
std::string digest_of(const Results& results);

/// Computes the digest of the posterior alone, by the same law; empty without one.
std::string posterior_digest(const Results& results);

/// Computes the digest of a file, the same that `digest_of` gave for the results in it. Throws
/// Failure as `read_results` does.
std::string digest_of_file(const std::filesystem::path& path, const Trust& trust = {});

}  // namespace hustings
