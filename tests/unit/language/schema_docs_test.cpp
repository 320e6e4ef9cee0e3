#include <catch2/catch.hpp>
#include <cstdlib>

#include "language/schema.hpp"
#include "support/places.hpp"
#include "support/temporary_folder.hpp"

using namespace hustings;

namespace {

const std::string kPage = hustings::test::in_source("/docs/scenario.schema.json");

}  // namespace

TEST_CASE("docs/scenario.schema.json is the schema that the key table makes", "[io][docs]") {
  if (std::getenv("HUSTINGS_UPDATE") != nullptr) {
    test::put_file(kPage, language_schema());
    return;
  }
  INFO("docs/scenario.schema.json is stale: run the tests once with HUSTINGS_UPDATE=1");
  CHECK(test::bytes_of_file(kPage) == language_schema());
}
