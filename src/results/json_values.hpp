#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "hustings/summary/view.hpp"

// The values of results as JSON (docs/results.md, "JSON"): P of a probability, D of a distribution,
// each with how it differs from the base where the view has one.
namespace hustings {

using Json = nlohmann::ordered_json;

inline Json object() {
  return Json::object();
}

/// Adds an entry without looking for the key, which would take time by the square of their number.
inline void add(Json& object, const std::string& new_key, Json value) {
  object.get_ref<Json::object_t&>().emplace_back(new_key, std::move(value));
}

/// P of an item of a quantity, of a round.
/// A probability with its error, by itself.
Json chance(const Probability& of);

Json chance(const View& view, QuantityId quantity, std::size_t item, std::size_t across);
/// What an item comes to: P, D or a count; by round, a list of them.
Json value(const View& view, QuantityId quantity, std::size_t item);
/// P of so many seats of a slate or more, and the seats it can expect.
Json at_least(const View& view, std::size_t slate, std::size_t seats);
Json mean_seats(const View& view, std::size_t slate);

/// Adds every quantity of an axis that an item has, by its key; `is_wanted` chooses among them.
template <class IsWanted>
void add_quantities(const View& view, Axis axis, std::size_t item, const IsWanted& is_wanted,
                    Json& json) {
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const QuantityId id(q);
    const Quantity& what = about(id);
    if (what.axis != axis || !is_wanted(what)) continue;
    if (view.has(id) && view.has(id, item)) {
      add(json, std::string(what.json_key()), value(view, id, item));
    }
  }
}

}  // namespace hustings
