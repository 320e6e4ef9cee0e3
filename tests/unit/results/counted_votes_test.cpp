// Tables of counted results: what is read, and what is refused with its place.

#include "hustings/results/counted_votes.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/scenarios.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using infer::CountedContest;
using test::put_file;
using test::TemporaryFolder;

/// Two contests: Mayor (ana, ben, cleo) in three districts, Seat (dora, eli) in one of them.
Model model() {
  return test::model_of(R"(factions: [all]
districts: [{id: A, region: coast}, {id: B, region: coast}, {id: C, region: inland}]
universes:
  - {district: A, universe: u, faction: all, registered: 1000, turnout: {mean: 0.3}}
  - {district: B, universe: u, faction: all, registered: 1000, turnout: {mean: 0.3}}
  - {district: C, universe: u, faction: all, registered: 2000, turnout: {mean: 0.3}}
contests:
  - {id: Mayor, districts: all, candidates: [ana, ben, cleo],
     support: {all: {ana: 0.5, ben: 0.3, cleo: rest}}}
  - {id: Seat, districts: [C], candidates: [dora, eli], support: {all: {dora: 0.5, eli: rest}}}
)");
}

struct Found {
  std::vector<CountedContest> contests;
  std::vector<std::string> problems;  ///< `line: problem (suggestion)`
};

Found read(const std::string& table, const Model& of = model()) {
  const TemporaryFolder folder;
  put_file(folder / "r.csv", table);
  Problems problems;
  Found found;
  const auto votes = read_counted_votes(folder / "r.csv", problems);
  found.contests = counted_contests(of, votes, {}, problems);
  for (const Problem& problem : problems.sorted()) {
    found.problems.push_back(std::to_string(problem.place.line) + ": " + problem.problem +
                             (problem.suggestion.empty() ? "" : " (" + problem.suggestion + ")"));
  }
  return found;
}

TEST_CASE("Counted results: votes by district and of all, in the model's order", "[score]") {
  const Found found = read(
      "contest,district,candidate,votes,final,wins,day\n"
      "Seat,,eli,40,true,false,2026-06-23\n"
      "Seat,,dora,60,true,true,2026-06-23\n"
      "Mayor,B,cleo,1,false,false,2026-06-23\n"
      "Mayor,B,ana,20,true,false,2026-06-23\n"
      "Mayor,A,ben,3,true,false,2026-06-23\n"
      "Mayor,A,ana,1_000,true,false,2026-06-23\n"
      "Mayor,A,cleo,0,true,false,2026-06-23\n"
      "Mayor,B,ben,30,true,false,2026-06-23\n");
  // More than are registered in A.
  CHECK(found.problems == std::vector<std::string>{
                              "6: 'Mayor' in 'A' has 1,003 votes, but 1,000 are registered in the "
                              "scenario"});
  const Found good = read(
      "contest,district,candidate,votes\n"
      "Seat,,eli,40\nSeat,,dora,60\nMayor,B,cleo,1\nMayor,B,ana,20\nMayor,A,ben,3\n"
      "Mayor,A,ana,5\nMayor,A,cleo,0\nMayor,B,ben,30\n");
  REQUIRE(good.problems.empty());
  REQUIRE(good.contests.size() == 2);
  const CountedContest& mayor = good.contests[0];
  CHECK(mayor.contest == 0);
  CHECK_FALSE(mayor.is_whole());
  REQUIRE(mayor.districts.size() == 2);
  CHECK(mayor.districts[0].values == std::vector<std::optional<double>>{5, 3, 0});
  CHECK(mayor.districts[1].values == std::vector<std::optional<double>>{20, 30, 1});
  CHECK(good.contests[1].is_whole());
  CHECK(good.contests[1].all->values == std::vector<std::optional<double>>{60, 40});
}

TEST_CASE("Counted results: final, winners and days are kept", "[score]") {
  const Found found = read(
      "contest,candidate,pct,final,wins,day\n"
      "Seat,dora,60.5,true,true,2026-06-23\nSeat,eli,39.5,false,false,2026-06-23\n");
  REQUIRE(found.problems.empty());
  const CountedContest& seat = found.contests.front();
  CHECK(seat.in_percent);
  CHECK_FALSE(seat.is_final);
  CHECK(seat.winners == std::vector<std::uint32_t>{0});
  CHECK(seat.day == "2026-06-23");
}

TEST_CASE("Counted results: an empty cell of 'wins' says nothing", "[score]") {
  const Found found = read("contest,candidate,votes,wins\nSeat,dora,6,true\nSeat,eli,4,\n");
  REQUIRE(found.problems.empty());
  CHECK(found.contests.front().winners == std::vector<std::uint32_t>{0});
  const Found none = read("contest,candidate,votes,wins\nSeat,dora,6,\nSeat,eli,4,\n");
  REQUIRE(none.problems.empty());
  CHECK(none.contests.front().winners.empty());
}

