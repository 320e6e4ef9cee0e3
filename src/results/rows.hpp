#pragma once

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "results/table.hpp"

// How rows of the results table are said: whole arrays of Results, one field of a list of structs,
// or computed from them.
namespace hustings::results_rows {

using Rows = std::vector<DatasetRow>;

/// The rows of each part of the table, in its order.
Rows axes();
Rows round_axes();
Rows delegate_axes();
Rows swing_axes();
Rows posterior_axes();
Rows sources();
Rows campaign_labels();
Rows labels();
Rows delegate_labels();
Rows summary();
Rows histograms();
Rows joint();
Rows rounds();
Rows swing();
Rows paired();
Rows draws();
Rows vary();
Rows tally();
/// Parts of `joint`, `draws` and `tally` that no quantity has: who wins together, the sides of
/// final pairs, who wins and the factors of stored elections.
Rows pair_wins_rows();
Rows joint_tally();
Rows final_pair_sides();
DatasetRow winners_drawn();
DatasetRow factors_drawn();
Rows swing_tally();
Rows vary_tally();
Rows paired_tally();
Rows posterior();
Rows reading();
Rows part_axes();
Rows part();

template <class T>
concept Enumeration = std::is_enum_v<T>;

template <class T>
constexpr ElementType element_type() {
  return static_cast<ElementType>(Values(std::in_place_type<std::vector<T>>).index());
}

/// What files hold of a value: a word as its number, an index as a whole number, none as NaN.
inline std::uint8_t stored(bool value) {
  return value ? 1 : 0;
}
inline std::int32_t stored(std::uint32_t value) {
  return static_cast<std::int32_t>(value);
}
inline std::uint64_t stored(std::uint64_t value) {
  return value;
}
inline std::int64_t stored(std::int64_t value) {
  return value;
}
/// The low half: see `high_half`.
inline std::int64_t stored(I128 value) {
  return static_cast<std::int64_t>(value);
}
inline double stored(double value) {
  return value;
}
inline double stored(const std::optional<double>& value) {
  return value.value_or(std::numeric_limits<double>::quiet_NaN());
}
template <Enumeration Enum>
std::uint8_t stored(Enum value) {
  return static_cast<std::uint8_t>(value);
}
template <class Tag>
std::int32_t stored(Id<Tag> value) {
  return static_cast<std::int32_t>(value.index());
}
inline const std::string& stored(const std::string& value) {
  return value;
}

template <class From, class To>
void restore_value(From& from, To& to) {
  if constexpr (std::is_same_v<To, std::optional<double>>) {
    to = from == from ? To(from) : std::nullopt;
  } else if constexpr (std::is_same_v<To, bool>) {
    to = from != 0;
  } else if constexpr (std::is_same_v<To, std::string>) {
    to = std::move(from);
  } else {
    to = static_cast<To>(from);
  }
}

/// Refers to what a row is of: `part` is a member of results, or of their labels, draws, variation,
/// tally or its swing; or a function of results.
template <class All, class Part>
auto& part_of(All& results, const Part& part) {
  auto& tally = results.tally;
  if constexpr (!std::is_member_object_pointer_v<Part>) {
    return part(results);
  } else if constexpr (std::is_invocable_v<const Part&, decltype((results.labels))>) {
    return std::invoke(part, results.labels);
  } else if constexpr (std::is_invocable_v<const Part&, decltype((results.draws))>) {
    return std::invoke(part, results.draws);
  } else if constexpr (std::is_invocable_v<const Part&, decltype((results.vary))>) {
    return std::invoke(part, results.vary);
  } else if constexpr (std::is_invocable_v<const Part&, decltype((tally))>) {
    return std::invoke(part, tally);
  } else if constexpr (std::is_invocable_v<const Part&, decltype((tally.swing))>) {
    return std::invoke(part, tally.swing);
  } else {
    return std::invoke(part, results);
  }
}

/// Computes a value of every item of a part: `get` is a member of the item, or a function of it.
template <class List, class Get>
auto values_of(List list, Get get) {
  return [list, get](const Contents& from) {
    const auto& items = part_of(from.results, list);
    std::vector<std::decay_t<decltype(stored(std::invoke(get, items[0])))>> values;
    for (const auto& item : items) values.push_back(stored(std::invoke(get, item)));
    return values;
  };
}

/// Computes the label of every item of a list of labels.
template <class List>
auto labelled(List list, std::string (*label)(const Labels&, std::size_t)) {
  return [list, label](const Contents& from) {
    const Labels& labels = from.results.labels;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < (labels.*list).size(); ++i) texts.push_back(label(labels, i));
    return texts;
  };
}

/// A row computed from the results; `values(const Contents&)` returns a vector.
template <class Compute>
DatasetRow computed(AboutDataset about, Compute values) {
  using Vector = std::invoke_result_t<Compute, const Contents&>;
  return {std::move(about), element_type<typename Vector::value_type>(), std::move(values), {}};
}

/// A computed row that is also read: `restore(vector&, Results&)`.
template <class Compute, class Restore>
DatasetRow restored(AboutDataset about, Compute values, Restore restore) {
  using Vector = std::invoke_result_t<Compute, const Contents&>;
  DatasetRow row = computed(std::move(about), std::move(values));
  row.restore = [restore](Values&& read, Results& results) {
    restore(std::get<Vector>(read), results);
  };
  return row;
}

