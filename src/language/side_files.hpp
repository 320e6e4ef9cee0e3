#pragma once

#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hustings/scenario/scenario.hpp"
#include "language/value.hpp"

namespace hustings {

/// Most bytes of a table, unpacked.
inline constexpr std::size_t kLargestTable = std::size_t{64} << 20;

/// Opens the files beside a scenario, each once: relative, below its folder, regular, not too
/// large.
class SideFiles {
 public:
  /// `scenario` is the path the user gave; problems then name side files relative to it as well.
  explicit SideFiles(const std::filesystem::path& scenario);

  /// The same for a recipe, whose tables may also lie beside its folder, as ../data/table.csv.
  static SideFiles of_recipe(const std::filesystem::path& recipe);

  /// Takes files from those given instead, such as those that a results file keeps; `scenario` is
  /// what problems call the scenario.
  SideFiles(const std::filesystem::path& scenario, std::vector<scenario::SourceFile> stored);

  /// Opens the file that `name` names; null after an error there.
  const scenario::SourceFile* open(const Value& name);

  /// What problems call a side file: reachable from where the user is.
  std::string shown_name(const scenario::SourceFile& file) const;

  /// The files opened so far, in the order of their first use.
  std::vector<scenario::SourceFile> take();

 private:
  /// Reads a file into files_; says why not, or nothing.
  std::string take_file(const std::string& wanted);

  std::filesystem::path folder_;
  bool beside_ = false;  ///< files may lie below the folder that folder_ lies in
  std::optional<std::vector<scenario::SourceFile>> stored_;
  std::deque<scenario::SourceFile> files_;
  std::vector<std::string> refused_;  ///< reported once
};

}  // namespace hustings
