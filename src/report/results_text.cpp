#include "report/results_text.hpp"

#include "report/summary_text.hpp"
#include "report/vary_table.hpp"
#include "report/what_if_text.hpp"

namespace hustings {

std::string results_text(const Results& results, const View& view, const TableStyle& style) {
  std::string text = summary_text(view, style);
  for (std::size_t i = 0; i < results.what_ifs.size(); ++i) {
    const Results& what_if = results.what_ifs[i];
    text += what_if_text("what if: " + results.what_if_names[i],
                         View(what_if.labels, what_if.tally, view, &what_if.paired), style);
  }
  if (!results.what_ifs.empty()) text += what_if_note(style);
  if (results.vary.n_points() > 0) {
    text += "\nvariation\n" + vary_points_text(view, results.vary, style);
  }
  return text;
}

}  // namespace hustings
