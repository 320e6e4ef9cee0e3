#include "report/html/html_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/html/template.hpp"

namespace hustings {
namespace {

HtmlData data_of(const HtmlTable::Row& row) {
  HtmlData cells{HtmlData::type::list};
  for (const HtmlTable::Cell& cell : row.cells) {
    HtmlData one;
    one.set("text", cell.text);
    one.set("mark", cell.mark);
    one.set("classes", text_or_nothing(cell.classes));
    one.set("below", text_or_nothing(cell.below));
    cells.push_back(one);
  }
  HtmlData data;
  data.set("name", row.name);
  data.set("colour", text_or_nothing(row.colour));
  data.set("classes", text_or_nothing(row.classes));
  data.set("event", text_or_nothing(row.event));
  data.set("cells", cells);
  return data;
}

}  // namespace

std::string written(const HtmlTable& table) {
  HtmlData heads{HtmlData::type::list};
  for (const HtmlTable::Head& head : table.heads) {
    HtmlData one;
    one.set("text", head.text);
    one.set("classes", text_or_nothing(head.classes));
    one.set("span", head.span > 1 ? HtmlData(std::to_string(head.span)) : HtmlData(false));
    heads.push_back(one);
  }
  HtmlData rows{HtmlData::type::list};
  const std::size_t n = std::min(table.rows.size(), kMostRows);
  for (std::size_t i = 0; i < n; ++i) rows.push_back(data_of(table.rows[i]));
  HtmlData data;
  data.set("caption", text_or_nothing(table.caption));
  data.set("classes", text_or_nothing(table.classes));
  data.set("heads", heads);
  data.set("has_heads", HtmlData(!table.heads.empty()));
  data.set("rows", rows);
  const std::size_t left = table.rows.size() - n;
  data.set("left", left > 0 ? HtmlData(fmt::format("{} more: hustings show --csv", left))
                            : HtmlData(false));
  return rendered("table.mustache", data);
}

std::string scrolled(const HtmlTable& table, const std::string& name) {
  HtmlTable bare = table;
  bare.caption.clear();  // beside what scrolls, so that it is not cut
  return (table.caption.empty() ? "" : "<p class=\"kicker\">" + escaped(table.caption) + "</p>") +
         "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table: " +
         escaped(name) + "\">" + written(bare) + "</div>";
}

std::string written(const HtmlCard& card) {
  HtmlData data;
  data.set("title", text_or_nothing(card.title));
  data.set("about", text_or_nothing(card.about));
  data.set("body", card.body);
  return rendered("card.mustache", data);
}

std::string fold(const std::string& summary, const std::string& body) {
  return "<details><summary>" + escaped(summary) + "</summary>" + body + "</details>";
}

std::string escaped(const std::string& text) {
  return kainjow::mustache::html_escape(text);
}

}  // namespace hustings
