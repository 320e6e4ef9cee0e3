#pragma once

#include <string>
#include <vector>

#include "hustings/summary/view.hpp"
#include "report/html/told.hpp"

namespace hustings {

/// What the two sides of a panel are called.
struct PanelWords {
  std::string before = "as before";  ///< dots of both
  std::string base = "Before";
  std::string moved = "change";
};

/// A tile of a map: a district, where it stands, and the first contest in which it votes.
struct MapTile {
  std::string name;
  int row = 0;
  int column = 0;
  std::string contest;
};

/// Writes what a world comes to beside its base, as sections of a page: the headline, a card for
/// each contest, events; with tiles a map of who is ahead.
///
/// `first` is a run of the base that chooses headline, order and colours, so that nothing jumps
/// while numbers get finer; `now` is held against its base, which has the labels of `first`.
std::string panel_html(const Told& first, const View& now, const PanelWords& words,
                       const std::vector<MapTile>& tiles = {});

}  // namespace hustings
