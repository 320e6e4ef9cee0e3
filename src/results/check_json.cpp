#include <nlohmann/json.hpp>

#include "hustings/decide/expect.hpp"
#include "hustings/results/json.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string check_json(const std::vector<Checked>& checked) {
  Json list = Json::array();
  for (const Checked& one : checked) {
    list.push_back({{"name", one.name},
                    {"file", one.place.file},
                    {"line", one.place.line},
                    {"passed", one.passed},
                    {"got", one.got.probability},
                    {"standard_error", one.got.standard_error},
                    {"least", one.low},
                    {"most", one.high}});
  }
  return text_of(list);
}

std::string problems_json(const std::vector<Problem>& problems) {
  Json list = Json::array();
  for (const Problem& problem : problems) {
    list.push_back({{"severity", problem.severity == Severity::error ? "error" : "warning"},
                    {"file", problem.place.file},
                    {"line", problem.place.line},
                    {"column", problem.place.column},
                    {"path", problem.path},
                    {"problem", problem.problem},
                    {"suggestion", problem.suggestion}});
  }
  return text_of(list);
}

}  // namespace hustings
