#include "count/delegates.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <numeric>
#include <random>

#include "count/one_pool.hpp"
#include "hustings/random/name.hpp"
#include "support/isa_paths.hpp"
#include "support/places.hpp"
#include "support/plain_delegates.hpp"
#include "text/csv.hpp"

namespace hustings::test {
namespace {

using Votes = std::vector<std::uint64_t>;
using Rows = std::vector<float, AlignedAllocator<float>>;

const DrawKey kLots = draw_key(3, Purpose::lots);

/// Ids in the order of the alphabet backwards, so that no slot is where its id would be.
std::vector<std::string> ids_of(std::size_t n) {
  std::vector<std::string> ids;
  for (std::size_t k = 0; k < n; ++k) ids.push_back("c" + std::to_string(2000 - k));
  return ids;
}

DelegatesPlan plan_of(const std::vector<std::string>& ids, const PlainDelegateRule& rule,
                      const std::vector<DelegatePool>& pools, std::uint32_t n_parts = 1) {
  DelegatesPlan plan;
  plan.n_candidates = static_cast<std::uint32_t>(ids.size());
  plan.n_parts = n_parts;
  plan.pools = pools;
  for (const DelegatePool& pool : pools) plan.seats += pool.seats;
  plan.threshold_millionths = static_cast<double>(rule.threshold_millionths);
  plan.enough_of_leader = rule.half_of_leader ? 0.5 : std::numeric_limits<double>::infinity();
  plan.rounds_percentages = rule.three_decimals;
  plan.by_id.resize(ids.size());
  std::iota(plan.by_id.begin(), plan.by_id.end(), 0U);
  std::sort(plan.by_id.begin(), plan.by_id.end(),
            [&](std::uint32_t a, std::uint32_t b) { return ids[a] < ids[b]; });
  return plan;
}

Outcome counted(const DelegatesPlan& plan, const Rows& votes, std::size_t n_valid = kBatch) {
  std::vector<std::uint64_t> names;
  for (std::size_t k = 0; k < plan.n_candidates; ++k) {
    names.push_back(name_hash({"lot", "test", std::to_string(k)}));
  }
  DelegatesCounter counter(plan, {&kLots, names});
  Outcome outcome;
  counter(votes, 0, n_valid, outcome);
  return outcome;
}

Votes won_in(const Outcome& outcome, std::size_t lane) {
  Votes won;
  for (std::size_t k = 0; k < outcome.wins.size(); ++k) {
    won.push_back(static_cast<std::uint64_t>(outcome.delegates.won[k * kBatch + lane]));
  }
  return won;
}

/// What one pool of the whole contest gives by the vector code, the plain code and the slow one,
/// which must be the same.
Votes shared_out(const Votes& votes, std::uint32_t seats, const PlainDelegateRule& rule = {}) {
  const auto ids = ids_of(votes.size());
  const DelegatesPlan plan = plan_of(ids, rule, {{DelegatePool::kWholeContest, seats}});
  Rows rows;
  for (const std::uint64_t v : votes) rows.insert(rows.end(), kBatch, static_cast<float>(v));
  const Votes won = won_in(counted(plan, rows), 17);
  const std::vector<double> numbers(votes.begin(), votes.end());
  const auto plain = award_one_pool(numbers, seats, plan);
  CHECK(won == Votes(plain.begin(), plain.end()));
  CHECK(won == plain_pool(votes, ids, seats, rule).won);
  return won;
}

/// Votes of a state in the order of the file.
std::map<std::string, Votes> published_votes() {
  Problems problems;
  const std::filesystem::path folder = in_source("/tests/data/pres_2020");
  CsvReader csv(folder / "statewide_votes.csv", problems);
  std::map<std::string, Votes> votes;
  while (csv.next()) {
    votes[std::string(csv.field(0))].push_back(std::stoull(std::string(csv.field(2))));
  }
  REQUIRE_FALSE(problems.has_errors());
  return votes;
}

/// The first few candidates' delegates; the others must have none.
Votes first_of(const Votes& won, std::size_t n) {
  CHECK(std::all_of(won.begin() + static_cast<std::ptrdiff_t>(n), won.end(),
                    [](std::uint64_t d) { return d == 0; }));
  return {won.begin(), won.begin() + static_cast<std::ptrdiff_t>(n)};
}

}  // namespace

TEST_CASE("delegates of 2020 come out as published from the published votes", "[delegates]") {
  auto votes = published_votes();
  PlainDelegateRule rule;
  rule.three_decimals = GENERATE(false, true);
  const auto won = [&](const char* state, std::uint32_t seats, std::size_t n) {
    return first_of(shared_out(votes[state], seats, rule), n);
  };
  // Sanders, Biden: 8 + 2 + 1 = 11 and 3 + 1 + 1 = 5.
  CHECK(won("Vermont", 11, 2) == Votes{8, 3});
  CHECK(won("Vermont", 3, 2) == Votes{2, 1});
  CHECK(won("Vermont", 2, 2) == Votes{1, 1});
  // Biden, Sanders.
  CHECK(won("South Carolina", 12, 2) == Votes{9, 3});
  CHECK(won("South Carolina", 7, 2) == Votes{5, 2});
  // Sanders, Buttigieg, Klobuchar.
  CHECK(won("New Hampshire", 5, 3) == Votes{2, 2, 1});
  CHECK(won("New Hampshire", 3, 3) == Votes{1, 1, 1});
}

TEST_CASE("a pool is shared by largest remainder among those who have the threshold",
          "[delegates]") {
  CHECK(shared_out({35, 33, 17, 15}, 7) == Votes{3, 2, 1, 1});
  CHECK(shared_out({624, 376}, 4) == Votes{2, 2});
  CHECK(shared_out({626, 374}, 4) == Votes{3, 1});
  CHECK(shared_out({85'000, 14'999, 1}, 20) == Votes{20, 0, 0});
  CHECK(shared_out({85'000, 15'000}, 20) == Votes{17, 3});
}

TEST_CASE("where nobody has the threshold half the leader's share is enough, or nobody gets any",
          "[delegates]") {
  const Votes eleven{140, 130, 120, 110, 100, 90, 80, 70, 65, 60, 35};
  CHECK(shared_out(eleven, 10) == Votes{2, 2, 1, 1, 1, 1, 1, 1, 0, 0, 0});
  PlainDelegateRule none;
  none.half_of_leader = false;
  CHECK(shared_out(eleven, 10, none) == Votes(11, 0));
  CHECK(shared_out({140, 860}, 3, none) == Votes{0, 3});
}

TEST_CASE("percentages are rounded to three decimals where the rule says so", "[delegates]") {
  PlainDelegateRule rounded;
  rounded.three_decimals = true;
  // 14.9996 % counts as 15.000 %.
  CHECK(shared_out({8'500'040, 1'499'960}, 20) == Votes{20, 0});
  CHECK(shared_out({8'500'040, 1'499'960}, 20, rounded) == Votes{17, 3});
  CHECK(shared_out({8'500'060, 1'499'940}, 20, rounded) == Votes{20, 0});
  // Three thirds are 33.333 % each: nobody has a whole delegate.
  CHECK(shared_out({1, 1, 1}, 3, rounded) == Votes{1, 1, 1});
}

TEST_CASE("equal remainders go to more votes, then to the first id, and are counted",
          "[delegates]") {
  CHECK(shared_out({50, 50}, 3) == Votes{1, 2});  // ids run backwards
  CHECK(shared_out({75, 25}, 2) == Votes{2, 0});  // 1.5 and .5
  CHECK(shared_out({25, 25, 25, 25}, 6) == Votes{1, 1, 2, 2});
  const DelegatesPlan plan = plan_of(ids_of(2), {}, {{DelegatePool::kWholeContest, 3}});
  Rows rows(2 * kBatch, 50);
  rows[7] = 51;
  const Outcome outcome = counted(plan, rows);
  CHECK(outcome.delegates.tied.count() == kBatch - 1);
  CHECK_FALSE(outcome.delegates.tied[7]);
  CHECK(won_in(outcome, 7) == Votes{2, 1});
}

TEST_CASE("a pool without voters or with a threshold of nothing gives no trouble", "[delegates]") {
  CHECK(shared_out({0, 0, 0}, 5) == Votes{0, 0, 0});
  PlainDelegateRule no_threshold;
  no_threshold.threshold_millionths = 0;
  CHECK(shared_out({60, 54, 26, 8, 7}, 155, no_threshold) == Votes{60, 54, 26, 8, 7});
  CHECK(shared_out({1, 0, 0}, 2, no_threshold) == Votes{2, 0, 0});
  PlainDelegateRule everybody;
  everybody.threshold_millionths = 1'000'000;
  everybody.three_decimals = true;
  CHECK(shared_out({5, 0}, 4, everybody) == Votes{4, 0});
}

TEST_CASE("most delegates win, then most votes, then the lot; the margin is in delegates",
          "[delegates]") {
  // Two districts of one pool each: the first wins 3 of 4 there with fewer votes in all.
  const DelegatesPlan plan = plan_of(ids_of(2), {}, {{0, 4}, {1, 1}}, 2);
  Rows rows;
  for (const float v : {626.0F, 374.0F, 100.0F, 900.0F}) rows.insert(rows.end(), kBatch, v);
  rows[0] = 500;  // 2 : 2 in the first district, so 2 : 3
  rows[kBatch] = 500;
  const Outcome outcome = counted(plan, rows);
  CHECK(won_in(outcome, 1) == Votes{3, 2});
  CHECK(outcome.winner[1] == 0);
  CHECK(outcome.leader()[1] == 1);
  CHECK(outcome.margin[1] == Approx(0.2));
  CHECK(outcome.deciding_share(0)[1] == Approx(0.6));
  CHECK(outcome.wins[0][1]);
  CHECK_FALSE(outcome.wins[1][1]);
  CHECK(won_in(outcome, 0) == Votes{2, 3});
  CHECK(outcome.winner[0] == 1);
  CHECK(outcome.by_lot.count() == 0);

  const DelegatesPlan even = plan_of(ids_of(2), {}, {{DelegatePool::kWholeContest, 4}});
  Rows close(2 * kBatch, 500);
  close[5] = 501;
  const Outcome split = counted(even, close, 100);
  CHECK(won_in(split, 5) == Votes{2, 2});
  CHECK(split.winner[5] == 0);
  CHECK(split.margin[5] == 0);
  CHECK(split.by_lot.count() == 99);  // of the 100 that count
  const auto first = std::count(split.winner.begin(), split.winner.begin() + 100, 0);
  CHECK(first > 25);
  CHECK(first < 75);
}

namespace {

/// A contest of up to four districts and seven candidates, few votes: ties are common.
struct SmallContest {
  std::vector<std::string> ids;
  PlainDelegateRule rule;
  std::uint32_t n_parts = 1;
  std::vector<DelegatePool> pools;
  Rows rows;
};

SmallContest some_contest() {
  SmallContest contest;
  contest.ids = ids_of(*rc::gen::inRange<std::size_t>(2, 8));
  std::shuffle(contest.ids.begin(), contest.ids.end(),
               std::mt19937(*rc::gen::arbitrary<unsigned>()));
  contest.rule.threshold_millionths =
      *rc::gen::element<std::uint64_t>(0, 50'000, 150'000, 200'000, 333'333, 500'000);
  contest.rule.half_of_leader = *rc::gen::arbitrary<bool>();
  contest.rule.three_decimals = *rc::gen::arbitrary<bool>();
  contest.n_parts = *rc::gen::inRange<std::uint32_t>(1, 5);
  for (std::uint32_t part = 0; part < contest.n_parts; ++part) {
    contest.pools.push_back({part, *rc::gen::inRange<std::uint32_t>(1, 12)});
  }
  contest.pools.push_back({DelegatePool::kWholeContest, *rc::gen::inRange<std::uint32_t>(1, 30)});
  const int most = *rc::gen::element(3, 10, 100'000);
  std::mt19937 random(*rc::gen::arbitrary<unsigned>());
  std::uniform_int_distribution<int> votes(0, most);
  contest.rows.resize(contest.n_parts * contest.ids.size() * kBatch);
  for (float& x : contest.rows) x = static_cast<float>(votes(random));
  return contest;
}

/// One election of it by the slow counter, added up over the pools.
PlainPool plainly(const SmallContest& contest, std::size_t lane) {
  const std::size_t n = contest.ids.size();
  const auto votes_of = [&](std::size_t part) {
    Votes votes;
    for (std::size_t k = 0; k < n; ++k) {
      votes.push_back(static_cast<std::uint64_t>(contest.rows[(part * n + k) * kBatch + lane]));
    }
    return votes;
  };
  PlainPool all{Votes(n, 0), false};
  for (const DelegatePool& pool : contest.pools) {
    const bool is_whole = pool.part == DelegatePool::kWholeContest;
    Votes votes = votes_of(is_whole ? 0 : pool.part);
    for (std::size_t part = 1; is_whole && part < contest.n_parts; ++part) {
      const Votes more = votes_of(part);
      for (std::size_t k = 0; k < n; ++k) votes[k] += more[k];
    }
    const PlainPool one = plain_pool(votes, contest.ids, pool.seats, contest.rule);
    for (std::size_t k = 0; k < n; ++k) all.won[k] += one.won[k];
    all.tied = all.tied || one.tied;
  }
  return all;
}

}  // namespace

TEST_CASE("random small contests come out as a plain, slow counter has them, on every path",
          "[delegates][property]") {
  for (const std::string& isa : isa_paths()) {
    const IsaPath path(isa);
    CHECK(rc::check("equal to the plain counter: " + isa, [] {
      const SmallContest contest = some_contest();
      const Outcome outcome =
          counted(plan_of(contest.ids, contest.rule, contest.pools, contest.n_parts), contest.rows);
      for (std::size_t e = 0; e < kBatch; ++e) {
        const PlainPool plain = plainly(contest, e);
        RC_ASSERT(won_in(outcome, e) == plain.won);
        RC_ASSERT(outcome.delegates.tied[e] == plain.tied);
        const auto winner = static_cast<std::size_t>(outcome.winner[e]);
        Votes others = plain.won;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(winner));
        const std::uint64_t second = *std::max_element(others.begin(), others.end());
        RC_ASSERT(plain.won[winner] >= second);
        const double margin = static_cast<double>(plain.won[winner] - second) /
                              static_cast<double>(outcome.delegates.seats);
        RC_ASSERT(static_cast<double>(std::fabs(outcome.margin[e] - static_cast<float>(margin))) <
                  1e-7);
      }
    }));
  }
}

TEST_CASE("relabelling the candidates permutes delegates", "[delegates][property]") {
  CHECK(rc::check("permuted", [] {
    const SmallContest contest = some_contest();
    const std::size_t n = contest.ids.size();
    std::vector<std::size_t> from(n);
    std::iota(from.begin(), from.end(), std::size_t{0});
    std::shuffle(from.begin(), from.end(), std::mt19937(*rc::gen::arbitrary<unsigned>()));
    SmallContest other = contest;
    for (std::size_t k = 0; k < n; ++k) {
      other.ids[k] = contest.ids[from[k]];
      for (std::size_t part = 0; part < contest.n_parts; ++part) {
        std::copy_n(
            contest.rows.begin() + static_cast<std::ptrdiff_t>((part * n + from[k]) * kBatch),
            kBatch, other.rows.begin() + static_cast<std::ptrdiff_t>((part * n + k) * kBatch));
      }
    }
    const auto count = [](const SmallContest& of) {
      return counted(plan_of(of.ids, of.rule, of.pools, of.n_parts), of.rows);
    };
    const Outcome a = count(contest);
    const Outcome b = count(other);
    for (std::size_t e = 0; e < kBatch; ++e) {
      const Votes before = won_in(a, e);
      const Votes after = won_in(b, e);
      for (std::size_t k = 0; k < n; ++k) RC_ASSERT(after[k] == before[from[k]]);
    }
    RC_ASSERT(a.delegates.tied.words == b.delegates.tied.words);
    RC_ASSERT(a.margin == b.margin);
  }));
}

}  // namespace hustings::test
