#pragma once

#include <span>
#include <string>
#include <string_view>

namespace hustings {

/// One form of the event language: what `hustings explain events` and docs/scenario.md say of it.
struct EventForm {
  std::string_view form;     ///< with C, c, S and so on for names
  std::string_view meaning;  ///< when it happens, or which number it is
  std::string_view example;  ///< a whole event with it
};

/// How events are joined; what may happen; the numbers that may be compared.
std::span<const EventForm> event_joints();
std::span<const EventForm> event_terms();
std::span<const EventForm> event_numbers();

/// The language of events as plain text in lines of any length.
std::string event_grammar();

/// The tables of docs/scenario.md, "Events".
std::string event_grammar_markdown();

}  // namespace hustings
