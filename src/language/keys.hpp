#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hustings {

/// What may stand at a key; a key may allow several of them.
enum class KeyType : std::uint16_t {
  map = 1,      ///< the keys below it in the table, and no others
  entries = 2,  ///< keys the user names: `<...>` below it
  list = 4,     ///< items: `[]` below it
  text = 8,     ///< any text
  name = 16,    ///< an id: text without '/', '"' and line breaks
  whole = 32,   ///< 1_000_000 and 1e6 count as whole
  number = 64,
  word = 128,   ///< one of Key::words
  table = 256,  ///< a CSV file; its columns stand below it
  any = 512     ///< anything: another reader takes it
};

/// A set of types, written `KeyType::map | KeyType::name`.
struct KeyTypes {
  std::uint16_t bits = 0;
  constexpr KeyTypes() = default;
  constexpr KeyTypes(KeyType type) : bits(static_cast<std::uint16_t>(type)) {}
  constexpr bool has(KeyType type) const { return (bits & static_cast<std::uint16_t>(type)) != 0; }
  friend constexpr KeyTypes operator|(KeyTypes a, KeyTypes b) {
    a.bits = static_cast<std::uint16_t>(a.bits | b.bits);
    return a;
  }
};
constexpr KeyTypes operator|(KeyType a, KeyType b) {
  return KeyTypes(a) | KeyTypes(b);
}

/// The numbers a key takes.
struct Range {
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  bool open = false;  ///< the ends themselves are not allowed

  bool holds(double value) const {
    return open ? least < value && value < most : least <= value && value <= most;
  }
  friend constexpr bool operator==(const Range&, const Range&) = default;
};

/// How many items a list has, or how many keys the user names in a map.
struct Items {
  std::uint16_t least = 0;
  std::uint16_t most = std::numeric_limits<std::uint16_t>::max();
};

enum class Presence { optional, required };

/// The languages that have a table of keys: each makes its reader's checks, the list on its page
/// of docs/, `hustings explain`, and its JSON Schema.
enum class Language : std::uint8_t { scenario, recipe };

/// One key of a language.
struct Key {
  /// Keys joined by dots; `[]` = an item, `<x>` = a key the user names, below a table = a column.
  std::string_view path;
  KeyTypes types;
  Presence presence = Presence::optional;
  /// Siblings of different forms exclude each other; empty = any. Where siblings have forms one
  /// form is chosen, and of that every key must be there that has no default. Forms written
  /// `choice/form` exclude none but those of the same choice.
  std::string_view form;
  Range range;                  ///< of `whole` and `number`
  std::string_view words;       ///< of `word`, joined by ' | '
  std::string_view by_default;  ///< what an absent key means; empty = nothing
  std::string_view help;
  std::string_view like;  ///< a key of the table: what may stand below that may stand here as well
  Items items;            ///< of `list` and `entries`
  bool holds_slash = false;  ///< of a key or a value that is a name: it may hold a `/`

  /// The last part of the path: `mean`, `[]`, `<faction>`.
  std::string_view last() const;
};

/// All keys, each after the one that holds it; the first, with an empty path, is the whole file.
std::span<const Key> all_keys(Language language = Language::scenario);

/// Returns the choice that a form belongs to: what stands before its `/`, with it.
inline std::string_view choice_of(std::string_view form) {
  return form.substr(0, form.find('/') + 1);
}

/// Finds a key by its path in the table, e.g. `universes[].turnout.mean`; null = there is none.
const Key* find_key(std::string_view path, Language language = Language::scenario);

/// The language that a key of a table is of.
Language language_of(const Key& key);

/// The keys directly below one.
std::vector<const Key*> children(const Key& key);

/// What the items of a list may be: the `[]` below its key, which must be there.
const Key& item_key(const Key& list);

/// Finds the key that a path of the table or of a message stands for:
/// `contests[0].support.left.ana`, `contests.D-1.support` and `contests[].support` alike; null =
/// there is none.
const Key* key_of_path(std::string_view path, Language language = Language::scenario);

/// The words a key takes.
std::vector<std::string> words(const Key& key);

/// Says what may stand at a key: "a number above 0 and below 1", "a name or a list".
std::string described(const Key& key);

/// Says a range: "from 1 to 10", "above 0 and below 1", "of at least 0"; empty = any number.
std::string described(const Range& range);

}  // namespace hustings
