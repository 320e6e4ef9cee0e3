#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>
#include <string>

#include "results/json_keys.hpp"
#include "results/table.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

const std::string kDocs = HUSTINGS_SOURCE_DIR "/docs/";

/// Holds the part of a page between its marks against what the program makes, or renews it.
void check_part(const std::string& name, const std::string& part, const std::string& made) {
  std::string page = test::bytes_of_file(kDocs + name);
  const std::size_t begin = page.find('\n', page.find("<!-- " + part + ": begin")) + 1;
  const std::size_t end = page.find("\n<!-- " + part + ": end -->");
  REQUIRE(begin <= end);
  if (std::getenv("HUSTINGS_UPDATE") != nullptr) {
    test::put_file(kDocs + name, page.replace(begin, end - begin, made));
    return;
  }
  INFO("docs/" << name << " is stale: run the tests once with HUSTINGS_UPDATE=1");
  CHECK(page.substr(begin, end - begin) == made);
}

TEST_CASE("docs/results-datasets.md lists the datasets of the table", "[results][docs]") {
  check_part("results-datasets.md", "datasets", results_table_markdown());
}

TEST_CASE("docs/results.md lists the keys of the JSON of results", "[results][docs]") {
  check_part("results.md", "json", json_keys_markdown());
}

TEST_CASE("docs/results.schema.json is the schema that the program makes", "[results][docs]") {
  const std::string file = kDocs + "results.schema.json";
  if (std::getenv("HUSTINGS_UPDATE") != nullptr) return test::put_file(file, results_schema());
  INFO("docs/results.schema.json is stale: run the tests once with HUSTINGS_UPDATE=1");
  CHECK(test::bytes_of_file(file) == results_schema());
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
