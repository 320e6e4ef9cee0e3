#include "hustings/engine/block_ranges.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "core/thousands.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMostTold = 5;  // ranges of elections

/// Reads a whole number and drops it from the front of the text.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take(char c, std::string_view& text) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

std::uint64_t floor_of_product(std::uint64_t a, std::uint64_t b, std::uint64_t over) {
  return static_cast<std::uint64_t>(static_cast<U128>(a) * b / over);
}

}  // namespace

std::uint64_t n_blocks(std::uint64_t elections) {
  return (elections + kBlock - 1) / kBlock;
}

BlockRange blocks_of_shard(std::uint64_t shard, std::uint64_t n, std::uint64_t all) {
  return {floor_of_product(shard - 1, all, n), floor_of_product(shard, all, n)};
}

std::vector<BlockRange> joined(std::vector<BlockRange> ranges) {
  std::ranges::sort(ranges, {}, &BlockRange::first);
  std::vector<BlockRange> all;
  for (const BlockRange& range : ranges) {
    if (range.first == range.end) continue;
    if (all.empty() || all.back().end < range.first) {
      all.push_back(range);
    } else {
      all.back().end = std::max(all.back().end, range.end);
    }
  }
  return all;
}

std::vector<BlockRange> left_of(const std::vector<BlockRange>& ranges, std::uint64_t all) {
  std::vector<BlockRange> left;
  std::uint64_t first = 0;
  for (const BlockRange& range : ranges) {
    if (first < range.first) left.push_back({first, range.first});
    first = range.end;
  }
  if (first < all) left.push_back({first, all});
  return left;
}

std::vector<BlockRange> common(const std::vector<BlockRange>& a, const std::vector<BlockRange>& b) {
  std::vector<BlockRange> both;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const BlockRange range{std::max(a[i].first, b[j].first), std::min(a[i].end, b[j].end)};
    if (range.first < range.end) both.push_back(range);
    a[i].end < b[j].end ? ++i : ++j;
  }
  return both;
}

std::uint64_t elections_in(const std::vector<BlockRange>& ranges, std::uint64_t limit) {
  std::uint64_t n = 0;
  for (const BlockRange& range : ranges) {
    const std::uint64_t end = std::min(range.end * kBlock, limit);
    n += end - std::min(range.first * kBlock, end);
  }
  return n;
}

std::string blocks_text(const std::vector<BlockRange>& ranges) {
  std::string text;
  for (const BlockRange& range : ranges) {
    text += (text.empty() ? "" : ",") + std::to_string(range.first);
    if (range.end - range.first > 1) text += "-" + std::to_string(range.end - 1);
  }
  return text;
}

std::string elections_text(const std::vector<BlockRange>& ranges, std::uint64_t elections) {
  std::string text;
  for (std::size_t i = 0; i < std::min(ranges.size(), kMostTold); ++i) {
    const std::uint64_t last = std::min(ranges[i].end * kBlock, elections) - 1;
    text += (i == 0 ? "elections " : ", ") + with_thousands(ranges[i].first * kBlock) + " to " +
            with_thousands(last);
  }
  if (ranges.size() <= kMostTold) return text;
  return text + " and " + counted(ranges.size() - kMostTold, "range") + " more";
}

std::vector<BlockRange> blocks_of(const std::string& text) {
  std::vector<BlockRange> ranges;
  std::uint64_t n = 0;
  std::string_view left = text;
  do {
    const auto first = take_number(left);
    const auto last = first && take('-', left) ? take_number(left) : first;
    if (!last || *last < *first || *last >= kMostBlocks) return {};
    ranges.push_back({*first, *last + 1});
    n += *last + 1 - *first;
  } while (take(',', left));
  ranges = joined(std::move(ranges));
  for (const BlockRange& range : ranges) n -= range.end - range.first;
  return left.empty() && n == 0 ? ranges : std::vector<BlockRange>();
}

}  // namespace hustings
