#include <algorithm>
#include <array>
#include <iterator>

#include "results/rows.hpp"

namespace hustings::results_rows {
namespace {

using Texts = std::vector<std::string>;

Texts paired_candidates(const Contents& from, bool all_pairs) {
  const Results& results = from.results;
  if (counts_all_pairs(results.labels, results.tally) != all_pairs) return {};
  Texts texts;
  for (const std::size_t i : from.pairs.candidates) {
    texts.push_back(candidate_label(results.labels, i));
  }
  return texts;
}

std::vector<double> bin_centres(const Contents& from) {
  const std::uint32_t n = from.results.tally.bins;
  std::vector<double> centres(n);
  for (std::uint32_t i = 0; i < n; ++i) centres[i] = (i + 0.5) / n;
  return centres;
}

Rows named_axes() {
  return {
      field({"/contest", {"contest"}, "", "id of the contest"}, &Labels::contests,
            &ContestLabel::id),
      restored({"/candidate", {"candidate"}, "", "contest/candidate, contest by contest"},
               labelled(&Labels::candidates, candidate_label),
               [](Texts& read, Results& to) { to.labels.candidates.resize(read.size()); }),
      field({"/district", {"district"}, "", "id of the district"}, &Labels::districts,
            &DistrictLabel::id),
      field({"/universe", {"universe"}, "", "district/universe"}, &Labels::universes,
            &UniverseLabel::id),
      field({"/faction", {"faction"}, "", "id of the faction"}, &Labels::factions,
            &FactionLabel::id),
      field({"/slate", {"slate"}, "", "id of the slate"}, &Labels::slates, &SlateLabel::id),
      field({"/event", {"event"}, "", "name of the event"}, &Labels::events, &EventLabel::name),
      field({"/shock", {"shock"}, "", "id of the shock"}, &Labels::shocks, &ShockLabel::id),
      field({"/effect", {"effect"}, "", "id of the effect"}, &Labels::effects, &EffectLabel::id),
      whole({"/factor", {"factor"}, "", "effect, or effect: level"}, &Draws::factor_names),
      field({"/source_file", {"source_file"}, "", "file name: the scenario first, then its tables"},
            &Results::files, &scenario::SourceFile::name),
  };
}

Rows pair_axes() {
  return {
      computed({"/candidate_b", {"candidate_b"}, "", "as candidate; where all pairs are counted"},
               [](const Contents& from) { return paired_candidates(from, true); }),
      computed({"/slate_candidate",
                {"slate_candidate"},
                "",
                "candidates of slates, where only pairs within slates are counted"},
               [](const Contents& from) { return paired_candidates(from, false); }),
      computed({"/slate_candidate_b", {"slate_candidate_b"}, "", "as slate_candidate"},
               [](const Contents& from) { return paired_candidates(from, false); }),
      computed({"/pair", {"pair"}, "", "number of the counted pair"},
               [](const Contents& from) { return numbers(from.results.tally.pairs.size()); }),
  };
}

Rows slate_axes() {
  return {
      computed({"/member", {"member"}, "", "place in a slate's list of members, from 0"},
               [](const Contents& from) { return numbers(most_members(from.results)); }),
      computed({"/seats", {"seats"}, "seats", "seats won by a slate, from 0"},
               [](const Contents& from) {
                 const std::size_t most = most_members(from.results);
                 return numbers(most == 0 ? 0 : most + 1);
               }),
      computed({"/at_least", {"at_least"}, "seats", "seats won by a slate or more, from 1"},
               [](const Contents& from) { return numbers(most_members(from.results), 1); }),
      computed({"/outcome", {"outcome"}, "", "who of a slate wins: bit i = member i wins"},
               [](const Contents& from) {
                 const std::size_t most = most_joint_members(from.results);
                 return numbers(most == 0 ? 0 : std::size_t{1} << most);
               }),
  };
}

Rows number_axes() {
  return {
      computed({"/quantile", {"quantile"}, "1", "level of the quantile"},
               [](const Contents&) {
                 return std::vector<double>(kQuantileLevels.begin(), kQuantileLevels.end());
               }),
      restored({"/bin", {"bin"}, "1", "centre of the histogram's bin; equal bins of 0..1"},
               bin_centres,
               [](std::vector<double>& read, Results& to) {
                 to.tally.bins = static_cast<std::uint32_t>(read.size());
               }),
      restored(
          {"/election", {"election"}, "", "number of the election, from 0"},
          [](const Contents& from) {
            std::vector<std::uint64_t> values(from.results.draws.elections);
            for (std::size_t i = 0; i < values.size(); ++i) values[i] = i;
            return values;
          },
          [](std::vector<std::uint64_t>& read, Results& to) { to.draws.elections = read.size(); }),
      computed(
          {"/assumption", {"assumption"}, "", "number of the assumption"},
          [](const Contents& from) { return numbers(from.results.labels.assumptions.size()); }),
      computed({"/campaign_assumption",
                {"campaign_assumption"},
                "",
                "number of the assumption of programmes"},
               [](const Contents& from) {
                 return numbers(from.results.labels.campaign_assumptions.size());
               }),
      whole({kWhatIfAxis,
             {"world"},
             "",
             "name of a what-if: /what_if/<name> holds it, a / in it being %2F there"},
            &Results::what_if_names),
      whole({"/input", {"input"}, "", "an input that is varied"}, &VaryTally::inputs),
      computed({"/point", {"point"}, "", "number of the point of a variation"},
               [](const Contents& from) { return numbers(from.results.vary.n_points()); }),
      computed({"/override", {"override"}, "", "number of the override, in the order given"},
               [](const Contents& from) { return numbers(from.results.overrides.size()); }),
  };
}

void restore_transfer_groups(const Texts& read, Results& to) {
  to.labels.transfer_groups.resize(read.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    to.labels.transfer_groups[i].name = read[i].substr(read[i].find('/') + 1);
  }
}

/// An axis of no more than its numbers, from `first` on.
DatasetRow numbered(const std::string& name, std::string help, std::size_t (*n)(const Contents&),
                    std::int32_t first = 0) {
  return computed({"/" + name, {name}, "", std::move(help)},
                  [n, first](const Contents& from) { return numbers(n(from), first); });
}

}  // namespace

Rows round_axes() {
  return {
      numbered(
          "round", "number of the round, from 1",
          [](const Contents& from) { return from.view.width(Across::round); }, 1),
      numbered("final_pair", "number of the pair of candidates of a contest",
               [](const Contents& from) { return from.view.final_pairs().size(); }),
      restored({"/transfer_group", {"transfer_group"}, "", "contest/group, contest by contest"},
               labelled(&Labels::transfer_groups, transfer_group_label), restore_transfer_groups),
  };
}

Rows axes() {
  Rows rows = named_axes();
  for (const auto& more : {pair_axes, slate_axes, number_axes}) {
    std::ranges::move(more(), std::back_inserter(rows));
  }
  return rows;
}

}  // namespace hustings::results_rows
