#include "language/event_docs.hpp"

#include <algorithm>
#include <array>

namespace hustings {
namespace {

constexpr auto kJoints = std::to_array<EventForm>({
    {"not E", "E does not happen", "not Mayor/ana wins"},
    {"E and E", "both happen", "Mayor/ana wins and margin of Mayor < 0.01"},
    {"E or E", "at least one of them happens", "Mayor/ana wins or Mayor/ben wins"},
    {"( E )", "what belongs together; `not` binds before `and` before `or`",
     "not (Mayor/ana wins or Mayor/ben wins)"},
    {"\"EVENT\"", "another event of the scenario; a circle is an error",
     "\"close race\" and Mayor/ana wins"},
});

constexpr auto kTerms = std::to_array<EventForm>({
    {"C/c wins", "the candidate c wins in the contest C, or wins one of its seats",
     "Mayor/ana wins"},
    {"C/c leads the first round", "has most first choices, whoever wins in the end",
     "Mayor/ben leads the first round"},
    {"C/c is in the last two",
     "makes the second round of a runoff, or the last round of ranked choice; where nobody needs a "
     "second round, one of the first two",
     "Mayor/cleo is in the last two"},
    {"sweep of S", "every member of the slate S wins", "sweep of reformers"},
    {"at least K of S win", "K members of the slate or more win", "at least 2 of reformers win"},
    {"majority of T/n", "the name n of the total T has the delegates of its majority",
     "majority of nation/warren"},
    {"lead of T/n", "has more delegates than every other name of the total",
     "lead of nation/warren"},
    {"shock \"S\" happens", "the shock S befalls the election, whomever it moves",
     "shock \"fake withdrawal\" happens and Mayor/ana wins"},
    {"SUM < SUM", "two sums of numbers compare so; also <=, > and >=",
     "share of Mayor/ana + share of Mayor/cleo > 0.5"},
});

constexpr auto kNumbers = std::to_array<EventForm>({
    {"0.27", "a written number; shares and turnouts run from 0 to 1",
     "0.45 < share of Mayor/ana and share of Mayor/ana < 0.55"},
    {"share of C/c", "share of the first choices of the contest",
     "share of Mayor/ana > share of Mayor/ben + 0.05"},
    {"margin of C", "the last in less the first out: with one seat winner less runner-up",
     "margin of \"Hills seat\" < 0.01"},
    {"margin of C/c",
     "the candidate less whom it must beat: below 0 where it loses; of what decides, votes of the "
     "last round or delegates",
     "margin of Mayor/ana > -0.02"},
    {"turnout of G",
     "ballots / registered of a group G: contest C (valid votes, without the blank), district D, "
     "universe D/U, region R, faction F, TAG=VALUE or everybody",
     "turnout of faction left - turnout of faction centre > 0.1"},
    {"rolloff of C", "share of those who come that leave the contest blank",
     "rolloff of Court < 0.2"},
    {"delegates of C/c", "delegates that the candidate wins in the contest",
     "delegates of Iowa/warren >= delegates of Iowa/sanders"},
    {"delegates of total T/n", "delegates of a name of a total",
     "delegates of total nation/warren - delegates of total nation/sanders > 100"},
    {"seats of S", "how many members of the slate win", "seats of reformers > seats of machine"},
});

constexpr const char* kSums =
    "A sum is numbers joined by + and -, without brackets; a minus stands between blanks, as names "
    "may hold it. Shares, margins, turnouts and roll-offs go together; delegates and seats are of "
    "their own. "
    "A comparison has at most 64 numbers.";
constexpr const char* kNames =
    "Names with anything but letters, digits and _ - / . stand in double quotes.";

/// Lists forms, each with its meaning beside it.
std::string listed_forms(std::string_view title, std::span<const EventForm> forms) {
  constexpr std::size_t kWidth = 28;
  std::string text = "\n  " + std::string(title) + ":\n";
  for (const EventForm& one : forms) {
    std::string form(one.form);
    form.resize(std::max(form.size() + 2, kWidth), ' ');
    text += "    " + form + std::string(one.meaning) + "\n";
  }
  return text;
}

std::string examples(std::span<const EventForm> forms) {
  std::string text;
  for (const EventForm& one : forms) text += "    " + std::string(one.example) + "\n";
  return text;
}

std::string table(std::string_view title, std::span<const EventForm> forms) {
  std::string text = "| " + std::string(title) + " | meaning | example |\n| --- | --- | --- |\n";
  for (const EventForm& one : forms) {
    text += "| `" + std::string(one.form) + "` | " + std::string(one.meaning) + " | `" +
            std::string(one.example) + "` |\n";
  }
  return text;
}

}  // namespace

std::span<const EventForm> event_joints() {
  return kJoints;
}

std::span<const EventForm> event_terms() {
  return kTerms;
}

std::span<const EventForm> event_numbers() {
  return kNumbers;
}

std::string event_grammar() {
  return "the language of events\n" +
         listed_forms("an event E is a term, or events joined", kJoints) +
         listed_forms("terms", kTerms) + listed_forms("numbers", kNumbers) + "\n  " + kSums +
         "\n  " + kNames + "\n\n  examples:\n" + examples(kTerms) + examples(kNumbers) +
         examples(kJoints);
}

std::string event_grammar_markdown() {
  return table("joined", kJoints) + "\n" + table("term", kTerms) + "\n" + table("number", kNumbers);
}

}  // namespace hustings
