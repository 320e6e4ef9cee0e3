#include "report/summary_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "report/simulated_rounds.hpp"

namespace hustings {
namespace {

constexpr double kShareWarning = 0.005;
constexpr std::size_t kMostSeatsShown = 12;

std::string bar(double p) {
  static const char* const kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const int eighths = static_cast<int>(std::lround(p * 80));
  std::string text;
  for (int i = 0; i < eighths / 8; ++i) text += "█";
  return text + kEighths[eighths % 8];
}

class SummaryText {
 public:
  SummaryText(const Labels& labels, const Summary& summary, const TableStyle& style)
      : labels_(labels), summary_(summary), style_(style) {}

  std::string text() {
    line(bold(labels_.title));
    if (summary_.given) line(bold("given: " + summary_.given->event));
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
    if (!summary_.given) return with_thousands(summary_.elections);
    const Given& given = *summary_.given;
    const double share = static_cast<double>(summary_.elections) / static_cast<double>(given.of);
    return fmt::format("in {} ({:.3g}%) of {}{}", with_thousands(summary_.elections), 100 * share,
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
      return summary_.candidates[a].win.probability > summary_.candidates[b].win.probability;
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
    if (const auto& rounds = summary_.contests[c].rounds) {
      text_ += simulated_rounds_table({labels_, contest, *rounds, order, width}, style_);
    }
  }

  std::string about_contest(std::size_t c) const {
    const ContestSummary& contest = summary_.contests[c];
    std::string text;
    if (contest.turnout) {
      text += fmt::format("   turnout {:.1f}% ({:.1f}-{:.1f})", 100 * contest.turnout->mean,
                          100 * contest.turnout->quantiles.front(),
                          100 * contest.turnout->quantiles.back());
    }
    const std::uint32_t delegates = labels_.contests[c].delegates;
    if (delegates > 0) {
      text += fmt::format(", {} delegates", with_thousands(delegates));
      if (contest.margin) text += fmt::format(", lead {:.1f}", delegates * contest.margin->mean);
    } else if (contest.margin) {
      text += fmt::format(", margin {:.1f} points", 100 * contest.margin->mean);
    }
    if (labels_.contests[c].seats > 1) text += fmt::format(", {} seats", labels_.contests[c].seats);
    if (contest.recount) text += fmt::format(", recount {}", percent(*contest.recount));
    if (contest.lots > 0)
      text += fmt::format(", {} {} by lot", with_thousands(contest.lots),
                          contest.lots == 1 ? "tie" : "ties");
    if (contest.remainder_ties > 0) {
      text += fmt::format(", {} with equal remainders", with_thousands(contest.remainder_ties));
    }
    return text;
  }

  void add_candidate(std::size_t k, std::size_t width) {
    const CandidateLabel& label = labels_.candidates[k];
    const CandidateSummary& candidate = summary_.candidates[k];
    const std::string name = label.name + (label.incumbent ? " *" : "");
    std::string written = "";
    if (label.written_share) {
      written = fmt::format("{:.1f}%", 100 * *label.written_share);
      if (!summary_.given &&
          std::fabs(*label.written_share - candidate.share.mean) > kShareWarning) {
        written += " !";
        has_far_share_ = true;
      }
    }
    std::string row =
        fmt::format("  {}  {:>7}  {}  {:>5.1f}% {:>6.1f}% - {:>4.1f}%  {:>7}", padded(name, width),
                    percent(candidate.win), padded(bar(candidate.win.probability), 10),
                    100 * candidate.share.mean, 100 * candidate.share.quantiles.front(),
                    100 * candidate.share.quantiles.back(), written);
    if (candidate.delegates) row += "  " + delegates_text(*candidate.delegates);
    line(row);
  }

  static std::string delegates_text(const Distribution& delegates) {
    return fmt::format(
        "{:>9.1f} {:>11}", delegates.mean,
        fmt::format("{:.0f} - {:.0f}", delegates.quantiles.front(), delegates.quantiles.back()));
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
        return summary_.total_names[a].delegates.mean > summary_.total_names[b].delegates.mean;
      });
      line("");
      line(bold("total " + total.id) +
           dim(fmt::format("   {} delegates, {} are a majority, nobody has it in {}",
                           with_thousands(total.seats), with_thousands(total.majority),
                           percent(summary_.no_majority[t]))));
      line(dim(fmt::format("  {}  {:>8}  {:10}  {:>7}  {:>9} {:>11}", padded("name", width),
                           "majority", "", "leads", "delegates", "90%")));
      for (const std::size_t i : names) {
        const TotalNameSummary& name = summary_.total_names[i];
        line(fmt::format("  {}  {:>8}  {}  {:>7}  {}", padded(labels_.total_names[i].name, width),
                         percent(name.majority), padded(bar(name.majority.probability), 10),
                         percent(name.leads), delegates_text(name.delegates)));
      }
    }
  }

  void add_slates() {
    for (std::size_t s = 0; s < labels_.slates.size(); ++s) {
      const SlateSummary& slate = summary_.slates[s];
      line("");
      line(bold("slate " + labels_.slates[s].id) +
           dim(fmt::format("   sweeps {}, wins {:.2f} of {} on average", percent(slate.sweep),
                           slate.mean_seats, slate.wins.size() - 1)));
      std::string seats = "  seats won ";
      for (std::size_t j = 0; j < slate.wins.size() && j < kMostSeatsShown; ++j) {
        seats += fmt::format("  {}: {:.1f}%", j, 100 * slate.wins[j]);
      }
      if (slate.wins.size() > kMostSeatsShown) {
        const double more =
            std::accumulate(slate.wins.begin() + kMostSeatsShown, slate.wins.end(), 0.0);
        seats += fmt::format("  {} or more: {:.1f}%", kMostSeatsShown, 100 * more);
      }
      line(seats);
    }
  }

  void add_events() {
    if (labels_.events.empty()) return;
    line("");
    line(bold("events"));
    std::size_t width = 0;
    for (const EventLabel& event : labels_.events) width = std::max(width, columns_of(event.name));
    for (std::size_t i = 0; i < labels_.events.size(); ++i) {
      const Probability& p = summary_.events[i];
      line(fmt::format("  {}  {:>7}", padded(labels_.events[i].name, width), percent(p)) +
           dim(fmt::format("  standard error {:.2g} points", 100 * p.standard_error)));
    }
  }

  const Labels& labels_;
  const Summary& summary_;
  const TableStyle& style_;
  bool has_far_share_ = false;
  std::string text_;
};

}  // namespace

std::string summary_text(const Labels& labels, const Summary& summary, const TableStyle& style) {
  return SummaryText(labels, summary, style).text();
}

}  // namespace hustings
