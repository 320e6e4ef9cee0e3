#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/event.hpp"
#include "scenario/event_lexer.hpp"

namespace hustings::scenario {

/// Where and why a text is no event.
struct EventFault {
  std::size_t offset = 0;
  std::string problem;
  std::string suggestion;
};

/// The tokens of an event's text, read from the front. What does not fit is thrown as an
/// EventFault.
class EventReader {
 public:
  EventReader(std::string_view text, Source source)
      : tokens_(event_tokens(text)), source_(std::move(source)) {}

  const EventToken& at(std::size_t ahead = 0) const;
  bool is(EventToken::Kind kind, std::size_t ahead = 0) const { return at(ahead).kind == kind; }
  bool is(std::string_view word, std::size_t ahead = 0) const {
    return is(EventToken::Kind::word, ahead) && at(ahead).text == word;
  }
  EventToken take();
  bool take_if(std::string_view word);
  void must(std::string_view word);
  /// Throws that something else was expected here.
  [[noreturn]] void expected(const std::string& what, const std::string& suggestion = "") const;
  /// Where the next token stands, if the place of the text is known to the column.
  Source here() const;

  /// A name; `what` says of what.
  std::string name(const std::string& what);
  CandidateName candidate();
  TotalName name_in_total();

 private:
  std::pair<std::string, std::string> joined_names(const std::string& what);

  std::vector<EventToken> tokens_;
  Source source_;
  std::size_t place_ = 0;
};

/// Whether a comparison begins here: with a number, or with `share of` and the like.
bool begins_comparison(const EventReader& reader);
/// Reads two sums and what stands between them.
Compares read_comparison(EventReader& reader);

}  // namespace hustings::scenario
