#include "core/thousands.hpp"
#include "report/html/headline_card.hpp"
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

HtmlData data_of(const HeadlineMove& moved) {
  HtmlData data;
  data.set("base", moved.base);
  data.set("before", moved.before);
  data.set("change", moved.change);
  data.set("tone", moved.tone);
  return data;
}

}  // namespace

std::string headline_colour(const Told& told) {
  const Headline& of = told.reading().headline;
  if (of.kind == HeadlineKind::sweep) return Told::slate_colour(of.item);
  if (of.kind == HeadlineKind::win) return told.colour(of.item);
  if (of.kind == HeadlineKind::event) return "g";
  const auto candidate = candidate_of_total(told.labels(), of.item);
  return candidate ? told.colour(*candidate) : "g";
}

std::string written(const HeadlineCard& card) {
  HtmlData facts{HtmlData::type::list};
  for (const auto& [title, text] : card.facts) {
    HtmlData one;
    one.set("title", title);
    one.set("text", text);
    facts.push_back(one);
  }
  HtmlData keys{HtmlData::type::list};
  std::vector<DotGroup> groups;
  for (const auto& [group, dot] : card.dots) {
    groups.push_back(group);
    if (dot.empty() || (group.count == 0 && !card.moved)) continue;
    HtmlData key;
    key.set("classes", dot);
    key.set("words", group.words);
    key.set("count", std::to_string(group.count));
    keys.push_back(key);
  }
  HtmlData data;
  data.set("text", card.text);
  data.set("moved", card.moved ? data_of(*card.moved) : HtmlData(false));
  data.set("has_facts", HtmlData(!card.facts.empty()));
  data.set("facts", facts);
  data.set("dots", hundred_mark(groups));
  data.set("keys", keys);
  return rendered("headline.mustache", data);
}

std::string headline_html(const Told& told) {
  const Reading& reading = told.reading();
  const std::string colour = headline_colour(told);
  const DotWords words = words_of(told);
  HeadlineCard card{
      reading.headline.text,
      {},
      {},
      {{{reading.dots.happens, "fill-" + colour, words.happens}, colour},
       {{reading.dots.one_short, "tint-" + colour, words.one_short}, colour + " tint"},
       {{reading.dots.others, "none-" + colour, words.others}, colour + " none"}}};
  for (const Fact& fact : reading.facts) card.facts.emplace_back(fact.title, fact.text);
  return written(card);
}

}  // namespace hustings
