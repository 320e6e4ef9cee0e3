#include "hustings/ballots/counted_ballots.hpp"

#include <algorithm>
#include <numeric>

#include "text/csv_field.hpp"

namespace hustings {
namespace {

constexpr const char* kReasons[kInactiveKinds] = {"exhaustedChoices",  "overvotes",
                                                  "repeatedRankings",  "skippedRankings",
                                                  "finalRoundSurplus", "undervotes"};

/// The rows of the table: what a ballot ranks, as a ballot file has it, then for every count the
/// candidate it counts for in each round, and why it counts for nobody at its end. The sum of
/// number x value over the rows of a candidate is its tally of the round; a winner whose ballots
/// went on with part of their value keeps the rest beside that. Source: docs/count.md, "Ballot by
/// ballot".
class BallotRows {
 public:
  BallotRows(const CountFile& file, const CastBallots& cast, const std::vector<CountPass>& passes)
      : contest_(file.contest),
        cast_(cast),
        passes_(passes),
        decimals_(file.contest.rules.decimal_places),
        has_values_(contest_.rules.elects_several() && contest_.rules.number_of_winners > 1) {}

  std::string csv() const {
    std::string text = header();
    const std::vector<std::uint32_t> order = by_ranks();
    if (cast_.precincts.empty()) {
      for (const std::uint32_t ballot : order) {
        text += std::to_string(cast_.ballots.count(ballot)) + row(ballot);
      }
      return text;
    }
    std::vector<std::uint32_t> turn(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) turn[order[i]] = static_cast<std::uint32_t>(i);
    for (std::size_t i = 0; i < cast_.precincts.size(); ++i) {
      const auto all = cast_.precincts.of(PrecinctId(i));
      std::vector<Precincts::Part> parts(all.begin(), all.end());
      std::sort(parts.begin(), parts.end(),
                [&](const auto& a, const auto& b) { return turn[a.ballot] < turn[b.ballot]; });
      const std::string name = "," + csv_field(cast_.precincts.name(PrecinctId(i)));
      for (const auto& part : parts) text += std::to_string(part.n) + name + row(part.ballot);
    }
    return text;
  }

 private:
  std::string header() const {
    std::string text = cast_.precincts.empty() ? "count" : "count,precinct";
    for (std::size_t i = 0; i < cast_.ballots.n_ranks(); ++i) {
      text += ",rank" + std::to_string(i + 1);
    }
    for (std::size_t seat = 0; seat < passes_.size(); ++seat) {
      const std::string start =
          passes_.size() > 1 ? ",seat" + std::to_string(seat + 1) + "_" : std::string(",");
      for (std::size_t i = 0; i < passes_[seat].rounds.size(); ++i) {
        text += start + "round" + std::to_string(i + 1);
        if (has_values_) text += start + "value" + std::to_string(i + 1);
      }
      text += start + "inactive";
    }
    return text + "\n";
  }

  /// Everything of a row behind its number and precinct.
  std::string row(std::size_t ballot) const {
    std::string text;
    for (const Mark mark : cast_.ballots.marks(ballot)) text += "," + csv_field(mark_text(mark));
    for (const CountPass& pass : passes_) add_rounds(pass, ballot, text);
    return text + "\n";
  }

  void add_rounds(const CountPass& pass, std::size_t ballot, std::string& text) const {
    const std::span<const BallotStep> steps = pass.paths.of(ballot);
    std::size_t next = 0;
    for (std::size_t round = 1; round <= pass.rounds.size(); ++round) {
      if (next < steps.size() && steps[next].round == round) ++next;
      const BallotStep& step = steps[next - 1];
      text += ",";
      if (step.to) text += csv_field(contest_.candidates[step.to].name);
      if (has_values_) text += "," + decimals_.text(step.value);
    }
    text += ",";
    if (!steps.back().to) text += kReasons[static_cast<std::size_t>(steps.back().inactive)];
  }

  std::string mark_text(const Mark& mark) const {
    if (mark.is_unread_overvote()) return "overvote";
    std::string text;
    for (const BallotCandidateId candidate : cast_.ballots.candidates(mark)) {
      text += (text.empty() ? "" : "|") + contest_.candidates[candidate].name;
    }
    return text;
  }

  /// The different ballots by what they rank, in the candidates' order: that of the files' rows
  /// must not show.
  std::vector<std::uint32_t> by_ranks() const {
    const Ballots& ballots = cast_.ballots;
    const auto marks_before = [&](const Mark& a, const Mark& b) {
      if (a.is_overvote() && b.is_overvote()) {
        return std::ranges::lexicographical_compare(ballots.candidates(a), ballots.candidates(b));
      }
      return a < b;
    };
    std::vector<std::uint32_t> order(ballots.n_different());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::ranges::lexicographical_compare(ballots.marks(a), ballots.marks(b), marks_before);
    });
    return order;
  }

  const CountContest& contest_;
  const CastBallots& cast_;
  const std::vector<CountPass>& passes_;
  Decimals decimals_;
  bool has_values_;
};

}  // namespace

std::string counted_ballots_csv(const CountFile& file, const CastBallots& cast,
                                const std::vector<CountPass>& passes) {
  return BallotRows(file, cast, passes).csv();
}

}  // namespace hustings
