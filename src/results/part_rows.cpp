#include "results/rows.hpp"

// Of which run results are a part, and which.
namespace hustings::results_rows {
namespace {

using Wholes = std::vector<std::uint64_t>;

/// What is read of a part makes results one.
template <class All>
auto& facts(All& results) {
  if constexpr (std::is_const_v<All>) {
    static const std::vector<RunFact> none;
    return results.part ? results.part->key.facts : none;
  } else {
    if (!results.part) results.part.emplace();
    return results.part->key.facts;
  }
}
constexpr auto kFacts = [](auto& results) -> auto& {
  return facts(results);
};

/// A single number of a part.
DatasetRow number(std::string path, std::string unit, std::string help,
                  std::uint64_t RunPart::*member) {
  return restored(
      {std::move(path), {}, std::move(unit), std::move(help)},
      [member](const Contents& from) {
        return from.results.part ? Wholes{*from.results.part.*member} : Wholes();
      },
      [member](const Wholes& read, Results& to) {
        if (!to.part) to.part.emplace();
        *to.part.*member = read.at(0);
      });
}

std::size_t n_ranges(const Contents& from) {
  return from.results.part ? from.results.part->blocks.size() : 0;
}

Wholes ends_of_ranges(const Contents& from) {
  Wholes ends;
  if (!from.results.part) return ends;
  for (const BlockRange& range : from.results.part->blocks) {
    ends.insert(ends.end(), {range.first, range.end});
  }
  return ends;
}

void restore_ranges(const Wholes& read, Results& to) {
  if (!to.part) to.part.emplace();
  for (std::size_t i = 0; i + 1 < read.size(); i += 2) {
    to.part->blocks.push_back({read[i], read[i + 1]});
  }
}

}  // namespace

Rows part_axes() {
  return {
      field({"/part_fact", {"part_fact"}, "", "what the bytes of the run's results hang on"},
            kFacts, &RunFact::name),
      computed({"/part_range", {"part_range"}, "", "number of the range of blocks"},
               [](const Contents& from) { return numbers(n_ranges(from)); }),
      computed({"/part_end",
                {"part_end"},
                "",
                "0 the first block of a range, 1 the one behind its last"},
               [](const Contents& from) { return numbers(n_ranges(from) == 0 ? 0 : 2); }),
  };
}

Rows part() {
  return {
      field({"/part/fact", {"part_fact"}, "", "what it is: parts of one run have the same"}, kFacts,
            &RunFact::value),
      computed({"/part/key", {}, "", "32 hexadecimal digits that stand for the facts"},
               [](const Contents& from) {
                 const auto& part = from.results.part;
                 return part ? std::vector{part->key.hex()} : std::vector<std::string>();
               }),
      number("/part/elections", "elections", "elections of the whole run", &RunPart::elections),
      number("/part/draws", "elections", "elections that the whole run keeps in full",
             &RunPart::n_draws),
      restored({"/part/blocks",
                {"part_range", "part_end"},
                "",
                "blocks of 4,096 elections that the part holds"},
               ends_of_ranges, restore_ranges),
      number("/part/stops", "elections",
             "elections in which the event of the stop rule happened; 0 without one",
             &RunPart::stops),
  };
}

}  // namespace hustings::results_rows
