// What a person names, found among labels; what is not there is told with what was meant.

#include "hustings/summary/find.hpp"

#include <catch2/catch.hpp>

#include "hustings/core/failure.hpp"

using namespace hustings;

namespace {

/// Two contests, of three candidates and of one, a slate and two events.
Labels labels() {
  Labels labels;
  labels.contests = {{.id = "Mayor", .first_candidate = 0, .n_candidates = 3},
                     {.id = "Seat/9", .first_candidate = 3, .n_candidates = 1}};
  labels.candidates = {{"ana", "Ana", 0}, {"ben", "Ben", 0}, {"cy", "Cy", 0}, {"dee", "Dee", 1}};
  labels.slates = {{"reform", "Reform", {0, 3}}};
  labels.events = {{"upset", ""}, {"landslide", ""}};
  return labels;
}

Tally tally() {
  Tally tally;
  tally.elections = 100;
  tally[kWin].counts = {20, 40, 40, 100};
  return tally;
}

template <class Find>
std::string refusal_of(const Find& find) {
  try {
    find();
  } catch (const Failure& failure) {
    CHECK(failure.code() == ExitCode::bad_data);
    return failure.what();
  }
  return "found";
}

}  // namespace

TEST_CASE("A name is found, or told with what may have been meant", "[find]") {
  CHECK(find_contest(labels(), "Seat/9") == 1);
  CHECK(find_slate(labels(), "reform") == 0);
  CHECK(find_event(labels(), "landslide") == 1);
  CHECK(refusal_of([] { find_contest(labels(), "Mayer"); }) ==
        "there is no contest 'Mayer' (did you mean 'Mayor'?)");
  CHECK(refusal_of([] { find_contest(labels(), "x"); }) ==
        "there is no contest 'x' (there are: Mayor, Seat/9)");
  CHECK(refusal_of([] { find_slate(labels(), "reforms"); }) ==
        "there is no slate 'reforms' (did you mean 'reform'?)");
  CHECK(refusal_of([] { find_event(Labels(), "upset"); }) ==
        "there is no event 'upset' (there is none)");
}

TEST_CASE("A candidate is named in a contest; a contest alone means who wins it most often",
          "[find]") {
  const auto found = [](const std::string& name) {
    return find_candidate(labels(), tally(), name);
  };
  CHECK(found("Mayor") == 1);  // the first of equals
  CHECK(found("Mayor/cy") == 2);
  CHECK(found("Seat/9") == 3);  // ids may hold slashes
  CHECK(found("Seat/9/dee") == 3);
  CHECK(refusal_of([&] { found("Mayor/bem"); }) ==
        "there is no candidate 'Mayor/bem' (did you mean 'Mayor/ben'?)");
  CHECK(refusal_of([&] { found("Mayr/ben"); }) ==
        "there is no contest 'Mayr' (did you mean 'Mayor'?)");
  CHECK(refusal_of([&] { found("Mayr"); }) == "there is no contest 'Mayr' (did you mean 'Mayor'?)");
  CHECK(refusal_of([&] { found("ben"); }) ==
        "there is no contest 'ben' (did you mean 'Mayor/ben'?)");
  CHECK(refusal_of([&] { found("dee"); }) ==
        "there is no contest 'dee' (did you mean 'Seat/9/dee'?)");
  CHECK(refusal_of([&] { found("Seat/9/x"); }) ==
        "there is no candidate 'Seat/9/x' (there are: Seat/9/dee)");
}

TEST_CASE("The favourite most in doubt is of a contest that somebody can lose", "[find]") {
  CHECK(most_in_doubt(labels(), tally()) == 1);
  Labels nobody_loses = labels();
  nobody_loses.contests[0].seats = 3;
  CHECK(refusal_of([&] { most_in_doubt(nobody_loses, tally()); }) ==
        "no contest has somebody who can lose");
}

TEST_CASE("Swing is asked of what it is tallied of", "[find]") {
  Tally swung = tally();
  CHECK(why_no_swing(swung) == "this run did not tally swing; run it again with --swing");
  swung.swing.blocks = 4;
  swung.swing.targets = {{SwingTarget::Kind::win, 1}, {SwingTarget::Kind::event, 0}};
  swung.swing.groups = {{SwingGroup::Kind::tag, "age=old"}};
  CHECK(why_no_swing(swung).empty());
  const auto found = [&](const SwingQuestion& question) {
    return find_swing_target(labels(), swung, question);
  };
  CHECK(found({.contest = "Mayor"}) == 0);
  CHECK(found({.event = "upset"}) == 1);
  CHECK(refusal_of([&] { found({}); }).starts_with("several contests: name one"));
  CHECK(refusal_of([&] {
          found({.contest = "Mayor/ana"});
        }).starts_with("swing is not tallied of contest 'Mayor'"));
  CHECK(refusal_of([&] {
          found({.slate = "reform"});
        }).starts_with("swing is not tallied of slate 'reform'"));
  CHECK(refusal_of([&] { found({.slate = "refrom"}); }).ends_with("(did you mean 'reform'?)"));
  check_swing_kind(swung.swing, "age");
  CHECK(refusal_of([&] { check_swing_kind(swung.swing, "agee"); }) ==
        "there is no tag 'agee' (did you mean 'age'?)");
}
