#include <cmath>
#include <nlohmann/json.hpp>

#include "hustings/results/diff.hpp"
#include "hustings/results/json.hpp"
#include "results/quantity_rows.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kMeasures[] = {"probability", "mean",  "at_least", "gains",
                                     "losses",      "moved", "exact"};

Json json_of(const ComparedNumber& number) {
  Json json = {{"number", number.quantity}};
  if (number.axis == Axis::candidate) json["candidate"] = number.item;
  json["axis"] = results_rows::axis_name(number.axis);
  json["item"] = number.item;
  json["measure"] = kMeasures[static_cast<std::size_t>(number.measure)];
  if (number.at) json["at"] = *number.at;
  if (!number.world.empty()) json["world"] = number.world;
  json["a"] = number.a;
  json["b"] = number.b;
  json["difference"] = number.b - number.a;
  json["standard_error"] = number.standard_error;
  json["z"] = nullptr;  // stays so where it is infinite: neither run varies
  if (std::isfinite(number.z)) json["z"] = number.z;
  json["differs"] = number.differs;
  return json;
}

Json json_of(const ComparedNumber* number) {
  return number == nullptr ? Json(nullptr) : json_of(*number);
}

Json json_of(const std::optional<std::string>& text) {
  return text ? Json(*text) : Json(nullptr);
}

Json json_of(const ScenarioChange& change) {
  Json json = {{"path", change.path}};
  if (change.n_rows == 0) {
    json["before"] = json_of(change.before);
    json["after"] = json_of(change.after);
    return json;
  }
  json["n_rows"] = change.n_rows;
  json["rows"] = Json::array();
  for (const RowChange& row : change.rows) {
    json["rows"].push_back({{"row", row.row}, {"before", row.before}, {"after", row.after}});
  }
  return json;
}

Json json_of(const DiffedRun& run) {
  Json json = {{"digest", run.digest},
               {"elections", run.elections},
               {"seed", run.seed},
               {"program", run.program},
               {"set", run.overrides}};
  if (!run.posterior.empty()) json["posterior"] = run.posterior;
  return json;
}

template <class Items>
Json list_of(const Items& items) {
  Json list = Json::array();
  for (const auto& item : items) list.push_back(json_of(item));
  return list;
}

Json json_of(const Redefined& item) {
  return {{"what", item.what}, {"a", item.a}, {"b", item.b}};
}

}  // namespace

std::string diff_json(const ResultsDifference& difference) {
  const RunDifference& runs = difference.runs;
  const char* const verdict =
      difference.same() ? "same" : (runs.compatible() ? "compatible" : "different");
  Json redefined = Json::array();
  for (const Redefined& item : runs.redefined) redefined.push_back(json_of(item));
  const Json json = {{"verdict", verdict},
                     {"level", runs.level},
                     {"a", json_of(difference.a)},
                     {"b", json_of(difference.b)},
                     {"same_draws", runs.same_draws},
                     {"scenario", list_of(difference.scenario)},
                     {"only_a", runs.only_a},
                     {"only_b", runs.only_b},
                     {"redefined", std::move(redefined)},
                     {"not_compared", runs.not_compared},
                     {"clearest", json_of(runs.clearest())},
                     {"largest", json_of(runs.largest())},
                     {"numbers", list_of(runs.numbers)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace hustings
