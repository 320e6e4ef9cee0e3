#include "model/campaign/reach.hpp"

#include <catch2/catch.hpp>

using namespace hustings::campaign;

namespace {

Approx about(double value) {
  return Approx(value).margin(1e-9).epsilon(0);
}

constexpr ContactLaw kDoors{.25, .60, Order::worked};
constexpr ContactLaw kRandomDoors{.25, .60, Order::random};

/// A target of 10,000 and 30,000 in a district that holds 20,000 and 40,000 others.
constexpr TargetSize kSize{40000, 100000};

struct Reached {
  double target;
  double others;
};

Reached reached(double attempts, double accuracy, const ContactLaw& law) {
  const AttemptRates rates = attempt_rates(attempts, accuracy, kSize);
  return {reached_share(rates.target, law), reached_share(rates.others, law)};
}

/// Attempts a name of the given whole number of passes.
double attempts_of(int passes, const ContactLaw& law) {
  double attempts = 0;
  double reached = 0;
  double missed = 1;
  for (int pass = 0; pass < passes; ++pass) {
    attempts += 1 - reached;
    missed *= 1 - law.rate / law.cap;
    reached = law.cap * (1 - missed);
  }
  return attempts;
}

}  // namespace

TEST_CASE("A worked list is reached pass by pass", "[campaign]") {
  CHECK(reached_share(1, kDoors) == about(.25));
  CHECK(reached_share(1.5, kDoors) == about(.3472222222));
  CHECK(reached_share(1.75, kDoors) == about(.3958333333));
  CHECK(reached_share(1, kRandomDoors) == Approx(.2044556).margin(1e-7).epsilon(0));
  CHECK(reached_share(0, kDoors) == 0);
  CHECK(reached_share(-1, kRandomDoors) == 0);
}

TEST_CASE("Accuracy divides attempts between the target and the others", "[campaign]") {
  CHECK(reached(40000, .85, kDoors).target == about(.2125));
  CHECK(reached(40000, .85, kDoors).others == about(.025));
  CHECK(reached(40000, .85, kRandomDoors).target == about(.1789452012));
  CHECK(reached(40000, .85, kRandomDoors).others == about(.0244863257));
  const Reached random = reached(40000, .85, kRandomDoors);
  CHECK(random.target * 40000 + random.others * 60000 ==
        Approx(8626.98759).margin(1e-5).epsilon(0));
  CHECK(reached(80000, .85, kDoors).target == about(.3861111111));
  CHECK(reached(80000, .85, kDoors).others == about(.05));
  CHECK(reached(120000, .85, kDoors).target == about(.4996237458));
  CHECK(reached(120000, .85, kDoors).others == about(.075));
  CHECK(reached(40000, .4, kDoors).target == about(.1));
  CHECK(reached(40000, .4, kDoors).others == about(.1));
}

TEST_CASE("A stolen file shows what a better list is worth", "[campaign]") {
  CHECK(reached(40000, .65, kDoors).target * 40000 == about(6500));
  CHECK(reached(40000, .65, kDoors).others * 60000 == about(3500));
  CHECK(reached(40000, .85, kDoors).target * 40000 == about(8500));
  CHECK(reached(40000, .85, kDoors).others * 60000 == about(1500));
  CHECK(reached(120000, .65, kDoors).target * 40000 ==
        Approx(16959.770115).margin(1e-6).epsilon(0));
  CHECK(reached(120000, .65, kDoors).others * 60000 == Approx(10500).margin(1e-6).epsilon(0));
  CHECK(reached(120000, .85, kDoors).target * 40000 ==
        Approx(19984.949833).margin(1e-6).epsilon(0));
  CHECK(reached(120000, .85, kDoors).others * 60000 == Approx(4500).margin(1e-6).epsilon(0));
}

TEST_CASE("Sensitivity and specificity give the accuracy of each district", "[campaign]") {
  CHECK(picked_accuracy(.3, .85, .85) == about(.7083333333));
  CHECK(picked_accuracy(.1, .85, .85) == about(.3863636364));
  CHECK(picked_accuracy(.3, 1, 1) == 1);
  CHECK(picked_accuracy(.3, .5, .5) == about(.3));
  CHECK(picked_accuracy(.3, 0, 1) == 0);
  // Where nobody is meant, nobody knocks.
  const TargetSize three[] = {kSize, {10000, 100000}, {0, 50000}};
  CHECK(blind_accuracy(three) == about(.25));
}

TEST_CASE("The whole district is met by every attempt", "[campaign]") {
  const AttemptRates rates = attempt_rates(500, .85, {1000, 1000});
  CHECK(rates.target == .5);
  CHECK(rates.others == 0);
  CHECK(attempt_rates(500, .85, {0, 1000}).others == 0);
}

TEST_CASE("Attempts go to districts by the size of their targets", "[campaign]") {
  const TargetSize sizes[] = {{3000, 9000}, {1000, 2000}, {0, 500}};
  CHECK(split_attempts(800, sizes) == std::vector<double>{600, 200, 0});
}

TEST_CASE("Two published facts of phone lists fix the law", "[campaign]") {
  const ContactLaw phones{.275, .4941, Order::worked};
  CHECK(reached_share(attempts_of(4, phones), phones) == Approx(.475).margin(5e-5).epsilon(0));
  CHECK(attempts_of(3, phones) == Approx(2.328).margin(5e-4).epsilon(0));
  CHECK(attempts_of(4, phones) == Approx(2.877).margin(5e-4).epsilon(0));
}

TEST_CASE("Reach starts with the contact rate and ends below the cap", "[campaign]") {
  for (const ContactLaw& law : {kDoors, kRandomDoors, ContactLaw{.1, 1, Order::worked}}) {
    CHECK(reached_share(1e-6, law) / 1e-6 == Approx(law.rate).epsilon(1e-6));
    double before = 0;
    for (double attempts = .25; attempts < 40; attempts += .25) {
      const double now = reached_share(attempts, law);
      CHECK(now >= before);
      CHECK(now <= law.cap);
      before = now;
    }
  }
  // A list without a cap ends when everybody is met: 1 / rate attempts a name.
  CHECK(reached_share(10, {.1, 1, Order::worked}) == about(1));
  CHECK(reached_share(9, {.1, 1, Order::worked}) < 1);
  CHECK(reached_share(1e9, kDoors) == .60);
  // One attempt reaches all who can be: linear up to the cap.
  CHECK(reached_share(.5, {1, .75, Order::worked}) == .5);
  CHECK(reached_share(2, {1, .75, Order::worked}) == .75);
}

TEST_CASE("Ten times the people and attempts change no share", "[campaign]") {
  const AttemptRates one = attempt_rates(40000, .85, kSize);
  const AttemptRates ten = attempt_rates(400000, .85, {400000, 1000000});
  CHECK(one.target == Approx(ten.target).epsilon(1e-15));
  CHECK(one.others == Approx(ten.others).epsilon(1e-15));
}