TEST_CASE("Counted results: the order of the rows changes nothing", "[score]") {
  std::vector<std::string> rows{"Mayor,A,ana,5", "Mayor,A,ben,3",  "Mayor,A,cleo,0",
                                "Seat,,eli,40",  "Mayor,C,ana,10", "Mayor,C,ben,5",
                                "Seat,,dora,60", "Mayor,C,cleo,1"};
  const auto table = [&rows] {
    std::string text = "contest,district,candidate,votes\n";
    for (const std::string& row : rows) text += row + "\n";
    return text;
  };
  const Found first = read(table());
  for (int i = 0; i < 50; ++i) {
    std::next_permutation(rows.begin(), rows.end());
    const Found again = read(table());
    REQUIRE(again.contests.size() == first.contests.size());
    for (std::size_t c = 0; c < first.contests.size(); ++c) {
      CHECK(again.contests[c].contest == first.contests[c].contest);
      REQUIRE(again.contests[c].districts.size() == first.contests[c].districts.size());
      for (std::size_t d = 0; d < first.contests[c].districts.size(); ++d) {
        CHECK(again.contests[c].districts[d].values == first.contests[c].districts[d].values);
      }
    }
  }
}

TEST_CASE("Counted results: every fault is told at once, with its line", "[score]") {
  using Texts = std::vector<std::string>;
  CHECK(read("contest,district,candidate,votes,final\n"
             "Mayor,A,ana,5,true\n"
             "Mayor,A,anna,5,true\n"
             "Mayor,Zoo,ben,5,true\n"
             "Major,A,ben,5,true\n"
             "Seat,,frank,5,true\n")
            .problems ==
        Texts{"2: 'Mayor' in 'A' has no row of ben, cleo (who got no vote has a row "
              "with 0)",
              "3: there is no candidate 'anna' in 'Mayor' (did you mean 'ana'?)",
              "4: there is no district 'Zoo' in 'Mayor' (there are A, B, C)",
              "5: there is no contest 'Major' (did you mean 'Mayor'?)",
              "6: there is no candidate 'frank' in 'Seat' (who is no candidate of "
              "the scenario is left out: its shares are of dora, eli)"});
  CHECK(read("contest,candidate,votes,final\n"
             "Seat,dora,-5,true\n"
             "Seat,eli,5.5,yes\n"
             "Seat,,5,true\n"
             "Seat,eli,,true\n"
             "Seat,elo,5,true\n")
            .problems ==
        Texts{"2: votes must be a number of at least 0, not -5",
              "3: votes are whole numbers (percent stand in a column 'pct')",
              "3: 'yes' is neither true nor false", "4: there is no candidate",
              "5: there is no number here (leave the row out where it is not known)",
              "6: there is no candidate 'elo' in 'Seat' (did you mean 'eli'?)"});
  CHECK(read("contest,candidate,votes\nSeat,dora,5\nSeat,eli,5\nSeat,dora,6\n").problems ==
        Texts{"4: 'dora' has a row already, on line 2 (a candidate has one row a district, and one "
              "of all)"});
  CHECK(read("contest,candidate,pct\nSeat,dora,65\nSeat,eli,45\n").problems ==
        Texts{"2: 'Seat' has more than 100 percent (the rows add up to 110)"});
  CHECK(read("contest,candidate,pct\nSeat,dora,165\n").problems ==
        Texts{"2: pct must be a number from 0 to 100, not 165"});
}

TEST_CASE("Counted results: the table of another contest is told in a few lines", "[score]") {
  std::string table = "contest,district,candidate,votes\n";
  for (int district = 0; district < 40; ++district) {
    for (const char* candidate : {"ana", "xerxes"}) {
      table += "Mayor,Ward " + std::to_string(district) + "," + candidate + ",10\n";
    }
  }
  const Found found = read(table);
  // Five of the districts and their number; the one candidate once.
  CHECK(found.problems.size() == 7);
  CHECK(std::ranges::count(found.problems,
                           "2: 40 names of a district are not in 'Mayor'; the first 5 are told "
                           "(is this the table of another contest?)") == 1);
}

TEST_CASE("Counted results: columns are checked", "[score]") {
  using Texts = std::vector<std::string>;
  CHECK(read("contest,candidate,votes,pct\nSeat,dora,5,50\n").problems ==
        Texts{"1: there are votes and percent in one table (keep the column of votes, or that of "
              "percent)"});
  CHECK(read("contest,candidate\nSeat,dora\n").problems ==
        Texts{"1: there is neither a column 'votes' nor 'pct' (votes counted, or percent of them "
              "from 0 to 100)"});
  CHECK(
      read("contest,candidate,vote,votes,voter_name\nSeat,dora,5,5,x\nSeat,eli,4,4,x\n").problems ==
      Texts{"1: there is no column 'vote' in such a table (did you mean 'votes'?)",
            "1: there is no column 'voter_name' in such a table (its columns are contest, "
            "district, candidate, votes, pct, final, wins, day)"});
  CHECK(read("candidate,votes\nana,5\n").problems ==
        Texts{"2: the table does not say of which contest it is (add a column 'contest': there are "
              "Mayor, Seat)"});
  CHECK(read("contest,candidate,votes\n").problems == Texts{"1: the table has no rows"});
}

