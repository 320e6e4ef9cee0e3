#include <charconv>
#include <utility>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/event.hpp"
#include "scenario/event_reader.hpp"

namespace hustings::scenario {
namespace {

using Kind = EventToken::Kind;

constexpr int kDeepest = 64;

/// A recursive descent through an event's text, one function a rule of the grammar:
///
///     alternatives = conjunction {"or" conjunction}
///     conjunction  = factor {"and" factor}
///     factor       = "not" factor | "(" alternatives ")" | term
///
/// So `not` binds before `and` before `or`; chains are one node of many operands. Two tokens tell
/// every term. Stops at the first fault, and beyond 64 levels. Source: docs/scenario.md, "Events".
class Parser {
 public:
  Parser(std::string_view text, const Source& source) : reader_(text, source) {}

  Event whole() {
    Event event = alternatives();
    if (!reader_.is(Kind::end)) {
      reader_.expected(
          "'and', 'or' or the end",
          reader_.is(Kind::comparison) ? "join two comparisons by 'and': 0.2 < x and x < 0.3" : "");
    }
    return event;
  }

 private:
  Event alternatives() { return joined("or", Event::Kind::disjunction, &Parser::conjunction); }
  Event conjunction() { return joined("and", Event::Kind::conjunction, &Parser::factor); }

  /// Reads parts joined by a word; a single part stands for itself.
  Event joined(std::string_view word, Event::Kind kind, Event (Parser::*part)()) {
    Event first = (this->*part)();
    if (!reader_.is(word)) return first;
    Event all;
    all.kind = kind;
    all.operands.push_back(std::move(first));
    while (reader_.take_if(word)) all.operands.push_back((this->*part)());
    return all;
  }

  Event factor() {
    if (++depth_ > kDeepest) throw EventFault{reader_.at().offset, "nested too deeply", ""};
    Event event;
    if (reader_.take_if("not")) {
      event.kind = Event::Kind::negation;
      event.operands.push_back(factor());
    } else if (reader_.is(Kind::open)) {
      reader_.take();
      event = alternatives();
      if (!reader_.is(Kind::close)) reader_.expected("')'");
      reader_.take();
    } else {
      event.source = reader_.here();
      event.term = term();
    }
    --depth_;
    return event;
  }

  /// Chooses the term by its first two tokens; what fits none is answered with what might be meant.
  EventTerm term() {
    if (reader_.is("sweep") && reader_.is("of", 1)) return sweep();
    if (reader_.is("at") && reader_.is("least", 1)) return at_least();
    if (reader_.is("majority") && reader_.is("of", 1)) return MajorityOf{total()};
    if (reader_.is("lead") && reader_.is("of", 1)) return LeadOf{total()};
    if (begins_comparison(reader_)) return read_comparison(reader_);
    if (reader_.is("shock") && (reader_.is(Kind::quoted, 1) || reader_.is(Kind::word, 1)) &&
        !tells_of_candidate(1)) {
      return shock();
    }
    const bool is_candidate = tells_of_candidate(1);
    if (reader_.is(Kind::quoted) && !is_candidate) return NamedEvent{reader_.take().text};
    const bool has_slash = reader_.at().text.find('/') != std::string::npos;
    if (reader_.is(Kind::quoted)) return of_candidate();
    if (reader_.is(Kind::word) && (is_candidate || has_slash)) return of_candidate();
    no_term();
  }

  /// Whether the words of a term about a candidate stand so far ahead.
  bool tells_of_candidate(std::size_t ahead) const {
    return reader_.is("wins", ahead) || reader_.is("leads", ahead) || reader_.is("is", ahead);
  }

  [[noreturn]] void no_term() const {
    constexpr const char* kSuch = "an event such as 'D-1/ana wins' or 'sweep of reformers'";
    if (!reader_.is(Kind::word)) reader_.expected(kSuch);
    const std::string near =
        reader_.is("of", 1)
            ? did_you_mean(reader_.at().text, {"margin", "share", "turnout", "rolloff", "delegates",
                                               "seats", "majority", "lead", "sweep"})
            : "";
    if (!near.empty()) reader_.expected("an event", near);
    const std::string unquoted = unquoted_candidate();
    if (unquoted.empty()) {
      reader_.expected(kSuch, "another event of the scenario stands in double quotes");
    }
    reader_.expected("an event", "a name with blanks stands in double quotes: " + unquoted);
  }

  /// Returns `"C c/d" wins` where words from here on read like that without the quotes; else
  /// nothing.
  std::string unquoted_candidate() const {
    std::string name;
    for (std::size_t i = 0; reader_.is(Kind::word, i); ++i) {
      const bool is_verb = tells_of_candidate(i);
      if (is_verb && name.find('/') == std::string::npos) return "";
      if (is_verb) return '"' + name + "\" " + reader_.at(i).text;
      name += (name.empty() ? "" : " ") + reader_.at(i).text;
    }
    return "";
  }

  EventTerm of_candidate() {
    const CandidateName name = reader_.candidate();
    if (reader_.take_if("leads")) {
      for (const char* word : {"the", "first", "round"}) reader_.must(word);
      return LeadsFirstRound{name};
    }
    if (reader_.take_if("is")) {
      for (const char* word : {"in", "the", "last", "two"}) reader_.must(word);
      return IsInLastTwo{name};
    }
    if (!reader_.take_if("wins")) {
      reader_.expected("'wins', 'leads the first round' or 'is in the last two'");
    }
    return Wins{name};
  }

  EventTerm sweep() {
    reader_.take(), reader_.take();
    return Sweep{reader_.name("a slate")};
  }

  EventTerm at_least() {
    reader_.take(), reader_.take();
    AtLeast term;
    const std::string& text = reader_.at().text;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), term.seats);
    if (!reader_.is(Kind::word) || fault != std::errc() || end != text.data() + text.size() ||
        term.seats < 1) {
      reader_.expected("a whole number of at least 1");
    }
    reader_.take();
    reader_.must("of");
    term.slate = reader_.name("a slate");
    if (!reader_.take_if("wins")) reader_.must("win");
    return term;
  }

  EventTerm shock() {
    reader_.take();
    ShockHappens term{reader_.name("a shock")};
    reader_.must("happens");
    return term;
  }

  TotalName total() {
    reader_.take(), reader_.take();
    return reader_.name_in_total();
  }

  EventReader reader_;
  int depth_ = 0;
};

}  // namespace

Event parse_event(std::string_view text, const Source& source, Problems& problems) {
  try {
    return Parser(text, source).whole();
  } catch (const EventFault& fault) {
    Source at = source;
    if (at.place.column > 0) at.place.column += static_cast<std::uint32_t>(fault.offset);
    problems.error(at, fault.problem, fault.suggestion);
    Event without_terms;
    without_terms.kind = Event::Kind::disjunction;
    return without_terms;
  }
}

}  // namespace hustings::scenario
