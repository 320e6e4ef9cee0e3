#include <fmt/format.h>

#include <cmath>

#include "core/thousands.hpp"
#include "hustings/results/open_scenario.hpp"
#include "report/html/html_table.hpp"
#include "report/html/marks.hpp"
#include "report/html/sections.hpp"
#include "report/html/template.hpp"
#include "report/html/words.hpp"

namespace hustings {
namespace {

constexpr std::size_t kFrom = 40;  // elections from which an estimate is drawn
constexpr std::size_t kPlaces = 160;

/// The estimate of the headline as stored elections are counted, and that of the whole run.
std::string running_html(const Told& told) {
  const std::vector<double>& series = told.headline_series();
  const Headline& of = told.reading().headline;
  if (series.size() <= kFrom || of.probability.standard_error == 0) return "";
  Running running;
  double sum = 0;
  std::size_t next = 0;
  const double last = std::log(static_cast<double>(series.size()) / kFrom);
  for (std::size_t e = 0; e < series.size(); ++e) {
    sum += series[e];
    const double at = kFrom * std::exp(last * static_cast<double>(next) / (kPlaces - 1));
    if (e + 1 < kFrom || (static_cast<double>(e + 1) < at && e + 1 < series.size())) continue;
    while (kFrom * std::exp(last * static_cast<double>(next) / (kPlaces - 1)) <=
           static_cast<double>(e + 1) + 0.5) {
      if (++next >= kPlaces) break;
    }
    const auto n = static_cast<double>(e + 1);
    const double p = sum / n;
    running.elections.push_back(n);
    running.estimates.push_back(p);
    running.errors.push_back(error_95(std::sqrt(p * (1 - p) / n)));
  }
  if (told.view().elections() > series.size()) {
    running.elections.push_back(static_cast<double>(told.view().elections()));
    running.estimates.push_back(of.probability.probability);
    running.errors.push_back(error_95(of.probability.standard_error));
  }
  const std::string words = "Estimate of \u201c" + of.name +
                            "\u201d as elections are drawn: it settles at " +
                            percent(of.probability) + ".";
  return "<figure>" + running_mark(running, words) +
         "<figcaption>The estimate over the stored elections, with its 95 % Monte Carlo error; the "
         "dot is the whole run.</figcaption></figure>";
}

HtmlData list_of_texts(const std::vector<std::string>& texts) {
  HtmlData list{HtmlData::type::list};
  for (const std::string& text : texts) {
    HtmlData one;
    one.set("text", replaced(text, " +- ", " \u00b1 "));
    list.push_back(one);
  }
  return list;
}

std::string decimal(double value, int digits) {
  return fmt::format("{:.{}f}", value, digits);
}

}  // namespace

std::string trust_html(const Told& told, const std::string& digest) {
  const Results& results = told.results();
  HtmlData data;
  data.set("elections", with_thousands(told.view().elections()));
  data.set("seed", std::to_string(told.labels().seed));
  data.set("digest", digest);
  data.set("program", results.program_version);
  data.set("overrides", list_of_texts(results.overrides));
  data.set("has_overrides", HtmlData(!results.overrides.empty()));
  data.set("running", running_html(told));
  const std::vector<std::string> sources = sources_of(results);
  data.set("sources", list_of_texts(sources));
  data.set("has_sources", HtmlData(!sources.empty()));
  data.set("assumptions", list_of_texts(told.labels().assumptions));
  data.set("has_assumptions", HtmlData(!told.labels().assumptions.empty()));
  data.set("is_posterior", HtmlData(static_cast<bool>(results.posterior)));
  return rendered("trust.mustache", data);
}

std::string data_html(const Told& told) {
  HtmlTable table;
  for (const char* head : {"candidate", "name"}) table.heads.push_back({head, "", 1});
  for (const char* head : {"wins", "s.e.", "share", "sd", "5%", "25%", "50%", "75%", "95%"}) {
    table.heads.push_back(number_head(head));
  }
  for (std::size_t i = 0; i < told.labels().candidates.size(); ++i) {
    const Probability win = told.view().chance(kWin, i);
    const Distribution share = told.view().distribution(kShare, i);
    HtmlTable::Row row{candidate_label(told.labels(), i), {}, "", ""};
    row.cells.push_back({told.labels().candidates[i].name, "", "", ""});
    row.cells.push_back(number_cell(decimal(win.probability, 6)));
    row.cells.push_back(number_cell(decimal(win.standard_error, 6)));
    row.cells.push_back(number_cell(decimal(share.mean, 5)));
    row.cells.push_back(number_cell(decimal(share.sd, 5)));
    for (const double q : share.quantiles) row.cells.push_back(number_cell(decimal(q, 4)));
    table.rows.push_back(std::move(row));
  }
  return fold("Table of all candidates",
              written(HtmlCard{"", "", scrolled(table, "All candidates")}));
}

}  // namespace hustings
