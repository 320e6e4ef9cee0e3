// What logic rules out, against every outcome of small contests looked at one by one.

#include "hustings/summary/possible.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "hustings/summary/view.hpp"

using namespace hustings;

namespace {

using Kind = Claim::Kind;

/// Contests with so many candidates and seats each: A/a, A/b, ..., B/a, ...
Labels contests(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& sizes) {
  Labels labels;
  for (std::uint32_t c = 0; c < sizes.size(); ++c) {
    const auto first = static_cast<std::uint32_t>(labels.candidates.size());
    labels.contests.push_back({.id = std::string(1, static_cast<char>('A' + c)),
                               .first_candidate = first,
                               .n_candidates = sizes[c].first,
                               .seats = sizes[c].second});
    for (std::uint32_t k = 0; k < sizes[c].first; ++k) {
      labels.candidates.push_back({.id = std::string(1, static_cast<char>('a' + k)), .contest = c});
    }
  }
  return labels;
}

/// A (three for one seat), B (three for one), C (four for two); slates across and within.
Labels three_contests() {
  Labels labels = contests({{3, 1}, {3, 1}, {4, 2}});
  labels.slates = {{"across", "", {0, 3}}, {"within", "", {0, 1}}, {"many", "", {6, 7, 8}}};
  labels.events = {{"both", "sweep of across"},
                   {"busy", "turnout of everybody > 0.3"},
                   {"not both", "not \"both\""},
                   {"one within", "at least 1 of within wins"}};
  return labels;
}

bool never(const Labels& labels, const std::string& given, const Claim& claim) {
  return !can_be(labels, given, claim);
}
bool always(const Labels& labels, const std::string& given, const Claim& claim) {
  return !can_be(labels, given, claim, false);
}

/// A way to end all contests: who wins.
using Winners = std::vector<bool>;

void each_outcome(const Labels& labels, const std::function<void(const Winners&)>& look) {
  const std::size_t n = labels.candidates.size();
  for (std::size_t bits = 0; bits < std::size_t{1} << n; ++bits) {
    Winners wins(n);
    std::vector<std::uint32_t> seats(labels.contests.size(), 0);
    for (std::size_t i = 0; i < n; ++i) {
      wins[i] = ((bits >> i) & 1U) != 0;
      seats[labels.candidates[i].contest] += wins[i] ? 1 : 0;
    }
    bool is_filled = true;
    for (std::size_t c = 0; c < seats.size(); ++c) {
      is_filled = is_filled && seats[c] == labels.contests[c].seats;
    }
    if (is_filled) look(wins);
  }
}

std::size_t won(const SlateLabel& slate, const Winners& wins) {
  return static_cast<std::size_t>(
      std::ranges::count_if(slate.members, [&](std::uint32_t i) { return wins[i]; }));
}

/// A sentence and what it says of an outcome.
struct Sentence {
  std::string text;
  std::function<bool(const Winners&)> holds;
};

/// Writes sentences about the labels' candidates and slates.
class Writer {
 public:
  Writer(const Labels& labels, unsigned seed) : labels_(labels), random_(seed) {}

  Sentence sentence(int depth) {
    const std::size_t form = below(depth > 0 ? 7 : 4);
    if (form == 0) {
      const std::size_t i = below(labels_.candidates.size());
      return {candidate_label(labels_, i) + " wins", [i](const Winners& wins) { return wins[i]; }};
    }
    if (form < 3) {
      const SlateLabel slate = labels_.slates[below(labels_.slates.size())];
      const std::size_t k = form == 1 ? slate.members.size() : 1 + below(3);
      const std::string text = form == 1
                                   ? "sweep of " + slate.id
                                   : "at least " + std::to_string(k) + " of " + slate.id + " win";
      return {text, [slate, k](const Winners& wins) { return won(slate, wins) >= k; }};
    }
    if (form == 3) return seats();
    const Sentence a = sentence(depth - 1);
    if (form == 4) {
      return {"not (" + a.text + ")", [a](const Winners& wins) { return !a.holds(wins); }};
    }
    const Sentence b = sentence(depth - 1);
    if (form == 5) {
      return {"(" + a.text + ") and (" + b.text + ")",
              [a, b](const Winners& wins) { return a.holds(wins) && b.holds(wins); }};
    }
    return {"(" + a.text + ") or (" + b.text + ")",
            [a, b](const Winners& wins) { return a.holds(wins) || b.holds(wins); }};
  }

