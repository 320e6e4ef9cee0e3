#include "hustings/infer/likeness.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "hustings/infer/lean.hpp"
#include "support/counts_table.hpp"

namespace hustings::infer {
namespace {

using Likes = std::map<std::string, std::map<std::string, double>>;

const std::vector<std::string> kNames2021 = {"adams",   "wiley",   "garcia",    "yang",  "stringer",
                                             "morales", "mcguire", "donovan",   "chang", "prince",
                                             "taylor",  "wright",  "foldenauer"};
const std::vector<std::string> kNames2025 = {"mamdani",  "cuomo",  "lander",     "adams",
                                             "stringer", "myrie",  "tilson",     "blake",
                                             "ramos",    "prince", "bartholomew"};
const Likes kLikes = {{"mamdani", {{"wiley", .6}, {"morales", .4}}},
                      {"cuomo", {{"adams", 1}}},
                      {"blake", {{"adams", 1}}},
                      {"bartholomew", {{"adams", 1}}},
                      {"lander", {{"garcia", .4}, {"stringer", .6}}},
                      {"adams", {{"adams", .5}, {"wiley", .5}}},
                      {"stringer", {{"stringer", .5}, {"garcia", .5}}},
                      {"myrie", {{"wiley", .5}, {"stringer", .5}}},
                      {"tilson", {{"garcia", .5}, {"donovan", .5}}},
                      {"ramos", {{"yang", 1}}},
                      {"prince", {{"prince", 1}}}};

Matrix weights_of(const Likes& likes) {
  Matrix weights(kNames2025.size(), kNames2021.size());
  for (std::size_t k = 0; k < kNames2025.size(); ++k) {
    for (std::size_t p = 0; p < kNames2021.size(); ++p) {
      const auto found = likes.find(kNames2025[k]);
      if (found != likes.end() && found->second.contains(kNames2021[p])) {
        weights(k, p) = found->second.at(kNames2021[p]);
      }
    }
  }
  return weights;
}

/// The primaries for mayor of New York by assembly district, the rows of both in one order.
struct Mayors {
  test::CountsTable then{"scenarios/data/sources/nyc_2021_mayor_ad_first_choice.csv"};
  test::CountsTable now{"scenarios/data/sources/nyc_2025_mayor_ad.csv"};
  Matrix votes_then = then.matrix(kNames2021);
  Matrix votes_now = now.matrix(kNames2025);
  std::vector<double> ballots_then;
  std::vector<double> ballots_now;
  Matrix shares_then = votes_then;
  Matrix shares_now = votes_now;

  Mayors() {
    const auto to_shares = [](const Matrix& votes, std::vector<double>& ballots, Matrix& shares) {
      for (std::size_t i = 0; i < votes.rows(); ++i) {
        double sum = 0;
        for (std::size_t k = 0; k < votes.columns(); ++k) sum += votes(i, k);
        ballots.push_back(sum);
        shares.set_row(i, normalised(votes.row(i)));
      }
    };
    to_shares(votes_then, ballots_then, shares_then);
    to_shares(votes_now, ballots_now, shares_now);
  }

  std::vector<double> target() const { return normalised(column_sums(votes_now)); }

