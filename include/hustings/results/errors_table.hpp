#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/infer/posterior.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// What errors were learnt from.
struct ErrorsOf {
  std::string model;         ///< digest of what was calibrated
  std::size_t contests = 1;  ///< counted
  std::optional<int> day;    ///< of the primaries, where scenario or count say it
  bool after_the_fact = false;
};

/// Says what errors of a scenario were learnt from, by its posterior and the digest of its model.
/// They are after the fact where it says that it was made on a later day than its primaries were.
ErrorsOf errors_of(const scenario::Scenario& scenario, const KeptPosterior& posterior,
                   std::optional<int> day);

/// Adds what was learnt of sizes to a table of errors, which `hustings draft` reads: columns
/// effect, n, sum_of_squares, contests, day, mark, x-kind, x-model; a row an effect. The table is
/// made where there is none. Throws Failure: 65 where it has other columns or rows of the same
/// model already, as these would count twice.
void add_errors(const std::filesystem::path& table, const std::vector<infer::LearntSize>& sizes,
                const ErrorsOf& of);

/// Throws the Failure that add_errors would, before long work is done in vain.
void check_errors_table(const std::filesystem::path& table, const std::string& model);

}  // namespace hustings
