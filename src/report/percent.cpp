#include "report/percent.hpp"

#include <fmt/format.h>

namespace hustings {

std::string percent(const Probability& p) {
  if (p.upper_bound) {
    return *p.upper_bound < 0.1 ? fmt::format("<{:.2g}%", 100 * *p.upper_bound)
                                : fmt::format("<{:.0f}%", 100 * *p.upper_bound);
  }
  if (p.probability < 0.001) return fmt::format("{:.2g}%", 100 * p.probability);
  return fmt::format("{:.1f}%", 100 * p.probability);
}

}  // namespace hustings
