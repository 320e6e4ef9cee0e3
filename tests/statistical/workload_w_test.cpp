// Workload W: the values of an independent implementation (1,048,576 elections, its own errors
// added).

#include "support/workload_w.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "hustings/language/read_scenario.hpp"
#include "support/places.hpp"
#include "support/reference_engine.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/viewed_run.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = std::uint64_t{1} << 19;

/// Within 5 standard errors of two independent runs, the other with 2^20 elections.
void must_be(double value, double known, double sd_of_one, double rounding) {
  const double error = sd_of_one * std::sqrt(1.0 / kElections + 0x1p-20);
  CHECK(std::fabs(value - known) < 5 * error + rounding);
}

}  // namespace

TEST_CASE("Workload W has its known means, probabilities and standard deviations",
          "[statistical]") {
  const Model model = test::model_of(test::workload_w());
  const test::ViewedRun summary(model, kElections);
  CHECK(model.universes.size() == 360);
  must_be(summary->mean_seats(0).mean, 10.3459, 2.206, 5e-5);
  must_be(summary->mean_seats(0).standard_error * std::sqrt(kElections), 2.206, 1.6, 5e-4);
  const double wins[] = {.0475, .4481, .0232, .5372, .0385, .4878, .1572, .4264, .0860, .5367};
  for (std::size_t d = 0; d < 10; ++d) {
    CAPTURE(d);
    must_be(summary->chance(kWin, 3 * d).probability, wins[d], std::sqrt(wins[d] * (1 - wins[d])),
            5e-5);
  }
  const double means[] = {.24176, .40415, .35410};
  for (std::size_t k = 0; k < 3; ++k) {
    const Distribution share = summary->distribution(kShare, k);
    must_be(share.mean, means[k], share.sd, 5e-6);
  }
  const double sd = summary->distribution(kShare, 0).sd;
  must_be(sd, .0650, .0650 * std::sqrt(0.5), 5e-5);
}

TEST_CASE("Workload W agrees with the plain engine in every share and turnout", "[statistical]") {
  constexpr std::size_t kPlain = 4000;
  const scenario::Scenario w = test::workload_w();
  const Model model = test::model_of(w);
  const test::ViewedRun fast(model, kElections / 8);
  test::ReferenceEngine engine(w, 1);
  std::vector<double> sum(90);
  std::vector<double> square(90);
  std::vector<double> turnout(30);
  for (std::size_t e = 0; e < kPlain; ++e) {
    const auto election = engine.draw();
    for (std::size_t i = 0; i < 90; ++i) {
      sum[i] += election.share[i] / kPlain;
      square[i] += election.share[i] * election.share[i] / kPlain;
    }
    for (std::size_t c = 0; c < 30; ++c) turnout[c] += election.turnout[c] / kPlain;
  }
  for (std::size_t i = 0; i < 90; ++i) {
    CAPTURE(i);
    const Distribution share = fast->distribution(kShare, i);
    const double sd = std::sqrt(square[i] - sum[i] * sum[i]);
    CHECK(std::fabs(share.mean - sum[i]) < 5 * sd / std::sqrt(kPlain));
    CHECK(std::fabs(share.sd - sd) < 5 * sd / std::sqrt(2.0 * kPlain));
  }
  for (std::size_t c = 0; c < 30; ++c) {
    const Distribution of_contest = fast->distribution(kTurnout, c);
    CHECK(std::fabs(of_contest.mean - turnout[c]) < 5 * of_contest.sd / std::sqrt(kPlain));
  }
}

TEST_CASE("scripts/make_w.py writes the same workload W", "[statistical]") {
  const auto folder =
      std::filesystem::temp_directory_path() / ("hustings_w_" + std::to_string(::getpid()));
  const std::string command =
      "/usr/bin/python3 " + hustings::test::in_source("/scripts/make_w.py -o ") + folder.string();
  REQUIRE(std::system(command.c_str()) == 0);
  Problems problems;
  const Model written = test::model_of(read_scenario(folder / "w.yaml", {}, problems));
  std::filesystem::remove_all(folder);
  CHECK_FALSE(problems.has_errors());
  const Model made = test::model_of(test::workload_w());
  const RunResult from_file = test::run(written, 5000, 1000);
  const RunResult from_values = test::run(made, 5000, 1000);
  CHECK(from_file.tally == from_values.tally);
  CHECK(test::same_draws(from_file.draws, from_values.draws));
}
