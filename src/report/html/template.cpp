#include "report/html/template.hpp"

#include "hustings/core/contract.hpp"
#include "report/html/assets.hpp"

namespace hustings {

std::string rendered(std::string_view template_name, const HtmlData& data) {
  kainjow::mustache::mustache of{std::string(asset(template_name))};
  HUSTINGS_REQUIRE(of.is_valid());
  return of.render(data);
}

}  // namespace hustings
