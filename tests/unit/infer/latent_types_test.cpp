#include "hustings/infer/latent_types.hpp"

#include <catch2/catch.hpp>

#include "support/counts_table.hpp"

namespace hustings::infer {
namespace {

const std::vector<Matrix> kTwoContests = {
    Matrix({{142, 300, 558},
            {225, 300, 475},
            {308, 300, 392},
            {392, 300, 308},
            {475, 300, 225},
            {558, 300, 142}}),
    Matrix({{273, 527}, {340, 460}, {407, 393}, {473, 327}, {540, 260}, {607, 193}})};

TEST_CASE("Types: the reference fit of two contests in six places", "[infer]") {
  const LatentTypes fit = fit_types(kTwoContests, 2, {100000, 1e-13, 1});
  CHECK(fit.seeds == std::vector<std::size_t>{5, 0});
  CHECK(fit.objective == Approx(-9319.14762858).epsilon(0).margin(1e-8));
  const auto near = [](double found, double expected) {
    CHECK(found == Approx(expected).epsilon(0).margin(1e-8));
  };
  near(fit.votes[0](0, 0), .6458950726);
  near(fit.votes[0](0, 1), .3000060051);
  near(fit.votes[0](0, 2), .0540989223);
  near(fit.votes[1](0, 0), .8467432228);
  near(fit.votes[0](1, 0), .0519078644);
  near(fit.votes[0](1, 1), .2999939503);
  near(fit.votes[0](1, 2), .6480981853);
  near(fit.votes[1](1, 0), .2510445743);
  const std::vector<double> parts = {.1522196, .2919029, .4317534, .5719354, .7117890, .8515118};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    CHECK(fit.parts(i, 0) == Approx(parts[i]).epsilon(0).margin(6e-8));
  }
}

TEST_CASE("Types: what no place is nearly pure in is not identified", "[infer]") {
  // Made from two types that vote .6 .3 .1 and .1 .3 .6 in the first contest, mixed in no place by
  // more than .9 : .1, so that the fit need not find them.
  const std::vector<double> mixed = fit_types(kTwoContests, 2).purest();
  CHECK(mixed[0] > kPureEnough);
  CHECK(fit_types(kTwoContests, 2).votes[0](0, 0) > .62);
  CHECK(most_types(kTwoContests) == 3);
  const std::vector<double> three = fit_types(kTwoContests, 3).purest();
  CHECK(std::count_if(three.begin(), three.end(), [](double p) { return p < kPureEnough; }) > 0);
}

TEST_CASE("Types: pure places give back types that shun each other's candidates", "[infer]") {
  const std::vector<Matrix> pure = {
      Matrix({{900, 100, 0}, {0, 100, 900}, {450, 100, 450}, {225, 100, 675}}),
      Matrix({{700, 300}, {200, 800}, {450, 550}, {325, 675}})};
  const LatentTypes fit = fit_types(pure, 2);
  for (std::size_t f = 0; f < 2; ++f) CHECK(fit.purest()[f] > .99);
  const std::size_t first = fit.votes[0](0, 0) > .5 ? 0 : 1;
  CHECK(fit.votes[0](first, 0) == Approx(.9).margin(.005));
  CHECK(fit.votes[1](1 - first, 1) == Approx(.8).margin(.005));
  CHECK(fit.parts(2, first) == Approx(.5).margin(.005));
}

/// Primaries of New York by assembly district: 2020 and 2021, and what they are to explain, 2025.
struct NewYork {
  std::vector<Matrix> before;
  Matrix now;

