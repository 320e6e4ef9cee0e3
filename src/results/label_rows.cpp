#include <algorithm>

#include "results/rows.hpp"
#include "text/xxh3.hpp"

namespace hustings::results_rows {
namespace {

std::vector<std::int32_t> slate_members(const Contents& from) {
  std::vector<std::vector<std::int32_t>> rows;
  for (const SlateLabel& slate : from.results.labels.slates) {
    rows.emplace_back(slate.members.begin(), slate.members.end());
  }
  return padded(rows, -1);
}

void restore_slate_members(const std::vector<std::int32_t>& read, Results& to) {
  auto& slates = to.labels.slates;
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (read[i] < 0) continue;
    slates[i / (read.size() / slates.size())].members.push_back(
        static_cast<std::uint32_t>(read[i]));
  }
}

void restore_contest_of_candidates(const std::vector<std::int32_t>& read, Results& to) {
  auto& labels = to.labels;
  for (std::uint32_t i = 0; i < read.size(); ++i) {
    const auto c = static_cast<std::uint32_t>(read[i]);
    labels.candidates[i].contest = c;
    if (c >= labels.contests.size()) continue;  // refused once everything is read
    ContestLabel& contest = labels.contests[c];
    if (contest.n_candidates++ == 0) contest.first_candidate = i;
  }
}

/// Nothing where all stand, as in every base.
std::vector<std::uint8_t> withdrawn_candidates(const Contents& from) {
  const auto& all = from.results.labels.candidates;
  if (std::none_of(all.begin(), all.end(), [](const auto& c) { return c.withdrawn; })) return {};
  return values_of(&Labels::candidates, &CandidateLabel::withdrawn)(from);
}

/// Nothing where everybody who comes votes in every contest.
std::vector<double> contest_rolloffs(const Contents& from) {
  const auto& all = from.results.labels.contests;
  if (std::none_of(all.begin(), all.end(), [](const auto& c) { return c.rolloff > 0; })) return {};
  return values_of(&Labels::contests, &ContestLabel::rolloff)(from);
}

/// Nothing where no programme reaches anybody.
std::vector<std::uint8_t> contests_with_programmes(const Contents& from) {
  const auto& all = from.results.labels.contests;
  if (std::ranges::none_of(all, &ContestLabel::has_programmes)) return {};
  return values_of(&Labels::contests, &ContestLabel::has_programmes)(from);
}

std::vector<double> faction_registered(const Contents& from) {
  std::vector<double> registered(from.results.labels.factions.size());
  for (const UniverseLabel& universe : from.results.labels.universes) {
    registered[universe.faction] += universe.registered;
  }
  return registered;
}

}  // namespace

Rows sources() {
  return {
      field({"/source_text", {"source_file"}, "", "text of the file"}, &Results::files,
            &scenario::SourceFile::text),
      computed({"/source_xxh3", {"source_file"}, "", "XXH3-128 of that text, 32 hex digits"},
               values_of(&Results::files,
                         [](const scenario::SourceFile& file) { return xxh3_hex(file.text); })),
      whole({"/override_text", {"override"}, "", "path=value, given with --set"},
            &Results::overrides),
  };
}

Rows campaign_labels() {
  return {
      restored({"/campaign/contest_has_programmes",
                {"contest"},
                "",
                "1 = programmes reach its voters; where any do"},
               contests_with_programmes,
               [](const std::vector<std::uint8_t>& read, Results& to) {
                 for (std::size_t i = 0; i < read.size(); ++i) {
                   to.labels.contests[i].has_programmes = read[i] != 0;
                 }
               }),
      whole({"/campaign/assumption_text",
             {"campaign_assumption"},
             "",
             "a default of the laws of programmes that was used, in words"},
            &Labels::campaign_assumptions),
  };
}

