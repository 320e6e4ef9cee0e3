// Ranges of blocks: shards, what is left, and how they are written.

#include "hustings/engine/block_ranges.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

using namespace hustings;

namespace {

using Ranges = std::vector<BlockRange>;

std::set<std::uint64_t> blocks_in(const Ranges& ranges) {
  std::set<std::uint64_t> blocks;
  for (const BlockRange& range : ranges) {
    for (std::uint64_t block = range.first; block < range.end; ++block) blocks.insert(block);
  }
  return blocks;
}

/// The ranges that hold each of so many blocks with chance 1/2.
Ranges random_ranges(std::uint64_t all, std::mt19937& random) {
  Ranges ranges;
  for (std::uint64_t block = 0; block < all; ++block) {
    if (random() % 2 == 0) ranges.push_back({block, block + 1});
  }
  std::ranges::shuffle(ranges, random);
  return joined(ranges);
}

}  // namespace

TEST_CASE("Shards are in a row, hold every block once, and are of nearly one size", "[parts]") {
  for (const std::uint64_t all : {1, 2, 7, 64, 245}) {
    for (std::uint64_t n = 1; n <= all; n += 3) {
      std::uint64_t next = 0;
      for (std::uint64_t shard = 1; shard <= n; ++shard) {
        const BlockRange range = blocks_of_shard(shard, n, all);
        CHECK(range.first == next);
        CHECK(range.end - range.first >= all / n);
        CHECK(range.end - range.first <= all / n + 1);
        next = range.end;
      }
      CHECK(next == all);
    }
  }
  // 2^28 blocks are the most of any run; the product of two of them has 56 bits.
  CHECK(blocks_of_shard(1'000'000, 1'000'000, 244'140'625).end == 244'140'625);
}

TEST_CASE("What two lists of ranges share and what one leaves is as of sets of blocks", "[parts]") {
  std::mt19937 random(5);
  for (int i = 0; i < 200; ++i) {
    const std::uint64_t all = 1 + random() % 20;
    const Ranges a = random_ranges(all, random);
    const Ranges b = random_ranges(all, random);
    CHECK(joined(a) == a);
    const auto in_a = blocks_in(a);
    const auto in_b = blocks_in(b);
    std::set<std::uint64_t> both, left;
    for (std::uint64_t block = 0; block < all; ++block) {
      if (in_a.contains(block) && in_b.contains(block)) both.insert(block);
      if (!in_a.contains(block)) left.insert(block);
    }
    CHECK(blocks_in(common(a, b)) == both);
    CHECK(blocks_in(left_of(a, all)) == left);
    CHECK(joined(left_of(a, all)) == left_of(a, all));
    CHECK(elections_in(a, all * kBlock) == in_a.size() * kBlock);
    CHECK(blocks_of(blocks_text(a)) == a);
  }
}

TEST_CASE("Of the last block only the elections that there are count", "[parts]") {
  CHECK(n_blocks(1) == 1);
  CHECK(n_blocks(kBlock) == 1);
  CHECK(n_blocks(kBlock + 1) == 2);
  CHECK(elections_in({{0, 1}, {2, 3}}, 2 * kBlock + 5) == kBlock + 5);
  CHECK(elections_in({{3, 4}}, kBlock) == 0);
  CHECK(elections_text({{0, 10}, {12, 13}}, 50'000) == "elections 0 to 40,959, 49,152 to 49,999");
  CHECK(elections_text({{0, 1}, {2, 3}, {4, 5}, {6, 7}, {8, 9}, {10, 11}}, 100'000) ==
        "elections 0 to 4,095, 8,192 to 12,287, 16,384 to 20,479, 24,576 to 28,671, 32,768 to "
        "36,863 and 1 range more");
}

TEST_CASE("Blocks are read as they are written, in any order, and nothing else is", "[parts]") {
  CHECK(blocks_text({{0, 4}, {8, 9}, {10, 12}}) == "0-3,8,10-11");
  CHECK(blocks_of("8,10-11,0-3") == Ranges{{0, 4}, {8, 9}, {10, 12}});
  CHECK(blocks_of("3,4-5") == Ranges{{3, 6}});
  for (const char* const text :
       {"", "-", "3-", "-3", "5-3", "1,", ",1", "1,,2", "1-2-3", "a", "1 ", " 1", "1.5", "0-3,2",
        "7,7", "281474976710656", "18446744073709551616", "+1"}) {
    CAPTURE(text);
    CHECK(blocks_of(text).empty());
  }
}
