#include "language/read_parts.hpp"

namespace hustings {
namespace {

/// Returns where the text of a value begins, so that a place inside it can be told; column 0 where
/// the text is not written as it reads (folded over lines, with escapes).
Source text_source(const Value& value, std::string_view text, std::string_view file_text) {
  Source source = value.source();
  const Place at = source.place;
  std::size_t start = 0;
  for (std::uint32_t line = 1; line < at.line && start != file_text.npos; ++line) {
    start = file_text.find('\n', start);
    if (start != file_text.npos) ++start;
  }
  source.place.column = 0;
  if (start == file_text.npos) return source;
  const std::string_view line = file_text.substr(start, file_text.find('\n', start) - start);
  std::size_t offset = 0;
  for (std::uint32_t column = 1; column < at.column && offset < line.size(); ++offset) {
    const bool ends_character =
        offset + 1 == line.size() || (static_cast<unsigned char>(line[offset + 1]) & 0xC0) != 0x80;
    if (ends_character) ++column;
  }
  const bool quoted = value.node().quoted();
  if (line.substr(std::min(offset + (quoted ? 1 : 0), line.size())).starts_with(text)) {
    source.place.column = at.column + (quoted ? 1 : 0);
  }
  return source;
}

}  // namespace

std::optional<scenario::EventDefinition> read_event(const Value& value, Reading& reading) {
  scenario::EventDefinition definition;
  definition.text = value.text();
  definition.source = value.source();
  if (definition.text.empty()) return std::nullopt;
  const scenario::SourceFile& file = reading.scenario.files.front();
  const bool from_file = value.node().place().file == reading.scenario.source.place.file;
  const Source text_at =
      from_file ? text_source(value, definition.text, file.text) : value.source();
  definition.event = scenario::parse_event(definition.text, text_at, reading.problems);
  return definition;
}

void read_events(const Value& events, Reading& reading) {
  for (const Value& value : Fields(events).named()) {
    if (auto definition = read_event(value, reading)) {
      definition->name = value.name();
      reading.scenario.events.push_back(std::move(*definition));
    }
  }
}

}  // namespace hustings
