#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/event.hpp"
#include "scenario/event_lexer.hpp"

namespace hustings::scenario {
namespace {

using Kind = EventToken::Kind;

constexpr int kDeepest = 64;

/// Where and why a text is no event.
struct Fault {
  std::size_t offset = 0;
  std::string problem;
  std::string suggestion;
};

/// Numbers a comparison may name.
struct Bounds {
  double least = 0;
  double most = 1;
};

struct Compared {
  Comparison comparison = Comparison::less;
  double value = 0;
};

/// A recursive descent through an event's text, one function a rule of the grammar:
///
///     alternatives = conjunction {"or" conjunction}
///     conjunction  = factor {"and" factor}
///     factor       = "not" factor | "(" alternatives ")" | term
///     term         = wins | sweep | at_least | margin | share | turnout | majority | lead | quoted
///
/// So `not` binds before `and` before `or`; chains are one node of many operands. Two tokens tell
/// every term. Stops at the first fault, and beyond 64 levels. Source: docs/scenario.md, "Events".
class Parser {
 public:
  Parser(std::string_view text, const Source& source)
      : tokens_(event_tokens(text)), source_(source) {}

  Event whole() {
    Event event = alternatives();
    if (at().kind != Kind::end) expected("'and', 'or' or the end");
    return event;
  }

 private:
  const EventToken& at(std::size_t ahead = 0) const {
    return tokens_[std::min(place_ + ahead, tokens_.size() - 1)];
  }
  bool is(std::string_view word, std::size_t ahead = 0) const {
    return at(ahead).kind == Kind::word && at(ahead).text == word;
  }
  EventToken take() {
    const EventToken token = at();
    if (place_ + 1 < tokens_.size()) ++place_;
    return token;
  }
  bool take_if(std::string_view word) {
    if (!is(word)) return false;
    take();
    return true;
  }
  [[noreturn]] void expected(const std::string& what, const std::string& suggestion = "") const {
    if (at().kind == Kind::odd && at().text.starts_with('"')) {
      throw Fault{at().offset, "a quote is not closed", ""};
    }
    const std::string found = at().kind == Kind::end ? "the end" : "'" + at().text + "'";
    throw Fault{at().offset, "expected " + what + ", found " + found, suggestion};
  }
  void must(std::string_view word) {
    if (!take_if(word)) expected("'" + std::string(word) + "'");
  }

  Event alternatives() { return joined("or", Event::Kind::disjunction, &Parser::conjunction); }
  Event conjunction() { return joined("and", Event::Kind::conjunction, &Parser::factor); }

  /// Reads parts joined by a word; a single part stands for itself.
  Event joined(std::string_view word, Event::Kind kind, Event (Parser::*part)()) {
    Event first = (this->*part)();
    if (!is(word)) return first;
    Event all;
    all.kind = kind;
    all.operands.push_back(std::move(first));
    while (take_if(word)) all.operands.push_back((this->*part)());
    return all;
  }

  Event factor() {
    if (++depth_ > kDeepest) throw Fault{at().offset, "nested too deeply", ""};
    Event event;
    if (take_if("not")) {
      event.kind = Event::Kind::negation;
      event.operands.push_back(factor());
    } else if (at().kind == Kind::open) {
      take();
      event = alternatives();
      if (at().kind != Kind::close) expected("')'");
      take();
    } else {
      event.source = here();
      event.term = term();
    }
    --depth_;
    return event;
  }

  /// Returns where the next token stands, if the place of the text is known to the column.
  Source here() const {
    Source source = source_;
    if (source.place.column > 0) {
      source.place.column += static_cast<std::uint32_t>(at().offset);
    }
    return source;
  }

  /// Chooses the term by its first two tokens; what fits none is answered with what might be meant.
  EventTerm term() {
    if (is("sweep") && is("of", 1)) return sweep();
    if (is("at") && is("least", 1)) return at_least();
    if (is("of", 1) && is("margin")) return margin();
    if (is("of", 1) && is("share")) return share();
    if (is("of", 1) && is("turnout")) return turnout();
    if (is("of", 1) && is("majority")) return MajorityOf{name_in_total()};
    if (is("of", 1) && is("lead")) return LeadOf{name_in_total()};
    const bool is_candidate = is("wins", 1) || is("leads", 1);
    if (at().kind == Kind::quoted && !is_candidate) return NamedEvent{take().text};
    if (at().kind == Kind::word && (is_candidate || at().text.find('/') != std::string::npos)) {
      return wins();
    }
    if (at().kind == Kind::quoted) return wins();
    if (at().kind == Kind::word) {
      const std::string near =
          is("of", 1)
              ? did_you_mean(at().text, {"margin", "share", "turnout", "majority", "lead", "sweep"})
              : "";
      if (!near.empty()) expected("an event", near);
      const std::string unquoted = unquoted_candidate();
      if (!unquoted.empty()) {
        expected("an event", "a name with blanks stands in double quotes: " + unquoted);
      }
      expected("an event such as 'D-1/ana wins' or 'sweep of reformers'",
               "another event of the scenario stands in double quotes");
    }
    expected("an event such as 'D-1/ana wins' or 'sweep of reformers'");
  }

  /// Returns `"C c/d" wins` where words from here on read like that without the quotes; else
  /// nothing.
  std::string unquoted_candidate() const {
    std::string name;
    for (std::size_t i = 0; at(i).kind == Kind::word; ++i) {
      const bool is_verb = is("wins", i) || is("leads", i);
      if (is_verb && name.find('/') == std::string::npos) return "";
      if (is_verb) return '"' + name + "\" " + at(i).text;
      name += (name.empty() ? "" : " ") + at(i).text;
    }
    return "";
  }

