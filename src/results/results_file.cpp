#include "hustings/results/results_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "results/check_results.hpp"
#include "results/image.hpp"
#include "results/trailer.hpp"
#include "results/verified_file.hpp"
#include "text/bytes.hpp"

namespace hustings {
namespace {

namespace fs = std::filesystem;

}  // namespace

void write_results(const ResultsStore& store, const fs::path& path, const Results& results,
                   Existing existing) {
  write_verified(store, path, results, results.part ? part_format() : results_format(), existing);
}

void write_results(const fs::path& path, const Results& results, Existing existing) {
  RealFileSystem real;
  write_results(ResultsStore(real), path, results, existing);
}

std::uint64_t size_of_file(const Results& results) {
  return image_of(results, results_format()).size() + kTrailerBytes;
}

bool is_results_file(const std::filesystem::path& path) {
  // A pipe would wait for who writes into it, and lose what is looked at.
  std::error_code none;
  if (!std::filesystem::is_regular_file(path, none)) return false;
  std::string start(8, '\0');
  std::ifstream(path, std::ios::binary)
      .read(start.data(), static_cast<std::streamsize>(start.size()));
  return begins_as_hdf5(start);
}

Results read_results(const fs::path& path, const Trust& trust) {
  return read_run(path, results_format(), trust);
}

Results read_run(const fs::path& path, const FileFormat& format, const Trust& trust) {
  std::string image = read_verified(path, format, trust);
  return run_in(image, path.string(), format);
}

Results run_in(std::string& image, const std::string& name, const FileFormat& format) {
  const ImageReader reader(image, name, format);
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
  check_results(results, name);
  for (const std::string& world : results.what_if_names) {
    Results& what_if = results.what_ifs.emplace_back();
    what_if.labels.title = results.labels.title;
    what_if.labels.seed = results.labels.seed;
    read_tree(what_if_tree(world), what_if);
    const std::string called = name + ": what-if '" + world + "'";
    check_results(what_if, called);
    check_paired(what_if, called);
  }
  return results;
}

std::string digest_of(const Results& results) {
  DatasetDigest digest;
  visit_datasets(results, results_format(),
                 [&](const DatasetRow& row, const Shape& shape, const Values& values) {
                   digest.add(row, shape, values);
                 });
  return digest.hex();
}

std::string posterior_digest(const Results& results) {
  if (!results.posterior) return "";
  const Results alone{.posterior = results.posterior};
  DatasetDigest digest;
  visit_datasets(alone, posterior_format(),
                 [&](const DatasetRow& row, const Shape& shape, const Values& values) {
                   digest.add(row, shape, values);
                 });
  return digest.hex();
}

std::string digest_of_file(const fs::path& path, const Trust& trust) {
  std::string image = read_verified(path, results_format(), trust);
  const ImageReader reader(image, path.string(), results_format());
  DatasetDigest digest;
  reader.visit_all([&](const DatasetRow& row, const Shape& shape, Values&& values) {
    digest.add(row, shape, values);
  });
  return digest.hex();
}

void walk_image(std::string& image, const std::string& name) {
  const FileFormat& format = format_of(image);
  const ImageReader reader(image, name, format);
  Results root;
  reader.read_root(root);
  reader.visit_all([](const DatasetRow&, const Shape&, Values&&) {});
}

}  // namespace hustings
