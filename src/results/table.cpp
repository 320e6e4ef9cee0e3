#include "results/table.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "results/datasets.hpp"
#include "results/rows.hpp"

namespace hustings {
namespace {

constexpr std::array<std::string_view, 8> kTypeNames = {"uint8", "int16",   "int32",   "uint64",
                                                        "int64", "float32", "float64", "text"};

std::vector<DatasetRow> make_table() {
  std::vector<DatasetRow> table;
  using namespace results_rows;
  for (const auto& rows :
       {axes,       round_axes,   delegate_axes, swing_axes,      posterior_axes,
        part_axes,  sources,      labels,        delegate_labels, campaign_labels,
        summary,    histograms,   joint,         rounds,          swing,
        paired,     draws,        vary,          tally,           swing_tally,
        vary_tally, paired_tally, posterior,     reading,         part}) {
    std::ranges::move(rows(), std::back_inserter(table));
  }
  return table;
}

/// Takes some rows of the results table, with the axes that they have.
template <class IsTaken>
std::vector<DatasetRow> part_of_table(IsTaken is_taken) {
  std::set<std::string> axes;
  for (const DatasetRow& row : results_table()) {
    if (is_taken(row)) axes.insert(row.about.axes.begin(), row.about.axes.end());
  }
  std::vector<DatasetRow> table;
  for (const DatasetRow& row : results_table()) {
    if (is_taken(row) || (row.is_axis() && axes.contains(row.about.axes[0]))) table.push_back(row);
  }
  return table;
}

/// Rows that only a part of a run has.
bool is_of_part(const DatasetRow& row) {
  return row.about.path.starts_with("/part");
}

FileFormat format_of_parts(const std::vector<DatasetRow>& table) {
  return {"hustings part",
          results_format().version,
          "a part of a run",
          "run --shard",
          " (merge it with the others first: hustings merge)",
          table};
}

std::string axes_text(const DatasetRow& row) {
  std::string text;
  for (const std::string& axis : row.about.axes) text += (text.empty() ? "" : ", ") + axis;
  return text.empty() ? "(one value)" : text;
}

std::string group_heading(const std::string& group) {
  return "\n### `" + (group.empty() ? "/" : group) +
         "`\n\n| dataset | type | axes | unit | what it holds |\n| --- | --- | --- | --- | --- |\n";
}

}  // namespace

std::string what_if_tree(const std::string& name) {
  std::string tree = "/what_if/";
  for (const char c : name) tree += c == '/' ? "%2F" : std::string(1, c);
  return tree;
}

std::string_view type_name(ElementType type) {
  return kTypeNames[static_cast<std::size_t>(type)];
}

std::size_t n_values(const Values& values) {
  return std::visit([](const auto& items) { return items.size(); }, values);
}

Contents::Contents(const Results& of, const View* base)
    : results(of),
      view(base == nullptr ? View(of.labels, of.tally)
                           : View(of.labels, of.tally, *base, &of.paired)),
      pairs(of.tally.elections > 0 ? pair_wins(of.labels, of.tally) : PairWins()),
      swing(swing_effects(of.labels, of.tally)) {
  if (of.tally.elections > 0) reading = reading_of(view);
  for (std::size_t p = 0; p < of.vary.n_points(); ++p) worlds.push_back(of.vary.point(p));
  for (const WorldResult& world : worlds) {
    points.emplace_back(of.labels, world.tally, view, &world.paired);
  }
}

const std::vector<DatasetRow>& results_table() {
  static const std::vector<DatasetRow> table = make_table();
  return table;
}

const FileFormat& results_format() {
  static const std::vector<DatasetRow> table = [] {
    std::vector<DatasetRow> rows = results_table();
    std::erase_if(rows, is_of_part);
    return rows;
  }();
  static const FileFormat format{"hustings results", 7, "a results file", "run", "", table};
  return format;
}

const FileFormat& part_format() {
  static const FileFormat format = format_of_parts(results_table());
  return format;
}

const FileFormat& part_head_format() {
  static const std::vector<DatasetRow> table = part_of_table(is_of_part);
  static const FileFormat format = format_of_parts(table);
  return format;
}

const FileFormat& posterior_format() {
  static const std::vector<DatasetRow> table = part_of_table([](const DatasetRow& row) {
    return is_source(row) || row.group() == "/labels" || row.group() == "/posterior";
  });
  static const FileFormat format{"hustings posterior",
                                 2,
                                 "a posterior",
                                 "calibrate",
                                 " (hustings run SCENARIO --posterior simulates it)",
                                 table};
  return format;
}

std::string results_table_markdown() {
  std::string text;
  std::string group = "none yet";
  for (const DatasetRow& row : results_table()) {
    if (row.group() != group) text += group_heading(group = row.group());
    text += "| `" + row.about.path.substr(group.size() + 1) + "` | " +
            std::string(type_name(row.type)) + " | " + axes_text(row) + " | " + row.about.unit +
            " | " + row.about.help + " |\n";
  }
  return text;
}

}  // namespace hustings