 private:
  /// Seats of a slate held against a number, on either side.
  Sentence seats() {
    const SlateLabel slate = labels_.slates[below(labels_.slates.size())];
    const std::size_t k = below(4);
    const std::string number = std::to_string(k) + ".5";
    if (below(2) == 0) {
      return {number + " > seats of " + slate.id,
              [slate, k](const Winners& wins) { return won(slate, wins) <= k; }};
    }
    return {"seats of " + slate.id + " - " + number + " > 0",
            [slate, k](const Winners& wins) { return won(slate, wins) > k; }};
  }

  std::size_t below(std::size_t n) { return random_() % n; }

  const Labels& labels_;
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("A slate wins no more seats than there are", "[summary][possible]") {
  const Labels labels = three_contests();
  CHECK(never(labels, "", {Kind::at_least, 1, 2}));
  CHECK_FALSE(never(labels, "", {Kind::seats, 1, 1}));
  CHECK_FALSE(never(labels, "", {Kind::at_least, 0, 2}));
  CHECK(never(labels, "", {Kind::at_least, 2, 3}));
  CHECK(never(labels, "", {Kind::seats, 2, 0}));  // three of four, for two seats
  CHECK(always(labels, "", {Kind::at_least, 2, 1}));
  CHECK_FALSE(never(labels, "", {Kind::event, 0}));
}

TEST_CASE("A condition rules out and implies", "[summary][possible]") {
  const Labels labels = three_contests();
  CHECK(never(labels, "not sweep of across", {Kind::at_least, 0, 2}));
  CHECK(never(labels, "not sweep of across", {Kind::event, 0}));
  CHECK(always(labels, "not \"both\"", {Kind::event, 2}));
  CHECK(always(labels, "A/a wins", {Kind::wins, 0}));
  CHECK(never(labels, "A/a wins", {Kind::wins, 1}));
  CHECK_FALSE(never(labels, "A/a wins", {Kind::wins, 3}));
  CHECK(always(labels, "A/a wins", {Kind::event, 3}));
  CHECK(always(labels, "at least 1 of within wins and not A/b wins", {Kind::wins, 0}));
  CHECK(always(labels, "both", {Kind::wins, 3}));
}

TEST_CASE("What is no question of who wins may be so or not, but not both", "[summary][possible]") {
  const Labels labels = three_contests();
  CHECK(always(labels, "busy", {Kind::event, 1}));
  CHECK(always(labels, "turnout of everybody > 0.3", {Kind::event, 1}));
  CHECK(never(labels, "not \"busy\" and A/a wins", {Kind::event, 1}));
  CHECK_FALSE(never(labels, "share of A/a < 0.1", {Kind::wins, 0}));
  CHECK_FALSE(always(labels, "turnout of everybody > 0.2", {Kind::event, 1}));
  CHECK_FALSE(never(labels, "no sentence at all", {Kind::wins, 0}));
}

TEST_CASE("Who is on no ballot wins only where nobody else is left", "[summary][possible]") {
  Labels labels = three_contests();
  labels.candidates[1].written_share = 0;
  labels.candidates[3].withdrawn = true;
  CHECK(never(labels, "", {Kind::wins, 1}));
  CHECK(never(labels, "", {Kind::wins, 3}));
  CHECK(never(labels, "", {Kind::event, 0}));
  labels.candidates[4].withdrawn = true;
  CHECK(always(labels, "", {Kind::wins, 5}));
  for (const std::size_t i : {0, 2}) labels.candidates[i].written_share = 0;
  CHECK_FALSE(never(labels, "", {Kind::wins, 1}));
}

TEST_CASE("A slate of thirty is judged by its count", "[summary][possible]") {
  Labels labels = contests(std::vector<std::pair<std::uint32_t, std::uint32_t>>(26, {5, 1}));
  labels.slates = {{"all", "", {}}, {"every second", "", {}}};
  for (std::uint32_t c = 0; c < 26; ++c) {
    labels.slates[0].members.push_back(5 * c);
    if (c % 2 == 0) labels.slates[1].members.push_back(5 * c);
  }
  const std::string given = "at least 20 of all win and not at least 22 of all win";
  CHECK(never(labels, given, {Kind::seats, 0, 19}));
  CHECK_FALSE(never(labels, given, {Kind::seats, 0, 21}));
  CHECK(always(labels, given, {Kind::at_least, 1, 7}));
  CHECK_FALSE(always(labels, given, {Kind::at_least, 1, 8}));
}

TEST_CASE("Logic rules out what no outcome shows, and nothing else", "[summary][possible]") {
  const Labels labels = three_contests();
  for (unsigned seed = 0; seed < 300; ++seed) {
    const Sentence given = Writer(labels, seed).sentence(3);
    INFO(given.text);
    std::vector<bool> can_win(labels.candidates.size());
    std::vector<std::vector<bool>> can_seat;
    for (const SlateLabel& slate : labels.slates) can_seat.emplace_back(slate.members.size() + 1);
    each_outcome(labels, [&](const Winners& wins) {
      if (!given.holds(wins)) return;
      for (std::size_t i = 0; i < wins.size(); ++i) can_win[i] = can_win[i] || wins[i];
      for (std::size_t s = 0; s < can_seat.size(); ++s) {
        can_seat[s][won(labels.slates[s], wins)] = true;
      }
    });
    for (std::size_t i = 0; i < can_win.size(); ++i) {
      CHECK(can_be(labels, given.text, {Kind::wins, i}) == can_win[i]);
    }
    for (std::size_t s = 0; s < can_seat.size(); ++s) {
      for (std::size_t j = 0; j < can_seat[s].size(); ++j) {
        CHECK(can_be(labels, given.text, {Kind::seats, s, j}) == can_seat[s][j]);
      }
    }
  }
}

TEST_CASE("A view tells never and always from never seen", "[summary][possible]") {
  const Labels labels = three_contests();
  Tally tally;
  tally.elections = 1000;
  tally[kWin].counts = {1000, 0, 0, 0, 300, 700, 600, 500, 400, 500};
  tally[kEvent].counts = {0, 1000, 1000, 1000};
  tally[kSeats].counts = {1000, 0, 0, 0, 0, 1000, 0, 0, 0, 400, 600, 0};
  const View view(labels, tally);
  CHECK(view.chance(kWin, 0).certainty == Certainty::open);
  CHECK(view.chance(kWin, 0).lower_bound == 0.997);
  CHECK(view.chance(kWin, 1).upper_bound == 0.003);
  CHECK(view.at_least(1, 2).certainty == Certainty::never);
  CHECK_FALSE(view.at_least(1, 2).upper_bound);
  CHECK(view.chance_of_seats(1, 2).certainty == Certainty::never);
  CHECK(view.chance(kEvent, 0).upper_bound == 0.003);

  const View given(labels, tally, Given{"A/a wins and not sweep of across", 5000});
  CHECK(given.chance(kWin, 0).certainty == Certainty::always);
  CHECK_FALSE(given.chance(kWin, 0).lower_bound);
  CHECK(given.chance(kWin, 1).certainty == Certainty::never);
  CHECK(given.chance(kWin, 3).certainty == Certainty::never);
  CHECK(given.chance(kEvent, 0).certainty == Certainty::never);
  CHECK(given.chance(kEvent, 1).certainty == Certainty::open);
  CHECK(given.chance(kEvent, 3).certainty == Certainty::always);
}

TEST_CASE("A shock is one thing wherever it is named", "[summary]") {
  Labels labels = three_contests();
  labels.events.push_back({"hit", "shock \"lie\" happens"});
  const Claim hit{Kind::event, labels.events.size() - 1, 0};
  CHECK(can_be(labels, "", hit, true));
  CHECK(can_be(labels, "", hit, false));
  CHECK_FALSE(can_be(labels, "not shock lie happens", hit, true));
  CHECK_FALSE(can_be(labels, "shock \"lie\" happens and A/a wins", hit, false));
  CHECK(can_be(labels, "shock \"other\" happens", hit, false));
  labels.shocks = {{"other"}, {"lie"}};
  CHECK_FALSE(can_be(labels, "hit", {Kind::shock, 1, 0}, false));
  CHECK(can_be(labels, "hit", {Kind::shock, 0, 0}, false));
}
