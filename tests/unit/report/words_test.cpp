#include "report/html/words.hpp"

#include <catch2/catch.hpp>

#include "hustings/model/title_notices.hpp"

namespace hustings {
namespace {

using Kind = SwingTarget::Kind;

Labels labels_with(const std::string& event) {
  Labels labels;
  labels.contests = {{"D-1", "First district", 0, 2}, {"Hills seat", "Hills seat", 2, 1}};
  labels.candidates = {{"ana", "Ana Ortiz", 0}, {"ben", "Ben Burke", 0}, {"dora", "Dora", 1}};
  labels.slates = {{"us", "Us all", {0, 2}}, {"the others", "The others", {1}}};
  labels.events = {{"an event", event}};
  return labels;
}

}  // namespace

TEST_CASE("An event that is a sweep or a win by another name is known", "[report]") {
  const auto is = [](const std::string& event) { return plainly(labels_with(event), 0); };
  CHECK(is("sweep of us") == SwingTarget{Kind::sweep, 0});
  CHECK(is("sweep of \"the others\"") == SwingTarget{Kind::sweep, 1});
  CHECK(is("D-1/ben wins") == SwingTarget{Kind::win, 1});
  CHECK(is("\"Hills seat/dora\" wins") == SwingTarget{Kind::win, 2});
  for (const char* more :
       {"not sweep of us", "sweep of us or D-1/ben wins", "at least 2 of us win",
        "D-1/ben wins and margin of D-1 > 0.01", "D-1/ben leads the first round"}) {
    CHECK_FALSE(is(more));
  }
}

TEST_CASE("What swing is asked of is told by names", "[report]") {
  const Labels labels = labels_with("sweep of us");
  CHECK(target_words(labels, {Kind::win, 0}) == "Ana Ortiz wins First district");
  CHECK(target_words(labels, {Kind::sweep, 1}) == "The others sweeps");
  CHECK(target_words(labels, {Kind::event, 0}) == "an event");
}

TEST_CASE("A title's notices are told without brackets where they stand apart", "[report]") {
  CHECK(bare_notices("A town").empty());
  CHECK(bare_notices("A town (illustration: invented inputs)") == "illustration: invented inputs");
  CHECK(bare_notices("A town (sensitive targets are allowed: a union (local) asks) (illustration: "
                     "invented inputs)") ==
        "sensitive targets are allowed: a union (local) asks; illustration: invented inputs");
}

}  // namespace hustings
