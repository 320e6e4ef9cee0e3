#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace hustings {

/// How far work that may take a while has come.
struct Progress {
  std::uint64_t done = 0;
  std::uint64_t of = 0;                       ///< in all; 0 = not known
  std::string_view what = "elections";        ///< what is counted: a literal, in the plural
  std::optional<double> standard_error = {};  ///< of the probability a person watches
};

/// Told now and then, from any thread, one call at a time. Returns false to stop the work, whose
/// result is then not to be used.
using Observer = std::function<bool(const Progress&)>;

/// Tells an observer, where there is one; false = it wants the work stopped.
inline bool tell(const Observer& observer, const Progress& progress) {
  return !observer || observer(progress);
}

/// Where a part stands in longer work.
struct PartOfWork {
  std::uint64_t before = 0;  ///< done before it
  std::uint64_t of = 0;      ///< in all parts
  std::uint64_t times = 1;   ///< one of the part counts as so many
};

/// Makes an observer of a part from that of the whole, which then runs on from part to part. The
/// observer of the whole must outlive it.
Observer part_of(const Observer& whole, const PartOfWork& part);

}  // namespace hustings
