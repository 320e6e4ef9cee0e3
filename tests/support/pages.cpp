#include "support/pages.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "support/places.hpp"
#include "support/temporary_folder.hpp"

namespace hustings::test {

void check_page(const std::string& name, const std::string& made) {
  const std::string file = in_source("/docs/") + name;
  if (std::getenv("HUSTINGS_UPDATE") != nullptr) return put_file(file, made);
  INFO("docs/" << name << " is stale: run the tests once with HUSTINGS_UPDATE=1");
  CHECK(bytes_of_file(file) == made);
}

void check_part(const std::string& name, const std::string& part, const std::string& made) {
  const std::string page = bytes_of_file(in_source("/docs/") + name);
  const std::size_t begin = page.find('\n', page.find("<!-- " + part + ": begin")) + 1;
  const std::size_t end = page.find("\n<!-- " + part + ": end -->");
  REQUIRE(begin <= end);
  check_page(name, page.substr(0, begin) + made + page.substr(end));
}

}  // namespace hustings::test
