#include "hustings/results/parts.hpp"

#include <algorithm>

#include "core/thousands.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/engine/block_ranges.hpp"
#include "results/image.hpp"
#include "results/part_image.hpp"
#include "results/verified_file.hpp"

namespace hustings {
namespace {

namespace fs = std::filesystem;

void require(bool holds, const fs::path& path, const std::string& dataset) {
  if (holds) return;
  throw Failure(ExitCode::bad_data, path.string() + ": " + dataset +
                                        " is missing or does not fit the rest of the file");
}

/// Checks what is said of a part: blocks that the run has, sorted and apart.
void check_head(const std::optional<RunPart>& part, const fs::path& path) {
  require(part && !part->key.facts.empty(), path, "/part/fact");
  require(part->elections > 0 && part->n_draws <= part->elections, path, "/part/elections");
  const auto is_empty = [](const BlockRange& range) { return range.first >= range.end; };
  require(!part->blocks.empty() && std::ranges::none_of(part->blocks, is_empty) &&
              joined(part->blocks) == part->blocks &&
              part->blocks.back().end <= n_blocks(part->elections),
          path, "/part/blocks");
}

}  // namespace

bool is_part_file(const fs::path& path, const Trust& trust) {
  if (!is_results_file(path)) return false;
  std::string image = read_verified(path, part_format(), trust);
  return is_of_format(image, part_format());
}

RunPart read_part_head(const fs::path& path, const Trust& trust) {
  std::string image = read_verified(path, part_format(), trust);
  return part_head_in(image, path.string());
}

RunPart part_head_in(std::string& image, const std::string& name) {
  const ImageReader reader(image, name, part_head_format());
  Results results;
  reader.visit_datasets("", [&](const DatasetRow& row, const Shape&, Values&& values) {
    if (row.restore) row.restore(std::move(values), results);
  });
  check_head(results.part, name);
  return std::move(*results.part);
}

Results read_part(const fs::path& path, const Trust& trust) {
  std::string image = read_verified(path, part_format(), trust);
  return part_in(image, path.string());
}

Results part_in(std::string& image, const std::string& name) {
  Results results = run_in(image, name, part_format());
  check_head(results.part, name);
  const RunPart& part = *results.part;
  require(results.tally.elections == elections_in(part.blocks, part.elections), name,
          "/tally/elections");
  require(results.draws.elections == elections_in(part.blocks, part.n_draws), name, "/election");
  return results;
}

std::string part_text(const RunPart& part) {
  return elections_text(part.blocks, part.elections) + " of " + with_thousands(part.elections);
}

}  // namespace hustings
