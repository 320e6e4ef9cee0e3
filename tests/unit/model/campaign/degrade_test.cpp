#include "model/campaign/degrade.hpp"

#include <catch2/catch.hpp>

#include "model/campaign/broadcast.hpp"
#include "model/campaign/combine.hpp"
#include "model/campaign/reach.hpp"

using namespace hustings::campaign;

namespace {

using Numbers = std::vector<double>;

Approx about(double value, double margin = 1e-8) {
  return Approx(value).margin(margin).epsilon(0);
}

constexpr double kIntact = .30;

/// Returns the x at which a rising function is .30.
template <class Function>
double intact(double high, const Function& reach) {
  double low = 0;
  for (int step = 0; step < 200; ++step) {
    const double middle = (low + high) / 2;
    (reach(middle) < kIntact ? low : high) = middle;
  }
  return low;
}

double told(double captains, const MeshLaw& law) {
  return spread_word({{{10000, 0}}, {}, {captains}, law, kNoLimit}).newly[0];
}

double retained(double captains, const MeshLaw& law, Loss loss, double keep) {
  const DegradedMesh left = degrade_mesh(law, loss, keep);
  return told(left.captains * captains, left.law) / kIntact;
}

/// What a mesh retains of each loss, captains before it, and the busiest tenth lost at shape .5.
struct Row {
  double on;
  double captains;
  Numbers links;
  Numbers captains_lost;
  double top;
};

}  // namespace

TEST_CASE("A direct programme that loses attempts keeps more than their share", "[campaign]") {
  const ContactLaw doors{.25, .6, Order::worked};
  const double attempts = intact(100, [&](double a) { return reached_share(a, doors); });
  CHECK(reached_share(.9 * attempts, doors) / kIntact == about(.91851852));
  CHECK(reached_share(.5 * attempts, doors) / kIntact == about(.52380952));
  CHECK(reached_share(.25 * attempts, doors) / kIntact == about(.26190476));
  const ContactLaw open{.25, 1, Order::worked};
  const double all = intact(100, [&](double a) { return reached_share(a, open); });
  CHECK(reached_share(.5 * all, open) / kIntact == about(.5));
}

TEST_CASE("A direct programme at random loses less", "[campaign]") {
  const ContactLaw law{.25, 1, Order::random};
  const double attempts = intact(100, [&](double a) { return reached_share(a, law); });
  CHECK(reached_share(.9 * attempts, law) / kIntact == about(.91527384));
  CHECK(reached_share(.5 * attempts, law) / kIntact == about(.54446658));
  CHECK(reached_share(.25 * attempts, law) / kIntact == about(.28436260));
}

TEST_CASE("A broadcast that loses impressions keeps more than their share", "[campaign]") {
  const double mean = intact(100, [](double x) { return seen_at_least(1, x, 1); });
  CHECK(seen_at_least(1, .9 * mean, 1) / kIntact == about(.92783505));
  CHECK(seen_at_least(1, .5 * mean, 1) / kIntact == about(.58823529));
  CHECK(seen_at_least(1, .25 * mean, 1) / kIntact == about(.32258065));
}

TEST_CASE("A mesh loses more of its links than of its captains", "[campaign]") {
  const std::vector<Row> rows{{.2,
                               151.648047,
                               {.90312661, .50427168, .25115374},
                               {.91976178, .55928009, .29681363},
                               .614596},
                              {.5,
                               105.630395,
                               {.87486826, .42335678, .19213010},
                               {.92556725, .58162670, .31785489},
                               .635476},
                              {.8,
                               59.624458,
                               {.82066028, .30339747, .12049067},
                               {.93732804, .63486385, .37779696},
                               .683756}};
  const Numbers keeps{.9, .5, .25};
  for (const Row& row : rows) {
    const MeshLaw law{20, row.on, .6, .5, 1, 1, .5};
    const double captains = intact(10000, [&](double s) { return told(s, law); });
    CHECK(captains == about(row.captains, 5e-7));
    for (std::size_t k = 0; k < 3; ++k) {
      CHECK(retained(captains, law, Loss::links, keeps[k]) == about(row.links[k]));
      CHECK(retained(captains, law, Loss::captains, keeps[k]) == about(row.captains_lost[k]));
    }
    CHECK(retained(captains, law, Loss::top_captains, .9) == about(row.top, 5e-7));
    CHECK(retained(captains, law, Loss::attempts, .5) == about(1));
  }
}

TEST_CASE("The busiest captains hold most of the tells", "[campaign]") {
  // Shape 1: rates are exponential, and those below the p quantile hold p + (1 - p) log(1 - p).
  CHECK(left_of_tells(1, .9) == about(.9 + .1 * -2.302585092994046, 1e-12));
  CHECK(left_of_tells(1, .5) == about(.5 - .5 * .6931471805599453, 1e-12));
  CHECK(left_of_tells(1e6, .5) == about(.5, 1e-3));
  CHECK(left_of_tells(.2, .9) == about(.36, .005));  // a tenth makes 64 % of tells
  CHECK(left_of_tells(.2, 1) == 1);
  CHECK(left_of_tells(.2, 0) == 0);
  CHECK(degrade_mesh({}, Loss::top_captains, 0).captains == 0);
}

TEST_CASE("A channel lost whole leaves the others", "[campaign]") {
  const double all = combine(Numbers{.10, .15, .12}, .5).reached;
  CHECK(all == about(.3268));
  CHECK(combine(Numbers{.15, .12}, .5).reached / all == about(.7711, 5e-5));
  CHECK(combine(Numbers{.10, .12}, .5).reached / all == about(.6365, 5e-5));
  CHECK(combine(Numbers{.10, .15}, .5).reached / all == about(.7191, 5e-5));
}
