#include "language/list_item.hpp"

namespace hustings {

std::string item_name(const YamlNode& item) {
  if (!item.is_map()) return std::string(item.text());
  if (const auto id = item.find("id")) return std::string(id->text());
  const auto district = item.find("district");
  const auto universe = item.find("universe");
  if (!district || !universe) return "";
  return std::string(district->text()) + "/" + std::string(universe->text());
}

}  // namespace hustings
