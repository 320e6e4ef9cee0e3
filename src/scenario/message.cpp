#include "hustings/scenario/message.hpp"

#include <array>

namespace hustings::scenario {
namespace {

constexpr std::array<std::string_view, kMeasures> kNames{"opens", "clicks", "replies", "signups",
                                                         "turnout"};

}  // namespace

std::string_view name_of(Measure measure) {
  return kNames[static_cast<std::size_t>(measure)];
}

std::optional<Measure> measure_named(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Measure>(i);
  }
  return std::nullopt;
}

}  // namespace hustings::scenario
