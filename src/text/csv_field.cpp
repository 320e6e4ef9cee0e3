#include "text/csv_field.hpp"

namespace hustings {

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string spreadsheet_field(std::string_view name) {
  const bool is_formula =
      !name.empty() && std::string_view("=+-@\t\r\n'").find(name.front()) != std::string_view::npos;
  return csv_field(is_formula ? "'" + std::string(name) : std::string(name));
}

}  // namespace hustings
