#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "language/keys.hpp"

namespace hustings {

/// What is wrong with a text, and what to write instead.
struct Fault {
  std::string problem;
  std::string suggestion;
};

/// Most characters of a name, and of the path of a table.
inline constexpr std::size_t kLongestName = 200;

template <class T>
using Parsed = std::variant<T, Fault>;

/// Reads a number in decimal: `0.27`, `-1.5`, `1_000`, `2e-3`. Finite; no leading zeros, no hex.
Parsed<double> parse_number(std::string_view text);

/// Reads a whole number: `61200`, `1_000_000`, `1e6`, `5.0`.
Parsed<std::uint64_t> parse_whole(std::string_view text);

/// Checks a name or a text of the user's: not empty, no control characters, nothing at its ends;
/// a name also has no `/` and no `"`.
std::optional<Fault> fault_of_text(std::string_view text, const Key& key);

/// Reads what a key takes and checks its range; the fault names the key as `name`.
Parsed<double> number_of(std::string_view text, const Key& key, std::string_view name);
Parsed<std::uint64_t> whole_of(std::string_view text, const Key& key, std::string_view name);

}  // namespace hustings
