#include <functional>

#include "results/quantity_rows.hpp"

// The exact counts of every quantity, which a file is read back from.
namespace hustings::results_rows {
namespace {

using Texts = std::vector<std::string>;

/// Units of the sums of a quantity: shares in fixed point, other things as they are.
SumUnits sum_units(const Quantity& quantity) {
  const std::string unit(quantity.unit);
  return quantity.is_share() ? SumUnits{}
                             : SumUnits{unit, "2^64 " + unit, unit + "^2", "2^64 " + unit + "^2"};
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

Rows tally() {
  return headed(elections_row(
                    "/tally/elections", "elections simulated",
                    [](Results & to) -> auto& { return to.tally.elections; }),
                rows_of(kTallyOrder, tally_rows));
}

Rows vary_tally() {
  return headed(elections_row(
                    "/tally/vary_elections", "elections simulated at every point",
                    [](Results & to) -> auto& { return to.vary.elections; }),
                rows_of(kVaryOrder, vary_tally_rows));
}

Rows paired_tally() {
  const auto column = [](QuantityId id) {
    return [id](auto& results) -> auto& {
      return results.paired[id];
    };
  };
  Rows rows = rows_of(kPairedTallyOrder, [&](QuantityId id, const Quantity& quantity) {
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
  });
  return headed(elections_row(
                    "/tally/paired_elections", "elections compared with the base",
                    [](Results & to) -> auto& { return to.paired.elections; }),
                std::move(rows));
}

}  // namespace hustings::results_rows
