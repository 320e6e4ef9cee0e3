// What counted returns say, as a file, and runs of elections that agree with them.

#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "hustings/core/failure.hpp"
#include "hustings/engine/replay.hpp"
#include "hustings/infer/calibrate.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/results/diff.hpp"
#include "hustings/results/given.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/open_scenario.hpp"
#include "hustings/results/posterior_file.hpp"
#include "support/places.hpp"
#include "support/runs.hpp"
#include "support/temporary_folder.hpp"

using namespace hustings;

namespace {

const std::string kScenario = hustings::test::in_source("/scenarios/first_steps.yaml");
constexpr std::uint64_t kElections = 1024;

struct Read {
  scenario::Scenario scenario;
  Model model;
};

Read read(const std::vector<std::string>& overrides = {}) {
  Problems problems;
  std::vector<std::string> all{"seed=5", "elections=1000"};
  all.insert(all.end(), overrides.begin(), overrides.end());
  Read read{read_scenario(kScenario, all, problems), {}};
  read.model = build_model(read.scenario, problems);
  problems.throw_if_errors();
  return read;
}

/// What election 7 came to in the first district of the first contest.
std::vector<infer::DistrictReturn> counted(const Model& model) {
  const ReplayedDistrict district = replay(model, 7).contests[0].districts.front();
  return {{ContestId(0), district.district, {district.votes.begin(), district.votes.end()}}};
}

/// A scenario calibrated to that, and a run of it.
struct Calibrated {
  test::TemporaryFolder folder;
  std::string path = (folder / "posterior.h5").string();
  Read of = read();
  Results posterior{.labels = labels_of(of.model),
                    .files = of.scenario.files,
                    .overrides = of.scenario.overrides};

  Calibrated() {
    posterior.posterior = {
        infer::calibrate(of.model, counted(of.model), {.elections = kElections}).posterior,
        draws_digest(of.model)};
    write_posterior(path, posterior, Existing::replace);
  }

  RunResult run(std::uint64_t n_draws = 300) const {
    return simulate(of.model, {.elections = 1000,
                               .n_draws = n_draws,
                               .source = source_of(posterior.posterior, of.model)});
  }
  Results results() const {
    RunResult one = run();
    return {.labels = labels_of(of.model),
            .tally = std::move(one.tally),
            .draws = std::move(one.draws),
            .posterior = posterior.posterior,
            .files = of.scenario.files,
            .overrides = of.scenario.overrides};
  }
};

std::string refusal(const std::function<void()>& ask) {
  try {
    ask();
  } catch (const Failure& failure) {
    CHECK(failure.code() == ExitCode::bad_data);
    return failure.what();
  }
  return "done";
}

}  // namespace

TEST_CASE("A posterior is read as it was written, and equal ones are equal bytes", "[posterior]") {
  const Calibrated one;
  const Results again = read_posterior(one.path);
  CHECK(again.posterior == one.posterior.posterior);
  CHECK(again.files == one.of.scenario.files);
  CHECK(again.overrides == one.of.scenario.overrides);
  CHECK(again.labels.seed == 5);
  const std::string other = (one.folder / "other.h5").string();
  write_posterior(other, again, Existing::refuse);
  CHECK(test::bytes_of_file(other) == test::bytes_of_file(one.path));
}

TEST_CASE("A posterior remembers that sizes of effects were not found", "[posterior]") {
  Calibrated one;
  const auto says = [&] {
    write_posterior(one.path, one.posterior, Existing::replace);
    const std::string json =
        calibration_json(read_posterior(one.path).posterior.law, one.posterior.labels);
    return nlohmann::json::parse(json).at("sizes_found").get<bool>();
  };
  CHECK(says());
  one.posterior.posterior.law.size_step = .003;
  CHECK_FALSE(says());
}

TEST_CASE("Files that are no posterior, or damaged ones, are refused with the reason",
          "[posterior]") {
  const Calibrated one;
  const auto reason = [&](const std::string& path) {
    return refusal([&] { read_posterior(path); });
  };
  CHECK(reason(kScenario).find("this is a scenario, not a posterior (hustings calibrate") !=
        std::string::npos);
  const std::string results = (one.folder / "results.h5").string();
  write_results(results, one.results(), Existing::refuse);
  CHECK(reason(results) == results + ": this is a results file, not a posterior");
  CHECK(
      refusal([&] { read_results(one.path); }) ==
      one.path +
          ": this is a posterior, not a results file (hustings run SCENARIO --posterior simulates "
          "it)");
  CHECK(is_posterior_file(one.path));
  CHECK_FALSE(is_posterior_file(results));
  CHECK_FALSE(is_posterior_file(kScenario));
  std::string bytes = test::bytes_of_file(one.path);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  test::put_file(one.path, bytes);
  CHECK(reason(one.path).find("changed by another program") != std::string::npos);
  Results wrong = one.posterior;
  wrong.posterior.law.accepted[3] = 4;
  write_posterior(one.path, wrong, Existing::replace);
  CHECK(reason(one.path) ==
        one.path + ": /posterior/accepted is missing or does not fit the rest of the file");
}

