#include "app/summary_text.hpp"

#include "app/terminal.hpp"
#include "report/terminal.hpp"
#include "report/what_if.hpp"

namespace hustings {

std::string summary_text(const Results& results, const Summary& summary, bool colour) {
  std::string text = terminal_summary(results.labels, summary, colour);
  for (std::size_t i = 0; i < results.what_ifs.size(); ++i) {
    const Results& what_if = results.what_ifs[i];
    text += what_if_text({"what if: " + results.what_if_names[i], results.labels, results.tally,
                          what_if.labels, what_if.tally, &what_if.paired},
                         terminal_width(), colour);
  }
  if (!results.what_ifs.empty()) text += what_if_note(colour);
  return text;
}

}  // namespace hustings
