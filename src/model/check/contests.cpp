#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "model/check/checking.hpp"

namespace hustings {
namespace {

using scenario::Candidate;
using scenario::Contest;
using scenario::Slate;

/// Checks that every district named exists, and that one at least is named.
void check_districts(const Contest& contest, const Checking& checking) {
  if (contest.all_districts) return;
  if (contest.districts.empty() && contest.readable) {
    checking.problems.error(contest.districts_source, "no district votes in this contest",
                            "list them, or write all");
  }
  for (std::size_t i = 0; i < contest.districts.size(); ++i) {
    const std::string& district = contest.districts[i];
    if (checking.index.district(district) || !checking.index.has_all().districts) continue;
    const bool has_source = i < contest.district_sources.size();
    checking.problems.error(has_source ? contest.district_sources[i] : contest.districts_source,
                            "there is no district '" + district + "'",
                            did_you_mean(district, checking.index.values_of("district")));
  }
}

/// Checks that a contest has 1 to 64 candidates (kMaxCandidates, the size of the kernels' arrays),
/// each once. Support and counting rule are looked at only then: they speak of the candidates.
void check_contest(const Contest& contest, const Checking& checking) {
  check_districts(contest, checking);
  check_rolloff(contest, checking);
  const std::size_t n_errors = checking.problems.n_errors();
  refuse_repeated(
      contest.candidates, "candidate", [](const Candidate& c) { return c.id; }, checking.problems);
  if (contest.readable && contest.candidates.empty()) {
    checking.problems.error(contest.source, "a contest needs a candidate, this one has none");
  }
  if (contest.candidates.size() > scenario::kMaxCandidates) {
    checking.problems.error(contest.source, too_many_candidates(contest));
  }
  if (checking.problems.n_errors() != n_errors) return;
  check_support(contest, checking);
  check_count(contest, checking);
}

/// How many win a contest; nothing where ballots rank, as a slate there says whose voters rank each
/// other, whatever its size.
std::optional<std::size_t> seats_for_slates(const scenario::CountRule& rule) {
  if (const auto* const plurality = std::get_if<scenario::Plurality>(&rule)) {
    return static_cast<std::size_t>(std::max(plurality->seats, 1));
  }
  return std::holds_alternative<scenario::Delegates>(rule) ? std::optional<std::size_t>(1)
                                                           : std::nullopt;
}

/// Warns of a slate that has more members in a contest than win there.
void warn_of_seats(const Slate& slate, const Checking& checking) {
  std::set<std::size_t> members;
  for (const std::string& member : slate.members) {
    if (const CandidateId id = checking.index.candidate(member)) members.insert(id.index());
  }
  for (std::size_t c = 0; c < checking.scenario.contests.size(); ++c) {
    const Contest& contest = checking.scenario.contests[c];
    const auto seats = seats_for_slates(contest.count);
    const std::size_t first = checking.index.first_candidate(ContestId(c));
    const auto n = static_cast<std::size_t>(std::distance(
        members.lower_bound(first), members.lower_bound(first + contest.candidates.size())));
    if (!seats || n <= *seats) continue;
    checking.problems.warning(
        slate.source,
        fmt::format("slate '{}' has {} members in contest '{}', where {} can win: it never sweeps",
                    slate.id, n, contest.id, *seats),
        fmt::format("whether one of them wins is an event: at least 1 of {} win", slate.id));
  }
}

/// Checks that a slate has members who exist; they may stand in one contest or in several.
void check_slate(const Slate& slate, const Checking& checking) {
  if (slate.members.empty()) {
    checking.problems.error(slate.source, "a slate needs at least one candidate");
  }
  for (std::size_t i = 0; i < slate.members.size(); ++i) {
    const bool has_source = i < slate.member_sources.size();
    check_candidate_name(slate.members[i], has_source ? slate.member_sources[i] : slate.source,
                         checking);
  }
  warn_of_seats(slate, checking);
}

}  // namespace

std::string too_many_candidates(const Contest& contest) {
  return "contest '" + contest.id + "' has " + std::to_string(contest.candidates.size()) +
         " candidates, more than " + std::to_string(scenario::kMaxCandidates);
}

bool check_candidate_name(const std::string& name, const Source& source, const Checking& checking) {
  if (checking.index.candidate(name) || !checking.index.has_all().contests) {
    return true;
  }
  const bool has_slash = name.find('/') != std::string::npos;
  std::string suggestion = did_you_mean(name, checking.index.candidate_names());
  const std::string contest = name.substr(0, name.find('/'));
  if (suggestion.empty() && has_slash && !checking.index.contest(contest)) {
    suggestion = "there is no contest '" + contest + "'";
  }
  if (suggestion.empty() && !has_slash) suggestion = "candidates are written contest/candidate";
  checking.problems.error(source, "there is no candidate '" + name + "'", suggestion);
  return false;
}

void check_contests(const Checking& checking) {
  const scenario::Scenario& scenario = checking.scenario;
  refuse_repeated(
      scenario.contests, "contest", [](const Contest& c) { return c.id; }, checking.problems);
  for (const Contest& contest : scenario.contests) check_contest(contest, checking);
  for (const Slate& slate : scenario.slates) check_slate(slate, checking);
}

}  // namespace hustings
