#include "report/summary_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "hustings/summary/find.hpp"
#include "hustings/summary/reading.hpp"
#include "report/page.hpp"
#include "report/simulated_rounds.hpp"
#include "report/slate_text.hpp"

namespace hustings {
namespace {

constexpr double kShareWarning = 0.005;

/// A run as text: chances, mean shares with the 90 % interval of elections (5 % to 95 %), expected
/// seats. Intervals are how elections spread; only ± is the error of simulating, 95 %, in points.
/// `!` marks a mean share more than kShareWarning off the written one, where the centres were
/// solved for that: not with programmes, nor where inputs were changed. Source: docs/method.md,
/// "Precision".
class SummaryText {
 public:
  SummaryText(const View& view, bool is_as_written, const TableStyle& style)
      : view_(view),
        labels_(view.labels()),
        reading_(reading_of(view)),
        is_as_written_(is_as_written),
        page_(style) {}

  std::string text() {
    page_.title(labels_.title);
    if (view_.given()) page_.title("given: " + view_.given()->event);
    page_.note(elections() + fmt::format(", seed {}", labels_.seed));
    page_.line(reading_.headline.text);
    for (std::size_t c = 0; c < labels_.contests.size(); ++c) add_contest(c);
    for (std::size_t t = 0; t < labels_.totals.size(); ++t) add_total(t);
    for (std::size_t s = 0; s < labels_.slates.size(); ++s) add_slate(s);
    add_chances("events", kEvent, Axis::event);
    add_chances("shocks", kShock, Axis::shock);
    if (has_far_share_) {
      page_.remark("!: the simulated mean is more than half a point off the share as written");
    }
    if (std::ranges::any_of(labels_.contests, &ContestLabel::has_programmes)) {
      page_.remark("written: the share without what programmes do");
    }
    if (std::ranges::any_of(labels_.contests, [](const auto& c) { return c.rolloff > 0; })) {
      page_.remark("blank: expected part of those who come; a contest's turnout is without it");
    }
    page_.assumed(all_assumptions(labels_));
    return std::move(page_).text();
  }

 private:
  std::string elections() const {
    const std::uint64_t n = view_.elections();
    if (!view_.given()) return counted(n, "election");
    const Given& given = *view_.given();
    const double share = static_cast<double>(n) / static_cast<double>(given.of);
    return fmt::format("in {} ({:.3g}%) of {}{}", with_thousands(n), 100 * share,
                       given.stored ? "the first " : "", counted(given.of, "election"));
  }

  /// Puts the columns of a chance with its bar, which goes first where there is no room.
  static void add_chance_columns(TextGrid& grid, const char* title) {
    grid.add_column(title);
    grid.add_words("", 1);
  }
  TextGrid::Cell bar_cell(const Probability& chance) const {
    return {bar(chance.probability, page_.style())};
  }

  void add_contest(std::size_t c) {
    const ContestLabel& contest = labels_.contests[c];
    page_.section(title_of(contest), about_contest(c));
    const std::vector<std::size_t>& order = reading_.contests[c].order;
    TextGrid grid("candidate", {}, 2);
    add_chance_columns(grid, "wins");
    grid.add_column("share");
    grid.add_column("90% interval");
    const bool has_written = std::ranges::any_of(
        order, [&](std::size_t k) { return labels_.candidates[k].written_share.has_value(); });
    if (has_written) grid.add_column("written", 2);
    if (contest.delegates > 0) add_delegate_columns(grid);
    for (const std::size_t k : order) add_candidate(grid, k, has_written);
    page_.add(grid);
    if (contest.n_rounds > 0) page_.add(simulated_rounds_table({view_, c, order}, page_.style()));
  }

  std::string about_contest(std::size_t c) const {
    std::vector<std::string> facts;
    if (view_.has(kTurnout)) {
      const Distribution turnout = view_.distribution(kTurnout, c);
      const std::string low = fmt::format("{:.1f}", 100 * turnout.quantiles.front());
      const std::string high = fmt::format("{:.1f}", 100 * turnout.quantiles.back());
      facts.push_back(fmt::format("mean turnout {:.1f}%", 100 * turnout.mean) +
                      (low == high ? "" : fmt::format(" (90%: {}-{})", low, high)));
    }
    const double rolloff = labels_.contests[c].rolloff;
    if (rolloff > 0) facts.push_back(percent(rolloff) + " blank");
    const std::uint32_t delegates = labels_.contests[c].delegates;
    const bool is_unopposed = !is_contested(labels_.contests[c]);
    const bool has_margin = view_.has(kMargin) && view_.has(kMargin, c) && !is_unopposed;
    const double margin = has_margin ? view_.distribution(kMargin, c).mean : 0;
    if (delegates > 0) facts.push_back(counted(delegates, "delegate"));
    if (has_margin) {
      facts.push_back(delegates > 0 ? fmt::format("mean lead {:.1f}", delegates * margin)
                                    : fmt::format("mean margin {:.1f} points", 100 * margin));
    }
    if (is_unopposed) facts.emplace_back("unopposed");
    if (labels_.contests[c].seats > 1) facts.push_back(counted(labels_.contests[c].seats, "seat"));
    if (view_.has(kRecount, c)) facts.push_back("recount " + percent(view_.chance(kRecount, c)));
    const std::uint64_t lots = view_.count(kLots, c);
    if (lots > 0) facts.push_back(counted(lots, "tie") + " by lot");
    const std::uint64_t ties = delegates > 0 ? view_.count(kRemainderTies, c) : 0;
    if (ties > 0) facts.push_back(with_thousands(ties) + " with equal remainders");
    return list_of(facts, ", ", "   ");
  }

