#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/core/id.hpp"
#include "hustings/count/tabulation.hpp"

namespace hustings {

/// Names a precinct of counted ballots.
using PrecinctId = Id<struct PrecinctTag>;

/// How many of each different ballot were cast in each precinct.
///
/// Memory: 16 bytes for each precinct of a different ballot, up to three times so many while they
/// are added.
class Precincts {
 public:
  static constexpr std::size_t kMax = 100'000;

  /// How many of equal ballots were cast in one precinct.
  struct Part {
    std::uint32_t ballot = 0;  ///< which of the different ballots
    PrecinctId precinct;
    std::uint64_t n = 0;
  };

  /// Finds a precinct by its name, or adds it; unset where there are kMax others.
  PrecinctId named(std::string_view name);
  void add(std::size_t ballot, PrecinctId precinct, std::uint64_t n);
  /// Numbers precincts in the natural order of their names; to be called once all are added.
  void sort();

  bool empty() const { return names_.empty(); }
  std::size_t size() const { return names_.size(); }
  const std::string& name(PrecinctId precinct) const { return names_[precinct]; }
  /// The ballots of a precinct, once sorted, in the order of the different ballots.
  std::span<const Part> of(PrecinctId precinct) const;
  std::uint64_t n_ballots(PrecinctId precinct) const;

 private:
  void merge();

  ById<PrecinctId, std::string> names_;
  std::map<std::string, PrecinctId, std::less<>> ids_;
  PrecinctId last_;  ///< the one named last: ballots of a precinct mostly stand together
  std::vector<Part> parts_;
  std::size_t merge_at_ = std::size_t{1} << 20;
  std::vector<std::size_t> begin_;
};

/// What came of the ballots of one precinct in the count of all.
struct PrecinctCount {
  std::string name;
  std::uint64_t n_ballots = 0;
  /// Tallies, inactive ballots and transfers of the precinct; who is elected and eliminated is as
  /// in the count of all. No thresholds, ties, paths; residual surplus, which is no ballot's, is
  /// none of a precinct's: there it stays with the winner it came from.
  std::vector<CountPass> passes;
};

/// Divides a count by precinct. Its paths must have been kept.
///
/// Over all precincts, tallies, inactive ballots and transfers add up to those of the count, to the
/// last digit, but for residual surplus.
std::vector<PrecinctCount> count_by_precinct(const Precincts& precincts,
                                             const CountContest& contest,
                                             const std::vector<CountPass>& passes);

}  // namespace hustings
