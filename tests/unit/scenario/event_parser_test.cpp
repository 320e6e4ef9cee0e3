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
    std::string operator()(const MarginOf& t) const { return "margin " + t.contest; }
    std::string operator()(const ShareOf& t) const { return "share " + t.candidate.candidate; }
    std::string operator()(const TurnoutOf& t) const { return t.name + "=" + t.value; }
    std::string operator()(const MajorityOf& t) const { return "majority " + t.of.name; }
    std::string operator()(const LeadOf& t) const { return "lead " + t.of.name; }
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

  const MarginOf margin = term<MarginOf>("margin of C >= 0.05");
  CHECK(margin.contest == "C");
  CHECK(margin.candidate.empty());
  CHECK(margin.comparison == Comparison::greater_equal);
  CHECK(margin.value == 0.05);
  CHECK(term<MarginOf>("margin of C/c < -0.05").candidate == "c");
  CHECK(term<ShareOf>("share of C/c <= 0.5").comparison == Comparison::less_equal);

  CHECK(term<TurnoutOf>("turnout of everybody>0.3").group == TurnoutGroup::everybody);
  CHECK(term<TurnoutOf>("turnout of contest C > 0.3").group == TurnoutGroup::contest);
  CHECK(term<TurnoutOf>("turnout of universe \"D 1/young renters\" < 0.2").name ==
        "D 1/young renters");
  const TurnoutOf tag = term<TurnoutOf>("turnout of age=18-34 > 0.3");
  CHECK(tag.group == TurnoutGroup::tag);
  CHECK(tag.name == "age");
  CHECK(tag.value == "18-34");
  CHECK(tag.share == 0.3);
  CHECK(term<TurnoutOf>("turnout of region=\"x y\" > 0.3").group == TurnoutGroup::tag);
  CHECK(term<TurnoutOf>("turnout of région=ü > 0.3").value == "ü");
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
