#include <cmath>
#include <nlohmann/json.hpp>

#include "hustings/decide/diff.hpp"
#include "hustings/results/json.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const ComparedNumber& number) {
  Json json = {{"number", number.kind == ComparedNumber::Kind::win ? "win" : "share"},
               {"candidate", number.candidate},
               {"a", number.a},
               {"b", number.b},
               {"difference", number.b - number.a},
               {"standard_error", number.standard_error},
               {"z", nullptr},  // stays so where it is infinite: neither run varies
               {"differs", number.differs}};
  if (std::isfinite(number.z)) json["z"] = number.z;
  return json;
}

Json json_of(const ComparedNumber* number) {
  return number == nullptr ? Json(nullptr) : json_of(*number);
}

}  // namespace

std::string diff_json(const RunDifference& difference, bool same) {
  Json numbers = Json::array();
  for (const ComparedNumber& number : difference.numbers) numbers.push_back(json_of(number));
  const char* const verdict =
      same ? "same" : (difference.compatible() ? "compatible" : "different");
  const Json json = {{"verdict", verdict},
                     {"level", kDiffLevel},
                     {"only_a", difference.only_a},
                     {"only_b", difference.only_b},
                     {"clearest", json_of(difference.clearest())},
                     {"largest", json_of(difference.largest())},
                     {"numbers", std::move(numbers)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace hustings
