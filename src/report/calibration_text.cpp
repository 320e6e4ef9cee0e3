#include "report/calibration_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/thousands.hpp"
#include "report/page.hpp"

namespace hustings {
namespace {

using infer::Gates;
using infer::LearntSize;
using infer::Posterior;
using infer::ReturnFit;

constexpr std::size_t kMostFits = 10;

double farthest(const ReturnFit& fit) {
  return std::max(std::abs(fit.turnout_z), std::abs(fit.share_z));
}

void add_gates(const Gates& gates, Page& page) {
  page.section("Moved elections");
  TextGrid grid("", {}, 2);
  grid.add_column("found");
  grid.add_column("must be");
  const auto row = [&](const char* name, const std::string& found, const std::string& bound,
                       bool holds) {
    grid.add_row(name, {{found, "", holds ? TextGrid::Tone::plain : TextGrid::Tone::bad}, {bound}});
  };
  row("acceptance", fmt::format("{:.2f}", gates.acceptance),
      fmt::format("above {:.2f}", infer::kLeastAcceptance),
      gates.acceptance > infer::kLeastAcceptance);
  row("rank R-hat", fmt::format("{:.3f}", gates.rank_r_hat),
      fmt::format("below {:.2f}", infer::kMostRankRHat), gates.rank_r_hat < infer::kMostRankRHat);
  row("bulk effective size", fmt::format("{:.0f}", gates.bulk_ess),
      fmt::format("above {:.0f}", infer::kLeastBulkEss), gates.bulk_ess > infer::kLeastBulkEss);
  row("Pareto k", fmt::format("{:.2f}", gates.pareto_k),
      fmt::format("below {:.2f}", infer::kMostParetoK), gates.pareto_k < infer::kMostParetoK);
  row("votes placed otherwise", fmt::format("{:.1f}%", 100 * gates.misplaced),
      fmt::format("below {:.1f}%", 100 * infer::kMostMisplaced),
      gates.misplaced < infer::kMostMisplaced);
  page.add(grid);
  page.line(fmt::format("  effective part of the weights: {:.2f}", gates.effective_part));
}

void add_sizes(const Posterior& posterior, Page& page) {
  page.section("Effects", "  what the count says of them");
  TextGrid grid("effect", {}, 2);
  grid.add_column("draws", 1);
  grid.add_column("size");
  grid.add_column("learnt");
  grid.add_column("sd of its log", 2);
  grid.add_column("sd after/before");
  for (const LearntSize& size : posterior.sizes) {
    grid.add_row(size.effect, {{fmt::format("{:.0f}", size.n)},
                               {fmt::format("{:.3f}", size.before)},
                               {fmt::format("{:.3f}", size.after)},
                               {fmt::format("{:.2f}", size.log_sd)},
                               {fmt::format("{:.2f}", size.sd_ratio)}});
  }
  page.add(grid);
  const std::string unfound = infer::unfound_sizes(posterior);
  if (!unfound.empty()) page.line("  " + unfound);
}

void add_fits(const Posterior& posterior, const Labels& labels, Page& page) {
  const std::vector<ReturnFit>& fits = posterior.fits;
  std::vector<std::size_t> order(fits.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t i) { return farthest(fits[i]); });
  const auto strange = std::ranges::count_if(
      fits, [](const ReturnFit& fit) { return farthest(fit) > infer::kStrangeReturn; });
  const auto shown = std::min(fits.size(), std::max<std::size_t>(kMostFits, strange));
  page.section("Districts", fmt::format("  z against what all others say; {} of {} beyond {}",
                                        strange, fits.size(), infer::kStrangeReturn));
  TextGrid grid("district", {}, 2);
  if (labels.contests.size() > 1) grid.add_words("contest", 1);
  grid.add_column("votes");
  grid.add_column("shares");
  grid.add_words("most of", 2);
  for (std::size_t i = 0; i < shown; ++i) {
    const ReturnFit& fit = fits[order[i]];
    const infer::DistrictReturn& of = posterior.returns[order[i]];
    const ContestLabel& contest = labels.contests[of.contest.index()];
    std::vector<TextGrid::Cell> cells;
    if (labels.contests.size() > 1) cells.push_back({contest.id});
    const auto tone = [](double z) {
      return std::abs(z) > infer::kStrangeReturn ? TextGrid::Tone::bad : TextGrid::Tone::plain;
    };
    cells.push_back({fmt::format("{:+.1f}", fit.turnout_z), "", tone(fit.turnout_z)});
    cells.push_back({fmt::format("{:+.1f}", fit.share_z), "", tone(fit.share_z)});
    cells.push_back({labels.candidates[contest.first_candidate + fit.slot].id});
    grid.add_row(labels.districts[of.district.index()].id, std::move(cells));
  }
  page.add(grid);
  if (shown < fits.size()) {
    page.note(fmt::format("  the {} farthest out of {}; all: --json", shown, fits.size()));
  }
}

}  // namespace

std::string calibration_text(const infer::Posterior& posterior, const Labels& labels,
                             const TableStyle& style) {
  Page page(style);
  page.title(labels.title);
  page.note(counted(posterior.returns.size(), "return") + "; " +
            counted(posterior.accepted.size(), "election") + " moved");
  add_gates(posterior.gates, page);
  add_sizes(posterior, page);
  add_fits(posterior, labels, page);
  if (!posterior.tied.empty()) {
    page.section("Not told apart", "  pairs of errors whose sum alone the count tells");
    for (const infer::TiedDraws& tied : posterior.tied) {
      page.line(fmt::format("  {} and {}: correlation {:.2f}", tied.a, tied.b, tied.correlation));
    }
  }
  page.remark(
      "What the count says of sums of districts is data; what it says of single universes rests on "
      "the model's factions and effects.");
  return std::move(page).text();
}

}  // namespace hustings
