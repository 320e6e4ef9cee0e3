#pragma once

#include <string>
#include <vector>

#include "hustings/decide/expect.hpp"
#include "report/style.hpp"

namespace hustings {

/// A table for the terminal, then how many passed and failed.
std::string check_table(const std::vector<Checked>& cases, const TableStyle& style);

/// JUnit XML: one suite, one case an expectation.
std::string check_junit(const std::string& suite, const std::vector<Checked>& cases);

/// The same of a scenario that cannot be simulated: a case with an error for each of its errors.
std::string problems_junit(const std::string& suite, const std::vector<Problem>& problems);

/// Workflow commands of GitHub Actions: an `::error` for each that failed, at its place.
std::string check_github(const std::vector<Checked>& cases);

/// The same for problems of a scenario: `::error` and `::warning`.
std::string github_problems(const std::vector<Problem>& problems);

}  // namespace hustings
