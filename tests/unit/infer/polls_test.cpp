#include "hustings/infer/polls.hpp"

#include <catch2/catch.hpp>

namespace hustings::infer {
namespace {

// The numbers of docs/method.md, "Drafting", computed apart from this program.
const std::vector<Poll> kPolls = {
    {.id = "newest", .days = 2, .sample = 800, .shares = {.32, .35, .10, .04}},
    {.id = "older", .days = 12, .sample = 1350, .shares = {.27, .38, .07, .03}},
    {.id = "sponsored",
     .days = 5,
     .sample = 600,
     .sponsored = true,
     .shares = {.35, .31, .09, {}}}};
const std::vector<double> kLean = {.4, .4, .1, .1};

void check_near(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO("at " << i);
    CHECK(found[i] == Approx(expected[i]).epsilon(0).margin(1e-9));
  }
}

TEST_CASE("Polls: weights, shares and errors are those of the page", "[infer]") {
  const PooledPolls pooled = pool_polls(kPolls, kLean);
  check_near(pooled.weights, {.5132314214, .2947817708, .1919868079});
  check_near(pooled.polled, {.3096498705, .3503300686, .0882171233, .0360146726});
  CHECK(pooled.undecided == Approx(.3400200609).epsilon(0).margin(1e-9));
  check_near(pooled.shares, {.4083637513, .4535730858, .0980387909, .0400243720});
  CHECK(pooled.variance == Approx(.1013836693).epsilon(0).margin(1e-9));
  check_near(pooled.sds, {.2251484725, .2251484725, .2617596188, .9353102647});
  CHECK(pooled.newest == 0);
}

TEST_CASE("Polls: the order of polls changes no bit", "[infer]") {
  for (const PollLaw law : {PollLaw::even_split, PollLaw::proportional_2026_06}) {
    const PooledPolls one = pool_polls(kPolls, kLean, law);
    const PooledPolls other = pool_polls({kPolls[2], kPolls[0], kPolls[1]}, kLean, law);
    CHECK(one.shares == other.shares);
    CHECK(one.sds == other.sds);
    CHECK(one.weights[0] == other.weights[1]);
  }
}

TEST_CASE("Polls: the order of polls of one name changes no bit either", "[infer]") {
  std::vector<Poll> polls = kPolls;
  for (Poll& poll : polls) poll.id = "the same";
  CHECK(pool_polls(polls, kLean).shares ==
        pool_polls({polls[1], polls[2], polls[0]}, kLean).shares);
}

TEST_CASE("Polls: without the newest poll's leaders a poll is dropped", "[infer]") {
  std::vector<Poll> polls = kPolls;
  polls.push_back({.id = "other", .days = 9, .sample = 5000, .shares = {.6, {}, .3, .1}});
  CHECK(polls_without_leaders(polls) == std::vector<std::size_t>{3});
  const PooledPolls with = pool_polls(polls, kLean);
  CHECK(with.weights[3] == 0);
  CHECK(with.shares == pool_polls(kPolls, kLean).shares);
}

TEST_CASE("Polls: whom no poll names has the share of the lean, and a wide error", "[infer]") {
  std::vector<Poll> polls = kPolls;
  for (Poll& poll : polls) poll.shares.push_back({});
  const PooledPolls pooled = pool_polls(polls, {.4, .35, .1, .1, .05});
  CHECK(pooled.polled[4] == 0);
  CHECK(pooled.shares[4] / pooled.shares[2] == Approx(.05 / pooled.polled[2]));
  CHECK(pooled.sds[4] > pooled.sds[2]);
}

TEST_CASE("Polls: an unknown sample counts as 300", "[infer]") {
  std::vector<Poll> known = kPolls;
  std::vector<Poll> unknown = kPolls;
  known[1].sample = 300;
  unknown[1].sample.reset();
  CHECK(pool_polls(known, kLean).shares == pool_polls(unknown, kLean).shares);
}

TEST_CASE("Polls under the law of June 2026: the undecided divide by lean", "[infer]") {
  // One poll that names everybody: p_k + u F_k, in closed form.
  const std::vector<Poll> one = {{.id = "one", .days = 4, .sample = 400, .shares = {.5, .25, .05}}};
  const PooledPolls pooled = pool_polls(one, {.2, .3, .5}, PollLaw::proportional_2026_06);
  check_near(pooled.shares, {.54, .31, .15});
  check_near(pooled.sds, {.24, .24, .24});
  const double own = (1 / .5 + 1 / .25) / 400 + .15 * .15;
  CHECK(pooled.variance == Approx(own + .25 * .25 + .05 * .05 * 4 + .16 * .16));
}

TEST_CASE("Polls under the law of June 2026: three polls are those of the old scripts", "[infer]") {
  const PooledPolls pooled = pool_polls(kPolls, kLean, PollLaw::proportional_2026_06);
  check_near(pooled.shares, {.3960027762, .4362456059, .1101170278, .0576345901});
  CHECK(pooled.variance == Approx(.1136383318).epsilon(0).margin(1e-9));
}

}  // namespace
}  // namespace hustings::infer
