#include "hustings/results/worth.hpp"

namespace hustings {
namespace {

/// Whether a what-if is there to tell what a programme is worth.
bool tells_worth(const Results& results, std::size_t what_if) {
  return what_if < results.left_out.size() && !results.left_out[what_if].empty();
}

}  // namespace

void visit_worth(const Results& results, const View& view, const WorthVisitor& visit) {
  for (std::size_t i = 0; i < results.what_ifs.size(); ++i) {
    if (!tells_worth(results, i)) continue;
    const Results& world = results.what_ifs[i];
    const View without(world.labels, world.tally);
    const PairedTally paired = reversed(world.paired);
    visit(results.left_out[i], results.what_if_names[i], View(view, without, &paired));
  }
}

std::vector<WhatIfView> what_if_views(const Results& results, const View& view) {
  std::vector<WhatIfView> worlds;
  for (std::size_t i = 0; i < results.what_ifs.size(); ++i) {
    if (tells_worth(results, i)) continue;
    const Results& world = results.what_ifs[i];
    worlds.emplace_back(results.what_if_names[i],
                        View(world.labels, world.tally, view, &world.paired));
  }
  return worlds;
}

}  // namespace hustings
