#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hustings::faults {

/// Faults that are planted, each of which the sequences must find.
enum class Planted {
  none,
  no_sync,            ///< bytes are not synced before they have a name
  no_folder_sync,     ///< names are not synced
  removed_early,      ///< parts are removed before what replaces them is published
  trailer_unchecked,  ///< files are parsed whatever their trailer says
  overlap_accepted,   ///< parts that share blocks are added up
  stops_ignored,      ///< a part does not say how often the event of the stop rule happened
  unlocked,           ///< a folder in use is entered all the same
  narrow_sums,        ///< sums of differences are kept in 64 bits
};

inline constexpr std::string_view kPlantedNames[] = {
    "none",          "no_sync",           "no_folder_sync",
    "removed_early", "trailer_unchecked", "overlap_accepted",
    "stops_ignored", "unlocked",          "narrow_sums"};

inline std::optional<Planted> planted_of(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kPlantedNames); ++i) {
    if (kPlantedNames[i] == name) return static_cast<Planted>(i);
  }
  return std::nullopt;
}

}  // namespace hustings::faults