  Matrix forecast(const Likes& likes, double slope) const {
    const Matrix kept = keep_part(shares_then, ballots_then, then.groups("borough"), .75);
    Matrix start = likeness_scores(kept, normalised(column_sums(votes_then)), weights_of(likes));
    for (std::size_t i = 0; i < start.rows(); ++i) {
      for (std::size_t k = 0; k < start.columns(); ++k) start(i, k) *= slope;
    }
    return rake(start, ballots_now, target());
  }
};

/// How well the difference of the leaders is forecast over places, by ballots.
struct Fit {
  double rms = 0;
  double r2 = 0;
};

Fit fit_of(const Mayors& mayors, const Matrix& shares) {
  double total = 0, mean = 0, error = 0, spread = 0;
  const auto counted = [&](std::size_t i) {
    return mayors.shares_now(i, 0) - mayors.shares_now(i, 1);
  };
  for (std::size_t i = 0; i < shares.rows(); ++i) {
    total += mayors.ballots_now[i];
    mean += mayors.ballots_now[i] * counted(i);
  }
  for (std::size_t i = 0; i < shares.rows(); ++i) {
    const double off = shares(i, 0) - shares(i, 1) - counted(i);
    const double apart = counted(i) - mean / total;
    error += mayors.ballots_now[i] * off * off;
    spread += mayors.ballots_now[i] * apart * apart;
  }
  return {std::sqrt(error / total), 1 - error / spread};
}

TEST_CASE("Likeness: New York 2025 by assembly district from 2021", "[infer]") {
  const Mayors mayors;
  REQUIRE(mayors.then.numbers("ad") == mayors.now.numbers("ad"));
  const Matrix shares = mayors.forecast(kLikes, kLikenessSlope);
  const Fit fit = fit_of(mayors, shares);
  CHECK(fit.rms == Approx(.1688133).epsilon(0).margin(5e-8));
  CHECK(fit.r2 == Approx(.6065682).epsilon(0).margin(5e-8));
  REQUIRE(mayors.now.text(0, "ad") == "23");
  CHECK(shares(0, 0) == Approx(.3381619).epsilon(0).margin(6e-8));
  CHECK(shares(0, 1) == Approx(.4631602).epsilon(0).margin(6e-8));

  const Fit steeper = fit_of(mayors, mayors.forecast(kLikes, 1));
  CHECK(steeper.rms == Approx(.1634586).epsilon(0).margin(5e-8));
  CHECK(steeper.r2 == Approx(.6311311).epsilon(0).margin(5e-8));
}

TEST_CASE("Likeness: what other lists would have said of New York 2025", "[infer]") {
  const Mayors mayors;
  const auto r2 = [&](const Likes& changed) {
    Likes likes = kLikes;
    for (const auto& [name, list] : changed) likes[name] = list;
    return fit_of(mayors, mayors.forecast(likes, kLikenessSlope)).r2;
  };
  CHECK(r2({{"mamdani", {{"wiley", 1}}}}) == Approx(.61).margin(.005));
  CHECK(r2({{"mamdani", {{"wiley", .5}, {"yang", .5}}},
            {"cuomo", {{"adams", .6}, {"yang", .4}}}}) == Approx(.44).margin(.005));
  Likes without_mamdani = kLikes;
  without_mamdani.erase("mamdani");
  CHECK(fit_of(mayors, mayors.forecast(without_mamdani, kLikenessSlope)).r2 ==
        Approx(.19).margin(.005));
  CHECK(fit_of(mayors, mayors.forecast({}, kLikenessSlope)).r2 == Approx(0).margin(1e-9));
}

TEST_CASE("Raking: means are the target, and nobody without votes has any", "[infer]") {
  const Matrix start({{0, 1, 2, 0}, {1, 0, 0, 0}, {-900, 0, 1, 5}});
  const std::vector<double> weights = {2, 1, 1};
  const std::vector<double> target = {.2, .3, .5, 0};
  const Matrix shares = rake(start, weights, target);
  const std::vector<double> mean = column_sums(shares, normalised(weights));
  for (std::size_t k = 0; k < 4; ++k) CHECK(mean[k] == Approx(target[k]).margin(1e-11));
  CHECK(shares(0, 3) == 0);
  // Odds ratios between places are those of the start.
  CHECK(std::log(shares(0, 1) / shares(0, 2) * shares(1, 2) / shares(1, 1)) == Approx(-1));
}

TEST_CASE("Crosswalk: what leaves old places arrives in new ones", "[infer]") {
  const Matrix moved =
      crosswalk(Matrix({{10, 20}, {4, 8}}), {{0, 0, .5}, {0, 1, .5}, {1, 1, 1}}, 2);
  CHECK(moved == Matrix({{5, 10}, {9, 18}}));
}

TEST_CASE("Lean: two levels combine by inverse variance in log-odds", "[infer]") {
  const CombinedLevel both = combine_levels({{.5, .3, .2}, .1}, {{.2, .6, .2}, .3});
  CHECK(both.weight == Approx(.75));
  CHECK(both.level.variance == Approx(1 / (1 / .1 + 1 / .3)));
  const double log_odds = std::log(both.level.shares[0] / both.level.shares[1]);
  CHECK(log_odds == Approx((std::log(5. / 3) / .1 + std::log(1. / 3) / .3) / (1 / .1 + 1 / .3)));
  const std::vector<double> two = with_two_way({.5, .3, .2}, 0, 1, .75);
  CHECK(std::log(two[0] / two[1]) == Approx(.75));
  CHECK(two[0] + two[1] == Approx(.8));
  CHECK(two[2] == .2);
}

}  // namespace
}  // namespace hustings::infer
