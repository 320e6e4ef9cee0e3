#include <array>

#include "hustings/scenario/change.hpp"

namespace hustings::scenario {

std::string_view name_of(ShockPart part) {
  constexpr std::array<std::string_view, 3> kNames{"probability", "after_minutes", "off"};
  return kNames[static_cast<std::size_t>(part)];
}

}  // namespace hustings::scenario
