#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "hustings/results/parts.hpp"
#include "results/image.hpp"
#include "results/part_image.hpp"
#include "text/file_system.hpp"

namespace hustings {

/// Where results files stand, and what makes and parses what is in them. Tests put other files in
/// the place of the machine's, and remember what HDF5 made of the same results before.
struct ResultsStore {
  ResultsStore(FileSystem& on) : files(on) {}

  FileSystem& files;
  std::function<std::string(const Results&, const FileFormat&)> make_image = image_of;
  std::function<RunPart(std::string& image, const std::string& name)> parse_head = part_head_in;
  std::function<Results(std::string& image, const std::string& name)> parse_part = part_in;
};

/// Writes results as write_results of the public header does, into a store.
void write_results(const ResultsStore& store, const std::filesystem::path& path,
                   const Results& results, Existing existing);

/// Adds up parts as merge_parts of the public header does, those of a store.
Merged merge_parts(const ResultsStore& store, const MergeAsked& asked,
                   const Observer& observer = {});

}  // namespace hustings
