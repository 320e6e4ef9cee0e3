#include "scenario/event_reader.hpp"

#include <algorithm>

namespace hustings::scenario {

using Kind = EventToken::Kind;

const EventToken& EventReader::at(std::size_t ahead) const {
  return tokens_[std::min(place_ + ahead, tokens_.size() - 1)];
}

EventToken EventReader::take() {
  const EventToken token = at();
  if (place_ + 1 < tokens_.size()) ++place_;
  return token;
}

bool EventReader::take_if(std::string_view word) {
  if (!is(word)) return false;
  take();
  return true;
}

void EventReader::must(std::string_view word) {
  if (!take_if(word)) expected("'" + std::string(word) + "'");
}

void EventReader::expected(const std::string& what, const std::string& suggestion) const {
  if (at().kind == Kind::odd && at().text.starts_with('"')) {
    throw EventFault{at().offset, "a quote is not closed", ""};
  }
  const std::string found = at().kind == Kind::end ? "the end" : "'" + at().text + "'";
  throw EventFault{at().offset, "expected " + what + ", found " + found, suggestion};
}

Source EventReader::here() const {
  Source source = source_;
  if (source.place.column > 0) source.place.column += static_cast<std::uint32_t>(at().offset);
  return source;
}

std::string EventReader::name(const std::string& what) {
  const bool is_name = is(Kind::word) || is(Kind::quoted);
  if (!is_name || at().text.empty()) expected(what);
  return take().text;
}

/// Two names joined by a slash; `what` says which.
std::pair<std::string, std::string> EventReader::joined_names(const std::string& what) {
  const std::string text = at().text;
  const std::size_t slash = text.find('/');
  const bool is_name = is(Kind::word) || is(Kind::quoted);
  if (!is_name || slash == std::string::npos || slash == 0 || slash + 1 == text.size()) {
    expected(what);
  }
  take();
  return {text.substr(0, slash), text.substr(slash + 1)};
}

CandidateName EventReader::candidate() {
  const auto [contest, candidate] = joined_names("a candidate as contest/candidate");
  return {contest, candidate};
}

TotalName EventReader::name_in_total() {
  const auto [total, name] = joined_names("a name of a total as total/name");
  return {total, name};
}

}  // namespace hustings::scenario