  void add_candidate(TextGrid& grid, std::size_t k, bool has_written) {
    const CandidateLabel& label = labels_.candidates[k];
    const Probability win = view_.chance(kWin, k);
    const Distribution share = view_.distribution(kShare, k);
    TextGrid::Cell written;
    if (label.written_share) {
      // Programmes move the mean: they are not in the written share.
      const bool is_meant = is_as_written_ && !labels_.contests[label.contest].has_programmes;
      const bool is_far = std::fabs(*label.written_share - share.mean) > kShareWarning;
      written = {percent(*label.written_share), is_meant && is_far ? "!" : ""};
      has_far_share_ = has_far_share_ || !written.mark.empty();
    }
    std::vector<TextGrid::Cell> cells{
        {label.withdrawn ? "out" : percent(win)},
        bar_cell(win),
        {percent(share.mean)},
        {interval(percent(share.quantiles.front()), percent(share.quantiles.back()))}};
    if (has_written) cells.push_back(std::move(written));
    if (view_.has(kDelegates, k)) add_delegates(cells, view_.distribution(kDelegates, k));
    grid.add_row(name_of(label), std::move(cells));
  }

  static void add_delegate_columns(TextGrid& grid) {
    grid.add_column("delegates");
    grid.add_column("90%");
  }
  static void add_delegates(std::vector<TextGrid::Cell>& cells, const Distribution& delegates) {
    cells.push_back({fmt::format("{:.1f}", delegates.mean)});
    cells.push_back({interval(fmt::format("{:.0f}", delegates.quantiles.front()),
                              fmt::format("{:.0f}", delegates.quantiles.back()))});
  }

  void add_total(std::size_t t) {
    const TotalLabel& total = labels_.totals[t];
    std::vector<std::size_t> names;
    for (std::size_t i = 0; i < labels_.total_names.size(); ++i) {
      if (labels_.total_names[i].total == t) names.push_back(i);
    }
    std::ranges::stable_sort(names, std::greater<>(), [this](std::size_t i) {
      return view_.distribution(kNameDelegates, i).mean;
    });
    page_.section(titled("total", total.id, total.name),
                  fmt::format("   {}, {} are a majority, nobody has it in {}",
                              counted(total.seats, "delegate"), with_thousands(total.majority),
                              percent(view_.chance(kNoMajority, t))));
    TextGrid grid("name", {}, 2);
    add_chance_columns(grid, "majority");
    grid.add_column("leads");
    add_delegate_columns(grid);
    for (const std::size_t i : names) {
      const Probability majority = view_.chance(kMajority, i);
      std::vector<TextGrid::Cell> cells{
          {percent(majority)}, bar_cell(majority), {percent(view_.chance(kLead, i))}};
      add_delegates(cells, view_.distribution(kNameDelegates, i));
      grid.add_row(labels_.total_names[i].name, std::move(cells));
    }
    page_.add(grid);
  }

  void add_slate(std::size_t s) {
    const SlateLabel& slate = labels_.slates[s];
    page_.section(titled("slate", slate.id, slate.name), "   " + slate_heading(view_, s));
    page_.line(list_of(seat_parts(view_, s), "  ", "  seats won   "));
  }

  void add_chances(const std::string& heading, QuantityId of, Axis axis) {
    const std::vector<std::string> names = item_labels(labels_, axis);
    if (names.empty()) return;
    page_.section(heading, "   ± 95 % Monte Carlo error, in points");
    TextGrid grid("", {""}, 2);
    grid.add_words();
    for (std::size_t i = 0; i < names.size(); ++i) {
      const Probability p = view_.chance(of, i);
      grid.add_row(names[i],
                   {{percent(p)}, {plus_minus(100 * p.standard_error), "", TextGrid::Tone::quiet}});
    }
    page_.add(grid);
  }

  const View& view_;
  const Labels& labels_;
  Reading reading_;
  bool is_as_written_;
  Page page_;
  bool has_far_share_ = false;
};

}  // namespace

std::string summary_text(const View& view, bool is_as_written, const TableStyle& style) {
  return SummaryText(view, is_as_written, style).text();
}

}  // namespace hustings
