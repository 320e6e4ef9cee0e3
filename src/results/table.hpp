#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hustings/results/results_file.hpp"
#include "hustings/summary/reading.hpp"
#include "hustings/summary/swing.hpp"
#include "hustings/summary/view.hpp"

namespace hustings {

/// The values of one dataset in C order, of one of the types that every reader of the format knows.
using Values =
    std::variant<std::vector<std::uint8_t>, std::vector<std::int16_t>, std::vector<std::int32_t>,
                 std::vector<std::uint64_t>, std::vector<std::int64_t>, std::vector<float>,
                 std::vector<double>, std::vector<std::string>>;

/// The element types, in the order of Values.
enum class ElementType { uint8, int16, int32, uint64, int64, float32, float64, text };

std::string_view type_name(ElementType type);
std::size_t n_values(const Values& values);

/// What the datasets of one tree are computed from: of a run or, with its base's view, of a
/// what-if.
struct Contents {
  explicit Contents(const Results& of, const View* base = nullptr);
  Contents(const Contents&) = delete;  // views refer to their base
  Contents& operator=(const Contents&) = delete;

  const Results& results;
  View view;
  std::vector<WorldResult> worlds;  ///< of a variation: every point's counts
  std::vector<View> points;         ///< the same, against the run
  PairWins pairs;
  std::vector<SwingEffect> swing;
  std::optional<Reading> reading;  ///< of a run that counted any election
};

/// What a dataset is, in words.
struct AboutDataset {
  std::string path;
  std::vector<std::string> axes;  ///< slowest first; none = a single value
  std::string unit;               ///< empty where there is none to name
  std::string help;
  std::string flags = "";  ///< of small numbers that stand for words: the words of 0, 1, ...
};

/// One dataset of the results file. Without values it is left out of a file.
struct DatasetRow {
  AboutDataset about;
  ElementType type;
  std::function<Values(const Contents&)> values;
  std::function<void(Values&&, Results&)> restore;  ///< none where it is computed from others
  std::string tree;  ///< where in the file it stands: empty, or `/what_if/<name>`

  /// An axis: its values label the datasets that have it.
  bool is_axis() const { return about.axes.size() == 1 && about.path == "/" + about.axes[0]; }
  /// Its path in the file.
  std::string path() const { return tree + about.path; }
  /// `/summary`, or empty for what stands in the root.
  std::string group() const { return tree + about.path.substr(0, about.path.rfind('/')); }
  /// Path of one of its axes.
  std::string axis_path(const std::string& axis) const { return tree + "/" + axis; }
};

/// Every dataset of results and of their parts, the axes first: writes, reads, digests and
/// documents them.
const std::vector<DatasetRow>& results_table();

/// A kind of file: what it calls itself, and its datasets, the axes first.
struct FileFormat {
  std::string name;
  std::int32_t version = 0;
  std::string called;    ///< in messages, with its article
  std::string command;   ///< which makes it of a scenario
  std::string what_for;  ///< in the message where another kind is wanted: what takes it
  const std::vector<DatasetRow>& table;
};

const FileFormat& results_format();
/// Of a part of a run: the same datasets, and those that say which part. It calls itself otherwise,
/// so that whatever reads results refuses it.
const FileFormat& part_format();
/// Of that what says which part.
const FileFormat& part_head_format();
/// Of a posterior: of the results table the labels, sources and posterior.
const FileFormat& posterior_format();

/// The axis in the root that names the what-ifs.
inline constexpr char kWhatIfAxis[] = "/world";

/// Where a what-if stands in the file: it has the same datasets as the root. In its name `/`, which
/// parts groups, is written `%2F`.
std::string what_if_tree(const std::string& name);

/// The table as the Markdown of docs/results.md.
std::string results_table_markdown();

}  // namespace hustings
