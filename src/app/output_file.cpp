#include "app/output_file.hpp"

#include <system_error>

#include "hustings/core/failure.hpp"

namespace hustings {

void check_output_file(const std::filesystem::path& output, Existing existing,
                       const scenario::Scenario& scenario, const std::vector<std::string>& more) {
  const std::filesystem::path main_file = scenario.source.place.file;
  std::vector<std::filesystem::path> inputs{main_file};
  inputs.insert(inputs.end(), more.begin(), more.end());
  for (const scenario::SourceFile& file : scenario.files) {
    inputs.push_back(main_file.parent_path() / file.name);
  }
  for (const std::filesystem::path& input : inputs) {
    std::error_code none;
    if (std::filesystem::equivalent(input, output, none)) {
      throw Failure(ExitCode::cannot_create,
                    "cannot write " + output.string() + ": the scenario is read from it");
    }
  }
  check_output(output, existing);
}

}  // namespace hustings
