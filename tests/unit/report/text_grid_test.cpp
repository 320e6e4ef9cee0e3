#include "report/text_grid.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace hustings;

namespace {

/// Two candidates with a chance, a bar and a share.
TextGrid chances() {
  TextGrid grid("candidate", {"wins"}, 2);
  grid.add_words("", 1);
  grid.add_column("share");
  grid.add_column("written", 2);
  grid.add_row("Claire Valdez", {{"72.9%"}, {"#######"}, {"44.8%"}, {"45.0%"}});
  grid.add_row("Claire Valdivia", {{"<0.1%"}, {}, {"9.3%"}, {"9.9%", "!"}});
  return grid;
}

}  // namespace

TEST_CASE("A grid is as wide as what stands in it", "[report][grid]") {
  CHECK(chances().text({}) ==
        "  candidate         wins           share  written\n"
        "  Claire Valdez    72.9%  #######  44.8%    45.0%\n"
        "  Claire Valdivia  <0.1%            9.3%     9.9%!\n");
}

TEST_CASE("Points stand below each other, and so do parts", "[report][grid]") {
  TextGrid grid("", {"difference", "90%"});
  grid.add_row("a", {{"+4.069\t±0.020"}, {"9\t-\t38"}});
  grid.add_row("b", {{"+0.07\t±0.03"}, {"126\t-\t284"}});
  grid.add_row("c", {{"-1,172\t±12"}, {"0\t-\t0"}});
  grid.add_row("d", {{"0"}, {"out"}});
  CHECK(grid.text({}) ==
        "           difference        90%\n"
        "a      +4.069  ±0.020    9 -  38\n"
        "b      +0.07   ±0.03   126 - 284\n"
        "c  -1,172     ±12        0 -   0\n"
        "d       0              out\n");
}

TEST_CASE("A narrow grid drops bars, then what was written, then shortens names",
          "[report][grid]") {
  CHECK(chances().text({.width = 45}) ==
        "  candidate         wins  share  written\n"
        "  Claire Valdez    72.9%  44.8%    45.0%\n"
        "  Claire Valdivia  <0.1%   9.3%     9.9%!\n");
  CHECK(chances().text({.width = 32}) ==
        "  candidate         wins  share\n"
        "  Claire Valdez    72.9%  44.8%\n"
        "  Claire Valdivia  <0.1%   9.3%\n");
  TextGrid grid("", {"wins", "share"});
  grid.add_row("Maria-Fernanda de la Concepcion", {{"72.9%"}, {"44.8%"}});
  grid.add_row("Maria-Fernanda de la Trinidad", {{"27.1%"}, {"39.0%"}});
  CHECK(grid.text({.width = 30}) ==
        "                    wins share\n"
        "Maria-Ferna…epcion 72.9% 44.8%\n"
        "Maria-Ferna…inidad 27.1% 39.0%\n");
}

TEST_CASE("A grid of too many columns is cut into parts, all with the names", "[report][grid]") {
  TextGrid grid("Candidate", {"Round 1", "Round 2", "Round 3"});
  grid.add_heading("First seat");
  grid.add_row("ana", {{"1,000", "*"}, {"2,000"}, {"3,000"}});
  grid.add_line();
  grid.add_row("left out", {});
  CHECK(grid.text({.width = 30}) ==
        "Candidate  Round 1   Round 2\n"
        "First seat\n"
        "ana          1,000*    2,000\n"
        "----------------------------\n"
        "left out\n"
        "\n"
        "Candidate  Round 3\n"
        "First seat\n"
        "ana          3,000\n"
        "------------------\n"
        "left out\n");
}

TEST_CASE("A grid counts wide characters as two columns", "[report][grid]") {
  TextGrid grid("", {"wins"});
  grid.add_row("陳克莉奧", {{"1.0%"}});
  grid.add_row("Zoe\u0308", {{"2.0%"}});
  CHECK(grid.text({}) == "          wins\n陳克莉奧  1.0%\nZoe\u0308       2.0%\n");
}

TEST_CASE("A grid shows what a terminal can", "[report][grid]") {
  TextGrid grid("", {"±"});
  grid.add_row("a\033[1m name\n", {{"±1", "", TextGrid::Tone::good}});
  CHECK(grid.text({.unicode = false}) == "              +-\na?[1m name?  +-1\n");
  CHECK(grid.text({.colour = true}) ==
        "\033[2m              ±\033[0m\na?[1m name?  \033[1;34m±1\033[0m\n");
}

TEST_CASE("A change is quiet within its 95 % error, or where the error is not known",
          "[report][grid]") {
  CHECK(tone_of(1.97, 1) == TextGrid::Tone::good);
  CHECK(tone_of(-3, 1) == TextGrid::Tone::bad);
  CHECK(tone_of(1.95, 1) == TextGrid::Tone::quiet);
  CHECK(tone_of(2, std::nan("")) == TextGrid::Tone::quiet);
}