  EventTerm wins() {
    const CandidateName name = candidate();
    if (take_if("leads")) {
      must("the");
      must("first");
      must("round");
      return LeadsFirstRound{name};
    }
    if (!take_if("wins")) expected("'wins'");
    return Wins{name};
  }

  EventTerm sweep() {
    take(), take();
    return Sweep{name("a slate")};
  }

  EventTerm at_least() {
    take(), take();
    AtLeast term;
    const std::string& text = at().text;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), term.seats);
    if (at().kind != Kind::word || fault != std::errc() || end != text.data() + text.size() ||
        term.seats < 1) {
      expected("a whole number of at least 1");
    }
    take();
    must("of");
    term.slate = name("a slate");
    if (!take_if("wins")) must("win");
    return term;
  }

  EventTerm margin() {
    take(), take();
    MarginOf term;
    if (at().text.find('/') != std::string::npos) {
      const CandidateName of = candidate();
      term.contest = of.contest;
      term.candidate = of.candidate;
    } else {
      term.contest = name("a contest");
    }
    const Compared compared = comparison({term.candidate.empty() ? 0.0 : -1.0, 1});
    term.comparison = compared.comparison;
    term.value = compared.value;
    return term;
  }

  EventTerm share() {
    take(), take();
    ShareOf term;
    term.candidate = candidate();
    const Compared compared = comparison({});
    term.comparison = compared.comparison;
    term.value = compared.value;
    return term;
  }

  EventTerm turnout() {
    take(), take();
    TurnoutOf term;
    read_group(term);
    const Compared compared = comparison({});
    term.comparison = compared.comparison;
    term.share = compared.value;
    return term;
  }

  void read_group(TurnoutOf& term) {
    static constexpr std::pair<std::string_view, TurnoutGroup> kGroups[] = {
        {"contest", TurnoutGroup::contest},
        {"district", TurnoutGroup::district},
        {"universe", TurnoutGroup::universe},
        {"region", TurnoutGroup::region},
        {"faction", TurnoutGroup::faction}};
    if (at(1).kind == Kind::equals) {
      term.group = TurnoutGroup::tag;
      term.name = name("a tag");
      take();
      term.value = name("a value");
      return;
    }
    if (take_if("everybody")) return;
    for (const auto& [word, group] : kGroups) {
      if (!take_if(word)) continue;
      term.group = group;
      if (group == TurnoutGroup::universe && at().text.find('/') == std::string::npos) {
        expected("a universe as \"district/universe\"");
      }
      term.name = name("the " + std::string(word));
      return;
    }
    expected("contest, district, universe, region, faction, TAG=VALUE or everybody");
  }

  std::string name(const std::string& what) {
    const bool is_name = at().kind == Kind::word || at().kind == Kind::quoted;
    if (!is_name || at().text.empty()) expected(what);
    return take().text;
  }

  /// Two names joined by a slash; `what` says which.
  std::pair<std::string, std::string> joined_names(const std::string& what) {
    const std::string text = at().text;
    const std::size_t slash = text.find('/');
    const bool is_name = at().kind == Kind::word || at().kind == Kind::quoted;
    if (!is_name || slash == std::string::npos || slash == 0 || slash + 1 == text.size()) {
      expected(what);
    }
    take();
    return {text.substr(0, slash), text.substr(slash + 1)};
  }

  CandidateName candidate() {
    const auto [contest, candidate] = joined_names("a candidate as contest/candidate");
    return {contest, candidate};
  }

  TotalName name_in_total() {
    take(), take();
    const auto [total, name] = joined_names("a name of a total as total/name");
    return {total, name};
  }

  /// Reads a comparison with a share, at which percentages are the usual slip and are told apart.
  Compared comparison(const Bounds& bounds) {
    if (at().kind != Kind::comparison) expected("<, <=, > or >=");
    const std::string sign = take().text;
    const bool above = sign.starts_with('>');
    const bool or_equal = sign.ends_with('=');
    Compared compared;
    compared.comparison = above ? (or_equal ? Comparison::greater_equal : Comparison::greater)
                                : (or_equal ? Comparison::less_equal : Comparison::less);
    const std::string& text = at().text;
    const auto [end, fault] =
        std::from_chars(text.data(), text.data() + text.size(), compared.value);
    const bool is_number = at().kind == Kind::word && fault == std::errc() &&
                           end == text.data() + text.size() && std::isfinite(compared.value);
    if (!is_number) expected("a number", "shares are written as 0.27");
    if (compared.value < bounds.least || compared.value > bounds.most) {
      const std::string least = bounds.least < 0 ? "-1" : "0";
      throw Fault{at().offset, "'" + text + "' is not a share from " + least + " to 1",
                  std::abs(compared.value) <= 100 ? "shares are written as 0.27, not 27" : ""};
    }
    take();
    if (at().kind == Kind::odd && at().text == "%") {
      throw Fault{at().offset, "a '%' where none may stand", "shares are written as 0.27, not 27%"};
    }
    return compared;
  }

  std::vector<EventToken> tokens_;
  Source source_;
  std::size_t place_ = 0;
  int depth_ = 0;
};

}  // namespace

Event parse_event(std::string_view text, const Source& source, Problems& problems) {
  try {
    return Parser(text, source).whole();
  } catch (const Fault& fault) {
    Source at = source;
    if (at.place.column > 0) at.place.column += static_cast<std::uint32_t>(fault.offset);
    problems.error(at, fault.problem, fault.suggestion);
    Event without_terms;
    without_terms.kind = Event::Kind::disjunction;
    return without_terms;
  }
}

}  // namespace hustings::scenario
