#include "report/calibration_text.hpp"

#include <catch2/catch.hpp>

namespace hustings {
namespace {

TEST_CASE("What calibrating printed says that sizes of effects are not found, and only then",
          "[calibration_text]") {
  infer::Posterior posterior;
  posterior.sizes.push_back({.effect = "polling", .before = .3, .after = .35});
  const auto text = [&] { return calibration_text(posterior, {}, {}); };
  CHECK(text().find("not found") == std::string::npos);
  posterior.size_step = .0034;
  CHECK(text().find("\n  effect sizes are not found: a step still moves one by 0.34 %; do not use "
                    "them\n") != std::string::npos);
}

}  // namespace
}  // namespace hustings
