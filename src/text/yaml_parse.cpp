#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "text/bytes.hpp"
#include "text/utf8.hpp"
#include "text/yaml.hpp"
#include "text/yaml_builder.hpp"

namespace hustings {
namespace {

/// Says what yaml-cpp found in words that help; its own words where there are no better ones.
std::pair<std::string, std::string> explained(std::string_view message) {
  struct Known {
    std::string_view theirs, problem, suggestion;
  };
  static constexpr std::array<Known, 10> kKnown{{
      {"end of map flow not found", "a '{' is not closed, or a ',' is missing in it", ""},
      {"end of sequence flow not found", "a '[' is not closed, or a ',' is missing in it", ""},
      {"illegal map value", "a ':' where no key can stand",
       "a text with ': ' in it stands in double quotes"},
      {"illegal EOF in scalar", "this quote is never closed", ""},
      {"illegal block entry", "a '-' where no list item can stand", "check the indentation"},
      {"illegal tab when looking for indentation", "a tab in the indentation", "use spaces"},
      {"end of map not found", "this line does not line up with the keys above",
       "check the indentation"},
      {"end of sequence not found", "this line does not line up with the '-' above",
       "check the indentation"},
      {"unknown token", "a character that cannot start a value here",
       "texts that start with @, `, % or a sign of YAML stand in double quotes"},
      {"the referenced anchor is not defined", "this alias names no anchor above it", ""},
  }};
  for (const Known& known : kKnown) {
    if (message.substr(0, known.theirs.size()) == known.theirs) {
      return {std::string(known.problem), std::string(known.suggestion)};
    }
  }
  return {"not YAML: " + std::string(message), ""};
}

/// Refuses what yaml-cpp would pass on or choke at: too long a text, bytes that are not UTF-8,
/// control characters. Names results files, which are often mistaken for
/// their scenarios.
void refuse_broken_text(std::string_view text, const YamlPlaces& places, const YamlLimits& limits) {
  if (text.size() > limits.bytes) {
    throw YamlStop{{places.file(), 0, 0},
                   "larger than " + std::to_string(limits.bytes >> 20) + " MiB",
                   "long lists belong into a CSV table"};
  }
  if (begins_as_hdf5(text)) {
    throw YamlStop{{places.file(), 0, 0},
                   "this is a results file or a posterior, not YAML",
                   "hustings show " + places.file() + " shows it"};
  }
  const std::size_t broken = find_broken_utf8(text);
  if (broken != text.npos) {
    throw YamlStop{places.at(broken), "not UTF-8 at byte " + std::to_string(broken),
                   "save the file as UTF-8"};
  }
  const std::size_t control = find_control(text);
  if (control != text.npos) {
    throw YamlStop{places.at(control), "a control character at byte " + std::to_string(control),
                   ""};
  }
}

}  // namespace

std::optional<YamlTree> parse_yaml(std::string_view text, const std::string& file,
                                   Problems& problems, const YamlLimits& limits) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.substr(0, 3) == kByteOrderMark) text.remove_prefix(3);
  const YamlPlaces places(text, file);
  try {
    refuse_broken_text(text, places, limits);
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    YamlBuilder builder(places, problems, limits);
    const bool has_document = parser.HandleNextDocument(builder);
    if (!has_document) throw YamlStop{{file, 1, 1}, "empty: nothing is written here", ""};
    parser.HandleNextDocument(builder);
    return builder.take();
  } catch (const YamlStop& stop) {
    problems.error({stop.place, ""}, stop.problem, stop.suggestion);
  } catch (const YAML::Exception& error) {
    const auto [problem, suggestion] = explained(error.msg);
    problems.error({places.at(error.mark), ""}, problem, suggestion);
  }
  return std::nullopt;
}

}  // namespace hustings
