#include <cstddef>
#include <cstdint>
#include <string>

#include "hustings/language/read_scenario.hpp"
#include "model/check/scenario.hpp"

/// Any bytes as a scenario; what stands behind a last NUL byte is an override.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hustings;
  std::string text(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> overrides;
  if (const std::size_t nul = text.rfind('\0'); nul != text.npos) {
    overrides.push_back(text.substr(nul + 1));
    text.resize(nul);
  }
  Problems problems;
  const scenario::Scenario scenario =
      read_scenario_text(text, "/nonexistent/s.yaml", overrides, problems);
  check_scenario(scenario, problems);
  problems.sorted();
  return 0;
}
