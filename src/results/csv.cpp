#include "hustings/results/csv.hpp"

#include <array>
#include <charconv>

#include "text/csv_field.hpp"

namespace hustings {
namespace {

/// The shortest text that reads back as the same number.
std::string field(double value) {
  std::array<char, 32> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), written.ptr};
}

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
    text += csv_field(labels.contests[label.contest].id) + "," + csv_field(label.id);
    for (const double value : {win.probability, win.standard_error, share.mean, share.sd,
                               share.quantiles[0], share.quantiles[2], share.quantiles[4]}) {
      text += "," + field(value);
    }
    text +=
        "," + csv_field(labels.contests[label.contest].name) + "," + csv_field(label.name) + "\n";
  }
  return text;
}

}  // namespace hustings
