#include "hustings/night/isa.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "night/kernels.hpp"
#include "support/isa_paths.hpp"

namespace hustings {

TEST_CASE("Each instruction set has its own kernels, also once its name was asked for", "[isa]") {
  std::set<const NightKernels*> tables;
  for (const std::string& isa : test::isa_paths()) {
    const test::IsaPath path(isa);
    const NightKernels* const chosen = &night_kernels();
    CHECK(isa_name() == isa);
    CHECK(&night_kernels() == chosen);
    CHECK(tables.insert(chosen).second);
  }
  CHECK(tables.size() == test::isa_paths().size());
}

}  // namespace hustings