TEST_CASE("Counted results: what several rows contradict is refused", "[score]") {
  using Texts = std::vector<std::string>;
  CHECK(read("contest,district,candidate,votes\n"
             "Seat,,dora,6\nSeat,,eli,4\nSeat,C,dora,6\nSeat,C,eli,5\n")
            .problems == Texts{"2: the districts of 'Seat' give 'eli' 5 votes, the row of all 4 "
                               "(leave out the rows of all, or make them agree)"});
  CHECK(read("contest,candidate,votes,wins\nSeat,dora,6,true\nSeat,eli,4,true\n").problems ==
        Texts{"2: 'Seat' has 2 who won, but its seats are 1"});
  CHECK(read("contest,candidate,votes,day\nSeat,dora,6,2026-06-23\nSeat,eli,4,2026-06-24\n")
            .problems == Texts{"3: 'Seat' has two days: 2026-06-23 and 2026-06-24"});
  CHECK(read("contest,candidate,votes,day\nSeat,dora,6,2026-02-30\n").problems ==
        Texts{"2: '2026-02-30' is no day (days are written as 2026-06-23, year-month-day)"});
  CHECK(read("contest,candidate,votes,day\nSeat,dora,6,1/6/2026\n").problems ==
        Texts{"2: '1/6/2026' is no day (days are written as 2026-06-23, year-month-day)"});
  CHECK(read("contest,candidate,votes\nSeat,dora,0\nSeat,eli,0\n").problems ==
        Texts{"2: 'Seat' has no votes (leave out what is not counted yet)"});
}

TEST_CASE("Counted results: who won must agree with the votes", "[score]") {
  using Texts = std::vector<std::string>;
  const std::string hint = " (mend one of them, or leave 'wins' empty)";
  CHECK(read("contest,candidate,pct,wins\nSeat,dora,43,false\nSeat,eli,39,true\n").problems ==
        Texts{"2: 'dora' is said not to have won 'Seat', but the votes say otherwise" + hint,
              "3: 'eli' is said to have won 'Seat', but the votes say otherwise" + hint});
  CHECK(read("contest,candidate,votes,wins\nSeat,dora,43,false\nSeat,eli,39,\n").problems ==
        Texts{"2: 'dora' is said not to have won 'Seat', but the votes say otherwise" + hint});
  CHECK(read("contest,candidate,votes,wins\nSeat,dora,43,false\nSeat,eli,39,false\n").problems ==
        Texts{"2: 'Seat' has 0 who won, but its seats are 1"});
  CHECK(read("contest,district,candidate,votes,wins\nMayor,A,ana,9,true\nMayor,A,ben,1,\n"
             "Mayor,A,cleo,0,\nMayor,B,ana,1,false\nMayor,B,ben,3,\nMayor,B,cleo,0,\n")
            .problems == Texts{"5: 'ana' is said to have won 'Mayor', and not to have (who won all "
                               "of the contest has won it in each of its rows)"});
  // What is not final, or tied, does not contradict.
  CHECK(read("contest,candidate,votes,final,wins\nSeat,dora,43,false,false\n"
             "Seat,eli,39,true,false\n")
            .problems.empty());
  CHECK(read("contest,candidate,votes,wins\nSeat,dora,40,false\nSeat,eli,40,true\n")
            .problems.empty());
}

TEST_CASE("Counted results: several seats go to those with most votes", "[score]") {
  using Texts = std::vector<std::string>;
  const Model council = test::model_of(R"(factions: [all]
districts: [{id: A}]
universes: [{district: A, universe: u, faction: all, registered: 1000, turnout: {mean: 0.3}}]
contests:
  - {id: Council, districts: all, candidates: [ana, ben, cleo], count: {plurality: {seats: 2}},
     support: {all: {ana: 0.5, ben: 0.3, cleo: rest}}}
)");
  CHECK(read("candidate,votes,wins\nana,50,true\nben,30,true\ncleo,20,false\n", council)
            .problems.empty());
  CHECK(read("candidate,votes,wins\nana,50,true\nben,30,\ncleo,20,true\n", council).problems ==
        Texts{"4: 'cleo' is said to have won 'Council', but the votes say otherwise (mend one of "
              "them, or leave 'wins' empty)"});
}

TEST_CASE("Counted results: percent written as fractions are refused once", "[score]") {
  using Texts = std::vector<std::string>;
  CHECK(read("contest,candidate,pct\nSeat,dora,0.43\nSeat,eli,0.39\n").problems ==
        Texts{"2: the percent of 'Seat' add up to 0.82 (43 percent are written as 43, not as "
              "0.43)"});
  CHECK(read("contest,district,candidate,pct\nMayor,A,ana,0.6\nMayor,A,ben,0.4\n"
             "Mayor,B,ana,0.5\nMayor,B,ben,0.5\n")
            .problems == Texts{"2: the percent of 'Mayor' add up to 1 (43 percent are written as "
                               "43, not as 0.43)"});
  // Minor candidates alone may have so little.
  CHECK(read("contest,candidate,pct\nMayor,ben,0.2\nMayor,cleo,0.1\n").problems.empty());
  CHECK(read("contest,candidate,pct\nMayor,cleo,0.9\n").problems.empty());
}

}  // namespace
}  // namespace hustings
