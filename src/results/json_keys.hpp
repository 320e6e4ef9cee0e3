#pragma once

#include <string>
#include <vector>

namespace hustings {

/// One key of the JSON of results.
struct JsonKey {
  std::string path;  ///< keys joined by dots; `<x>` = a name, `[]` = an item of a list
  std::string kind;  ///< as docs/results.md says: P, D, n, x, ..; with `[]` a list of them
  std::string help;
  bool is_always = true;     ///< there wherever its object is
  bool of_what_ifs = false;  ///< not of the run's own tree
};

/// All keys of `run --json`, those of quantities by the table of them, in the order of the output.
/// A what-if has those below contests, districts, universes, totals, slates, events and pairs.
std::vector<JsonKey> json_keys();

/// The keys as the Markdown table of docs/results.md.
std::string json_keys_markdown();

/// The JSON Schema (draft-07) of `run --json` and `show --json`, made from the same keys.
std::string results_schema();

}  // namespace hustings
