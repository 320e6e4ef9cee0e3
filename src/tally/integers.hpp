#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/tally/paired_tally.hpp"
#include "hustings/tally/tally.hpp"

// The one list of the integers of a run: whatever adds two runs goes through it, so that none is
// forgotten.
namespace hustings {

/// Where integers stand in a results file: what begins and what ends the path of their dataset.
struct DatasetName {
  std::string_view group;  ///< such as `/tally/` or `/tally/paired_`
  std::string_view name;

  std::string path(std::string_view ending) const {
    return std::string(group) + std::string(name) + std::string(ending);
  }
};

/// Acts on each integer of two entries of a list: act(ending of the dataset's name, to, from).
template <class Act>
void for_integers(std::uint64_t& to, std::uint64_t from, const Act& act) {
  act("", to, from);
}
template <class Act>
void for_integers(MomentSums& to, const MomentSums& from, const Act& act) {
  act("_sum", to.sum, from.sum);
  act("_squares", to.squares, from.squares);
}
template <class Act>
void for_integers(PairedCount& to, const PairedCount& from, const Act& act) {
  act("_gains", to.gains, from.gains);
  act("_losses", to.losses, from.losses);
}
template <class Act>
void for_integers(DifferenceSums& to, const DifferenceSums& from, const Act& act) {
  act("_sum", to.sum, from.sum);
  act("_squares", to.squares, from.squares);
}
template <class Act>
void for_integers(SwingSums& to, const SwingSums& from, const Act& act) {
  act("_wide", to.wide, from.wide);
  act("_narrow", to.narrow, from.narrow);
  act("_squares", to.squares, from.squares);
  act("_gap_squares", to.gap_squares, from.gap_squares);
}

/// Hands over every list of integers of two tallies, and single ones: act(DatasetName, to, from).
template <class Act>
void for_lists(SwingTally& to, const SwingTally& from, const Act& act) {
  act({"/tally/", "swing_elections"}, to.elections, from.elections);
  act({"/tally/", "swing_blocks"}, to.blocks, from.blocks);
  act({"/tally/", "swing"}, to.sums, from.sums);
}
template <class Act>
void for_lists(Tally& to, const Tally& from, const Act& act) {
  act({"/tally/", "elections"}, to.elections, from.elections);
  for (std::size_t q = 0; q < to.columns.size(); ++q) {
    const DatasetName name{"/tally/", quantities()[q].tally_name()};
    act(name, to.columns[q].counts, from.columns[q].counts);
    act(name, to.columns[q].sums, from.columns[q].sums);
  }
  act({"/tally/", "slate_outcome"}, to.outcomes, from.outcomes);
  act({"/tally/", "both_win"}, to.both_win, from.both_win);
  for_lists(to.swing, from.swing, act);
}
template <class Act>
void for_lists(PairedTally& to, const PairedTally& from, const Act& act) {
  act({"/tally/", "paired_elections"}, to.elections, from.elections);
  for (std::size_t q = 0; q < to.columns.size(); ++q) {
    const DatasetName name{"/tally/paired_", quantities()[q].moved_name()};
    act(name, to.columns[q].counts, from.columns[q].counts);
    act(name, to.columns[q].differences, from.columns[q].differences);
  }
}

/// Adds without a look at what it comes to: a run's own elections cannot be too many.
struct AddPlainly {
  template <class T>
  void operator()(const DatasetName& name, std::vector<T>& to, const std::vector<T>& from) const {
    HUSTINGS_REQUIRE(to.size() == from.size());
    for (std::size_t i = 0; i < to.size(); ++i) (*this)(name, to[i], from[i]);
  }
  template <class T>
  void operator()(const DatasetName&, T& to, const T& from) const {
    for_integers(to, from, [](std::string_view, auto& sum, auto more) { sum += more; });
  }
};

/// Adds what may be of a foreign file. Throws Failure (65), which names the dataset, where lists
/// are not of one length or a sum is too large.
struct AddChecked {
  template <class T>
  void operator()(const DatasetName& name, std::vector<T>& to, const std::vector<T>& from) const {
    if (to.size() != from.size()) refuse_length(name);
    for (std::size_t i = 0; i < to.size(); ++i) (*this)(name, to[i], from[i]);
  }
  template <class T>
  void operator()(const DatasetName& name, T& to, const T& from) const {
    for_integers(to, from, [&](std::string_view ending, auto& sum, auto more) {
      if (__builtin_add_overflow(sum, more, &sum)) refuse_sum(name.path(ending));
    });
  }

 private:
  [[noreturn]] static void refuse_length(const DatasetName& name);
  [[noreturn]] static void refuse_sum(const std::string& path);
};

}  // namespace hustings
