#include "report/summary_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "report/simulated_rounds.hpp"
#include "report/slate_text.hpp"

namespace hustings {
namespace {

constexpr double kShareWarning = 0.005;

std::string bar(double p) {
  static const char* const kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const int eighths = static_cast<int>(std::lround(p * 80));
  std::string text;
  for (int i = 0; i < eighths / 8; ++i) text += "█";
  return text + kEighths[eighths % 8];
}

/// A range as written, or the one value where both ends are written the same.
std::string range(const std::string& low, const std::string& high) {
  return low == high ? low : low + " - " + high;
}

class SummaryText {
 public:
  SummaryText(const View& view, const TableStyle& style)
      : view_(view), labels_(view.labels()), style_(style) {}

  std::string text() {
    line(bold(labels_.title));
    if (view_.given()) line(bold("given: " + view_.given()->event));
    line(dim(fmt::format("{} elections, seed {}", elections(), labels_.seed)));
    for (std::size_t c = 0; c < labels_.contests.size(); ++c) add_contest(c);
    add_totals();
    add_slates();
    add_events();
    if (has_far_share_) {
      line("");
      line(dim("!: the simulated mean is more than half a point off the share as written"));
    }
    for (const std::string& assumption : labels_.assumptions) {
      line("");
      line(dim("assumed: " + assumption));
    }
    return std::move(text_);
  }

 private:
  void line(const std::string& text) { text_ += text + '\n'; }
  std::string bold(const std::string& text) const { return hustings::bold(text, style_); }
  std::string dim(const std::string& text) const { return hustings::dim(text, style_); }

  std::string elections() const {
    const std::uint64_t n = view_.elections();
    if (!view_.given()) return with_thousands(n);
    const Given& given = *view_.given();
    const double share = static_cast<double>(n) / static_cast<double>(given.of);
    return fmt::format("in {} ({:.3g}%) of {}{}", with_thousands(n), 100 * share,
                       given.stored ? "the first " : "", with_thousands(given.of));
  }

  void add_contest(std::size_t c) {
    const ContestLabel& contest = labels_.contests[c];
    line("");
    const std::string title =
        contest.name == contest.id ? contest.id : contest.id + "  " + contest.name;
    line(bold(title) + dim(about_contest(c)));
    std::vector<std::size_t> order(contest.n_candidates);
    std::iota(order.begin(), order.end(), std::size_t{contest.first_candidate});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return view_.count(kWin, a) > view_.count(kWin, b);
    });
    std::size_t width = 9;
    for (const std::size_t k : order) {
      width = std::max(width, columns_of(labels_.candidates[k].name) +
                                  (labels_.candidates[k].incumbent ? 2 : 0));
    }
    std::string head =
        fmt::format("  {}  {:>7}  {:10}  {:>6} {:>15}  {:>7}", padded("candidate", width), "wins",
                    "", "share", "90% interval", "written");
    if (contest.delegates > 0) head += fmt::format("  {:>9} {:>11}", "delegates", "90%");
    line(dim(head));
    for (const std::size_t k : order) add_candidate(k, width);
    if (contest.n_rounds > 0) {
      text_ += simulated_rounds_table({view_, c, order, width}, style_);
    }
  }

  std::string about_contest(std::size_t c) const {
    std::string text;
    if (view_.has(kTurnout)) {
      const Distribution turnout = view_.distribution(kTurnout, c);
      text += fmt::format("   mean turnout {:.1f}%", 100 * turnout.mean);
      const std::string low = fmt::format("{:.1f}", 100 * turnout.quantiles.front());
      const std::string high = fmt::format("{:.1f}", 100 * turnout.quantiles.back());
      if (low != high) text += fmt::format(" (90%: {}-{})", low, high);
    }
    const std::uint32_t delegates = labels_.contests[c].delegates;
    const bool has_margin = view_.has(kMargin) && view_.has(kMargin, c);
    const double margin = has_margin ? view_.distribution(kMargin, c).mean : 0;
    if (delegates > 0) {
      text += fmt::format(", {} delegates", with_thousands(delegates));
      if (has_margin) text += fmt::format(", mean lead {:.1f}", delegates * margin);
    } else if (has_margin) {
      text += fmt::format(", mean margin {:.1f} points", 100 * margin);
    }
    if (labels_.contests[c].seats > 1) text += fmt::format(", {} seats", labels_.contests[c].seats);
    if (view_.has(kRecount, c)) {
      text += fmt::format(", recount {}", percent(view_.chance(kRecount, c)));
    }
    if (const std::uint64_t lots = view_.count(kLots, c); lots > 0) {
      text += fmt::format(", {} {} by lot", with_thousands(lots), lots == 1 ? "tie" : "ties");
    }
    const std::uint64_t ties = delegates > 0 ? view_.count(kRemainderTies, c) : 0;
    if (ties > 0) text += fmt::format(", {} with equal remainders", with_thousands(ties));
    return text;
  }

