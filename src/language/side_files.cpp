#include "language/side_files.hpp"

#include <algorithm>
#include <iterator>
#include <system_error>

#include "hustings/core/failure.hpp"
#include "text/bytes.hpp"

namespace hustings {
namespace {

namespace fs = std::filesystem;

/// Tells whether a file's path begins with the folder's, step by step: /a/bc is not below /a/b.
bool lies_below(const fs::path& file, const fs::path& folder) {
  const auto [end, mismatch] =
      std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return end == folder.end() && mismatch != file.end();
}

/// Says why a side file may not be opened; empty = it may.
///
/// Links are followed before it is asked where a file lies, so none leads out of the scenario's
/// folder: a scenario from elsewhere reads nothing but what was given with it. A recipe may also
/// read what lies `beside` its folder.
std::string refusal(const fs::path& folder, const std::string& name, bool beside) {
  const fs::path relative(name);
  const std::string whose = beside ? "recipe's" : "scenario's";
  if (relative.is_absolute()) return "it must be relative to the " + whose + " folder";
  const std::string outside =
      "it lies outside the " + whose + " folder" + (beside ? " and what is beside it" : "");
  std::error_code fault;
  const fs::path home = fs::canonical(folder, fault);
  const fs::path root = beside ? home.parent_path() : home;
  const fs::path file = fs::canonical(folder / relative, fault);
  if (fault == std::errc::no_such_file_or_directory) {
    const bool leaves = !lies_below((home / relative).lexically_normal(), root);
    if (leaves) return outside;
    const bool has_backslash = relative.native().find('\\') != std::string::npos;
    return has_backslash ? "there is no such file; folders are parted by /, not by \\"
                         : "there is no such file";
  }
  if (fault) return fault.message();
  if (!lies_below(file, root)) {
    const bool by_link = lies_below((home / relative).lexically_normal(), root);
    return outside + (by_link ? ", after links" : "");
  }
  const fs::file_status status = fs::status(file, fault);
  if (fs::is_directory(status)) return "it is a folder";
  if (!fs::is_regular_file(status)) return "it is not a regular file";
  if (fs::file_size(file, fault) > kLargestTable) {
    return "it is larger than " + std::to_string(kLargestTable >> 20) + " MiB";
  }
  return "";
}

}  // namespace

SideFiles::SideFiles(const fs::path& scenario) : folder_(scenario.parent_path()) {}

SideFiles SideFiles::of_recipe(const fs::path& recipe) {
  SideFiles files(recipe);
  files.beside_ = true;
  return files;
}

SideFiles::SideFiles(const fs::path& scenario, std::vector<scenario::SourceFile> stored)
    : folder_(scenario.parent_path()), stored_(std::move(stored)) {}

std::string SideFiles::take_file(const std::string& wanted) {
  if (stored_) {
    for (const scenario::SourceFile& file : *stored_) {
      if (file.name != wanted) continue;
      files_.push_back(file);
      return "";
    }
    return stored_->empty() ? "no file belongs to this text" : "it is not among the files stored";
  }
  const fs::path folder = folder_.empty() ? "." : folder_;
  if (const std::string reason = refusal(folder, wanted, beside_); !reason.empty()) return reason;
  try {
    files_.push_back({wanted, read_text(folder / wanted, kLargestTable)});
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "";
}

const scenario::SourceFile* SideFiles::open(const Value& name) {
  const std::string wanted = name.text();
  if (wanted.empty()) return nullptr;
  for (const scenario::SourceFile& file : files_) {
    if (file.name == wanted) return &file;
  }
  if (std::find(refused_.begin(), refused_.end(), wanted) != refused_.end()) return nullptr;
  const std::string reason = take_file(wanted);
  if (reason.empty()) return &files_.back();
  refused_.push_back(wanted);
  name.refuse("cannot read '" + wanted + "': " + reason);
  return nullptr;
}

std::string SideFiles::shown_name(const scenario::SourceFile& file) const {
  return (folder_ / file.name).string();
}

std::vector<scenario::SourceFile> SideFiles::take() {
  return {std::make_move_iterator(files_.begin()), std::make_move_iterator(files_.end())};
}

}  // namespace hustings