Rows labels() {
  return {
      field({"/labels/contest_name", {"contest"}, "", "name of the contest"}, &Labels::contests,
            &ContestLabel::name),
      field({"/labels/contest_registered", {"contest"}, "voters", "registered voters"},
            &Labels::contests, &ContestLabel::registered),
      field({"/labels/contest_rule", {"contest"}, "", "key of its counting rule"},
            &Labels::contests, &ContestLabel::rule),
      field({"/labels/contest_seats", {"contest"}, "seats", "how many candidates win"},
            &Labels::contests, &ContestLabel::seats),
      field({"/labels/contest_rounds",
             {"contest"},
             "",
             "most rounds it can take; 0 = not counted in rounds"},
            &Labels::contests, &ContestLabel::n_rounds),
      field({"/labels/contest_recounts", {"contest"}, "", "1 = close results are counted again"},
            &Labels::contests, &ContestLabel::recounts),
      restored({"/labels/contest_rolloff",
                {"contest"},
                "1",
                "expected share of those who come that leave the contest blank"},
               contest_rolloffs,
               [](const std::vector<double>& read, Results& to) {
                 for (std::size_t i = 0; i < read.size(); ++i) {
                   to.labels.contests[i].rolloff = read[i];
                 }
               }),
      restored({"/labels/candidate_contest", {"candidate"}, "", "place of its contest, from 0"},
               values_of(&Labels::candidates, &CandidateLabel::contest),
               restore_contest_of_candidates),
      field({"/labels/candidate_id", {"candidate"}, "", "id of the candidate within its contest"},
            &Labels::candidates, &CandidateLabel::id),
      field({"/labels/candidate_name", {"candidate"}, "", "name of the candidate"},
            &Labels::candidates, &CandidateLabel::name),
      field({"/labels/incumbent", {"candidate"}, "", "1 = holds the seat now"}, &Labels::candidates,
            &CandidateLabel::incumbent),
      field({"/labels/written_share",
             {"candidate"},
             "1",
             "share as the scenario writes it, weighted by expected ballots; NaN = not written"},
            &Labels::candidates, &CandidateLabel::written_share),
      restored(
          {"/labels/candidate_withdrawn", {"candidate"}, "", "1 = has dropped out of this what-if"},
          withdrawn_candidates,
          [](const std::vector<std::uint8_t>& read, Results& to) {
            for (std::size_t i = 0; i < read.size(); ++i) {
              to.labels.candidates[i].withdrawn = read[i] != 0;
            }
          }),
      field({"/labels/district_name", {"district"}, "", "name of the district"}, &Labels::districts,
            &DistrictLabel::name),
      field({"/labels/district_region", {"district"}, "", "its region, or empty"},
            &Labels::districts, &DistrictLabel::region),
      field({"/labels/district_registered", {"district"}, "voters", "registered voters"},
            &Labels::districts, &DistrictLabel::registered),
      field({"/labels/universe_district", {"universe"}, "", "place of its district, from 0"},
            &Labels::universes, &UniverseLabel::district),
      field({"/labels/universe_faction", {"universe"}, "", "place of its faction, from 0"},
            &Labels::universes, &UniverseLabel::faction),
      field({"/labels/universe_registered", {"universe"}, "voters", "registered voters"},
            &Labels::universes, &UniverseLabel::registered),
      field({"/labels/faction_name", {"faction"}, "", "name of the faction"}, &Labels::factions,
            &FactionLabel::name),
      computed({"/labels/faction_registered", {"faction"}, "voters", "registered voters"},
               faction_registered),
      field({"/labels/slate_name", {"slate"}, "", "name of the slate"}, &Labels::slates,
            &SlateLabel::name),
      restored({"/labels/slate_members",
                {"slate", "member"},
                "",
                "places of its candidates, from 0; -1 = no further member"},
               slate_members, restore_slate_members),
      field({"/labels/transfer_group_contest",
             {"transfer_group"},
             "",
             "place of its contest, from 0"},
            &Labels::transfer_groups, &TransferGroupLabel::contest),
      field({"/labels/effect_name", {"effect"}, "", "name of the effect"}, &Labels::effects,
            &EffectLabel::name),
      field({"/labels/event_text", {"event"}, "", "the event as the scenario says it"},
            &Labels::events, &EventLabel::text),
      whole({"/labels/assumption_text", {"assumption"}, "", "a default that was used, in words"},
            &Labels::assumptions),
      whole({"/labels/world_programme",
             {"world"},
             "",
             "the one programme that a what-if is without, else empty; where one is so"},
            &Results::left_out),
  };
}

}  // namespace hustings::results_rows
