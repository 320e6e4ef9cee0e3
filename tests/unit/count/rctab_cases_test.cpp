#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/count_helpers.hpp"
#include "support/places.hpp"

namespace hustings {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::vector<fs::path> cases() {
  std::vector<fs::path> cases;
  for (const auto& entry : fs::directory_iterator(test::in_source("/tests/regression/rctab"))) {
    if (entry.is_directory()) cases.push_back(entry.path());
  }
  std::sort(cases.begin(), cases.end());
  return cases;
}

std::string text_of(const fs::path& file) {
  return read_text(file, 100'000'000);
}

TEST_CASE("Every RCTab case comes out round by round, to the last digit", "[count][rctab]") {
  REQUIRE(cases().size() >= 14);
  for (const fs::path& folder : cases()) {
    INFO(folder.filename());
    const test::Counted counted =
        test::count_texts(text_of(folder / "config.json"), {text_of(folder / "ballots.csv")});
    const Json got = Json::parse(counted.json);
    const Json expected = Json::parse(text_of(folder / "expected.json"));
    REQUIRE(got["results"].size() == expected["results"].size());
    for (std::size_t i = 0; i < expected["results"].size(); ++i) {
      CHECK(got["results"][i] == expected["results"][i]);
    }
    for (const char* key : {"finalThreshold", "numCandidates", "numWinners"}) {
      CHECK(got["summary"][key] == expected["summary"][key]);
    }
  }
}

}  // namespace
}  // namespace hustings
