#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/infer/posterior.hpp"

namespace hustings {

/// Adds what was learnt of sizes to a table of errors, which `hustings draft` reads: columns
/// effect, n, sum_of_squares, x-kind, x-model; a row an effect. `model` is the digest of what was
/// calibrated. The table is made where there is none. Throws Failure: 65 where it has other columns
/// or rows of the same model already, as these would count twice.
void add_errors(const std::filesystem::path& table, const std::vector<infer::LearntSize>& sizes,
                const std::string& model);

/// Throws the Failure that add_errors would, before long work is done in vain.
void check_errors_table(const std::filesystem::path& table, const std::string& model);

}  // namespace hustings
