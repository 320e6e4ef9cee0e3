#include <catch2/catch.hpp>

#include "hustings/scenario/event.hpp"

using namespace hustings;
using namespace hustings::scenario;

namespace {

/// Writes an event with a bracket around everything that is joined, to see what was joined.
std::string shape(const Event& event) {
  struct Term {
    std::string operator()(const Wins& t) const { return t.candidate.candidate; }
    std::string operator()(const LeadsFirstRound& t) const {
      return t.candidate.candidate + " leads";
    }
    std::string operator()(const Sweep& t) const { return "sweep " + t.slate; }
    std::string operator()(const AtLeast& t) const {
      return std::to_string(t.seats) + " of " + t.slate;
    }
    std::string operator()(const IsInLastTwo& t) const {
      return t.candidate.candidate + " in last two";
    }
    std::string operator()(const Compares& t) const {
      return std::to_string(t.left.size()) + " against " + std::to_string(t.right.size());
    }
    std::string operator()(const MajorityOf& t) const { return "majority " + t.of.name; }
    std::string operator()(const LeadOf& t) const { return "lead " + t.of.name; }
    std::string operator()(const ShockHappens& t) const { return "shock " + t.shock; }
    std::string operator()(const NamedEvent& t) const { return "'" + t.name + "'"; }
  };
  if (event.kind == Event::Kind::term) return std::visit(Term{}, event.term);
  if (event.kind == Event::Kind::negation) return "not " + shape(event.operands[0]);
  std::string text = "(";
  for (const Event& operand : event.operands) {
    if (text.size() > 1) text += event.kind == Event::Kind::conjunction ? " and " : " or ";
    text += shape(operand);
  }
  return text + ")";
}

Event parsed(const std::string& text) {
  Problems problems;
  Event event = parse_event(text, {{"s.yaml", 1, 1}, "events.e"}, problems);
  INFO(text);
  CHECK_FALSE(problems.has_errors());
  return event;
}

template <class T>
T term(const std::string& text) {
  return std::get<T>(parsed(text).term);
}

/// The first number of a comparison.
template <class T>
T number(const std::string& text) {
  return std::get<T>(term<Compares>(text).left.front().number);
}

/// The written number that stands alone on the right of a comparison.
double against(const std::string& text) {
  const Compares compares = term<Compares>(text);
  REQUIRE(compares.right.size() == 1);
  return std::get<double>(compares.right.front().number);
}

/// A comparison with a sign before each number: `+share +0.1 > -share`.
std::string signs(const std::string& text) {
  struct Name {
    std::string operator()(double x) const { return std::to_string(x).substr(0, 4); }
    std::string operator()(const MarginOf&) const { return "margin"; }
    std::string operator()(const ShareOf& of) const { return of.candidate.candidate; }
    std::string operator()(const TurnoutOf&) const { return "turnout"; }
    std::string operator()(const RolloffOf&) const { return "rolloff"; }
    std::string operator()(const DelegatesOf& of) const { return of.candidate.candidate; }
    std::string operator()(const TotalDelegatesOf& of) const { return of.of.name; }
    std::string operator()(const SeatsOf& of) const { return of.slate; }
  };
  const Compares compares = term<Compares>(text);
  std::string all;
  for (const auto* side : {&compares.left, &compares.right}) {
    if (side == &compares.right) all += ">";
    for (const Summand& one : *side) {
      all += (one.is_negative ? "-" : "+") + std::visit(Name(), one.number);
    }
  }
  return all;
}

/// What is said of a text that is no event: `column: problem (suggestion)`.
std::string fault(const std::string& text) {
  Problems problems;
  parse_event(text, {{"s.yaml", 1, 1}, "events.e"}, problems);
  REQUIRE(problems.n_errors() == 1);
  const Problem problem = problems.sorted().front();
  return std::to_string(problem.place.column) + ": " + problem.problem +
         (problem.suggestion.empty() ? "" : " (" + problem.suggestion + ")");
}

}  // namespace

TEST_CASE("Not binds before and before or", "[events]") {
  CHECK(shape(parsed("A/a wins")) == "a");
  CHECK(shape(parsed("A/a wins and not B/b wins or C/c wins")) == "((a and not b) or c)");
  CHECK(shape(parsed("A/a wins or B/b wins and C/c wins")) == "(a or (b and c))");
  CHECK(shape(parsed("not (A/a wins or B/b wins) and \"other one\"")) ==
        "(not (a or b) and 'other one')");
  CHECK(shape(parsed("not not A/a wins")) == "not not a");
  CHECK(shape(parsed("A/a wins and B/b wins and C/c wins")) == "(a and b and c)");
}

