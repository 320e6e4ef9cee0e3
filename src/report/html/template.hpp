#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>

namespace hustings {

/// What a template is filled with.
using HtmlData = kainjow::mustache::data;

/// A text, or false where it is empty: then its section is left out.
inline HtmlData text_or_nothing(const std::string& text) {
  return text.empty() ? HtmlData(false) : HtmlData(text);
}

/// Fills a template of src/report/assets: `{{x}}` is escaped, `{{{x}}}` is HTML as it stands.
std::string rendered(std::string_view template_name, const HtmlData& data);

}  // namespace hustings
