#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "support/count_helpers.hpp"
#include "support/places.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

const std::string kFile = test::in_source("/tests/data/hostile/counts.json");

std::string unhexed(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

std::vector<std::string> problems_of(const Json& hostile) {
  const std::string ballots = hostile.contains("hex") ? unhexed(hostile["hex"].get<std::string>())
                                                      : hostile["ballots"].get<std::string>();
  return test::problems_of(hostile["rules"].get<std::string>(), ballots);
}

/// HUSTINGS_UPDATE=1 writes what comes out now as what is expected, to be read before it is kept.
TEST_CASE("Hostile rules and ballots are refused with place, reason and suggestion",
          "[count][hostile]") {
  Json all = Json::parse(read_text(kFile, 10'000'000));
  const bool update = std::getenv("HUSTINGS_UPDATE") != nullptr;
  for (Json& hostile : all) {
    INFO(hostile["name"]);
    const std::vector<std::string> lines = problems_of(hostile);
    if (update) hostile["lines"] = lines;
    CHECK_FALSE(lines.empty());
    CHECK(lines == hostile["lines"].get<std::vector<std::string>>());
  }
  if (update) std::ofstream(kFile) << all.dump(1) << '\n';
}

}  // namespace
}  // namespace hustings
