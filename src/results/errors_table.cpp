#include "hustings/results/errors_table.hpp"

#include <fmt/format.h>

#include <fstream>
#include <set>
#include <sstream>

#include "hustings/core/day.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/infer/error_sizes.hpp"
#include "hustings/text/write_file.hpp"
#include "text/csv_field.hpp"

namespace hustings {
namespace {

constexpr const char* kHeader = "effect,n,sum_of_squares,contests,day,mark,x-kind,x-model\n";

std::string read_table(const std::filesystem::path& table, const std::string& model) {
  std::ifstream in(table, std::ios::binary);
  if (!in) return kHeader;
  std::ostringstream text;
  text << in.rdbuf();
  std::string rows = text.str();
  if (rows.rfind(kHeader, 0) != 0) {
    throw Failure(ExitCode::bad_data, table.string() +
                                          " is no table of errors: its first line "
                                          "must be " +
                                          std::string(kHeader, std::string(kHeader).size() - 1));
  }
  if (rows.find("," + model + "\n") != std::string::npos) {
    throw Failure(ExitCode::bad_data, table.string() +
                                          " has rows of this scenario already, which would count "
                                          "twice; take them out first");
  }
  if (rows.back() != '\n') rows += '\n';
  return rows;
}

}  // namespace

void check_errors_table(const std::filesystem::path& table, const std::string& model) {
  std::error_code none;
  if (std::filesystem::exists(table, none) && !std::filesystem::is_regular_file(table, none)) {
    throw Failure(ExitCode::cannot_create,
                  "cannot write " + table.string() + ": it is not a regular file");
  }
  const std::filesystem::path folder = table.parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder, none)) {
    throw Failure(ExitCode::cannot_create,
                  "cannot write " + table.string() + ": there is no folder " + folder.string());
  }
  read_table(table, model);
}

ErrorsOf errors_of(const scenario::Scenario& scenario, const KeptPosterior& posterior,
                   std::optional<int> day) {
  std::set<ContestId> contests;
  for (const infer::DistrictReturn& one : posterior.law.returns) contests.insert(one.contest);
  const bool is_later = day && scenario.as_of && *scenario.as_of > *day;
  return {posterior.model, contests.size(), day, is_later};
}

void add_errors(const std::filesystem::path& table, const std::vector<infer::LearntSize>& sizes,
                const ErrorsOf& of) {
  std::string rows = read_table(table, of.model);
  for (const infer::LearntSize& size : sizes) {
    rows +=
        fmt::format("{},{:.0f},{:.6g},{},{},{},{},{}\n", csv_field(size.effect), size.n,
                    size.sum_of_squares, of.contests, of.day ? day_text(*of.day) : "",
                    of.after_the_fact ? infer::kAfterTheFact : "", csv_field(size.kind), of.model);
  }
  write_file(table, rows, Existing::replace);
}

}  // namespace hustings
