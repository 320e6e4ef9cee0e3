#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "infer/laplace.hpp"
#include "infer/learnt.hpp"
#include "infer/linearise.hpp"
#include "infer/move_kernels.hpp"
#include "support/counted_reference.hpp"

namespace hustings::infer {
namespace {

using test::counted_reference;
using test::draw_label;
using test::reference_plan;
using test::reference_returns;

/// Loads and centres of the plan are floats: six digits and a half of .15, .2, .24, -.8, -1.4.
Approx about(double x) {
  return Approx(x).epsilon(0).margin(2e-7);
}

struct Reference {
  Model model = counted_reference();
  ReturnsPlan plan = reference_plan(model, reference_returns());
  std::vector<double> ones = std::vector<double>(plan.draws.size(), 1.0);
  Mode mode = find_mode(plan, ones);

  std::string label(std::size_t draw) const {
    return draw_label(model, plan.night.normals[plan.draws[draw].normal]);
  }
  double z(const std::string& name) const {
    for (std::size_t i = 0; i < plan.draws.size(); ++i) {
      if (label(i) == name) return mode.z[i];
    }
    return NAN;
  }
};

/// The reference's factors in its order, as 0, 1, ..; candidates run fastest.
std::map<std::string, int> reference_order() {
  std::map<std::string, int> order;
  int next = 0;
  order["turnout: "] = next++;
  for (const char* f : {"u", "w"}) order[std::string("turnout of faction: ") + f] = next++;
  for (const char* d : {"d0", "d1", "d2", "d3"}) {
    for (const char* f : {"u", "w"}) {
      order[std::string("turnout of universe: ") + d + "/" + f] = next++;
    }
  }
  for (const char* k : {"c/a", "c/b"}) order[std::string("polling: ") + k] = next++;
  for (const char* f : {"u", "w"}) {
    for (const char* k : {"c/a", "c/b"}) order[std::string("bloc: ") + k + ", " + f] = next++;
  }
  for (const char* d : {"d0", "d1", "d2", "d3"}) {
    for (const char* f : {"u", "w"}) {
      for (const char* k : {"c/a", "c/b"}) {
        order[std::string("local: ") + k + ", " + d + "/" + f] = next++;
      }
    }
  }
  return order;
}

TEST_CASE("Calibration: the model of returns is the reference's", "[calibrate]") {
  const Reference r;
  const std::vector<double> h = returns_at(r.plan, r.ones, std::vector<double>(r.ones.size()));
  REQUIRE(h.size() == 4);
  CHECK(h[0] == about(7.7477406630));
  CHECK(h[1] == about(7.8389993965));
  CHECK(h[2] == about(8.0173915246));
  CHECK(h[3] == about(7.9388110276));
}

TEST_CASE("Calibration: the mode is the reference's", "[calibrate]") {
  const Reference r;
  for (std::size_t i = 0; i < r.plan.draws.size(); ++i) UNSCOPED_INFO(r.label(i));
  CHECK(r.z("turnout: ") == about(.3164574037));
  CHECK(r.z("turnout of faction: u") == about(.0263334935));
  CHECK(r.z("turnout of faction: w") == about(.2110095592));
  CHECK(r.z("polling: c/a") == about(.2048745589));
  CHECK(r.z("bloc: c/a, u") == about(-.4283516572));
  CHECK(r.z("bloc: c/a, w") == about(.5563982565));
  double square = 0;
  for (const double z : r.mode.z) square += z * z;
  CHECK(square == Approx(8.8358930588).epsilon(0).margin(2e-6));
  CHECK(r.mode.log_posterior == Approx(-4.5279370599).epsilon(0).margin(2e-6));
  CHECK(r.mode.log_determinant_h == Approx(19.2857017745).epsilon(0).margin(2e-6));
  CHECK(r.mode.log_evidence == Approx(-2.0243611818).epsilon(0).margin(2e-6));
}

/// Margin of a over b of all districts, counted ones as counted; draws that `z` does not name are
/// 0.
double margin(const Model& model, const std::map<std::string, double>& z, bool as_counted) {
  std::vector<DistrictReturn> all = reference_returns();
  for (std::size_t d = 2; d < 4; ++d) all.push_back({ContestId(0), DistrictId(d), {1, 1}});
  const ReturnsPlan plan = returns_plan(model, all);
  std::vector<double> values;
  for (const MovedDraw& draw : plan.draws) {
    const auto found = z.find(draw_label(model, plan.night.normals[draw.normal]));
    values.push_back(found == z.end() ? 0.0 : found->second);
  }
  const std::vector<double> h = returns_at(plan, std::vector<double>(values.size(), 1.0), values);
  double votes[2] = {};
  for (std::size_t d = 0; d < h.size(); ++d) {
    votes[d % 2] += as_counted && d < 4 ? all[d / 2].votes[d % 2] : std::exp(h[d]);
  }
  return (votes[0] - votes[1]) / (votes[0] + votes[1]);
}

TEST_CASE("Calibration: margins at the mode and before the count are the reference's",
          "[calibrate]") {
  const Reference r;
  std::map<std::string, double> z;
  for (std::size_t i = 0; i < r.plan.draws.size(); ++i) z[r.label(i)] = r.mode.z[i];
  CHECK(margin(r.model, z, true) == about(.0130103313));
  CHECK(margin(r.model, {}, false) == about(-.0123411164));
}

TEST_CASE("Calibration: draws that no return tells of stay out", "[calibrate]") {
  // K - 1 own draws: of 33 factors eight pairs become one each, and d2, d3 are not counted.
  const Reference r;
  CHECK(night_draws(r.model.night).normals.size() == 25);
  CHECK(r.plan.draws.size() == 25 - 8);
  CHECK(r.plan.n_wide == 9);
}

TEST_CASE("Calibration: an election moves to the reference's", "[calibrate]") {
  const Reference r;
  Linearised about_mode;
  about_mode.linear = r.mode.linear;
  take_apart(r.plan, about_mode.linear);
  about_mode.scale.assign(r.plan.n_wide, 1.0);
  about_mode.h = r.mode.h;
  about_mode.jz = along(r.plan, r.mode.linear, r.mode.z);
  const std::size_t lanes = move_kernels().lanes;
  const std::size_t n = r.plan.draws.size();
  LaneArray z(n * lanes);
  LaneArray noise(r.plan.n_data() * lanes);
  LaneArray scale(r.plan.n_wide * lanes, 1.0);
  const auto order = reference_order();
  const auto drawn = [&](const std::string& label) {
    const auto one = [&](const std::string& name) { return std::cos(order.at(name) + 1); };
    const bool own = label.rfind("local: c/b", 0) == 0;
    return own ? (one(label) - one("local: c/a" + label.substr(10))) / std::sqrt(2.0) : one(label);
  };
  for (std::size_t i = 0; i < n; ++i) set_all(z, i, lanes, drawn(r.label(i)));
  // Lane 1 is the mode's own election: z* moved by nothing.
  for (std::size_t i = 0; i < n; ++i) z[i * lanes + 1] = r.mode.z[i];
  for (std::size_t d = 0; d < r.plan.n_data(); ++d) {
    set_all(noise, d, lanes,
            .5 * std::sin(static_cast<double>(d) + 1) * std::sqrt(r.plan.variance[d]));
    noise[d * lanes + 1] = r.mode.h[d] - r.plan.y[d];
  }
  LaneArray log_weight(lanes);
  MoveScratch scratch(r.plan);
  move_kernels().move(
      {&r.plan, &about_mode, noise.data(), scale.data(), z.data(), log_weight.data()}, scratch);
  const auto moved = [&](const std::string& name) {
    for (std::size_t i = 0; i < n; ++i) {
      if (r.label(i) == name) return z[i * lanes];
    }
    return double{NAN};
  };
  for (std::size_t i = 0; i < n; ++i) CHECK(z[i * lanes + 1] == Approx(r.mode.z[i]).margin(1e-9));
  CHECK(moved("turnout: ") == about(.6975609070));
  CHECK(moved("turnout of faction: u") == about(-.7607738949));
  CHECK(moved("turnout of faction: w") == about(-.5274214874));
  CHECK(log_weight[0] - log_weight[1] == about(-.0212727723));
  CHECK(log_weight[2] == log_weight[0]);
  std::map<std::string, double> all;  // draws of d2 and d3 stay as they were drawn
  for (const auto& [name, place] : order) {
    if (name.rfind("local: c/a", 0) != 0) all[name] = drawn(name);
  }
  for (std::size_t i = 0; i < n; ++i) all[r.label(i)] = z[i * lanes];
  CHECK(margin(r.model, all, true) == about(.0138329509));
}

TEST_CASE("Calibration: sizes are learnt as in the reference", "[calibrate]") {
  const Reference r;
  const DrawNames names = draw_names(r.model, r.plan);
  const std::size_t polling = 3;
  const std::vector<double> c = variances(r.plan, r.mode.linear);
  double sum = 0;
  for (std::size_t i = 0; i < c.size(); ++i) {
    if (names.effect[i] == polling) sum += r.mode.z[i] * r.mode.z[i] + c[i];
  }
  CHECK(sum == about(1.3269143508));
  const std::vector<double> next =
      next_sizes(r.plan, names, r.mode, std::vector<double>(names.n_effects + 1, 1.0), 20);
  CHECK(.24 * next[polling] == about(.2363001045));
}

TEST_CASE("Calibration: sizes are where plain steps from those written come to rest",
          "[calibrate]") {
  const Reference r;
  const DrawNames names = draw_names(r.model, r.plan);
  std::vector<double> sizes(names.n_effects + 1, 1.0);
  Mode mode = r.mode;
  for (double longest = 1; longest > 1e-12;) {
    const std::vector<double> next = next_sizes(r.plan, names, mode, sizes, 20);
    longest = 0;
    std::vector<double> multiplier = r.ones;
    for (std::size_t i = 0; i < multiplier.size(); ++i) multiplier[i] = next[names.effect[i]];
    for (std::size_t g = 0; g < next.size(); ++g) {
      longest = std::max(longest, std::abs(next[g] - sizes[g]));
    }
    sizes = next;
    mode = find_mode(r.plan, multiplier, mode.z, {});
  }
  Posterior learnt;
  learn(r.model, r.plan, r.mode, {.trust = 20}, learnt);
  std::size_t g = 0;
  for (const LearntSize& size : learnt.sizes) {
    while (r.model.effects[EffectId(g)].id != size.effect) ++g;
    CHECK(size.after == Approx(sizes[g]).epsilon(0).margin(1e-7));
  }
  CHECK(learnt.sizes.size() >= 5);
}

}  // namespace
}  // namespace hustings::infer