/// A row that is an array of the results as it stands, a part of them.
template <class Array>
DatasetRow whole(AboutDataset about, Array array) {
  using Vector = std::decay_t<decltype(part_of(std::declval<Results&>(), array))>;
  return restored(
      std::move(about),
      [array](const Contents& from) -> Vector { return part_of(from.results, array); },
      [array](Vector& read, Results& results) { part_of(results, array) = std::move(read); });
}

/// A row of one field of every item of a list, a part of the results.
template <class List, class Item, class Field>
DatasetRow field(AboutDataset about, List list, Field Item::*member) {
  using Vector = std::vector<std::decay_t<decltype(stored(std::declval<const Field&>()))>>;
  return restored(std::move(about), values_of(list, member),
                  [list, member](Vector& read, Results& results) {
                    auto& items = part_of(results, list);
                    items.resize(read.size());
                    for (std::size_t i = 0; i < read.size(); ++i) {
                      restore_value(read[i], items[i].*member);
                    }
                  });
}

/// A row of 64 of the 128 bits of a field of every item of a list, from bit `shift` on.
template <class List, class Item>
DatasetRow half(AboutDataset about, List list, U128 Item::*member, int shift) {
  return restored(std::move(about),
                  values_of(list,
                            [member, shift](const Item& item) {
                              return static_cast<std::uint64_t>(item.*member >> shift);
                            }),
                  [list, member, shift](const std::vector<std::uint64_t>& read, Results& results) {
                    auto& items = part_of(results, list);
                    items.resize(read.size());
                    for (std::size_t i = 0; i < read.size(); ++i) {
                      items[i].*member |= static_cast<U128>(read[i]) << shift;
                    }
                  });
}

/// Help of such a row.
inline constexpr const char* kHighHelp =
    "its high 64 bits; left out where every sum fits the 64 above";

/// A row of the high 64 bits of a sum of every item of a list, whose low ones have a row before it.
/// Left out where these say it all, as in nearly every run: it would repeat their signs.
template <class List, class Item>
DatasetRow high_half(AboutDataset about, List list, I128 Item::*member) {
  return restored(
      std::move(about),
      [list, member](const Contents& from) {
        const auto& items = part_of(from.results, list);
        std::vector<std::int64_t> values;
        if (std::ranges::all_of(
                items, [&](const Item& item) { return item.*member == stored(item.*member); })) {
          return values;
        }
        for (const Item& item : items) values.push_back(stored(item.*member >> 64));
        return values;
      },
      [list, member](const std::vector<std::int64_t>& read, Results& results) {
        auto& items = part_of(results, list);
        items.resize(read.size());
        for (std::size_t i = 0; i < read.size(); ++i) {
          const auto low = static_cast<std::uint64_t>(items[i].*member);
          items[i].*member = static_cast<I128>(read[i]) << 64 | static_cast<I128>(low);
        }
      });
}

/// Rows of different lengths as one table, what is missing being `fill`.
template <class T>
std::vector<T> padded(const std::vector<std::vector<T>>& rows, T fill) {
  std::size_t width = 0;
  for (const auto& row : rows) width = std::max(width, row.size());
  std::vector<T> table;
  table.reserve(rows.size() * width);
  for (const auto& row : rows) {
    table.insert(table.end(), row.begin(), row.end());
    table.resize(table.size() + width - row.size(), fill);
  }
  return table;
}

/// Units of a sum and its high half, and of the low and the high half of its squares.
struct SumUnits {
  std::string sum = "2^-20";
  std::string sum_high = "2^44";
  std::string low = "2^-40";
  std::string high = "2^24";
};

/// Sum and sum of squares of a list of moments, exactly: the squares' 128 bits in two halves.
template <class Sums, class List>
Rows sums_of(const std::string& path, const std::vector<std::string>& axes, const std::string& what,
             List list, const SumUnits& units = {}) {
  Rows rows = {field({path + "_sum", axes, units.sum, "sum of " + what + " over the elections"},
                     list, &Sums::sum)};
  if constexpr (std::is_same_v<decltype(Sums::sum), I128>) {
    rows.push_back(
        high_half({path + "_sum_high", axes, units.sum_high, kHighHelp}, list, &Sums::sum));
  }
  rows.push_back(half({path + "_squares_low", axes, units.low, "sum of its squares, low 64 bits"},
                      list, &Sums::squares, 0));
  rows.push_back(
      half({path + "_squares_high", axes, units.high, "sum of its squares, high 64 bits"}, list,
           &Sums::squares, 64));
  return rows;
}

/// Joins rows.
inline void append(Rows& rows, Rows more) {
  for (DatasetRow& row : more) rows.push_back(std::move(row));
}

/// Gains and losses of a list of paired counts.
template <class List>
Rows paired_counts(const std::string& path, const std::vector<std::string>& axes,
                   const std::string& what, List list) {
  return {
      field({path + "_gains", axes, "elections", what + " in the changed world only"}, list,
            &PairedCount::gains),
      field({path + "_losses", axes, "elections", what + " in the base only"}, list,
            &PairedCount::losses),
  };
}

/// 0, 1, ... n-1, from `first` on.
std::vector<std::int32_t> numbers(std::size_t n, std::int32_t first = 0);

/// Most members of a slate, and of a slate whose joint outcomes are counted.
std::size_t most_members(const Results& results);
std::size_t most_joint_members(const Results& results);

}  // namespace hustings::results_rows
