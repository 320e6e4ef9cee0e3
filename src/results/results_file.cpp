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

namespace hustings {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHdf5Signature = "\x89HDF\r\n\x1a\n";

std::string read_bytes(const fs::path& path) {
  std::error_code fault;
  const fs::file_status status = fs::status(path, fault);
  if (!fs::exists(status)) {
    throw Failure(ExitCode::no_input, "cannot open " + path.string() + ": there is no such file");
  }
  if (!fs::is_regular_file(status)) {
    throw Failure(ExitCode::no_input, "cannot read " + path.string() + ": not a regular file");
  }
  std::ifstream input(path, std::ios::binary);
  std::string bytes(fs::file_size(path), '\0');
  if (!input.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
    throw Failure(ExitCode::no_input, "cannot read " + path.string() + ": " + std::strerror(errno));
  }
  return bytes;
}

/// Reads the HDF5 part of a file, having checked it before anything is parsed.
std::string read_verified(const fs::path& path, Changed changed) {
  std::string bytes = read_bytes(path);
  const auto refuse = [&](const std::string& reason) {
    throw Failure(ExitCode::bad_data, path.string() + ": " + reason);
  };
  if (bytes.empty()) refuse("the file is empty");
  if (!bytes.starts_with(kHdf5Signature)) refuse("not a results file of hustings");
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
  std::string start(kHdf5Signature.size(), '\0');
  std::ifstream(path, std::ios::binary)
      .read(start.data(), static_cast<std::streamsize>(start.size()));
  return start == kHdf5Signature;
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
