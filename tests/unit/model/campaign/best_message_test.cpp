#include "model/campaign/best_message.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "message_cases.hpp"
#include "support/places.hpp"

using namespace hustings::campaign;

TEST_CASE("How probably a variant is the best", "[campaign]") {
  constexpr int kDraws = 20000;
  const auto chances = chances_of_best(many_variants(), {1, 7, kDraws});
  // The reference is itself simulated, with an error of .0011.
  CHECK(std::fabs(chances[10].value - .4036) < 4 * std::hypot(chances[10].error, .0011));
  CHECK(chances[10].error == Approx(std::sqrt(.4036 * .5964 / kDraws)).epsilon(.05));
  double sum = 0;
  for (const DrawnProbability& chance : chances) sum += chance.value;
  CHECK(sum == Approx(1));
}

TEST_CASE("Equal variants are the best equally often", "[campaign]") {
  const std::vector<VariantCount> equal(4, VariantCount{500, 20});
  const auto chances = chances_of_best(equal, {1, 7, 20000});
  for (const DrawnProbability& chance : chances) {
    CHECK(std::fabs(chance.value - .25) < 4 * chance.error);
  }
}

TEST_CASE("Chances of being best are the same for the same seed", "[campaign]") {
  const auto one = chances_of_best(five_variants(), {1, 7, 500});
  const auto same = chances_of_best(five_variants(), {1, 7, 500});
  const auto other = chances_of_best(five_variants(), {2, 7, 500});
  CHECK(one[3].value == same[3].value);
  CHECK(one[3].value != other[3].value);
}

TEST_CASE("Chances of being best stay out of results files", "[campaign]") {
  // They depend on the machine's libm: `plan` alone tells them.
  const std::filesystem::path sources = std::filesystem::path(hustings::test::in_source("/src"));
  int read = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(sources)) {
    if (!entry.is_regular_file() || entry.path().stem() == "best_message") continue;
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    ++read;
    if (entry.path().lexically_relative(sources) == "decide/campaign_messages.cpp") continue;
    CAPTURE(entry.path().string());
    CHECK(text.str().find("best_message.hpp") == std::string::npos);
  }
  CHECK(read > 100);
}
