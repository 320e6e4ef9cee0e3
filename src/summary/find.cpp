#include "hustings/summary/find.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "hustings/core/contract.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/summary/swing.hpp"

namespace hustings {
namespace {

using Names = std::vector<std::string>;

[[noreturn]] void refuse(const std::string& message) {
  throw Failure(ExitCode::bad_data, message);
}

template <class Items, class Member>
Names names_of(const Items& items, Member name) {
  Names names;
  for (const auto& item : items) names.push_back(item.*name);
  return names;
}

std::size_t find_name(const char* what, const std::string& name, const Names& known) {
  const auto found = std::ranges::find(known, name);
  if (found == known.end()) refuse(unknown_name(what, name, known));
  return static_cast<std::size_t>(found - known.begin());
}

/// The contest that `contest/candidate` begins with; the longest, as ids may hold slashes.
std::size_t contest_of(const Labels& labels, const std::string& name) {
  const Names ids = names_of(labels.contests, &ContestLabel::id);
  std::size_t best = ids.size();
  for (std::size_t c = 0; c < ids.size(); ++c) {
    const bool fits = name.starts_with(ids[c] + "/");
    if (fits && (best == ids.size() || ids[c].size() > ids[best].size())) best = c;
  }
  return best < ids.size() ? best : find_contest(labels, name.substr(0, name.find('/')));
}

/// Says that there is no such contest; to the id of a candidate, which candidates have it.
[[noreturn]] void refuse_contest(const Labels& labels, const std::string& name) {
  Names meant;
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    if (labels.candidates[i].id == name) meant.push_back(candidate_label(labels, i));
  }
  if (meant.empty())
    refuse(unknown_name("contest", name, names_of(labels.contests, &ContestLabel::id)));
  const std::string hint =
      meant.size() == 1 ? "did you mean '" + meant[0] + "'?" : "candidates are: " + listed(meant);
  refuse("there is no contest '" + name + "' (" + hint + ")");
}

std::size_t tallied(const SwingTally& swing, const SwingTarget& target,
                    const std::string& otherwise) {
  const auto found = std::ranges::find(swing.targets, target);
  if (found == swing.targets.end()) refuse("swing is not tallied of " + otherwise);
  return static_cast<std::size_t>(found - swing.targets.begin());
}

SwingTarget target_of(SwingTarget::Kind kind, std::size_t item) {
  return {kind, static_cast<std::uint32_t>(item)};
}

std::size_t win_target(const Labels& labels, const Tally& tally, const std::string& name) {
  if (name.empty() && labels.contests.size() > 1) {
    refuse("several contests: name one with --contest, or a --slate or an --event (" +
           listed(names_of(labels.contests, &ContestLabel::id)) + ")");
  }
  const std::size_t candidate =
      name.empty() ? favourite(labels, tally, 0) : find_candidate(labels, tally, name);
  return tallied(tally.swing, target_of(SwingTarget::Kind::win, candidate),
                 "contest '" + labels.contests[labels.candidates[candidate].contest].id +
                     "': it awards delegates, which turnout moves in steps");
}

}  // namespace

std::size_t find_contest(const Labels& labels, const std::string& name) {
  return find_name("contest", name, names_of(labels.contests, &ContestLabel::id));
}

std::size_t find_slate(const Labels& labels, const std::string& name) {
  return find_name("slate", name, names_of(labels.slates, &SlateLabel::id));
}

std::size_t find_event(const Labels& labels, const std::string& name) {
  return find_name("event", name, names_of(labels.events, &EventLabel::name));
}

std::size_t find_candidate(const Labels& labels, const Tally& tally, const std::string& name) {
  const auto whole = std::ranges::find(labels.contests, name, &ContestLabel::id);
  if (whole != labels.contests.end()) {
    return favourite(labels, tally, static_cast<std::size_t>(whole - labels.contests.begin()));
  }
  if (name.find('/') == std::string::npos) refuse_contest(labels, name);
  const ContestLabel& contest = labels.contests[contest_of(labels, name)];
  Names known;
  for (std::size_t k = 0; k < contest.n_candidates; ++k) {
    known.push_back(candidate_label(labels, contest.first_candidate + k));
  }
  return contest.first_candidate + find_name("candidate", name, known);
}

std::size_t favourite(const Labels& labels, const Tally& tally, std::size_t contest) {
  const ContestLabel& label = labels.contests[contest];
  const auto first =
      tally[kWin].counts.begin() + static_cast<std::ptrdiff_t>(label.first_candidate);
  const auto most = std::max_element(first, first + label.n_candidates);
  return label.first_candidate + static_cast<std::size_t>(most - first);
}

std::size_t most_in_doubt(const Labels& labels, const Tally& tally) {
  std::size_t found = labels.candidates.size();
  double nearest = 1;
  for (std::size_t c = 0; c < labels.contests.size(); ++c) {
    if (!is_contested(labels.contests[c])) continue;
    const std::size_t one = favourite(labels, tally, c);
    const double p =
        static_cast<double>(tally[kWin].counts[one]) / static_cast<double>(tally.elections);
    if (std::fabs(p - 0.5) < nearest) {
      nearest = std::fabs(p - 0.5);
      found = one;
    }
  }
  if (found == labels.candidates.size()) refuse("no contest has somebody who can lose");
  return found;
}

bool is_contested(const ContestLabel& contest) {
  return contest.n_candidates > contest.seats;
}

std::string why_no_swing(const Tally& tally) {
  return tally.swing.blocks > 0 ? "" : "this run did not tally swing; run it again with --swing";
}

std::size_t find_swing_target(const Labels& labels, const Tally& tally,
                              const SwingQuestion& question) {
  HUSTINGS_REQUIRE(why_no_swing(tally).empty());
  if (!question.slate.empty()) {
    return tallied(tally.swing,
                   target_of(SwingTarget::Kind::sweep, find_slate(labels, question.slate)),
                   "slate '" + question.slate +
                       "': one of its contests awards delegates, which turnout moves in steps");
  }
  if (!question.event.empty()) {
    return tallied(tally.swing,
                   target_of(SwingTarget::Kind::event, find_event(labels, question.event)),
                   "event '" + question.event +
                       "': it asks about delegates, holds the margin of a last round against "
                       "another number than 0, or adds up or compares other numbers than shares "
                       "of one contest");
  }
  return win_target(labels, tally, question.contest);
}

void check_swing_kind(const SwingTally& swing, const std::string& by) {
  const Names kinds = swing_kinds(swing);
  if (std::ranges::find(kinds, by) != kinds.end()) return;
  if (!did_you_mean(by, kinds).empty()) refuse(unknown_name("tag", by, kinds));
  refuse(unknown_name("tag of universes or districts", by, kinds) +
         "; turnout is of voters, so tags of candidates divide nothing");
}

}  // namespace hustings
