#include <algorithm>

#include "language/read_parts.hpp"

namespace hustings {
namespace {

/// Returns where the text of a value begins, so that a place inside it can be told; column 0 where
/// the text is not written as it reads (folded over lines, with escapes).
Source text_source(const Value& value, std::string_view text, std::string_view file_text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (file_text.starts_with(kByteOrderMark)) file_text.remove_prefix(kByteOrderMark.size());
  Source source = value.source();
  const std::uint32_t quote = value.node().quoted() ? 1 : 0;
  const std::size_t start = std::min(value.node().offset() + quote, file_text.size());
  const bool is_as_it_reads = file_text.substr(start).starts_with(text);
  source.place.column = is_as_it_reads ? source.place.column + quote : 0;
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
