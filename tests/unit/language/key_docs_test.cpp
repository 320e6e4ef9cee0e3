#include "language/key_docs.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <variant>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/event.hpp"
#include "language/event_docs.hpp"
#include "support/places.hpp"

using namespace hustings;

namespace {

const std::string kPage = hustings::test::in_source("/docs/scenario.md");
std::string read_page() {
  std::ostringstream text;
  text << std::ifstream(kPage).rdbuf();
  return text.str();
}

/// Holds what stands between two marks of the page, `<!-- NAME: begin` and `<!-- NAME: end -->`,
/// against what is made, or writes it there.
void check_page(const std::string& name, const std::string& made) {
  const std::string page = read_page();
  const std::size_t begin = page.find('\n', page.find("<!-- " + name + ": begin")) + 1;
  const std::size_t end = page.find("<!-- " + name + ": end -->");
  REQUIRE(begin <= end);
  if (std::getenv("HUSTINGS_UPDATE") != nullptr) {
    std::ofstream(kPage) << page.substr(0, begin) << made << page.substr(end);
    return;
  }
  INFO("docs/scenario.md is stale: run the tests once with HUSTINGS_UPDATE=1");
  CHECK(page.substr(begin, end - begin) == made);
}

/// The forms of the event language, of all three tables.
std::vector<EventForm> event_forms() {
  std::vector<EventForm> forms;
  for (const auto table : {event_joints(), event_terms(), event_numbers()}) {
    forms.insert(forms.end(), table.begin(), table.end());
  }
  return forms;
}

}  // namespace

TEST_CASE("docs/scenario.md lists the keys that the reader knows", "[keys]") {
  check_page("keys", "\n" + key_reference_markdown() + "\n");
}

TEST_CASE("docs/scenario.md lists the forms of events", "[keys][events]") {
  check_page("events", "\n" + event_grammar_markdown() + "\n");
}

TEST_CASE("Every form of the event language has an example that is read", "[keys][events]") {
  for (const EventForm& form : event_forms()) {
    INFO(form.example);
    Problems problems;
    scenario::parse_event(form.example, {{"s.yaml", 1, 1}, "events.e"}, problems);
    CHECK_FALSE(problems.has_errors());
  }
}

TEST_CASE("The forms of the event language are all there are", "[keys][events]") {
  std::set<std::size_t> terms;
  std::set<std::size_t> numbers;
  std::set<scenario::Event::Kind> kinds;
  const auto see = [&](const auto& self, const scenario::Event& event) -> void {
    kinds.insert(event.kind);
    for (const scenario::Event& operand : event.operands) self(self, operand);
    if (event.kind != scenario::Event::Kind::term) return;
    terms.insert(event.term.index());
    const auto* compares = std::get_if<scenario::Compares>(&event.term);
    if (compares == nullptr) return;
    for (const auto* side : {&compares->left, &compares->right}) {
      for (const scenario::Summand& summand : *side) numbers.insert(summand.number.index());
    }
  };
  for (const EventForm& form : event_forms()) {
    Problems problems;
    see(see, scenario::parse_event(form.example, {{"s.yaml", 1, 1}, "events.e"}, problems));
  }
  CHECK(kinds.size() == 4);
  CHECK(terms.size() == std::variant_size_v<scenario::EventTerm>);
  CHECK(numbers.size() == std::variant_size_v<scenario::EventNumber>);
}

TEST_CASE("Explaining events prints their whole language", "[keys][events]") {
  const std::string text = explanation(*find_key("events"));
  for (const EventForm& form : event_forms()) {
    INFO(form.form);
    CHECK(text.find(form.form) != std::string::npos);
    CHECK(text.find(form.example) != std::string::npos);
  }
}

TEST_CASE("The table of keys is in order", "[keys]") {
  std::set<std::string_view> paths;
  for (const Key& key : all_keys()) {
    INFO(key.path);
    CHECK(paths.insert(key.path).second);
    CHECK_FALSE(key.help.empty());
    CHECK(key.types.bits != 0);
    CHECK(key.types.has(KeyType::word) == !key.words.empty());
    CHECK_FALSE((key.presence == Presence::required && !key.by_default.empty()));
  }
}

TEST_CASE("A key is found by any of its names", "[keys]") {
  const auto paths = [](std::string_view question) {
    std::vector<std::string> found;
    for (const Key* key : keys_meant(question)) found.emplace_back(key->path);
    return found;
  };
  using Paths = std::vector<std::string>;
  CHECK(paths("seed") == Paths{"seed"});
  CHECK(paths("contests[].support") == Paths{"contests[].support"});
  CHECK(paths("contests.support") == Paths{"contests[].support"});
  CHECK(paths("contests[3].support") == Paths{"contests[].support"});
  CHECK(paths("contests.D-1.support.left.ana") ==
        Paths{"contests[].support.<faction>.<candidate>"});
  CHECK(paths("turnout_mean") == Paths{"universes.table.turnout_mean"});
  CHECK(paths("sd").size() == 20);
  CHECK(paths("nothing").empty());
  CHECK(key_suggestion("turnot") == "did you mean 'turnout'?");
}
