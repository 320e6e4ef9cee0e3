#include "language/schema_text.hpp"

#include <nlohmann/json.hpp>

#include "language/yaml_text.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

/// The parts of a list or map, each with its key if it has one.
template <class Part>
std::string joined(const Json& json, const std::string& between, const Part& part) {
  std::string text;
  for (const auto& [key, value] : json.items()) {
    if (!text.empty()) text += "," + between;
    text += (json.is_object() ? Json(key).dump() + ": " : "") + part(value);
  }
  return text;
}

std::string in_brackets(const Json& json, const std::string& inside) {
  return json.is_object() ? "{" + inside + "}" : "[" + inside + "]";
}

std::string on_one_line(const Json& json) {
  if (!json.is_structured()) return json.dump();
  return in_brackets(json, joined(json, " ", on_one_line));
}

std::string over_lines(const Json& json, std::size_t indent) {
  const std::string line = on_one_line(json);
  // Its key and what closes around it take some columns more.
  if (!json.is_structured() || indent + line.size() < kFileColumns - 20) return line;
  const std::string start = "\n" + std::string(indent + 2, ' ');
  const auto part = [&](const Json& value) { return over_lines(value, indent + 2); };
  return in_brackets(json, start + joined(json, start, part) + "\n" + std::string(indent, ' '));
}

}  // namespace

std::string schema_text(const Json& json) {
  return over_lines(json, 0);
}

}  // namespace hustings
