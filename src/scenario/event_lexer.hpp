#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hustings::scenario {

/// A piece of an event's text.
struct EventToken {
  enum class Kind { word, quoted, comparison, equals, plus, open, close, end, odd };
  Kind kind = Kind::end;
  std::string text;
  std::size_t offset = 0;  ///< characters before it
};

/// Cuts an event's text into tokens, the last of Kind::end. Words are letters, digits and `_ - /
/// .`, so that a minus between blanks is a word of its own; what fits nowhere is one token of
/// Kind::odd.
std::vector<EventToken> event_tokens(std::string_view text);

}  // namespace hustings::scenario
