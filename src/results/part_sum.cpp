#include <algorithm>
#include <utility>

#include "hustings/core/contract.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/engine/block_ranges.hpp"
#include "hustings/results/parts.hpp"
#include "hustings/tally/checked_sums.hpp"

namespace hustings {
namespace {

/// So many recorded elections in a row, of a part and of a sum of parts.
struct Stretch {
  std::uint64_t from = 0;  ///< first column in the part
  std::uint64_t to = 0;    ///< in the sum
  std::uint64_t n = 0;
};

/// How wide the tables of draws are, and what a part gives to the sum.
///
/// Law: draws are those of the run's first n_draws elections. A file keeps those of its own blocks
/// side by side, so the column of an election is how many drawn ones of the file's blocks are below
/// it; a range of blocks is one stretch in the part and one in the sum.
struct Columns {
  std::uint64_t in_part = 0;
  std::uint64_t in_sum = 0;
  std::vector<Stretch> stretches;
};

Columns columns_of(const RunPart& part, const std::vector<BlockRange>& sum) {
  Columns columns{elections_in(part.blocks, part.n_draws), elections_in(sum, part.n_draws), {}};
  const auto before = [&](const std::vector<BlockRange>& ranges, std::uint64_t block) {
    return elections_in(ranges, std::min(block * kBlock, part.n_draws));
  };
  for (const BlockRange& range : part.blocks) {
    const std::uint64_t from = before(part.blocks, range.first);
    columns.stretches.push_back(
        {from, before(sum, range.first), before(part.blocks, range.end) - from});
  }
  return columns;
}

/// Puts the columns of a table [item x election] of a part at their places in that of the sum.
template <class T>
void put(const std::vector<T>& part, const Columns& columns, std::vector<T>& sum) {
  const std::uint64_t items = part.size() / columns.in_part;
  if (sum.empty()) sum.resize(items * columns.in_sum);
  if (sum.size() != items * columns.in_sum) {
    throw Failure(ExitCode::bad_data, "/draws has not the axes that it had before");
  }
  for (std::uint64_t i = 0; i < items; ++i) {
    for (const Stretch& stretch : columns.stretches) {
      std::copy_n(part.begin() + static_cast<std::ptrdiff_t>(i * columns.in_part + stretch.from),
                  stretch.n,
                  sum.begin() + static_cast<std::ptrdiff_t>(i * columns.in_sum + stretch.to));
    }
  }
}

/// What no elections change: all but tallies, draws, and which part it is.
bool says_the_same(const Results& a, const Results& b) {
  return a.labels == b.labels && a.what_if_names == b.what_if_names && a.left_out == b.left_out &&
         a.draws.factor_names == b.draws.factor_names &&
         posterior_digest(a) == posterior_digest(b) && a.files == b.files &&
         telling_overrides(a.overrides) == telling_overrides(b.overrides) &&
         a.program_version == b.program_version && a.git_revision == b.git_revision;
}

}  // namespace

void PartSum::check(const RunPart& part, const std::string& name) const {
  const auto refuse = [&](const std::string& reason) {
    throw Failure(ExitCode::bad_data, name + ": " + reason);
  };
  if (sum_.part) {
    const std::string difference = first_difference(part.key, sum_.part->key, "that of " + first_);
    if (!difference.empty()) refuse("a part of another run: " + difference);
  }
  const std::vector<BlockRange> twice = common(part.blocks, added_);
  if (!twice.empty()) {
    refuse("its blocks " + blocks_text(twice) + " are in another part, too");
  }
  if (common(part.blocks, blocks_) != part.blocks) refuse("it has blocks that no sum was asked of");
}

void PartSum::start(Results&& part) {
  sum_ = std::move(part);
  Draws& draws = sum_.draws;
  const Draws first = std::exchange(draws, Draws());
  draws.factor_names = first.factor_names;
  draws.elections = elections_in(blocks_, sum_.part->n_draws);
  add_draws(first, *sum_.part);
}

void PartSum::add_draws(const Draws& draws, const RunPart& part) {
  if (draws.elections == 0) return;
  const Columns columns = columns_of(part, blocks_);
  for (std::size_t q = 0; q < draws.columns.size(); ++q) {
    put(draws.columns[q].values, columns, sum_.draws.columns[q].values);
    put(draws.columns[q].numbers, columns, sum_.draws.columns[q].numbers);
    put(draws.columns[q].bits, columns, sum_.draws.columns[q].bits);
  }
  put(draws.winner, columns, sum_.draws.winner);
  put(draws.factor, columns, sum_.draws.factor);
}

void PartSum::add(Results part, const std::string& name) {
  HUSTINGS_REQUIRE(part.part.has_value());
  check(*part.part, name);
  const std::vector<BlockRange> blocks = part.part->blocks;
  try {
    if (!sum_.part) {
      first_ = name;
      start(std::move(part));
    } else {
      if (!says_the_same(part, sum_)) {
        throw Failure(ExitCode::bad_data, "its scenario or labels are not those of " + first_);
      }
      // Spelt in several ways: the same file comes out in whatever order they are added.
      sum_.overrides = std::min(sum_.overrides, part.overrides);
      add_checked(sum_.tally, part.tally);
      for (std::size_t i = 0; i < sum_.what_ifs.size(); ++i) {
        Results& world = sum_.what_ifs[i];
        const Results& more = part.what_ifs[i];
        if (world.labels != more.labels) {
          throw Failure(ExitCode::bad_data, "its what-ifs are not those of " + first_);
        }
        add_checked(world.tally, more.tally);
        add_checked(world.paired, more.paired);
      }
      add_checked(sum_.vary, part.vary);
      add_draws(part.draws, *part.part);
      sum_.part->stops += part.part->stops;
    }
  } catch (const Failure& failure) {
    throw Failure(failure.code(), name + ": " + failure.what());
  }
  added_.insert(added_.end(), blocks.begin(), blocks.end());
  added_ = joined(std::move(added_));
}

Results PartSum::take() && {
  HUSTINGS_REQUIRE(sum_.part && added_ == blocks_);
  sum_.part->blocks = added_;
  if (left_of(added_, n_blocks(sum_.part->elections)).empty()) sum_.part.reset();
  return std::move(sum_);
}

}  // namespace hustings
