#include "report/report_html.hpp"

#include <algorithm>

#include "core/thousands.hpp"
#include "hustings/model/title_notices.hpp"
#include "hustings/results/json.hpp"
#include "report/html/assets.hpp"
#include "report/html/html_table.hpp"
#include "report/html/sections.hpp"
#include "report/html/template.hpp"
#include "report/style.hpp"

namespace hustings {
namespace {

/// What no page may leave out.
std::string notices_of(const Results& results, const ReportOptions& options) {
  std::string notices = bare_notices(results.labels.title);
  const auto add = [&notices](const std::string& more) {
    notices += (notices.empty() ? "" : "; ") + more;
  };
  if (options.is_unverified) {
    add("read unverified: the results file may have been changed since hustings wrote it");
  }
  if (results.posterior) {
    add("given counted votes: posterior " + posterior_digest(results).substr(0, 8));
  }
  return notices;
}

/// A part of the page: left out where it has nothing to say.
struct Section {
  const char* id;
  const char* title;
  const char* lead;
  std::string body;
};

std::vector<Section> sections_of(const Told& told, const std::string& digest) {
  return {
      {"contests", "The contests",
       told.results().draws.elections > 0
           ? "One dot is one of 100 equally likely elections, placed by the favourite\u2019s lead "
             "and coloured by who wins: count the colours, and you have counted the chances. Of "
             "shares the thick line is the middle half, the thin one nine elections in ten, the "
             "stroke the middle; in brackets, too, stand nine in ten."
           : "One dot is one of 100 equally likely elections, coloured by who wins. Of shares the "
             "thick line is the middle half, the thin one nine elections in ten, the stroke the "
             "middle; in brackets, too, stand nine in ten.",
       contests_html(told)},
      {"together", "Together",
       "Races are not coin tosses side by side: polls miss together, turnout rises everywhere "
       "at once.",
       together_html(told)},
      {"if", "If this one wins", "What else is true on the nights that a candidate wins.",
       given_html(told)},
      {"rounds", "Round by round", "", rounds_html(told)},
      {"delegates", "Delegates", "", delegates_html(told)},
      {"swing", "Whose turnout decides",
       "What one more point of turnout does, from the run\u2019s own close elections; whiskers "
       "are the 95 % Monte Carlo error.",
       swing_html(told)},
      {"what-if", "What if",
       "Both worlds have the same random numbers, so a small difference has a small error.",
       what_ifs_html(told)},
      {"programmes", "What programmes are worth",
       "The run as it is against the same elections without one programme.", programmes_html(told)},
      {"events", "Events", "", events_html(told)},
      {"vary", "Along inputs", "", vary_html(told)},
      {"sensitivity", "Which errors decide", "", sensitivity_html(told)},
      {"trust", "How far to trust this", "", trust_html(told, digest)},
      {"data", "Every number", "", data_html(told)}};
}

HtmlData data_of(const Section& section) {
  HtmlData data;
  data.set("id", section.id);
  data.set("title", section.title);
  data.set("lead", text_or_nothing(section.lead));
  data.set("body", section.body);
  return data;
}

/// The JSON of a run as it may stand in a page: no text of it opens, ends or comments an element.
std::string embedded(const Results& results, const View& view, const std::string& digest) {
  return replaced(short_results_json(results, view, digest), "<", "\\u003c");
}

/// The results with the what-ifs that are asked for, each of which must be there.
Results chosen(const Results& results, const std::vector<std::string>& names) {
  Results some = results;
  if (names.empty()) return some;
  some.what_ifs.clear();
  some.what_if_names.clear();
  some.left_out.clear();
  for (std::size_t i = 0; i < results.what_ifs.size(); ++i) {
    if (std::ranges::find(names, results.what_if_names[i]) == names.end()) continue;
    some.what_ifs.push_back(results.what_ifs[i]);
    some.what_if_names.push_back(results.what_if_names[i]);
    if (i < results.left_out.size()) some.left_out.push_back(results.left_out[i]);
  }
  return some;
}

}  // namespace

std::string report_html(const Results& all, const std::string& digest,
                        const ReportOptions& options) {
  const Results results = chosen(all, options.what_ifs);
  const Told told(results);
  HtmlData sections{HtmlData::type::list};
  for (const Section& section : sections_of(told, digest)) {
    if (!section.body.empty()) sections.push_back(data_of(section));
  }
  const std::string scenario(without_notices(results.labels.title));
  const std::string& title = options.title.empty() ? scenario : options.title;
  HtmlData data;
  data.set("title", title.empty() ? "Untitled scenario" : title);
  data.set("scenario", options.title.empty() ? HtmlData(false) : HtmlData(scenario));
  data.set("elections", counted(results.tally.elections, "simulated election"));
  data.set("seed", std::to_string(results.labels.seed));
  data.set("digest", digest.substr(0, 8));
  data.set("notice", text_or_nothing(notices_of(results, options)));
  data.set("style", std::string(asset("report.css")));
  data.set("headline", headline_html(told));
  data.set("sections", sections);
  data.set("refresh",
           options.refresh > 0 ? HtmlData(std::to_string(options.refresh)) : HtmlData(false));
  data.set("json",
           options.data ? HtmlData(embedded(results, told.view(), digest)) : HtmlData(false));
  return rendered("page.mustache", data);
}

}  // namespace hustings