  void add_candidate(std::size_t k, std::size_t width) {
    const CandidateLabel& label = labels_.candidates[k];
    const Probability win = view_.chance(kWin, k);
    const Distribution share = view_.distribution(kShare, k);
    const std::string name = label.name + (label.incumbent ? " *" : "");
    std::string written = "";
    if (label.written_share) {
      written = fmt::format("{:.1f}%", 100 * *label.written_share);
      if (!view_.given() && std::fabs(*label.written_share - share.mean) > kShareWarning) {
        written += " !";
        has_far_share_ = true;
      }
    }
    std::string row = fmt::format("  {}  {:>7}  {}  {:>5.1f}% {:>15}  {:>7}", padded(name, width),
                                  percent(win), padded(bar(win.probability), 10), 100 * share.mean,
                                  range(fmt::format("{:.1f}%", 100 * share.quantiles.front()),
                                        fmt::format("{:>4.1f}%", 100 * share.quantiles.back())),
                                  written);
    if (view_.has(kDelegates, k)) row += "  " + delegates_text(view_.distribution(kDelegates, k));
    line(row);
  }

  static std::string delegates_text(const Distribution& delegates) {
    return fmt::format("{:>9.1f} {:>11}", delegates.mean,
                       range(fmt::format("{:.0f}", delegates.quantiles.front()),
                             fmt::format("{:.0f}", delegates.quantiles.back())));
  }

  void add_totals() {
    for (std::size_t t = 0; t < labels_.totals.size(); ++t) {
      const TotalLabel& total = labels_.totals[t];
      std::vector<std::size_t> names;
      std::size_t width = columns_of("name");
      for (std::size_t i = 0; i < labels_.total_names.size(); ++i) {
        if (labels_.total_names[i].total != t) continue;
        names.push_back(i);
        width = std::max(width, columns_of(labels_.total_names[i].name));
      }
      std::stable_sort(names.begin(), names.end(), [this](std::size_t a, std::size_t b) {
        return view_.distribution(kNameDelegates, a).mean >
               view_.distribution(kNameDelegates, b).mean;
      });
      line("");
      line(bold(titled("total", total.id, total.name)) +
           dim(fmt::format("   {} delegates, {} are a majority, nobody has it in {}",
                           with_thousands(total.seats), with_thousands(total.majority),
                           percent(view_.chance(kNoMajority, t)))));
      line(dim(fmt::format("  {}  {:>8}  {:10}  {:>7}  {:>9} {:>11}", padded("name", width),
                           "majority", "", "leads", "delegates", "90%")));
      for (const std::size_t i : names) {
        const Probability majority = view_.chance(kMajority, i);
        line(fmt::format("  {}  {:>8}  {}  {:>7}  {}", padded(labels_.total_names[i].name, width),
                         percent(majority), padded(bar(majority.probability), 10),
                         percent(view_.chance(kLead, i)),
                         delegates_text(view_.distribution(kNameDelegates, i))));
      }
    }
  }

  void add_slates() {
    for (std::size_t s = 0; s < labels_.slates.size(); ++s) {
      const SlateLabel& slate = labels_.slates[s];
      line("");
      line(bold(titled("slate", slate.id, slate.name)) + dim("   " + slate_heading(view_, s)));
      std::string seats = "  seats won ";
      for (const std::string& part : seat_parts(view_, s)) {
        const bool is_full = columns_of(seats + part) - seats.rfind('\n') - 1 + 2 > style_.width;
        seats += (is_full ? "\n            " : "") + ("  " + part);
      }
      line(seats);
    }
  }

  void add_events() {
    if (labels_.events.empty()) return;
    line("");
    line(bold("events") + dim("   ± 95 % Monte Carlo error, in points"));
    std::size_t width = 0;
    for (const EventLabel& event : labels_.events) width = std::max(width, columns_of(event.name));
    for (std::size_t i = 0; i < labels_.events.size(); ++i) {
      const Probability p = view_.chance(kEvent, i);
      line(fmt::format("  {}  {:>7}", padded(labels_.events[i].name, width), percent(p)) +
           dim(plus_minus(100 * p.standard_error)));
    }
  }

  const View& view_;
  const Labels& labels_;
  const TableStyle& style_;
  bool has_far_share_ = false;
  std::string text_;
};

}  // namespace

std::string summary_text(const View& view, const TableStyle& style) {
  return SummaryText(view, style).text();
}

}  // namespace hustings
