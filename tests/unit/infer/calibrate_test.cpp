#include "hustings/infer/calibrate.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <numeric>

#include "hustings/infer/moved_elections.hpp"
#include "infer/laplace.hpp"
#include "infer/mover.hpp"
#include "night/night.hpp"
#include "random/math.hpp"
#include "random/named_stream.hpp"
#include "support/calibrations.hpp"
#include "support/counted_reference.hpp"
#include "support/isa_paths.hpp"
#include "support/scenarios.hpp"

namespace hustings::infer {
namespace {

TEST_CASE("Calibration: h is what the engine's kernels count on the same draws", "[calibrate]") {
  const Model model = test::counted_reference();
  std::vector<DistrictReturn> returns;
  for (std::size_t d = 0; d < 4; ++d) returns.push_back({ContestId(0), DistrictId(d), {1, 1}});
  const ReturnsPlan plan = returns_plan(model, returns);
  NightPlan by_district = model.night;
  for (ContestPlan& contest : by_district.contests) {
    contest.n_parts = 4;
    for (UniverseGroup& group : contest.groups) group.part = group.district;
  }
  Night night(by_district);
  night.draw_shared_effects(3, kBatch, {});
  RowProgram draws;
  for (const MovedDraw& draw : plan.draws) {
    draws.factors.push_back(
        {static_cast<RowIndex>(draws.factors.size() + 1), plan.night.normals[draw.normal]});
  }
  std::vector<float> rows((draws.factors.size() + 1) * kBatch + 16);
  void* aligned = rows.data();
  std::size_t space = rows.size() * sizeof(float);
  auto* at = static_cast<float*>(std::align(64, rows.size() * 4 - 64, aligned, space));
  night.run_rows(draws, at);
  const std::span<const float> votes = night.draw_first_choices(ContestId(0));
  const std::vector<double> ones(plan.draws.size(), 1.0);
  for (std::size_t e = 0; e < kBatch; e += 17) {
    std::vector<double> z;
    for (std::size_t i = 1; i <= plan.draws.size(); ++i) {
      z.push_back(static_cast<double>(at[i * kBatch + e]));
    }
    const std::vector<double> h = returns_at(plan, ones, z);
    for (std::size_t d = 0; d < h.size(); ++d) {
      const auto counted = static_cast<double>(votes[d * kBatch + e]);
      CHECK(h[d] == Approx(std::log(counted)).epsilon(0).margin(2e-6));
    }
  }
}

TEST_CASE("Calibration: the reference is met by elections", "[calibrate]") {
  const Model model = test::counted_reference();
  const Calibration calibration =
      calibrate(model, test::reference_returns(), {.elections = 32'768});
  const Gates& gates = calibration.posterior.gates;
  CHECK(failed_gates(gates, 40'000).empty());
  CHECK(gates.effective_part == Approx(.914).margin(.02));
  CHECK(calibration.posterior.log_evidence == Approx(-2.0089).margin(.02));
  const test::ReferenceLaw law = test::reference_law(model, calibration.posterior);
  CHECK(law.margin.mean == Approx(.0127).margin(5 * .0349 / std::sqrt(20'000.0)));
  CHECK(law.margin.sd == Approx(.0349).margin(.001));
  CHECK(law.margin.above_0 == Approx(.6415).margin(.02));
  CHECK(law.support[0].mean == Approx(.5196).margin(.001));
  CHECK(law.support[0].sd == Approx(.0314).margin(.001));
  CHECK(law.support[1].mean == Approx(.4844).margin(.002));
  CHECK(law.support[1].sd == Approx(.0503).margin(.001));

  Posterior unweighted = calibration.posterior;
  std::iota(unweighted.accepted.begin(), unweighted.accepted.end(), std::uint64_t{0});
  const test::MeanSd margin = test::reference_law(model, unweighted).margin;
  CHECK(margin.mean == Approx(.0132).margin(5 * .0349 / std::sqrt(32'768.0)));
  CHECK(margin.sd == Approx(.0349).margin(.001));
  CHECK(margin.above_0 == Approx(.6462).margin(.015));
}

/// FNV-1a of the bytes of what a calibration finds.
class Digest {
 public:
  template <class Number>
  void add(const std::vector<Number>& numbers) {
    for (const Number number : numbers) {
      unsigned char bytes[sizeof number];
      std::memcpy(bytes, &number, sizeof number);
      for (const unsigned char byte : bytes) digest_ = (digest_ ^ byte) * 0x100000001b3;
    }
  }
  std::uint64_t value() const { return digest_; }

 private:
  std::uint64_t digest_ = 0xcbf29ce484222325;
};

std::uint64_t digest_of(const Model& model, int threads) {
  const Calibration calibration =
      calibrate(model, test::reference_returns(), {.elections = 2048, .threads = threads});
  const Posterior& posterior = calibration.posterior;
  Digest digest;
  digest.add(posterior.mode);
  for (const MovedScale& scale : posterior.scales) digest.add(scale.log_evidence);
  digest.add(posterior.accepted);
  digest.add(std::vector{posterior.log_evidence, posterior.gates.rank_r_hat,
                         posterior.gates.bulk_ess, posterior.gates.pareto_k});
  for (const LearntSize& size : posterior.sizes) digest.add(std::vector{size.after, size.log_sd});
  const MovedElections moved(model, posterior);
  const std::vector<std::uint64_t> elections{0, 1, 77, 300, 2047};
  std::vector<float> scales(moved.draws().scales.size() * elections.size());
  std::vector<float> normals(moved.draws().normals.size() * elections.size());
  moved.recompute(elections, elections.size(), scales.data(), normals.data());
  digest.add(scales);
  digest.add(normals);
  return digest.value();
}

TEST_CASE("Calibration: one digest on every compiler, instruction set and number of threads",
          "[calibrate][digest]") {
  for (const std::string& isa : test::isa_paths()) {
    CAPTURE(isa);
    const test::IsaPath path(isa);
    CHECK(digest_of(test::counted_reference(false), 1) == 0x4b461eaf7d7dbd5c);
    CHECK(digest_of(test::counted_reference(true), 2) == 0x7d5e7795d6093397);
  }
}

TEST_CASE("Calibration: bits are the same on any threads, instruction set and order of returns",
          "[calibrate]") {
  const Model model = test::counted_reference();
  auto returns = test::reference_returns();
  const Posterior first = calibrate(model, returns, {.elections = 1024, .threads = 1}).posterior;
  std::swap(returns[0], returns[1]);
  for (const std::string& isa : test::isa_paths()) {
    const test::IsaPath path(isa);
    CHECK(calibrate(model, returns, {.elections = 1024, .threads = 2}).posterior == first);
  }
}

TEST_CASE("Calibration: an election is recomputed alike from any list", "[calibrate]") {
  const Model model = test::counted_reference();
  const Posterior posterior =
      calibrate(model, test::reference_returns(), {.elections = 1024}).posterior;
  const MovedElections moved(model, posterior);
  const auto recompute = [&](const std::vector<std::uint64_t>& elections) {
    std::vector<float> normals(moved.draws().normals.size() * elections.size());
    moved.recompute(elections, elections.size(), nullptr, normals.data());
    return normals;
  };
  const auto alone = recompute({777});
  const auto among = recompute({5, 777, 300, 777, 6, 7, 1000});
  for (std::size_t d = 0; d < alone.size(); ++d) {
    CHECK(among[d * 7 + 1] == alone[d]);
    CHECK(among[d * 7 + 3] == alone[d]);
  }
}

TEST_CASE("Calibration: sizes that steps do not end at are told, elections are the same",
          "[calibrate]") {
  const Model model = test::counted_reference();
  CalibrationPlan plan{.elections = 1024};
  const Posterior found = calibrate(model, test::reference_returns(), plan).posterior;
  CHECK(found.size_step < kMostSizeStep);
  CHECK(unfound_sizes(found).empty());
  plan.most_size_steps = 2;
  const Posterior lost = calibrate(model, test::reference_returns(), plan).posterior;
  CHECK(lost.size_step > 1e-4);
  CHECK(unfound_sizes(lost).starts_with("effect sizes are not found: a step still moves one by"));
  CHECK(lost.accepted == found.accepted);
}

TEST_CASE("Calibration: a district counted ten times too high is listed", "[calibrate]") {
  const Model model = test::counted_reference();
  auto returns = test::reference_returns();
  returns.push_back({ContestId(0), DistrictId(2), {1200, 1700}});
  const auto fits = calibrate(model, returns, {.elections = 1024}).posterior.fits;
  for (double& votes : returns[2].votes) votes *= 3;
  const auto strange = calibrate(model, returns, {.elections = 1024}).posterior.fits;
  REQUIRE(fits.size() == 3);
  CHECK(std::abs(fits[2].turnout_z) < kStrangeReturn);
  CHECK(std::abs(strange[2].turnout_z) > kStrangeReturn);
}

TEST_CASE("Calibration: a count that the scenario cannot have fails a gate, or is refused",
          "[calibrate]") {
  const Model model = test::counted_reference();
  const auto found = [&](std::vector<double> votes) {
    return calibrate(model, {{ContestId(0), DistrictId(0), std::move(votes)}}, {.elections = 1600});
  };
  CHECK(found({3100, 2300}).posterior.gates.misplaced < .01);
  // A counted 0 weighs little in logs; the votes that stand there all the same do.
  const Gates gates = found({5400, 0}).posterior.gates;
  CHECK(gates.misplaced > .05);
  const std::vector<std::string> failed = failed_gates(gates, 1600);
  REQUIRE_FALSE(failed.empty());
  CHECK(failed.front().find("of the votes are not those counted") != std::string::npos);
}

TEST_CASE("Calibration: where chains are too short it is told how many elections are enough",
          "[calibrate]") {
  // New York 2025 of 40,000 elections; of 320,000 it was 1.011, and 1,249.
  Gates gates{.acceptance = .13, .rank_r_hat = 1.07, .bulk_ess = 156};
  const std::vector<std::string> failed = failed_gates(gates, 40'000);
  REQUIRE(failed.size() == 2);
  CHECK(failed[0] ==
        "rank R-hat is 1.070, but must be below 1.02: the chains differ; try "
        "--elections 300_000");
  CHECK(failed[1].find("is 156, but must be above 400: try --elections 300_000") !=
        std::string::npos);
  gates.bulk_ess = 5;
  CHECK(failed_gates(gates, 40'000)[1].find("look for districts with a large z") !=
        std::string::npos);
  CHECK(failed_gates({.bulk_ess = 5000}, 40'000).empty());
}

TEST_CASE("Calibration: what was drawn is found again as often as said", "[calibrate]") {
  CHECK(test::calibrated_ranks(20, false) > 1e-3);
  CHECK(test::calibrated_ranks(20, true) > 1e-3);
}

TEST_CASE("Calibration: what was drawn is found again as often as said, 200 times",
          "[.long][calibrate]") {
  CHECK(test::calibrated_ranks(200, false) > 1e-3);
  CHECK(test::calibrated_ranks(200, true) > 1e-3);
}

}  // namespace
}  // namespace hustings::infer
