#include "app/output_file.hpp"

#include <system_error>

#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

/// Refuses an output that is one of the inputs, for the reason given.
void refuse_inputs(const std::filesystem::path& output,
                   const std::vector<std::filesystem::path>& inputs, const std::string& reason) {
  for (const std::filesystem::path& input : inputs) {
    std::error_code none;
    if (std::filesystem::equivalent(input, output, none)) {
      throw Failure(ExitCode::cannot_create, "cannot write " + output.string() + ": " + reason);
    }
  }
}

}  // namespace

void check_output_file(const std::filesystem::path& output, Existing existing,
                       const scenario::Scenario& scenario, const std::vector<std::string>& more) {
  const std::filesystem::path main_file = scenario.source.place.file;
  std::vector<std::filesystem::path> inputs{main_file};
  inputs.insert(inputs.end(), more.begin(), more.end());
  for (const scenario::SourceFile& file : scenario.files) {
    inputs.push_back(main_file.parent_path() / file.name);
  }
  refuse_inputs(output, inputs, "the scenario is read from it");
  check_output(output, existing);
}

void check_output_file(const std::filesystem::path& output, Existing existing,
                       const std::vector<std::filesystem::path>& inputs) {
  refuse_inputs(output, inputs, "it is read, too");
  check_output(output, existing);
}

}  // namespace hustings
