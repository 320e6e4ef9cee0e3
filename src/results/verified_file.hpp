#pragma once

#include <filesystem>
#include <string>

#include "hustings/results/results_file.hpp"
#include "results/results_store.hpp"
#include "results/table.hpp"

namespace hustings {

/// Writes results as a file of a format, with its trailer. Throws Failure.
void write_verified(const std::filesystem::path& path, const Results& results,
                    const FileFormat& format, Existing existing);

/// The same in a store.
void write_verified(const ResultsStore& store, const std::filesystem::path& path,
                    const Results& results, const FileFormat& format, Existing existing);

/// Reads the HDF5 part of a file, having checked it as far as it is not trusted, before anything is
/// parsed. Throws Failure as read_results does.
std::string read_verified(const std::filesystem::path& path, const FileFormat& format,
                          const Trust& trust);

/// The same of bytes that were read from `path`.
std::string verified(std::string bytes, const std::filesystem::path& path, const FileFormat& format,
                     const Trust& trust);

/// Reads the results in an HDF5 file in memory, which messages call `name`. Throws Failure (65).
Results run_in(std::string& image, const std::string& name, const FileFormat& format);

/// Reads the results in a file of a format, with its what-ifs, and checks that they belong
/// together. Throws Failure as read_results does.
Results read_run(const std::filesystem::path& path, const FileFormat& format, const Trust& trust);

}  // namespace hustings
