#include "hustings/results/csv.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <string_view>

#include "hustings/results/worth.hpp"
#include "text/csv_field.hpp"

namespace hustings {
namespace {

/// The shortest text that reads back as the same number.
std::string field(double value) {
  std::array<char, 32> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), written.ptr};
}

/// The rows of one programme: of its chances those that the run without it has, too.
class WorthRows {
 public:
  WorthRows(const std::string& programme, const View& worth)
      : programme_(spreadsheet_field(programme)), worth_(worth), labels_(worth.labels()) {}

  std::string text() {
    for (std::size_t i = 0; i < labels_.candidates.size(); ++i) {
      add(about(kWin).name, candidate_label(labels_, i), worth_.compared(kWin, i));
    }
    for (std::size_t s = 0; s < labels_.slates.size(); ++s) {
      const SlateLabel& slate = labels_.slates[s];
      add("sweep", slate.id, worth_.compared_at_least(s, slate.members.size()));
    }
    for (std::size_t i = 0; i < labels_.events.size(); ++i) {
      add(about(kEvent).name, labels_.events[i].name, worth_.compared(kEvent, i));
    }
    return std::move(text_);
  }

 private:
  void add(std::string_view quantity, const std::string& name,
           const std::optional<Compared>& chance) {
    if (!chance) return;
    text_ += programme_ + "," + std::string(quantity) + "," + spreadsheet_field(name);
    text_ += "," + field(chance->before) + "," + field(chance->after);
    // Parts less parts: the last digits of the difference say nothing.
    text_ += fmt::format(",{:.12g},", chance->moved.difference);
    text_ += field(chance->moved.paired_standard_error);
    text_ += "\n";
  }

  std::string programme_;
  const View& worth_;
  const Labels& labels_;
  std::string text_;
};

}  // namespace

std::string results_csv(const View& view) {
  const Labels& labels = view.labels();
  std::string text =
      "contest,candidate,win,win_standard_error,share_mean,share_sd,share_q05,share_q50,share_"
      "q95,contest_name,candidate_name\n";
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    const CandidateLabel& label = labels.candidates[i];
    const Probability win = view.chance(kWin, i);
    const Distribution share = view.distribution(kShare, i);
    text +=
        spreadsheet_field(labels.contests[label.contest].id) + "," + spreadsheet_field(label.id);
    for (const double value : {win.probability, win.standard_error, share.mean, share.sd,
                               share.quantiles[0], share.quantiles[2], share.quantiles[4]}) {
      text += "," + field(value);
    }
    text += "," + spreadsheet_field(labels.contests[label.contest].name) + "," +
            spreadsheet_field(label.name) + "\n";
  }
  return text;
}

std::string worth_csv(const Results& results, const View& view) {
  std::string text = "programme,quantity,name,without,with,worth,worth_standard_error\n";
  visit_worth(results, view,
              [&](const std::string& programme, const std::string&, const View& worth) {
                text += WorthRows(programme, worth).text();
              });
  return text;
}

}  // namespace hustings
