#include <algorithm>
#include <array>

#include "hustings/scenario/shock.hpp"

namespace hustings::scenario {
namespace {

constexpr std::array<std::string_view, 5> kLossNames{"attempts", "impressions", "links", "captains",
                                                     "top_captains"};

}  // namespace

std::string_view name_of(Loss loss) {
  return kLossNames[static_cast<std::size_t>(loss)];
}

std::optional<Loss> loss_named(std::string_view name) {
  const auto found = std::find(kLossNames.begin(), kLossNames.end(), name);
  if (found == kLossNames.end()) return std::nullopt;
  return static_cast<Loss>(found - kLossNames.begin());
}

}  // namespace hustings::scenario
