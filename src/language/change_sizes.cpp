#include "hustings/language/change_sizes.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>

#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

/// A part of a text.
struct Span {
  std::size_t first = 0;
  std::size_t end = 0;
};

std::size_t start_of_line(const std::string& text, std::uint32_t line) {
  std::size_t at = 0;
  for (std::uint32_t i = 1; i < line && at != std::string::npos; ++i) {
    at = text.find('\n', at);
    if (at != std::string::npos) ++at;
  }
  return std::min(at, text.size());
}

std::size_t start_of(const std::string& text, const Place& place) {
  return start_of_line(text, place.line) + (place.column > 0 ? place.column - 1 : 0);
}

/// Where the list of effects ends at the latest: at the next line that begins with a key.
std::size_t end_of_section(const std::string& text, std::size_t from) {
  for (std::size_t at = text.find('\n', from); at != std::string::npos;
       at = text.find('\n', at + 1)) {
    if (at + 1 < text.size() && std::isalpha(static_cast<unsigned char>(text[at + 1]))) return at;
  }
  return text.size();
}

bool is_part_of_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
}

/// The numbers behind `sd:` in a part of a text, comments left out.
std::vector<Span> sds_in(const std::string& text, Span part) {
  std::vector<Span> sds;
  for (std::size_t at = part.first; at < part.end; ++at) {
    if (text[at] == '#' && (at == 0 || std::isspace(static_cast<unsigned char>(text[at - 1])))) {
      at = std::min(text.find('\n', at), part.end);
      continue;
    }
    const bool begins = at == 0 || !is_part_of_name(text[at - 1]);
    if (!begins || text.compare(at, 3, "sd:") != 0) continue;
    std::size_t first = at + 3;
    while (first < part.end && text[first] == ' ') ++first;
    std::size_t end = first;
    while (end < part.end && (std::isdigit(static_cast<unsigned char>(text[end])) ||
                              std::string("+-.eE_").find(text[end]) != std::string::npos)) {
      ++end;
    }
    if (end > first) sds.push_back({first, end});
  }
  return sds;
}

std::string four_digits(double x) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.4g", x);
  return digits;
}

}  // namespace

std::string with_sizes(const scenario::Scenario& scenario,
                       const std::map<std::string, double>& factors) {
  std::string text = scenario.files.front().text;
  for (std::size_t i = scenario.effects.size(); i-- > 0;) {  // from the end: places before it stay
    const scenario::Effect& effect = scenario.effects[i];
    const auto factor = factors.find(effect.id);
    if (factor == factors.end()) continue;
    const std::size_t first = start_of(text, effect.source.place);
    const std::size_t end = i + 1 < scenario.effects.size()
                                ? start_of(text, scenario.effects[i + 1].source.place)
                                : end_of_section(text, first);
    const std::vector<Span> sds = sds_in(text, {first, end});
    if (sds.size() != effect.loads.size()) {
      throw Failure(ExitCode::bad_data, "the sizes of effect '" + effect.id +
                                            "' are not written as one sd a load; write the new "
                                            "ones by hand");
    }
    for (std::size_t k = sds.size(); k-- > 0;) {
      text.replace(sds[k].first, sds[k].end - sds[k].first,
                   four_digits(effect.loads[k].sd * factor->second));
    }
  }
  return text;
}

void write_with_sizes(const scenario::Scenario& scenario,
                      const std::map<std::string, double>& factors,
                      const std::filesystem::path& folder, Existing existing) {
  std::vector<std::pair<std::filesystem::path, std::string>> outputs;
  for (const scenario::SourceFile& file : scenario.files) {
    const bool is_first = outputs.empty();
    if (!is_first && std::filesystem::path(file.name).is_absolute()) continue;
    outputs.emplace_back(folder / file.name, is_first ? with_sizes(scenario, factors) : file.text);
  }
  for (const auto& [path, text] : outputs) {
    std::error_code fault;
    std::filesystem::create_directories(path.parent_path(), fault);
    check_output(path, existing);
  }
  for (const auto& [path, text] : outputs) write_file(path, text, existing);
}

}  // namespace hustings
