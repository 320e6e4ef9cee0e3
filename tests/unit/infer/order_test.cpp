#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "hustings/infer/domain_shift.hpp"
#include "hustings/infer/flows.hpp"
#include "hustings/infer/latent_types.hpp"
#include "hustings/infer/likeness.hpp"
#include "hustings/infer/turnout.hpp"
#include "support/counts_table.hpp"

namespace hustings::infer {
namespace {

/// Districts of New York in 2025, in the order of the file or any other.
struct Districts {
  Matrix votes, registered, ballots;
  std::vector<std::size_t> borough;
};

Districts districts(const std::vector<std::size_t>& order) {
  const test::CountsTable table("scenarios/data/sources/nyc_2025_mayor_ad.csv");
  const Matrix votes = table.matrix({"mamdani", "cuomo", "lander", "adams", "stringer"});
  const std::vector<std::size_t> borough = table.groups("borough");
  Districts turned{Matrix(order.size(), 5), Matrix(order.size(), 1), Matrix(order.size(), 1), {}};
  for (std::size_t i = 0; i < order.size(); ++i) {
    turned.votes.set_row(i, votes.row(order[i]));
    turned.registered(i, 0) = table.number(order[i], "active_dem_2023");
    turned.ballots(i, 0) = table.number(order[i], "ballots");
    turned.borough.push_back(borough[order[i]]);
  }
  return turned;
}

std::vector<std::size_t> file_order() {
  std::vector<std::size_t> order(65);
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

/// An order in which neighbours of the file are far apart.
std::vector<std::size_t> other_order() {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < 65; ++i) order.push_back(i * 27 % 65);
  return order;
}

/// Holds results per place in the file's order against those in the other.
void check_turned(const Matrix& found, const Matrix& turned, double margin) {
  const std::vector<std::size_t> order = other_order();
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t k = 0; k < found.columns(); ++k) {
      CHECK(turned(i, k) == Approx(found(order[i], k)).epsilon(0).margin(margin));
    }
  }
}

Matrix column(const std::vector<double>& values) {
  Matrix one(values.size(), 1);
  for (std::size_t i = 0; i < values.size(); ++i) one(i, 0) = values[i];
  return one;
}

TEST_CASE("Order of places: turnout, types, raking, flows and shift do not depend on it",
          "[infer]") {
  const Districts first = districts(file_order()), turned = districts(other_order());
  const auto turnout = [](const Districts& of) {
    return column(fit_turnout({of.registered, of.ballots, of.borough}).place);
  };
  check_turned(turnout(first), turnout(turned), 1e-9);

  const auto types = [](const Districts& of) { return fit_types({of.votes}, 3).parts; };
  check_turned(types(first), types(turned), 1e-9);

  const auto raked = [](const Districts& of) {
    Matrix start = of.votes;
    std::vector<double> ballots;
    for (std::size_t i = 0; i < start.rows(); ++i) {
      for (std::size_t k = 0; k < 5; ++k) start(i, k) = 1e-4 * of.votes(i, k);
      ballots.push_back(of.ballots(i, 0));
    }
    return rake(start, ballots, {.3, .3, .2, .1, .1});
  };
  check_turned(raked(first), raked(turned), 1e-11);

  const auto distances = [](const Districts& of) {
    std::vector<double> found;
    for (const PlaceShift& shift : domain_shift(of.votes, of.votes))
      found.push_back(shift.distance);
    return column(found);
  };
  check_turned(distances(first), distances(turned), 1e-9);

  const auto flows = [](const Districts& of) {
    Matrix others(of.votes.rows(), 2);
    for (std::size_t i = 0; i < others.rows(); ++i) {
      others.set_row(
          i, {of.votes(i, 0) + of.votes(i, 1), of.votes(i, 2) + of.votes(i, 3) + of.votes(i, 4)});
    }
    return flows_by_group({of.votes, others, of.borough});
  };
  const Flows one = flows(first), other = flows(turned);
  for (std::size_t r = 0; r < 5; ++r) CHECK(one(r, 0) == Approx(other(r, 0)).margin(1e-11));
}

}  // namespace
}  // namespace hustings::infer
