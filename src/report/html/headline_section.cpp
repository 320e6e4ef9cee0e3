#include "core/thousands.hpp"
#include "report/html/marks.hpp"
#include "report/html/sections.hpp"
#include "report/html/template.hpp"

namespace hustings {
namespace {

/// What the dots of a headline are, by its kind.
struct DotWords {
  std::string happens;
  std::string one_short;
  std::string others;
};

DotWords words_of(const Told& told) {
  const Headline& of = told.reading().headline;
  if (of.kind == HeadlineKind::sweep) {
    const std::size_t k = told.labels().slates[of.item].members.size();
    return {"a sweep", std::to_string(k - 1) + " of " + counted(k, "seat"),
            k > 1 ? "fewer" : "no sweep"};
  }
  return {"it happens", "", "it does not"};
}

}  // namespace

std::string headline_html(const Told& told) {
  const Reading& reading = told.reading();
  const std::string colour = reading.headline.kind == HeadlineKind::win
                                 ? told.colour(reading.headline.item)
                                 : std::string("a");
  const DotWords words = words_of(told);
  const std::vector<DotGroup> groups{{reading.dots.happens, "fill-" + colour, words.happens},
                                     {reading.dots.one_short, "tint-" + colour, words.one_short},
                                     {reading.dots.others, "none-" + colour, words.others}};
  HtmlData facts{HtmlData::type::list};
  for (const Fact& fact : reading.facts) {
    HtmlData one;
    one.set("title", fact.title);
    one.set("text", fact.text);
    facts.push_back(one);
  }
  HtmlData keys{HtmlData::type::list};
  const char* const dots[] = {"", " tint", " none"};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].count == 0) continue;
    HtmlData key;
    key.set("classes", i == 0 ? colour : colour + dots[i]);
    key.set("words", groups[i].words);
    key.set("count", std::to_string(groups[i].count));
    keys.push_back(key);
  }
  HtmlData data;
  data.set("text", reading.headline.text);
  data.set("facts", facts);
  data.set("dots", hundred_mark(groups));
  data.set("keys", keys);
  return rendered("headline.mustache", data);
}

}  // namespace hustings
