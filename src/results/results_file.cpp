#include "hustings/results/results_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include "hustings/core/failure.hpp"
#include "results/check_results.hpp"
#include "results/image.hpp"
#include "results/trailer.hpp"
#include "text/bytes.hpp"

namespace hustings {
namespace {

namespace fs = std::filesystem;

std::string read_bytes(const fs::path& path) {
  require_regular_file(path);
  std::ifstream input(path, std::ios::binary);
  if (!input) {
    throw Failure(ExitCode::no_input, "cannot open " + path.string() + ": " + std::strerror(errno));
  }
  std::error_code fault;
  std::string bytes(fs::file_size(path, fault), '\0');
  if (fault || !input.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
    throw Failure(ExitCode::no_input, "cannot read " + path.string() + ": " + std::strerror(errno));
  }
  return bytes;
}

/// Says why bytes are no results file.
std::string why_not_results(const fs::path& path, std::string_view bytes) {
  if (bytes.empty()) return "the file is empty";
  const bool is_scenario =
      bytes.starts_with("hustings:") || bytes.find("\nhustings:") != std::string_view::npos;
  if (!is_scenario) return "not a results file of hustings";
  return "this is a scenario, not a results file (hustings run " + path.string() + " makes one)";
}

/// Reads the HDF5 part of a file, having checked it before anything is parsed.
std::string read_verified(const fs::path& path, Changed changed) {
  std::string bytes = read_bytes(path);
  const auto refuse = [&](const std::string& reason) {
    throw Failure(ExitCode::bad_data, path.string() + ": " + reason);
  };
  if (!begins_as_hdf5(bytes)) refuse(why_not_results(path, bytes));
  if (!remove_trailer(bytes) && changed == Changed::refuse) {
    refuse(
        "changed by another program since hustings wrote it, or cut short "
        "(hustings show --unverified reads it)");
  }
  return bytes;
}

}  // namespace

void write_results(const fs::path& path, const Results& results, Existing existing) {
  check_output(path, existing);
  std::string bytes = results_image(results);
  append_trailer(bytes);
  write_file(path, bytes, existing);
}

bool is_results_file(const std::filesystem::path& path) {
  std::string start(8, '\0');
  std::ifstream(path, std::ios::binary)
      .read(start.data(), static_cast<std::streamsize>(start.size()));
  return begins_as_hdf5(start);
}

Results read_results(const fs::path& path, Changed changed) {
  std::string image = read_verified(path, changed);
  const ImageReader reader(image, path.string());
  const auto read_tree = [&](const std::string& tree, Results& results) {
    reader.visit_datasets(tree, [&](const DatasetRow& row, const Shape&, Values&& values) {
      if (row.restore) row.restore(std::move(values), results);
    });
    // Where every slate is too long for them, there is no dataset of joint outcomes.
    results.tally.outcomes.resize(results.labels.slates.size());
  };
  Results results;
  reader.read_root(results);
  read_tree("", results);
  check_results(results, path.string());
  for (const std::string& name : results.what_if_names) {
    Results& what_if = results.what_ifs.emplace_back();
    what_if.labels.title = results.labels.title;
    what_if.labels.seed = results.labels.seed;
    read_tree(what_if_tree(name), what_if);
    const std::string called = path.string() + ": what-if '" + name + "'";
    check_results(what_if, called);
    check_paired(what_if, called);
  }
  return results;
}

std::string digest_of(const Results& results) {
  DatasetDigest digest;
  visit_datasets(results, [&](const DatasetRow& row, const Shape& shape, const Values& values) {
    digest.add(row, shape, values);
  });
  return digest.hex();
}

std::string digest_of_file(const fs::path& path, Changed changed) {
  std::string image = read_verified(path, changed);
  const ImageReader reader(image, path.string());
  DatasetDigest digest;
  std::vector<std::string> names;
  const auto add_tree = [&](const std::string& tree) {
    reader.visit_datasets(tree, [&](const DatasetRow& row, const Shape& shape, Values&& values) {
      digest.add(row, shape, values);
      if (row.path() == kWhatIfAxis) names = std::get<std::vector<std::string>>(values);
    });
  };
  add_tree("");
  for (const std::string& name : names) add_tree(what_if_tree(name));
  return digest.hex();
}

}  // namespace hustings
