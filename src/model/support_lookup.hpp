#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "hustings/scenario/contest.hpp"
#include "model/matching.hpp"

namespace hustings {

/// What a scenario says about one candidate in one universe.
struct CandidateSupport {
  enum class Kind : std::uint8_t {
    absent,     ///< not on the ballot there
    share,      ///< expected share of first choices, above 0
    log_weight  ///< centre of the log-support as it stands
  };
  Kind kind = Kind::absent;
  double value = 0;
};

/// Why the support of a universe cannot be told.
struct SupportFault {
  enum class Kind : std::uint8_t {
    none,
    missing,     ///< no row gives `slot`
    tie,         ///< rows `row` and `other` match `slot` with equally many keys
    two_rests,   ///< rows `row` and `other`
    mixed,       ///< row `row` gives a share, row `other` a log_weight
    sum,         ///< the shares add up to `sum`, not 1
    rest_empty,  ///< the others leave `sum`, nothing, for the `rest` of row `row`
    no_rows      ///< no row matches the universe at all
  };
  Kind kind = Kind::none;
  std::size_t slot = 0;
  std::size_t row = 0;  ///< of Contest::support; of a sum: the first row used
  std::size_t other = 0;
  double sum = 0;
};

/// Finds the support of a contest's candidates universe by universe: of the rows that match a
/// universe the one with most keys counts, candidate by candidate.
///
/// Rows are indexed by the set of their keys, so a universe costs one look-up per set, however many
/// rows there are. The contest must outlive it. Rows of candidates the contest does not have are
/// passed over. Without any row the only candidate of a contest has all of it.
class SupportLookup {
 public:
  explicit SupportLookup(const scenario::Contest& contest);

  /// Fills one entry per candidate, by slot; `support` is meaningful where the answer is none.
  SupportFault operator()(const PlacedUniverse& placed, std::span<CandidateSupport> support) const;

  /// Rows that repeat an earlier row's candidate and keys: (row, earlier row).
  const std::vector<std::pair<std::size_t, std::size_t>>& repeated() const { return repeated_; }

  /// The rows that count in a universe, by slot; for messages.
  std::vector<std::size_t> rows(const PlacedUniverse& placed) const;

 private:
  struct Entry {
    std::uint32_t slot = 0;
    std::uint32_t row = 0;
  };
  /// All rows that have the same keys, by the values they give.
  struct KeySet {
    std::vector<std::string> keys;  ///< `/` = the universe's full name
    std::unordered_map<std::string, std::vector<Entry>> rows;
  };
  void add(std::size_t row, std::uint32_t slot);
  SupportFault choose(const PlacedUniverse& placed, std::vector<std::size_t>& chosen) const;
  SupportFault fill(std::span<const std::size_t> chosen, std::span<CandidateSupport> support) const;

  const scenario::Contest* contest_;
  std::vector<KeySet> key_sets_;  ///< most keys first
  std::vector<std::pair<std::size_t, std::size_t>> repeated_;
};

/// Shares of a universe add up to 1 within this.
inline constexpr double kShareTolerance = 1e-6;

}  // namespace hustings