TEST_CASE("Every term is read with its names and numbers", "[events]") {
  CHECK(term<Wins>("\"Hills seat/dora d\" wins").candidate ==
        CandidateName{"Hills seat", "dora d"});
  CHECK(term<LeadsFirstRound>("D-1/ana leads the first round").candidate ==
        CandidateName{"D-1", "ana"});
  CHECK(term<Sweep>("sweep of \"the slate\"").slate == "the slate");
  CHECK(term<AtLeast>("at least 2 of S win").seats == 2);
  CHECK(term<NamedEvent>("\"close one\"").name == "close one");
  CHECK(term<MajorityOf>("majority of nation/biden").of.total == "nation");
  CHECK(term<MajorityOf>("majority of \"so far/J. Biden\"").of.name == "J. Biden");
  CHECK(term<LeadOf>("lead of nation/biden").of.name == "biden");
  CHECK(term<ShockHappens>("shock \"fake withdrawal\" happens").shock == "fake withdrawal");
  CHECK(term<ShockHappens>("shock lie happens").shock == "lie");
  CHECK(shape(parsed("not A/a wins and \"shock\"")) == "(not a and 'shock')");
  CHECK(fault("shock \"lie\" wins") == "13: expected 'happens', found 'wins'");

  CHECK(term<IsInLastTwo>("C/c is in the last two").candidate == CandidateName{"C", "c"});
  CHECK(number<MarginOf>("margin of C >= 0.05").contest == "C");
  CHECK(number<MarginOf>("margin of C >= 0.05").candidate.empty());
  CHECK(term<Compares>("margin of C >= 0.05").comparison == Comparison::greater_equal);
  CHECK(against("margin of C >= 0.05") == 0.05);
  CHECK(number<MarginOf>("margin of C/c < -0.05").candidate == "c");
  CHECK(against("margin of C/c < -0.05") == -0.05);
  CHECK(term<Compares>("share of C/c <= 0.5").comparison == Comparison::less_equal);

  CHECK(number<RolloffOf>("rolloff of \"the court\" < 0.2").contest == "the court");
  CHECK(against("rolloff of C >= 0.2") == 0.2);
  CHECK(number<TurnoutOf>("turnout of everybody>0.3").group == TurnoutGroup::everybody);
  CHECK(number<TurnoutOf>("turnout of contest C > 0.3").group == TurnoutGroup::contest);
  CHECK(number<TurnoutOf>("turnout of universe \"D 1/young renters\" < 0.2").name ==
        "D 1/young renters");
  const TurnoutOf tag = number<TurnoutOf>("turnout of age=18-34 > 0.3");
  CHECK(tag.group == TurnoutGroup::tag);
  CHECK(tag.name == "age");
  CHECK(tag.value == "18-34");
  CHECK(number<TurnoutOf>("turnout of region=\"x y\" > 0.3").group == TurnoutGroup::tag);
  CHECK(number<TurnoutOf>("turnout of région=ü > 0.3").value == "ü");
  CHECK(number<DelegatesOf>("delegates of Iowa/warren > 10").candidate.candidate == "warren");
  CHECK(number<TotalDelegatesOf>("delegates of total nation/warren > 1990").of.name == "warren");
  CHECK(number<SeatsOf>("seats of \"the slate\" >= 2").slate == "the slate");
}

TEST_CASE("Sums are read on both sides of a comparison", "[events]") {
  CHECK(signs("share of N/niou + share of N/jones > 0.4") == "+niou+jones>+0.40");
  CHECK(signs("share of M/ana > share of M/ben") == "+ana>+ben");
  CHECK(signs("share of M/ana - share of M/ben > 0.05") == "+ana-ben>+0.05");
  CHECK(signs("share of M/ana+share of M/ben>0.05") == "+ana+ben>+0.05");
  CHECK(signs("0.4 < share of M/ana - 0.1") == "+0.40>+ana-0.10");
  CHECK(signs("-0.05 < margin of M/ana") == "+-0.0>+margin");
  CHECK(signs("turnout of faction a > turnout of faction b + 0.1") == "+turnout>+turnout+0.10");
  CHECK(signs("delegates of total t/a - delegates of total t/b > 100") == "+a-b>+100.");
  CHECK(signs("seats of S > seats of T") == "+S>+T");
  CHECK(shape(parsed("share of M/a > 0.1 and 0.2 > share of M/b or M/a wins")) ==
        "((1 against 1 and 1 against 1) or a)");
  CHECK(parsed("share of M/ana > share of N/b").source.place.column == 1);
  CHECK(term<Compares>("share of M/ana > share of N/b").right[0].source.place.column == 18);
}

