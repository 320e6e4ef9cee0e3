#pragma once

#include <string>
#include <vector>

#include "hustings/results/results_file.hpp"

namespace hustings {

/// What a report has beside what it is of.
struct ReportOptions {
  std::string title;                  ///< empty = the scenario's
  std::vector<std::string> what_ifs;  ///< which; empty = all
  bool data = true;                   ///< whether the JSON of the run stands in it
  int refresh = 0;                    ///< seconds after which a browser reads it again; 0 = never
};

/// Writes results as one page: HTML with marks in SVG, without scripts, and without anything from a
/// network. Equal results are equal bytes: no time, host or path stands in it.
std::string report_html(const Results& results, const std::string& digest,
                        const ReportOptions& options);

}  // namespace hustings
