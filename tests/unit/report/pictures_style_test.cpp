#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "hustings/summary/reading.hpp"
#include "report/html/assets.hpp"
#include "report/style.hpp"
#include "support/places.hpp"
#include "support/temporary_folder.hpp"

// What pictures (Python) and the program (C++) both say has one form.
namespace hustings {
namespace {

/// Lines that a piece of Python prints, which has the pictures' style at hand.
std::vector<std::string> said_in_python(const std::string& code, const std::string& input = "") {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "in") << input;
  std::ofstream(folder / "code.py") << "import sys\nsys.path.insert(0, '" +
                                           test::in_source("/scripts')\nfrom plots import style\n")
                                    << code;
  const std::string at = folder.path();
  const std::string command =
      "/usr/bin/python3 -B " + at + "/code.py < " + at + "/in > " + at + "/out";
  REQUIRE(std::system(command.c_str()) == 0);
  std::ifstream out(folder / "out");
  std::vector<std::string> lines;
  for (std::string line; std::getline(out, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("Pictures write chances as the program does", "[report][pictures]") {
  std::vector<Probability> chances;
  std::string counts;
  std::uint64_t state = 7;
  for (int i = 0; i < 2000; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    // From one election to a million; a third at an end, where bounds are told.
    const std::uint64_t n = 1 + (state >> 33) % (i % 2 == 0 ? 40 : 1'000'000);
    const std::uint64_t k = i % 6 == 0 ? 0 : i % 6 == 1 ? n : (state >> 20) % (n + 1);
    chances.push_back(probability(k, n));
    counts += fmt::format("{} {}\n", k, n);
  }
  const auto lines = said_in_python(
      "for line in sys.stdin:\n"
      "    k, n = map(int, line.split())\n"
      "    print(style.percent(k / n, n) + '|' + style.in_hundred(k / n, n))\n",
      counts);
  REQUIRE(lines.size() == chances.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CAPTURE(i, chances[i].probability);
    CHECK(lines[i] == percent(chances[i]) + "|" + of_hundred(chances[i]) + " in 100");
  }
}

TEST_CASE("Pictures have the colours of the report's style sheet", "[report][pictures]") {
  const std::string css(asset("report.css"));
  const std::string light = css.substr(0, css.find("@media"));
  const auto colours = said_in_python(
      "for one in (style.BLUE, style.VERMILION, style.GREEN, style.PURPLE, style.ORANGE, "
      "style.SKY,\n"
      "            style.NEUTRAL): print(one)\n");
  const std::vector<std::string> names{"a", "b", "c", "d", "e", "f", "grey"};
  REQUIRE(colours.size() == names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    CAPTURE(names[i]);
    CHECK(light.find("--" + names[i] + ": " + colours[i] + ";") != std::string::npos);
  }
}

}  // namespace hustings