TEST_CASE("What cannot be summed or compared is told where it stands", "[events]") {
  CHECK(fault("share of M/a + delegates of M/a > 1") ==
        "16: shares and delegates cannot be compared or added");
  CHECK(fault("seats of S > share of M/a") == "14: seats and shares cannot be compared or added");
  CHECK(fault("(share of M/a + share of M/b) > 1") ==
        "29: expected +, -, <, <=, > or >=, found ')' (a sum stands without brackets)");
  CHECK(
      fault("share of M/a-share of M/b > 0.1") ==
      "20: expected +, -, <, <=, > or >=, found 'of' (a minus stands between blanks, as names may "
      "hold it)");
  CHECK(fault("share of M/a ≥ 0.1") == "14: expected +, -, <, <=, > or >=, found '≥' (write >=)");
  CHECK(fault("0.1 < 0.2") ==
        "7: two written numbers are compared (one side must be of an election, such as 'share of "
        "D-1/ana')");
  CHECK(
      fault("0.1 < share of M/a < 0.2") ==
      "20: expected 'and', 'or' or the end, found '<' (join two comparisons by 'and': 0.2 < x and "
      "x < 0.3)");
  CHECK(fault("share of M/a + share of M/b > 40") ==
        "31: '40' is out of reach: what it is held against lies from 0 to 2 (shares are written as "
        "0.27, not 27)");
  CHECK(fault("27 < share of M/a") ==
        "1: '27' is not a share from 0 to 1 (shares are written as 0.27, not 27)");
  CHECK(fault("margin of M/a < -1.5") ==
        "17: '-1.5' is not a share from -1 to 1 (shares are written as 0.27, not 27)");
  CHECK(fault("seats of S < -1") == "14: '-1' is out of reach: there are none below 0");
  CHECK(fault("share of M/a + > 0.1") ==
        "16: expected a number, found '>' (such as 0.27, or as 'share of D-1/ana')");
  CHECK(fault("share of M/a > 20%") ==
        "18: a '%' where none may stand (shares are written as 0.27, not 27%)");
  CHECK(fault("M/a is in the final") == "15: expected 'last', found 'final'");
  std::string many = "share of M/a";
  for (int i = 0; i < 64; ++i) many += " + share of M/a";
  CHECK(fault(many + " > 0.1") == "961: more than 64 numbers in one comparison");
}

TEST_CASE("A fault in an event is reported where it stands", "[events]") {
  const auto column = [](const std::string& text) {
    Problems problems;
    parse_event(text, {{"s.yaml", 1, 11}, "events.e"}, problems);
    REQUIRE(problems.n_errors() == 1);
    return problems.sorted().front().place.column;
  };
  CHECK(column("") == 11);
  CHECK(column("A/a wins and") == 23);
  CHECK(column("É/a wins xor B/b wins") == 20);
  CHECK(column("(A/a wins") == 20);
  CHECK(column("A/a wins )") == 20);
  CHECK(column("sweep of") == 19);
  CHECK(column("at least 0 of S win") == 20);
  CHECK(column("at least two of S win") == 20);
  CHECK(column("margin of C = 0.1") == 23);
  CHECK(column("margin of C < ten") == 25);
  CHECK(column("margin of C < -0.1") == 25);
  CHECK(column("share of C > 0.1") == 20);
  CHECK(column("turnout of Queens > 0.1") == 22);
  CHECK(column("A/a loses") == 15);
  CHECK(column("majority of nation") == 23);
  CHECK(column("lead nation/biden") == 11);
  CHECK(column("\"A/a wins") == 11);
  CHECK(column("A/ wins") == 11);
  CHECK(column(std::string(1000, '(')) == 75);
  CHECK(column("A/a wins & B/b wins") == 20);
}

TEST_CASE("Names with blanks and no quotes are told with their quotes", "[events]") {
  const auto suggestion = [](const std::string& text) {
    Problems problems;
    parse_event(text, {{"s.yaml", 1, 1}, ""}, problems);
    REQUIRE(problems.n_errors() == 1);
    return problems.sorted().front().suggestion;
  };
  CHECK(suggestion("Hills seat/dora wins") ==
        "a name with blanks stands in double quotes: \"Hills seat/dora\" wins");
  CHECK(suggestion("A/a wins and Old Town/zoe b leads the first round") ==
        "a name with blanks stands in double quotes: \"Old Town/zoe b\" leads");
  CHECK(suggestion("dora wins it") == "");
  CHECK(suggestion("close race") == "another event of the scenario stands in double quotes");
}
