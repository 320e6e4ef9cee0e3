#include "results/verified_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "hustings/core/failure.hpp"
#include "results/trailer.hpp"
#include "text/bytes.hpp"
#include "text/staged_file.hpp"

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

/// Says why bytes are no file of a format.
std::string why_not(const FileFormat& format, const fs::path& path, std::string_view bytes) {
  if (bytes.empty()) return "the file is empty";
  const bool is_scenario =
      bytes.starts_with("hustings:") || bytes.find("\nhustings:") != std::string_view::npos;
  if (!is_scenario) return "not " + format.called + " of hustings";
  return "this is a scenario, not " + format.called + " (hustings " + format.command + " " +
         path.string() + " makes one)";
}

}  // namespace

void write_verified(const ResultsStore& store, const fs::path& path, const Results& results,
                    const FileFormat& format, Existing existing) {
  check_output(store.files, path, existing);
  std::string bytes = store.make_image(results, format);
  append_trailer(bytes);
  write_file(store.files, path, bytes, existing);
}

void write_verified(const fs::path& path, const Results& results, const FileFormat& format,
                    Existing existing) {
  RealFileSystem real;
  write_verified(ResultsStore(real), path, results, format, existing);
}

std::string read_verified(const fs::path& path, const FileFormat& format, const Trust& trust) {
  return verified(read_bytes(path), path, format, trust);
}

std::string verified(std::string bytes, const fs::path& path, const FileFormat& format,
                     const Trust& trust) {
  const auto refuse = [&](const std::string& reason) {
    throw Failure(ExitCode::bad_data, path.string() + ": " + reason);
  };
  if (!begins_as_hdf5(bytes)) refuse(why_not(format, path, bytes));
  if (!remove_trailer(bytes) && trust.changed == Changed::refuse) {
    refuse(
        "changed by another program since hustings wrote it, or cut short "
        "(hustings show --unverified reads it)");
  }
  if (trust.walk) trust.walk(bytes, path.string());
  return bytes;
}

}  // namespace hustings
