#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "results/json_keys.hpp"
#include "results/table.hpp"
#include "support/pages.hpp"

using hustings::test::check_page;
using hustings::test::check_part;

namespace hustings {
namespace {

TEST_CASE("docs/results-datasets.md lists the datasets of the table", "[results][docs]") {
  check_part("results-datasets.md", "datasets", results_table_markdown());
}

TEST_CASE("docs/results.md lists the keys of the JSON of results", "[results][docs]") {
  check_part("results.md", "json", json_keys_markdown());
}

TEST_CASE("docs/results.schema.json is the schema that the program makes", "[results][docs]") {
  check_page("results.schema.json", results_schema());
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
