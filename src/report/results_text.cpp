#include "report/results_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "core/thousands.hpp"
#include "hustings/results/worth.hpp"
#include "report/summary_text.hpp"
#include "report/vary_table.hpp"
#include "report/what_if_text.hpp"

namespace hustings {
namespace {

constexpr double kTellsTimes = 1.05;  // less is 1.0 as printed

/// Elections of a chain that accepts the part a of its proposals tell as much as a / (2 - a) of as
/// many independent ones.
std::string posterior_note(const infer::Posterior& law) {
  std::set<DistrictId> districts;
  std::set<ContestId> contests;
  for (const infer::DistrictReturn& one : law.returns) {
    districts.insert(one.district);
    contests.insert(one.contest);
  }
  const double a = law.gates.acceptance;
  const double times = std::sqrt((2 - a) / a);
  std::string note = fmt::format(
      "\nThese elections agree with the votes counted in {} of {}; who wins there is simulated all "
      "the same, not taken from the count.",
      counted(districts.size(), "district"), counted(contests.size(), "contest"));
  if (times >= kTellsTimes) {
    note += fmt::format(
        " Some elections stand there more than once: errors are about {:.1f} times those printed.",
        times);
  }
  return note + "\n";
}

}  // namespace

std::string results_text(const Results& results, const View& view, const TableStyle& style) {
  const bool is_as_written = !results.posterior && !view.given();
  std::string text = summary_text(view, is_as_written, style);
  if (results.posterior) text += posterior_note(results.posterior.law);
  for (const auto& [name, world] : what_if_views(results, view)) {
    text += what_if_text("what if: " + name, world, style);
  }
  visit_worth(results, view,
              [&](const std::string& programme, const std::string&, const View& worth) {
                text += worth_text(programme, worth, style);
              });
  if (!results.what_ifs.empty()) text += what_if_note(style);
  if (results.vary.n_points() > 0) {
    text += "\nvariation\n" + vary_points_text(view, results.vary, style);
  }
  return text;
}

}  // namespace hustings
