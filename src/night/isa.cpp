#include "hustings/night/isa.hpp"

#include <hwy/highway.h>

#include <cstdlib>

#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

struct Isa {
  const char* name;
  std::int64_t target;
};

constexpr Isa kAll[] = {{"avx512", HWY_AVX3}, {"avx2", HWY_AVX2}, {"plain", HWY_STATIC_TARGET}};

/// The targets allowed now. Asking Highway for them makes it dispatch to all that the CPU has,
/// allowed or not, so the choice is made anew.
std::int64_t allowed_targets() {
  const std::int64_t targets = hwy::SupportedTargets();
  hwy::GetChosenTarget().Update(targets);
  return targets;
}

/// Tells whether a path can be taken here: plain always, for it is what the program was compiled
/// for; the others where this CPU has them and the environment has not excluded them.
bool has(const Isa& isa) {
  return isa.target == HWY_STATIC_TARGET || (allowed_targets() & isa.target) != 0;
}

}  // namespace

void choose_isa() {
  hwy::DisableTargets(0);
  const char* wanted = std::getenv("HUSTINGS_ISA");
  if (wanted != nullptr && *wanted != '\0') {
    const std::string name = wanted;
    const Isa* chosen = nullptr;
    for (const Isa& isa : kAll) {
      if (name == isa.name) chosen = &isa;
    }
    if (chosen == nullptr) {
      throw Failure(ExitCode::usage,
                    "HUSTINGS_ISA is '" + name + "', but must be one of plain, avx2, avx512");
    }
    if (!has(*chosen)) {
      throw Failure(ExitCode::usage, "this CPU has no " + name + " (asked for by HUSTINGS_ISA)");
    }
    hwy::DisableTargets(~chosen->target);
  }
  allowed_targets();
}

std::string isa_name() {
  for (const Isa& isa : kAll) {
    if (has(isa)) return isa.name;
  }
  return "plain";
}

}  // namespace hustings
