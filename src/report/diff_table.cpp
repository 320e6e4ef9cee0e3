#include "report/diff_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "hustings/core/problem.hpp"
#include "report/text_grid.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMostRows = 20;

std::string name_of(const ComparedNumber& number) {
  return number.kind == ComparedNumber::Kind::win ? number.candidate + " wins"
                                                  : "share of " + number.candidate;
}

std::string moved(const ComparedNumber& number) {
  return fmt::format("{}: {:.5f} -> {:.5f} ({:+.5f}, z = {:+.2f})", name_of(number), number.a,
                     number.b, number.b - number.a, number.z);
}

std::string differing(const std::vector<ComparedNumber>& numbers, const TableStyle& style) {
  std::vector<const ComparedNumber*> rows;
  for (const ComparedNumber& number : numbers) {
    if (number.differs) rows.push_back(&number);
  }
  if (rows.empty()) return "";
  std::stable_sort(rows.begin(), rows.end(), [](const ComparedNumber* x, const ComparedNumber* y) {
    return std::abs(x->z) > std::abs(y->z);
  });
  TextGrid grid("differs");
  for (const char* title : {"A", "B", "B - A", "error", "z"}) grid.add_column(title);
  for (std::size_t i = 0; i < std::min(rows.size(), kMostRows); ++i) {
    const ComparedNumber& row = *rows[i];
    grid.add_row(name_of(row), {{fmt::format("{:.5f}", row.a)},
                                {fmt::format("{:.5f}", row.b)},
                                {fmt::format("{:+.5f}", row.b - row.a)},
                                {fmt::format("{:.5f}", row.standard_error)},
                                {fmt::format("{:+.2f}", row.z)}});
  }
  std::string text = grid.text(style);
  if (rows.size() > kMostRows) text += fmt::format("and {} more\n", rows.size() - kMostRows);
  return text + "\n";
}

std::string only_in(const std::string& file, const std::vector<std::string>& things) {
  return things.empty() ? "" : "only in " + file + ": " + listed(things) + "\n";
}

}  // namespace

std::string diff_table(const DiffNames& names, const RunDifference& difference,
                       const TableStyle& style) {
  const auto n_differ = std::count_if(difference.numbers.begin(), difference.numbers.end(),
                                      [](const ComparedNumber& number) { return number.differs; });
  std::string text = fmt::format("A: {}\nB: {}\n", names.a, names.b);
  text += only_in(names.a, difference.only_a) + only_in(names.b, difference.only_b);
  text += difference.compatible() ? "compatible: " : "different: ";
  text += fmt::format("{} of {} win probabilities and mean shares differ (Holm, {:g} %)\n\n",
                      n_differ, difference.numbers.size(), 100 * kDiffLevel);
  text += differing(difference.numbers, style);
  const ComparedNumber* const clearest = difference.clearest();
  const ComparedNumber* const largest = difference.largest();
  if (clearest == nullptr) return text;
  if (largest->a == largest->b) {
    return text +
           "no number moved: the digests differ by something else (seed, names, events, what-ifs, "
           "swing)\n";
  }
  return text + "moved most clearly: " + moved(*clearest) + "\nmoved farthest: " + moved(*largest) +
         "\nThe runs are taken as independent; where they share a seed, chance " +
         "explains less than is granted here.\n";
}

}  // namespace hustings
