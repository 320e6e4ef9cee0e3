#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <limits>

#include "results/rows.hpp"

// The datasets that every quantity has by its row in the table (src/tally/quantities.cpp).
namespace hustings::results_rows {
namespace {

using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;
using Order = std::initializer_list<const char*>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// The order of quantities in each group of a file is frozen, since the digest walks it; quantities
// that are not named come after those that are.
constexpr Order kSummaryOrder = {"win",
                                 "share",
                                 "margin",
                                 "turnout",
                                 "district_turnout",
                                 "universe_turnout",
                                 "seats",
                                 "delegates",
                                 "name_delegates",
                                 "majority",
                                 "lead",
                                 "no_majority"};
constexpr Order kHistogramOrder = {"share",     "margin",    "turnout",       "seats",
                                   "exhausted", "delegates", "name_delegates"};
constexpr Order kRoundsOrder = {"eliminated",         "standing", "exhausted",
                                "exhausted_by_round", "reached",  "final_pair",
                                "led_first_but_lost"};
constexpr Order kPairedOrder = {"win",
                                "share",
                                "votes",
                                "delegates",
                                "name_delegates",
                                "majority",
                                "lead",
                                "no_majority",
                                "margin",
                                "turnout",
                                "recount",
                                "led_first_but_lost",
                                "exhausted",
                                "final_pair",
                                "eliminated",
                                "seats",
                                "event",
                                "district_turnout",
                                "universe_turnout"};
constexpr Order kDrawsOrder = {"share", "turnout",   "district_turnout", "universe_turnout",
                               "event", "delegates", "name_delegates"};
constexpr Order kVaryOrder = {"win", "share", "turnout", "seats", "event"};
constexpr Order kTallyOrder = {"win",
                               "share",
                               "lots",
                               "margin",
                               "turnout",
                               "district_turnout",
                               "universe_turnout",
                               "seats",
                               "event",
                               "recount",
                               "reached",
                               "eliminated",
                               "standing",
                               "exhausted_by_round",
                               "exhausted",
                               "led_first_but_lost",
                               "final_pair",
                               "delegates",
                               "remainder_ties",
                               "name_delegates",
                               "majority",
                               "lead",
                               "no_majority"};
constexpr Order kPairedTallyOrder = {"win",
                                     "recount",
                                     "event",
                                     "eliminated",
                                     "led_first_but_lost",
                                     "final_pair",
                                     "share",
                                     "votes",
                                     "delegates",
                                     "seats",
                                     "name_delegates",
                                     "majority",
                                     "lead",
                                     "no_majority",
                                     "margin",
                                     "turnout",
                                     "exhausted",
                                     "district_turnout",
                                     "universe_turnout"};

/// Rows of all quantities in an order; `make(id, quantity)` gives those of one.
template <class Make>
Rows rows_of(Order order, const Make& make) {
  Texts names(order.begin(), order.end());
  for (const Quantity& one : quantities()) {
    if (std::ranges::find(names, one.name) == names.end()) names.emplace_back(one.name);
  }
  Rows rows;
  for (const std::string& name : names) append(rows, make(quantity(name), about(quantity(name))));
  return rows;
}

std::string axis_name(const Quantity& quantity) {
  constexpr std::array<const char*, kAxes> kNames = {
      "contest", "candidate", "district",   "universe",   "slate",
      "event",   "total",     "total_name", "final_pair", "transfer_group"};
  return kNames[static_cast<std::size_t>(quantity.axis)];
}

/// The axes of a quantity's exact counts.
Texts counted_axes(const Quantity& quantity) {
  constexpr std::array<const char*, 5> kNames = {"", "round", "seats", "delegates",
                                                 "total_delegates"};
  if (quantity.across == Across::nothing) return {axis_name(quantity)};
  return {axis_name(quantity), kNames[static_cast<std::size_t>(quantity.across)]};
}

/// Those of what follows from them: whole numbers are no axis of their distribution.
Texts value_axes(const Quantity& quantity) {
  return quantity.kept == Kept::numbers ? Texts{axis_name(quantity)} : counted_axes(quantity);
}

Texts paired_axes(const Quantity& quantity) {
  return quantity.across == Across::seats ? Texts{"slate", "at_least"} : counted_axes(quantity);
}

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
Rows summary_rows(Order order, std::string_view group) {
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

/// Which elections-long table of the draws a quantity has, by how it is kept.
Rows draw_rows(QuantityId id, const Quantity& quantity) {
  if (quantity.draws.empty()) return {};
  const bool is_bits = quantity.kept == Kept::count;
  const AboutDataset row{"/draws/" + std::string(quantity.draws),
                         {axis_name(quantity), "election"},
                         is_bits ? "" : std::string(quantity.unit),
                         is_bits ? "1 = it is so" : std::string(quantity.help)};
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

/// Units of the sums of a quantity: shares in fixed point, other things as they are.
SumUnits sum_units(const Quantity& quantity) {
  const std::string unit(quantity.unit);
  return unit == "1" ? SumUnits{} : SumUnits{unit, unit + "^2", "2^64 " + unit + "^2"};
}

/// Exact counts and sums of a column, `column(results)`.
template <class Get>
Rows column_rows(const Quantity& quantity, const std::string& path, const Texts& counted,
                 const Texts& summed, const Get& column) {
  Rows rows;
  const std::string help(quantity.counted_help);
  if (!summed.empty()) {
    append(rows, sums_of<MomentSums>(
                     path, summed,
                     help, [column](auto& results) -> auto& { return column(results).sums; },
                     sum_units(quantity)));
  }
  const bool by_bin = quantity.kept == Kept::histogram;
  if (!counted.empty()) {
    rows.push_back(whole(
        {by_bin ? path + "_histogram" : path, counted, "elections",
         by_bin                           ? "elections by bin"
         : quantity.kept == Kept::numbers ? "elections with exactly so many " + help
                                          : help},
        [column](auto& results) -> auto& { return column(results).counts; }));
  }
  return rows;
}

Rows tally_rows(QuantityId id, const Quantity& quantity) {
  Rows rows;
  if (id == kFinalPair) rows = final_pair_sides();
  const Texts axes =
      quantity.kept == Kept::histogram ? Texts{axis_name(quantity), "bin"} : counted_axes(quantity);
  append(
      rows,
      column_rows(
          quantity, "/tally/" + std::string(quantity.tally_name()),
          quantity.has_counts() ? axes : Texts{},
          quantity.is_moments() ? counted_axes(quantity) : Texts{}, [id](auto& results) -> auto& {
            return results.tally[id];
          }));
  if (id == kSeats) append(rows, joint_tally());
  return rows;
}

template <class Get>
Rows gains_and_losses(QuantityId id, const std::string& path, const Texts& axes,
                      const Get& column) {
  return paired_counts(
      path, axes, id == kSeats ? "so many seats or more" : std::string(about(id).counted_help),
      [column](auto& results) -> auto& { return column(results).counts; });
}

template <class Get>
Rows sums_of_differences(QuantityId id, const std::string& path, const Texts& axes,
                         const Get& column) {
  return sums_of<DifferenceSums>(
      path, axes, std::string(about(id).counted_help) + " minus those of the base",
      [column](auto& results) -> auto& { return column(results).differences; },
      sum_units(about(id)));
}

/// How often slates sweep at every point: of all numbers of seats, that of their members.
Rows sweep_tally() {
  const auto sweeps = [](const Contents& from, const auto& counts, std::size_t beyond, auto get) {
    const Labels& labels = from.results.labels;
    const std::size_t width = most_members(from.results) + 1 - beyond;
    std::vector<std::uint64_t> values;
    for (std::size_t at = 0; at * width < counts.size(); ++at) {
      const std::size_t members = labels.slates[at % labels.slates.size()].members.size();
      values.push_back(get(counts[at * width + members - beyond]));
    }
    return values;
  };
  const auto row = [](std::string path, std::string help, auto get) {
    return computed({std::move(path), {"point", "slate"}, "elections", std::move(help)}, get);
  };
  const auto won = [](const Contents& from) -> auto& {
    return from.results.vary.columns[kSeats.index()].counts;
  };
  const auto pairs = [](const Contents& from) -> auto& {
    return from.results.vary.paired[kSeats.index()].counts;
  };
  return {row("/tally/vary_sweeps", "elections swept",
              [=](const Contents& from) { return sweeps(from, won(from), 0, std::identity{}); }),
          row("/tally/vary_sweeps_gains", "elections swept in the changed world only",
              [=](const Contents& from) {
                return sweeps(from, pairs(from), 1, [](auto& pair) { return pair.gains; });
              }),
          row("/tally/vary_sweeps_losses", "elections swept in the base only",
              [=](const Contents& from) {
                return sweeps(from, pairs(from), 1, [](auto& pair) { return pair.losses; });
              })};
}

/// The exact counts at every point.
Rows vary_tally_rows(QuantityId id, const Quantity& quantity) {
  if (!quantity.varied) return {};
  const std::string path = "/tally/vary_" + std::string(quantity.moved_name());
  const auto by_point = [](Texts axes) {
    axes.insert(axes.begin(), "point");
    return axes;
  };
  const bool is_whole = quantity.kept == Kept::count || id == kSeats;
  Rows rows = column_rows(
      quantity, path, is_whole ? by_point(counted_axes(quantity)) : Texts{},
      is_whole ? Texts{} : by_point(value_axes(quantity)), [id](auto& results) -> auto& {
        return results.vary.columns[id.index()];
      });
  const auto pairs = [id](auto& results) -> auto& {
    return results.vary.paired[id.index()];
  };
  if (id == kSeats) append(rows, sweep_tally());
  if (quantity.pairs_counts()) {
    append(rows, gains_and_losses(id, path, by_point(paired_axes(quantity)), pairs));
  }
  if (quantity.pairs_differences()) {
    append(rows,
           sums_of_differences(id, path + "_difference", by_point({axis_name(quantity)}), pairs));
  }
  return rows;
}

/// A single number, left out where it is 0.
DatasetRow elections_row(std::string path, std::string help,
                         const std::function<std::uint64_t&(Results&)>& number) {
  return restored(
      {std::move(path), {}, "elections", std::move(help)},
      [number](const Contents& from) {
        const std::uint64_t n = number(const_cast<Results&>(from.results));
        return n > 0 ? std::vector<std::uint64_t>{n} : std::vector<std::uint64_t>{};
      },
      [number](const std::vector<std::uint64_t>& read, Results& to) { number(to) = read.at(0); });
}

}  // namespace

Rows summary() {
  return summary_rows(kSummaryOrder, "/summary/");
}

Rows rounds() {
  return summary_rows(kRoundsOrder, "/rounds/");
}

Rows joint() {
  Rows rows = pair_wins_rows();
  append(rows, summary_rows({}, "/joint/"));
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
  Rows rows = {whole(
      {"/vary/amount", {"point", "input"}, "", "the amount of the input's change at the point"},
      [](auto& results) -> auto& { return results.vary.amounts; })};
  append(rows, rows_of(kVaryOrder, vary_rows));
  return rows;
}

Rows tally() {
  Rows rows = {elections_row(
      "/tally/elections", "elections simulated",
      [](Results & to) -> auto& { return to.tally.elections; })};
  append(rows, rows_of(kTallyOrder, tally_rows));
  return rows;
}

Rows vary_tally() {
  Rows rows = {elections_row(
      "/tally/vary_elections", "elections simulated at every point",
      [](Results & to) -> auto& { return to.vary.elections; })};
  append(rows, rows_of(kVaryOrder, vary_tally_rows));
  return rows;
}

Rows paired_tally() {
  Rows rows = {elections_row(
      "/tally/paired_elections", "elections compared with the base",
      [](Results & to) -> auto& { return to.paired.elections; })};
  const auto column = [](QuantityId id) {
    return [id](auto& results) -> auto& {
      return results.paired[id];
    };
  };
  append(rows, rows_of(kPairedTallyOrder, [&](QuantityId id, const Quantity& quantity) {
           const std::string path = "/tally/paired_" + std::string(quantity.moved_name());
           Rows more;
           if (quantity.pairs_counts() && id != kSeats) {
             more = gains_and_losses(id, path, paired_axes(quantity), column(id));
           }
           // Seats that are reached stand before the events, those that are won after delegates.
           if (id == kRecount) {
             append(more, gains_and_losses(kSeats, "/tally/paired_at_least", {"slate", "at_least"},
                                           column(kSeats)));
           }
           if (quantity.pairs_differences()) {
             append(more, sums_of_differences(id, path, {axis_name(quantity)}, column(id)));
           }
           return more;
         }));
  return rows;
}

}  // namespace hustings::results_rows