  NewYork() {
    const test::CountsTable mayor("scenarios/data/sources/nyc_2025_mayor_ad.csv");
    now = mayor.matrix({"mamdani", "cuomo", "lander", "adams", "stringer", "myrie", "tilson",
                        "blake", "ramos", "prince", "bartholomew"});
    const test::CountsTable president("scenarios/data/sources/nyc_2020_president_dem_ad.csv");
    const Matrix votes =
        president.matrix({"amy_klobuchar", "andrew_yang", "bernie_sanders", "deval_patrick",
                          "elizabeth_warren", "joseph_r_biden", "michael_bennet",
                          "michael_r_bloomberg", "pete_buttigieg", "tom_steyer", "tulsi_gabbard"});
    Matrix of_2020(now.rows(), votes.columns());
    for (std::size_t i = 0; i < now.rows(); ++i) {
      for (std::size_t j = 0; j < votes.rows(); ++j) {
        if (president.text(j, "ad") != mayor.text(i, "ad")) continue;
        for (std::size_t k = 0; k < votes.columns(); ++k) of_2020(i, k) += votes(j, k);
      }
    }
    const test::CountsTable then("scenarios/data/sources/nyc_2021_mayor_ad_first_choice.csv");
    before = {of_2020,
              then.matrix({"adams", "wiley", "garcia", "yang", "stringer", "morales", "mcguire",
                           "donovan", "foldenauer", "chang", "prince", "taylor", "wright"})};
  }
};

Matrix some_rows(const Matrix& table, std::size_t first, std::size_t end) {
  Matrix rows(end - first, table.columns());
  for (std::size_t i = first; i < end; ++i) rows.set_row(i - first, table.row(i));
  return rows;
}

/// R2, by ballots, of Mamdani - Cuomo, each half of the districts from the other.
double explained(const NewYork& city, std::size_t types) {
  const LatentTypes fit = fit_types(city.before, types);
  const std::size_t n = city.now.rows();
  const std::size_t half = n / 2;
  std::vector<double> found(n), counted(n), ballots(n);
  const auto predict = [&](std::size_t first, std::size_t end, std::size_t from, std::size_t to) {
    const Matrix votes = fit_votes(some_rows(fit.parts, from, to), some_rows(city.now, from, to));
    const Matrix shares = shares_of_types(fit.parts, votes);
    for (std::size_t i = first; i < end; ++i) found[i] = shares(i, 0) - shares(i, 1);
  };
  predict(0, half, half, n);
  predict(half, n, 0, half);
  double total = 0, mean = 0, errors = 0, spread = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < city.now.columns(); ++k) ballots[i] += city.now(i, k);
    counted[i] = (city.now(i, 0) - city.now(i, 1)) / ballots[i];
    total += ballots[i];
    mean += ballots[i] * counted[i];
  }
  for (std::size_t i = 0; i < n; ++i) {
    errors += ballots[i] * (found[i] - counted[i]) * (found[i] - counted[i]);
    spread += ballots[i] * (counted[i] - mean / total) * (counted[i] - mean / total);
  }
  return 1 - errors / spread;
}

TEST_CASE("Types: those of 2020 and 2021 explain most of New York 2025", "[infer]") {
  const NewYork city;
  CHECK(explained(city, 4) == Approx(.63).margin(.03));
  CHECK(explained(city, 6) == Approx(.78).margin(.03));
  CHECK(explained(city, 8) == Approx(.73).margin(.03));
}

TEST_CASE("Types: seven are chosen for New York 2020 and 2021", "[infer]") {
  const ChosenTypes chosen = choose_types(NewYork().before, {4, 5, 6, 7, 8});
  CHECK(chosen.types == 7);
  REQUIRE(chosen.scores.size() == 5);
  CHECK(chosen.scores[0].below_best > 2 * chosen.scores[0].below_best_se);
}

TEST_CASE("Types: of many places some are enough to choose a number", "[infer]") {
  // Each place of the reference stands 400 times in a row; every third of 2400 is looked at.
  std::vector<Matrix> many, some;
  for (const Matrix& contest : kTwoContests) {
    many.emplace_back(2400, contest.columns());
    some.emplace_back(800, contest.columns());
    for (std::size_t i = 0; i < 2400; ++i) many.back().set_row(i, contest.row(i / 400));
    for (std::size_t i = 0; i < 800; ++i) some.back().set_row(i, many.back().row(3 * i));
  }
  const ChosenTypes all = choose_types(many, {1}), thinned = choose_types(some, {1});
  CHECK(all.scores[0].log_score == thinned.scores[0].log_score);
}

}  // namespace
}  // namespace hustings::infer
