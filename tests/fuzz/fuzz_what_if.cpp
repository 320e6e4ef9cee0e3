#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "hustings/language/read_scenario.hpp"
#include "hustings/language/write_change.hpp"
#include "serve/question.hpp"

namespace {

/// The changes of a what-if, read and written as lines, must be read again as they were.
void read_again(const std::vector<std::string>& lines) {
  using namespace hustings;
  for (const std::string& line : lines) {
    Problems problems;
    scenario::Scenario read;
    read_what_if_text("what_if: {explored: [" + line + "]}", "again", read, problems);
    if (problems.has_errors() || read.what_ifs.front().changes.size() != 1) __builtin_trap();
  }
}

}  // namespace

/// Any bytes as what a page of `hustings explore` sends: changes, or the parameters of an address,
/// a line `name=value` each.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hustings;
  const std::string text(reinterpret_cast<const char*>(data), size);
  Parameters parameters;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    const std::size_t sign = std::min(line.find('='), line.size());
    parameters[line.substr(0, sign)] = line.substr(std::min(sign + 1, line.size()));
    at = end + 1;
  }
  const auto question = question_of(parameters, text, {100'000, 10'000'000});
  if (const auto* asked = std::get_if<Asked>(&question)) {
    if (asked->elections == 0 || asked->elections > 10'000'000) __builtin_trap();
  }
  Problems problems;
  scenario::Scenario read;
  read_what_if_text(text, "explored.yaml", read, problems);
  if (problems.has_errors() || read.what_ifs.size() != 1) return 0;
  read_again(change_lines(text, read.what_ifs.front().name));
  return 0;
}
