#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>

#include "hustings/results/results_file.hpp"
#include "report/report_html.hpp"
#include "support/places.hpp"
#include "support/program.hpp"
#include "support/runs.hpp"
#include "support/small_results.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using Catch::Contains;
using Json = nlohmann::json;
using test::run;

const std::string kScenario = test::in_source("/scenarios/first_steps.yaml");

std::string page_of(const Results& results, const ReportOptions& options = {}) {
  return report_html(results, digest_of(results), options);
}

std::size_t n_of(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++n;
  return n;
}

/// The JSON that a page holds.
Json data_of(const std::string& page) {
  const std::string begin = "<script type=\"application/json\" id=\"results\">";
  const std::size_t at = page.find(begin) + begin.size();
  return Json::parse(page.substr(at, page.find("</script>", at) - at));
}

}  // namespace

TEST_CASE("A page says the headline, a hundred dots, and where its numbers are from",
          "[report][program]") {
  const test::TemporaryFolder folder;
  const std::string file = (folder / "r.h5").string();
  const std::string page = (folder / "r.html").string();
  REQUIRE(run("run " + kScenario + " --quiet --elections 5000 -o " + file).code == 0);
  const auto ran = run("report " + file + " -o " + page);
  REQUIRE(ran.code == 0);
  CHECK(ran.out.empty());
  const std::string html = test::bytes_of_file(page);
  const Json of_run = Json::parse(run("show " + file + " --json").out);
  const Json data = data_of(html);
  CHECK(data["headline"] == of_run["headline"]);
  CHECK(data["contests"] == of_run["contests"]);
  CHECK(data["digest"] == of_run["digest"]);
  const std::size_t figure = html.find("<figure>");
  const std::string dots = html.substr(figure, html.find("</figure>") - figure);
  CHECK(n_of(dots, "<circle") == 100);
  CHECK(n_of(dots, "class=\"fill-") == data["headline"]["dots"]["happens"].get<std::size_t>());
  CHECK_THAT(html, Contains("5,000 simulated elections") && Contains("seed 7") &&
                       Contains(of_run["digest"].get<std::string>()) &&
                       Contains("default-src 'none'") && Contains("<h2 id=\"t-trust\">"));
}

TEST_CASE("The same results are the same page", "[report]") {
  const Results results = test::small_results();
  CHECK(page_of(results) == page_of(results));
  const test::TemporaryFolder folder;
  write_results(folder / "a.h5", results, Existing::refuse);
  CHECK(page_of(read_results(folder / "a.h5")) == page_of(results));
}

TEST_CASE("A name stays a text, whatever is in it", "[report]") {
  Results results = test::small_results();
  const std::string hostile = "<script>alert('x')</script>\"&\xE2\x80\xAE" + std::string(200, 'w');
  results.labels.title = hostile;
  results.labels.assumptions = {hostile};
  for (CandidateLabel& candidate : results.labels.candidates) candidate.name = hostile;
  for (ContestLabel& contest : results.labels.contests) contest.name = hostile;
  for (SlateLabel& slate : results.labels.slates) slate.name = hostile;
  for (EventLabel& event : results.labels.events) event.name = hostile + event.name;
  for (TotalLabel& total : results.labels.totals) total.name = hostile;
  for (TotalNameLabel& name : results.labels.total_names) name.name = hostile + name.name;
  const std::string html = page_of(results, {.title = hostile});
  CHECK_THAT(html, !Contains("<script>") && Contains("&lt;script&gt;"));
  CHECK(n_of(html, "</script>") == 1);  // that of the JSON
  CHECK(data_of(html)["scenario"]["title"] == hostile);
  CHECK_THAT(page_of(results, {.title = hostile, .data = false}), !Contains("alert('x')"));
}

TEST_CASE("A page has what the run has, and no heading of what it has not", "[report]") {
  Results results = test::small_results();
  const std::string html = page_of(results);
  for (const char* id :
       {"contests", "together", "rounds", "delegates", "swing", "events", "trust"}) {
    CHECK_THAT(html, Contains("<section id=\"" + std::string(id) + "\""));
  }
  CHECK_THAT(html, !Contains("<section id=\"what-if\"") && !Contains("<section id=\"vary\""));
  results.what_if_names = {"without her"};
  results.what_ifs = {test::small_what_if(results)};
  results.vary = test::small_vary(results.labels);
  CHECK_THAT(page_of(results), Contains("<section id=\"what-if\"") && Contains("without her") &&
                                   Contains("<section id=\"vary\""));
  CHECK_THAT(page_of(results, {.data = false}), !Contains("application/json"));
  CHECK_THAT(page_of(results, {.refresh = 60}),
             Contains("<meta http-equiv=\"refresh\" content=\"60\">"));
  const Results one = test::small_results(3, 20, 0);  // no stored elections
  CHECK_THAT(page_of(one), Contains("class=\"square\"") && !Contains("in points</span>"));
}

TEST_CASE("An illustration is called so beside the headline", "[report]") {
  Results results = test::small_results();
  CHECK_THAT(page_of(results), !Contains("class=\"notice\""));
  results.labels.title =
      "A town (sensitive targets are allowed: a union asks) (illustration: invented inputs)";
  const std::string html = page_of(results, {.title = "As told"});
  CHECK_THAT(html, Contains("<p class=\"kicker\">A town</p>") &&
                       Contains("<p class=\"notice\">sensitive targets are allowed: a union asks; "
                                "illustration: invented inputs</p>"));
}

TEST_CASE("What cannot be reported is told in a line, and nothing is replaced",
          "[report][program]") {
  const test::TemporaryFolder folder;
  const std::string file = (folder / "r.h5").string();
  const std::string page = (folder / "r.html").string();
  REQUIRE(run("run " + kScenario + " --quiet --elections 2000 -o " + file).code == 0);
  test::put_file(page, "mine");
  CHECK(run("report " + file + " -o " + page).code == 73);
  CHECK(run("report " + file + " -o " + page + " --force --only-what-if none").code == 65);
  CHECK(run("report " + file + " -o " + page + " --force --title ' '").code == 2);
  CHECK(run("report " + file + " -o " + page + " --force --title \"$(printf 'a\\377')\"").code ==
        2);
  CHECK(run("report " + file + " -o " + file + " --force").code == 73);
  std::filesystem::resize_file(file, 1000);
  const auto cut = run("report " + file + " -o " + page + " --force");
  CHECK(cut.code == 65);
  CHECK(std::count(cut.err.begin(), cut.err.end(), '\n') == 1);
  CHECK(run("report " + (folder / "none.h5").string() + " -o " + page + " --force").code == 66);
  CHECK(run("report " + kScenario + " -o " + page + " --force").code == 65);
  CHECK(test::bytes_of_file(page) == "mine");
}

TEST_CASE("A file that may have been changed is called so beside the headline",
          "[report][program]") {
  CHECK_THAT(page_of(test::small_results()), !Contains("read unverified"));
  CHECK_THAT(page_of(test::small_results(), {.is_unverified = true}), Contains("read unverified"));
}

TEST_CASE("Names that turn the direction of writing turn no number", "[report]") {
  Results results = test::small_results();
  for (CandidateLabel& candidate : results.labels.candidates) {
    candidate.name = "\u05DE\u05E8\u05D9\u05DD \u202E abc";
  }
  const std::string html = page_of(results, {.data = false});
  CHECK_THAT(html, Contains("if \u2068\u05DE") && Contains("abc\u2069 wins"));
}

}  // namespace hustings
