#include "results/quantity_rows.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "hustings/summary/find.hpp"

// What follows from the counts of every quantity.
namespace hustings::results_rows {
namespace {

using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// One of the numbers that follow from a quantity's counts.
struct Part {
  const char* suffix;
  std::string help;
  double (*get)(const View& view, QuantityId quantity, std::size_t item, std::size_t across);
};

double moved_by(const View& view, QuantityId q, std::size_t i, std::size_t m) {
  const auto compared = view.compared(q, i, m);
  return compared ? compared->moved.difference : kNone;
}

double moved_error(const View& view, QuantityId q, std::size_t i, std::size_t m) {
  const auto compared = view.compared(q, i, m);
  return compared ? compared->moved.paired_standard_error : kNone;
}

std::size_t n_members(const View& view, std::size_t slate) {
  return view.labels().slates[slate].members.size();
}

/// What the numbers of a part are about.
enum class Cells { of_values, of_quantiles, of_seats };

/// A part of every item of one view, and every round or quantile of it; NaN where it has no such
/// thing, 0 for more seats than a slate has members.
void add_numbers(const View& view, QuantityId id, const Part& part, Cells cells, Numbers& values) {
  const Quantity& quantity = about(id);
  const std::size_t n_across = cells == Cells::of_quantiles       ? kQuantileLevels.size()
                               : cells == Cells::of_seats         ? view.width(Across::seats) - 1
                               : quantity.across == Across::round ? view.width(Across::round)
                                                                  : 1;
  for (std::size_t i = 0; i < view.n(quantity.axis); ++i) {
    for (std::size_t m = 0; m < n_across; ++m) {
      const bool is_beyond = cells == Cells::of_seats && m >= n_members(view, i);
      const bool is_there = view.has(id, i, cells == Cells::of_values ? m : 0);
      values.push_back(is_beyond ? 0.0 : is_there ? part.get(view, id, i, m) : kNone);
    }
  }
}

/// Whether a run's file has what follows from a quantity, or how it differs from the base.
bool is_shown(const View& view, QuantityId id, bool is_moved) {
  if (!is_moved) return view.has(id);
  const Quantity& quantity = about(id);
  const bool is_paired_alone = quantity.kept == Kept::nothing ||
                               (quantity.when != When::always && quantity.axis == Axis::contest);
  return view.is_compared() && (view.has(id) || is_paired_alone);
}

/// Where numbers come from: the run (or world), the same against its base, the points of a
/// variation.
enum class From { run, base, points };

DatasetRow numbers_row(QuantityId id, std::string path, Texts axes, std::string unit, Part part,
                       From source, Cells cells = Cells::of_values) {
  if (source == From::points) axes.insert(axes.begin(), "point");
  return computed({path + part.suffix, std::move(axes), std::move(unit), part.help},
                  [id, part, source, cells](const Contents& from) {
                    Numbers values;
                    if (source == From::points) {
                      for (const View& view : from.points) {
                        add_numbers(view, id, part, cells, values);
                      }
                    } else if (is_shown(from.view, id, source == From::base)) {
                      add_numbers(from.view, id, part, cells, values);
                    }
                    return values;
                  });
}

Rows numbers_rows(QuantityId id, const std::string& path, const Texts& axes,
                  const std::string& unit, const std::vector<Part>& parts, From source,
                  Cells cells = Cells::of_values) {
  Rows rows;
  for (const Part& part : parts) {
    rows.push_back(numbers_row(id, path, axes, unit, part, source, cells));
  }
  return rows;
}

std::vector<Part> differences(const std::string& help, const char* difference, const char* error) {
  return {{difference, help, moved_by}, {error, "its error, on the same draws", moved_error}};
}

Rows probability_rows(QuantityId id, const Quantity& quantity, const std::string& path,
                      From source) {
  std::vector<Part> parts = {
      {"", std::string(quantity.help),
       [](auto& view, auto q, auto i, auto m) { return view.chance(q, i, m).probability; }}};
  if ((quantity.shown & kShowError) != 0 || source == From::points) {
    parts.push_back(
        {"_standard_error", "its Monte Carlo error",
         [](auto& view, auto q, auto i, auto m) { return view.chance(q, i, m).standard_error; }});
  }
  return numbers_rows(id, path, counted_axes(quantity), "1", parts, source);
}

Rows distribution_rows(QuantityId id, const Quantity& quantity, const std::string& path,
                       From source) {
  const std::string unit(quantity.unit);
  const std::string help(quantity.help);
  const unsigned shown = source == From::points ? kShowValue : quantity.shown;
  Rows rows;
  const auto add = [&](Shown part, Texts axes, Cells cells, Part of) {
    if ((shown & part) != 0) {
      rows.push_back(numbers_row(id, path, std::move(axes), unit, std::move(of), source, cells));
    }
  };
  const Texts axes = value_axes(quantity);
  const Texts by_level{axis_name(quantity), "quantile"};
  add(kShowValue, axes, Cells::of_values,
      {"_mean", "mean " + help,
       [](auto& view, auto q, auto i, auto m) { return view.distribution(q, i, m).mean; }});
  add(kShowSd, axes, Cells::of_values,
      {"_sd",
       quantity.of_reached ? "standard deviation over those elections"
                           : "standard deviation over elections",
       [](auto& view, auto q, auto i, auto m) { return view.distribution(q, i, m).sd; }});
  add(kShowError, axes, Cells::of_values,
      {"_mean_standard_error", "Monte Carlo error of the mean",
       [](auto& view, auto q, auto i, auto m) {
         return view.distribution(q, i, m).mean_standard_error;
       }});
  add(kShowQuantiles, by_level, Cells::of_quantiles,
      {"_quantile",
       quantity.kept == Kept::numbers
           ? "quantiles: the smallest number that so many elections do not exceed"
           : "quantiles of the " + help,
       [](auto& view, auto q, auto i, auto m) { return view.distribution(q, i).quantiles[m]; }});
  add(kShowQuantileErrors, by_level, Cells::of_quantiles,
      {"_quantile_standard_error", "their Monte Carlo error",
       [](auto& view, auto q, auto i, auto m) {
         return view.distribution(q, i).quantile_standard_errors[m];
       }});
  return rows;
}

/// A slate sweeps, wins so many or more, or so many on average.
Rows seats_rows(const std::string& group, From source) {
  const std::vector<Part> sweep = {
      {"", "probability that every member wins",
       [](auto& view, auto, auto s, auto) {
         return view.at_least(s, n_members(view, s)).probability;
       }},
      {"_standard_error", "its Monte Carlo error", [](auto& view, auto, auto s, auto) {
         return view.at_least(s, n_members(view, s)).standard_error;
       }}};
  const std::vector<Part> least = {
      {"", "probability of so many seats or more; 0 beyond its members",
       [](auto& view, auto, auto s, auto j) { return view.at_least(s, j + 1).probability; }},
      {"_standard_error", "its Monte Carlo error",
       [](auto& view, auto, auto s, auto j) { return view.at_least(s, j + 1).standard_error; }}};
  const std::vector<Part> mean = {
      {"_mean", "expected seats",
       [](auto& view, auto, auto s, auto) { return view.mean_seats(s).mean; }},
      {"_mean_standard_error", "its Monte Carlo error",
       [](auto& view, auto, auto s, auto) { return view.mean_seats(s).standard_error; }}};
  Rows rows = numbers_rows(kSeats, group + "sweep", {"slate"}, "1", sweep, source);
  if (source == From::points) {
    const std::vector<Part> moved = {
        {"_difference", "minus that of the base",
         [](auto& view, auto, auto s, auto) {
           return view.compared_at_least(s, n_members(view, s))->moved.difference;
         }},
        {"_difference_standard_error", "its error, on the same draws",
         [](auto& view, auto, auto s, auto) {
           return view.compared_at_least(s, n_members(view, s))->moved.paired_standard_error;
         }}};
    append(rows, numbers_rows(kSeats, group + "sweep", {"slate"}, "1", moved, source));
  } else {
    append(rows, numbers_rows(kSeats, group + "at_least_probability", {"slate", "at_least"}, "1",
                              least, source, Cells::of_seats));
  }
  append(rows, numbers_rows(kSeats, group + "seats", {"slate"}, "seats", mean, source));
  return rows;
}

/// Those of a group: `/summary/`, `/rounds/` or `/joint/`.
Rows summary_rows(std::string_view order, std::string_view group) {
  return rows_of(order, [group](QuantityId id, const Quantity& quantity) -> Rows {
    if (!quantity.summary.starts_with(group)) return {};
    const std::string path(quantity.summary);
    if (id == kSeats) return seats_rows("/summary/", From::run);
    return quantity.kept == Kept::count ? probability_rows(id, quantity, path, From::run)
                                        : distribution_rows(id, quantity, path, From::run);
  });
}

Rows histogram_rows(QuantityId id, const Quantity& quantity) {
  if ((quantity.shown & kShowHistogram) == 0) return {};
  const bool by_number = quantity.kept == Kept::numbers;
  return {computed({"/histograms/" + std::string(quantity.tally_name()),
                    by_number ? counted_axes(quantity) : Texts{axis_name(quantity), "bin"}, "1",
                    by_number ? "share of the elections with exactly so many"
                              : "share of the elections with the value in the bin"},
                   [id](const Contents& from) {
                     Numbers values;
                     const auto n = static_cast<double>(from.results.tally.elections);
                     for (const std::uint64_t count : from.results.tally[id].counts) {
                       values.push_back(static_cast<double>(count) / n);
                     }
                     return values;
                   })};
}

/// How a quantity differs from the base's: two datasets in the trees of what-ifs.
Rows paired_rows(QuantityId id, const Quantity& quantity) {
  if (quantity.pairs == Pairs::no) return {};
  Rows rows;
  if (id == kSeats) {
    rows = numbers_rows(id, "/paired/at_least", {"slate", "at_least"}, "1",
                        {{"_difference", "probability of so many seats or more, minus the base's",
                          [](auto& view, auto, auto s, auto j) {
                            const auto compared = view.compared_at_least(s, j + 1);
                            return compared ? compared->moved.difference : kNone;
                          }},
                         {"_standard_error", "its error, on the same draws",
                          [](auto& view, auto, auto s, auto j) {
                            const auto compared = view.compared_at_least(s, j + 1);
                            return compared ? compared->moved.paired_standard_error : kNone;
                          }}},
                        From::base, Cells::of_seats);
  }
  append(rows, numbers_rows(id, "/paired/" + std::string(quantity.name), value_axes(quantity),
                            std::string(quantity.unit),
                            differences(std::string(quantity.help) + ", minus the base's",
                                        "_difference", "_standard_error"),
                            From::base));
  return rows;
}

Rows vary_rows(QuantityId id, const Quantity& quantity) {
  if (!quantity.varied) return {};
  const std::string_view own = quantity.summary.empty() ? quantity.name : quantity.summary;
  const std::string path = "/vary/" + std::string(own.substr(own.rfind('/') + 1));
  Rows rows = id == kSeats                   ? seats_rows("/vary/", From::points)
              : quantity.kept == Kept::count ? probability_rows(id, quantity, path, From::points)
                                             : distribution_rows(id, quantity, path, From::points);
  if (quantity.pairs == Pairs::no) return rows;
  append(rows, numbers_rows(id, path, value_axes(quantity), std::string(quantity.unit),
                            differences("minus that of the base", "_difference",
                                        "_difference_standard_error"),
                            From::points));
  return rows;
}

/// Margins with a sign: that of the favourite's lead, who is known when all elections are counted.
DatasetRow leads_drawn(AboutDataset about) {
  about.help =
      "lead of the favourite by the contest's rule: the margin, negative where the favourite loses";
  return restored(
      std::move(about),
      [](const Contents& from) {
        const Draws& draws = from.results.draws;
        std::vector<float> leads = draws[kMargin].values;
        for (std::size_t i = 0; i < leads.size(); ++i) {
          const std::size_t c = i / draws.elections;
          const std::size_t first = from.results.labels.contests[c].first_candidate;
          const std::size_t favoured =
              favourite(from.results.labels, from.results.tally, c) - first;
          if (static_cast<std::size_t>(draws.winner[i]) != favoured) leads[i] = -leads[i];
        }
        return leads;
      },
      [](std::vector<float>& read, Results& results) {
        for (float& lead : read) lead = std::fabs(lead);
        results.draws[kMargin].values = std::move(read);
      });
}

/// Which elections-long table of the draws a quantity has, by how it is kept.
Rows draw_rows(QuantityId id, const Quantity& quantity) {
  if (quantity.draws.empty()) return {};
  const bool is_bits = quantity.kept == Kept::count;
  const AboutDataset row{"/draws/" + std::string(quantity.draws),
                         {axis_name(quantity), "election"},
                         is_bits ? "" : std::string(quantity.unit),
                         is_bits ? "1 = it is so" : std::string(quantity.help)};
  if (id == kMargin) return {leads_drawn(row)};
  if (is_bits)
    return {whole(
        row, [id](auto& to) -> auto& { return to.draws[id].bits; })};
  if (quantity.kept == Kept::numbers) {
    return {whole(
        row, [id](auto& to) -> auto& { return to.draws[id].numbers; })};
  }
  return {whole(
      row, [id](auto& to) -> auto& { return to.draws[id].values; })};
}
}  // namespace

Rows headed(DatasetRow first, Rows more) {
  Rows rows = {std::move(first)};
  append(rows, std::move(more));
  return rows;
}

std::string axis_name(Axis axis) {
  constexpr std::array<const char*, kAxes> kNames = {
      "contest", "candidate",  "district",   "universe",       "slate", "event",
      "total",   "total_name", "final_pair", "transfer_group", "shock"};
  return kNames[static_cast<std::size_t>(axis)];
}

std::string axis_name(const Quantity& quantity) {
  return axis_name(quantity.axis);
}

Texts counted_axes(const Quantity& quantity) {
  constexpr std::array<const char*, 5> kNames = {"", "round", "seats", "delegates",
                                                 "total_delegates"};
  if (quantity.across == Across::nothing) return {axis_name(quantity)};
  return {axis_name(quantity), kNames[static_cast<std::size_t>(quantity.across)]};
}

Texts value_axes(const Quantity& quantity) {
  return quantity.kept == Kept::numbers ? Texts{axis_name(quantity)} : counted_axes(quantity);
}

Texts paired_axes(const Quantity& quantity) {
  return quantity.across == Across::seats ? Texts{"slate", "at_least"} : counted_axes(quantity);
}
Rows summary() {
  return summary_rows(kSummaryOrder, "/summary/");
}

Rows rounds() {
  return summary_rows(kRoundsOrder, "/rounds/");
}

Rows joint() {
  Rows rows = pair_wins_rows();
  append(rows, summary_rows("", "/joint/"));
  return rows;
}

Rows histograms() {
  return rows_of(kHistogramOrder, histogram_rows);
}

Rows paired() {
  return rows_of(kPairedOrder, paired_rows);
}

Rows draws() {
  return rows_of(kDrawsOrder, [](QuantityId id, const Quantity& quantity) {
    Rows rows = draw_rows(id, quantity);
    if (id == kShare) rows.push_back(winners_drawn());
    if (id == kEvent) rows.push_back(factors_drawn());
    return rows;
  });
}

Rows vary() {
  return headed(
      whole(
          {"/vary/amount", {"point", "input"}, "", "the amount of the input's change at the point"},
          &VaryTally::amounts),
      headed(whole({"/vary/change",
                    {"input"},
                    "",
                    "what the amount does, as `change` and `over` of the input: turnout plus"},
                   &VaryTally::changes),
             rows_of(kVaryOrder, vary_rows)));
}
}  // namespace hustings::results_rows