TEST_CASE("A posterior of another scenario is refused with the first difference", "[posterior]") {
  const Calibrated one;
  const auto reason = [&](const std::string& change) {
    const Read other = read({change});
    return refusal([&] { check_same_model(one.posterior, "p.h5", other.scenario, other.model); });
  };
  CHECK(reason("elections=99") == "done");
  CHECK(reason("output.draws=9") == "done");
  CHECK(reason("seed=6").find("p.h5: the posterior is of another scenario: seed is 6, there 5") ==
        0);
  const std::string effect = one.of.scenario.effects.front().id;
  CHECK(reason("effects." + effect + ".sd=0.21")
            .find("p.h5: the posterior is of another scenario: effects." + effect +
                  ".sd is 0.21, there ") == 0);
  Results older = one.posterior;
  older.posterior.model[0] = older.posterior.model[0] == '0' ? '1' : '0';
  older.program_version = "0.0.9";
  CHECK(refusal([&] { check_same_model(older, "p.h5", one.of.scenario, one.of.model); })
            .find("p.h5: the posterior is of another model of this scenario: it was written by "
                  "hustings 0.0.9") == 0);
}

TEST_CASE("Elections of a posterior agree with what was counted", "[posterior]") {
  const Calibrated one;
  const infer::DistrictReturn& counted = one.posterior.posterior.law.returns.front();
  const DrawSource source = source_of(one.posterior.posterior, one.of.model);
  double total = 0;
  for (const double votes : counted.votes) total += votes;
  for (const std::uint64_t election : {0, 1, 255, 256, 999}) {
    const ReplayedDistrict district =
        replay(one.of.model, election, source).contests[0].districts.front();
    REQUIRE(district.district == counted.district);
    for (std::size_t k = 0; k < counted.votes.size(); ++k) {
      CHECK(static_cast<double>(district.votes[k]) ==
            Approx(counted.votes[k]).epsilon(.08).margin(.01 * total));
    }
  }
}

TEST_CASE("Two runs of a posterior differ by elections they have, not by those asked for",
          "[posterior]") {
  const Calibrated one;
  const Results a = one.results();
  Results b = a;
  b.overrides = {"seed=5", "elections=5000"};
  const auto n_changes = [](const Results& from, const Results& to) {
    return difference_of_results(from, to, .001).scenario.size();
  };
  CHECK(n_changes(a, b) == 0);
  Results plain_a = a;
  Results plain_b = b;
  plain_a.posterior = plain_b.posterior = {};
  CHECK(n_changes(plain_a, plain_b) == 1);
}

TEST_CASE("What-ifs of a posterior leave the sizes of moved errors alone", "[posterior]") {
  const Calibrated one;
  const DrawSource source = source_of(one.posterior.posterior, one.of.model);
  const auto fault = [&](const scenario::ChangeKind& kind, const DrawSource& of) {
    Problems problems;
    check_sizes_stay({{}, "w", {{{}, {}, kind}}}, of, one.of.scenario, one.of.model, problems);
    return problems.has_errors() ? problems.sorted()[0].problem : "";
  };
  const scenario::EffectChange larger{.effect = "place", .value = 2};
  CHECK(fault(larger, source) ==
        "a what-if cannot change the size of 'place' here: its errors were moved until they agree "
        "with the count, and at another size they would not");
  CHECK(fault(scenario::EndorsementsChange{.strength = .3}, source)
            .find("what candidates' errors "
                  "share") != std::string::npos);
  CHECK(fault(larger, {}).empty());
  CHECK(fault(scenario::TurnoutChange{.value = 1.1}, source).empty());
  // Of an effect that no return tells of nothing was moved.
  DrawSource others = source;
  for (const ModelFactor& factor : one.of.model.effects[EffectId(3)].factors) {
    std::erase(others.draws, factor.address);
  }
  REQUIRE(one.of.model.effects[EffectId(3)].id == "place");
  CHECK(fault(larger, others).empty());
}

TEST_CASE("A results file of a posterior stands for itself: it is simulated again from it alone",
          "[posterior]") {
  const Calibrated one;
  const std::string path = (one.folder / "r.h5").string();
  const Results results = one.results();
  write_results(path, results, Existing::refuse);
  REQUIRE(read_results(path) == results);
  CHECK(digest_of_file(path) == digest_of(results));
  std::filesystem::remove(one.path);

  const OpenedScenario run = open_run(path);
  REQUIRE(run.source);
  check_same_draws(run);
  check_same_tally(run, simulate(run.model, {.elections = 1000, .source = run.source}).tally);
  const Replay night = replay(run.model, 299, run.source);
  CHECK(night.contests[0].shares[0] ==
        test::at(results.draws[kShare].values, results.draws, 0, 299));
  CHECK(night.factors[0].value == test::at(results.draws.factor, results.draws, 0, 299));
  const auto given =
      results_given({.file = path, .event = results.labels.events[0].name, .fewest = 1});
  CHECK(given.has_value());

  Problems problems;
  CHECK(refusal([&] {
          open_scenario(path, {"seed=6"}, Changed::refuse, problems);
        }).find("seed is 6, there 5") != std::string::npos);
  CHECK(refusal([&] {
          open_scenario(path, {"elections=1025"}, Changed::refuse, problems);
        }).find("1,025 elections are asked for, the posterior has 1,024") != std::string::npos);
}

TEST_CASE("What identifies a run includes the posterior; nothing counted is no posterior",
          "[posterior]") {
  const Calibrated one;
  const Results given = one.results();
  Results other = given;
  other.posterior.law.returns[0].votes[0] += 1;
  Results plain = given;
  plain.posterior = {};
  CHECK(digest_of(other) != digest_of(given));
  CHECK(digest_of(plain) != digest_of(given));
  CHECK(posterior_digest(other) != posterior_digest(given));
  CHECK(posterior_digest(plain).empty());
  KeptPosterior nothing = given.posterior;
  nothing.law.returns.clear();
  CHECK_FALSE(source_of(nothing, one.of.model));
}
