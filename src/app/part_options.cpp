#include "app/part_options.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "app/terminal.hpp"
#include "core/thousands.hpp"
#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

struct Shard {
  std::uint64_t number = 0;
  std::uint64_t of = 0;
};

/// Reads `3/8`; nothing where it is no such thing.
std::optional<Shard> shard_of(const std::string& text) {
  Shard shard;
  const char* const end = text.data() + text.size();
  const auto number = std::from_chars(text.data(), end, shard.number);
  if (number.ec != std::errc() || number.ptr == end || *number.ptr != '/') return std::nullopt;
  const auto of = std::from_chars(number.ptr + 1, end, shard.of);
  if (of.ec != std::errc() || of.ptr != end) return std::nullopt;
  if (shard.number < 1 || shard.number > shard.of || shard.of > kMostBlocks) return std::nullopt;
  return shard;
}

std::string why_no_shard(const std::string& text) {
  return shard_of(text) ? "" : "'" + text + "' is no shard: 3/8 is the third of eight";
}

std::string why_no_blocks(const std::string& text) {
  return !blocks_of(text).empty()
             ? ""
             : "'" + text + "' says no blocks: 0-9,12 are the first ten and the thirteenth";
}

[[noreturn]] void refuse(const std::string& reason) {
  throw Failure(ExitCode::bad_data, reason);
}

}  // namespace

std::filesystem::path PartOptions::file_of(OutputOptions output,
                                           const std::filesystem::path& scenario) const {
  std::string which = shard.empty() ? blocks : shard;
  const std::size_t slash = which.find('/');
  if (slash != std::string::npos) which.replace(slash, 1, "_of_");
  if (any()) output.ending = (shard.empty() ? "_blocks_" : "_shard_") + which + output.ending;
  return output.file_of(scenario);
}

std::vector<BlockRange> PartOptions::blocks_of(const Model& model, std::uint64_t elections) const {
  if (!any()) return {};
  if (model.until) {
    refuse(
        "a part of a run cannot tell when it is precise enough (`elections.until`): say how "
        "many with --elections");
  }
  const std::uint64_t all = n_blocks(elections);
  const std::string has = with_thousands(elections) + " elections are " + counted(all, "block") +
                          " of " + with_thousands(kBlock);
  if (const std::optional<Shard> one = shard_of(shard)) {
    if (one->of > all) refuse(has + ": at most " + counted(all, "shard"));
    return {blocks_of_shard(one->number, one->of, all)};
  }
  const std::vector<BlockRange> ranges = hustings::blocks_of(blocks);
  if (ranges.back().end > all) {
    refuse(has + ": there is no block " + std::to_string(ranges.back().end - 1) +
           ", the first is 0");
  }
  return ranges;
}

Options part_options(PartOptions& values) {
  return {text("--shard I/N", values.shard,
               "Simulate one of N parts of the run alone, to be merged: hustings merge")
              .checked(why_no_shard)
              .excludes("--json"),
          text("--blocks A-B,...", values.blocks,
               "The same of these blocks of 4,096 elections, counted from 0")
              .checked(why_no_blocks)
              .excludes("--shard")
              .excludes("--json")};
}

void tell_part(const RunPart& part, const std::string& file) {
  print_note("wrote " + file + ": " + part_text(part) +
             "; hustings merge makes the run of all its parts");
}

}  // namespace hustings
