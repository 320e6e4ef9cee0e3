#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>
#include <string>

#include "results/table.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

constexpr const char* kPage = HUSTINGS_SOURCE_DIR "/docs/results.md";
constexpr const char* kBegin = "<!-- datasets: begin";
constexpr const char* kEnd = "\n<!-- datasets: end -->";

TEST_CASE("docs/results.md lists the datasets of the table", "[results][docs]") {
  std::string page = test::bytes_of_file(kPage);
  const std::size_t begin = page.find('\n', page.find(kBegin)) + 1;
  const std::size_t end = page.find(kEnd);
  REQUIRE(begin <= end);
  if (std::getenv("HUSTINGS_UPDATE") != nullptr) {
    test::put_file(kPage, page.replace(begin, end - begin, results_table_markdown()));
    return;
  }
  INFO("docs/results.md is stale: run the tests once with HUSTINGS_UPDATE=1");
  CHECK(page.substr(begin, end - begin) == results_table_markdown());
}

TEST_CASE("every dataset has axes of its own and a name that is no axis", "[results]") {
  std::set<std::string> axes;
  std::set<std::string> paths;
  for (const DatasetRow& row : results_table()) {
    CHECK(paths.insert(row.about.path).second);
    CHECK_FALSE(row.about.help.empty());
    if (row.is_axis()) axes.insert(row.about.axes[0]);
  }
  for (const DatasetRow& row : results_table()) {
    std::set<std::string> own;
    for (const std::string& axis : row.about.axes) {
      CHECK(axes.contains(axis));
      CHECK(own.insert(axis).second);
    }
    const std::string name = row.about.path.substr(row.group().size() + 1);
    CHECK(axes.contains(name) == row.is_axis());
  }
}

}  // namespace
}  // namespace hustings
