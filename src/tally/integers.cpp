#include "tally/integers.hpp"

#include "hustings/core/failure.hpp"
#include "hustings/tally/checked_sums.hpp"

namespace hustings {

void AddChecked::refuse_length(const DatasetName& name) {
  throw Failure(ExitCode::bad_data, name.path("") + " has not the axes that it had before");
}

void AddChecked::refuse_sum(const std::string& path) {
  throw Failure(ExitCode::bad_data, "the sum of " + path + " is too large to be kept");
}

namespace {

void require_same(bool holds, const char* dataset) {
  if (holds) return;
  throw Failure(ExitCode::bad_data, std::string(dataset) + " is not the same as before");
}

}  // namespace

void add_checked(Tally& to, const Tally& from) {
  require_same(to.bins == from.bins, "/bin");
  require_same(to.pairs == from.pairs, "/tally/pair_a");
  require_same(to.swing.targets == from.swing.targets, "/swing_target");
  require_same(to.swing.groups == from.swing.groups, "/swing_group");
  require_same(to.swing.members == from.swing.members, "/swing_member");
  require_same(to.swing.rows == from.swing.rows, "/swing_row");
  for_lists(to, from, AddChecked());
}

void add_checked(PairedTally& to, const PairedTally& from) {
  for_lists(to, from, AddChecked());
}

}  // namespace hustings
