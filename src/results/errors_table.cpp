#include "hustings/results/errors_table.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "hustings/core/failure.hpp"
#include "hustings/text/write_file.hpp"

namespace hustings {
namespace {

constexpr const char* kHeader = "effect,n,sum_of_squares,x-kind,x-model\n";

/// A field of CSV: in quotes where it has to be.
std::string field(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

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
  read_table(table, model);
}

void add_errors(const std::filesystem::path& table, const std::vector<infer::LearntSize>& sizes,
                const std::string& model) {
  std::string rows = read_table(table, model);
  for (const infer::LearntSize& size : sizes) {
    rows += fmt::format("{},{:.0f},{:.6g},{},{}\n", field(size.effect), size.n, size.sum_of_squares,
                        field(size.kind), model);
  }
  write_file(table, rows, Existing::replace);
}

}  // namespace hustings
