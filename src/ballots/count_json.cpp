#include "hustings/ballots/count_json.hpp"

#include <nlohmann/json.hpp>

namespace hustings {
namespace {

using Json = nlohmann::json;

/// A count as RCTab's summary JSON, key by key (docs/count.md, "JSON").
///
/// Votes are texts with as many decimal places as RCTab writes, so two counts can be compared by
/// their bytes. Transfers of a round are those that its elections and eliminations caused.
class CountWriter {
 public:
  explicit CountWriter(const CountFile& file)
      : file_(file), decimals_(file.contest.rules.decimal_places) {}

  Json config() const {
    return {{"contest", file_.title},
            {"date", file_.date},
            {"generatedBy", "hustings"},
            {"jurisdiction", file_.jurisdiction},
            {"office", file_.office}};
  }

  Json summary(const std::vector<CountPass>& passes) const {
    const CountRound& first = passes.front().rounds.front();
    Votes total;
    for (const CandidateVotes& votes : first.tally) total += votes.votes;
    for (const Votes votes : first.inactive) total += votes;
    return {{"finalThreshold", decimals_.text(passes.back().rounds.back().threshold)},
            {"numCandidates", file_.contest.candidates.size()},
            {"numWinners", file_.contest.rules.number_of_winners},
            {"totalNumBallots", decimals_.text(total)},
            {"undervotes", decimals_.whole_part(undervotes(passes))}};
  }

  Json results(const std::vector<CountPass>& passes) const {
    Json results = Json::array();
    for (std::size_t seat = 0; seat < passes.size(); ++seat) {
      for (std::size_t i = 0; i < passes[seat].rounds.size(); ++i) {
        const bool last = i + 1 == passes[seat].rounds.size();
        results.push_back(round(passes[seat].rounds[i], last));
        results.back()["round"] = i + 1;
        if (is_multi_pass()) results.back()["seat"] = seat + 1;
      }
    }
    return results;
  }

  Json transfers(const std::vector<CountPass>& passes) const {
    Json transfers = Json::array();
    for (std::size_t seat = 0; seat < passes.size(); ++seat) {
      for (std::size_t i = 0; i < passes[seat].rounds.size(); ++i) {
        for (const VoteTransfer& moved : passes[seat].rounds[i].transfers) {
          transfers.push_back({{"round", i + 1},
                               {"from", name(moved.from)},
                               {"to", target(moved)},
                               {"ballots", number(moved.votes)}});
          if (is_multi_pass()) transfers.back()["seat"] = seat + 1;
        }
      }
    }
    return transfers;
  }

  Json files(const std::vector<BallotFileTotals>& totals) const {
    Json files = Json::array();
    for (const BallotFileTotals& file : totals) {
      files.push_back({{"ballots", file.n_ballots}, {"file", file.file}, {"rows", file.n_rows}});
    }
    return files;
  }

  /// The rounds of every precinct, as those of all but for thresholds, which are not a precinct's.
  Json by_precinct(const std::vector<PrecinctCount>& counts) const {
    Json precincts = Json::array();
    for (const PrecinctCount& count : counts) {
      Json rounds = results(count.passes);
      for (Json& round : rounds) round.erase("threshold");
      precincts.push_back({{"ballots", count.n_ballots},
                           {"precinct", count.name},
                           {"results", std::move(rounds)},
                           {"undervotes", decimals_.whole_part(undervotes(count.passes))}});
    }
    return precincts;
  }

  Json pairwise(const Pairwise& pairwise) const {
    Json table = Json::object();
    for (std::size_t a = 0; a < pairwise.n_candidates(); ++a) {
      Json row = Json::object();
      for (std::size_t b = 0; b < pairwise.n_candidates(); ++b) {
        const BallotCandidateId above(a), below(b);
        if (a != b) row[name(below)] = pairwise.n_preferring(above, below);
      }
      table[name(BallotCandidateId(a))] = std::move(row);
    }
    return table;
  }

 private:
  static Votes undervotes(const std::vector<CountPass>& passes) {
    return passes.front().rounds.front().inactive_by(Inactive::no_ranking);
  }

  bool is_multi_pass() const {
    return file_.contest.rules.winner_election_mode == WinnerElectionMode::multi_pass_irv;
  }

  const std::string& name(BallotCandidateId candidate) const {
    return file_.contest.candidates[candidate].name;
  }

  std::string target(const VoteTransfer& moved) const {
    switch (moved.target) {
      case VoteTransfer::Target::exhausted:
        return "exhausted";
      case VoteTransfer::Target::residual_surplus:
        return "residual surplus";
      case VoteTransfer::Target::candidate:
        break;
    }
    return name(moved.to);
  }

  Json number(Votes votes) const {
    if (decimals_.is_whole(votes)) return decimals_.whole_part(votes);
    return decimals_.value(votes);
  }

  Json round(const CountRound& round, bool last) const {
    Json tally = Json::object();
    for (const CandidateVotes& votes : round.tally) {
      tally[name(votes.candidate)] = decimals_.text(votes.votes);
    }
    Json actions = Json::array();
    add_actions("elected", round.elected, round, actions);
    add_actions("eliminated", round.eliminated, round, actions);
    return {{"inactiveBallots", inactive(round, last)},
            {"tally", std::move(tally)},
            {"tallyResults", std::move(actions)},
            {"threshold", decimals_.text(round.threshold)}};
  }

  Json inactive(const CountRound& round, bool last) const {
    const auto votes = [&](Inactive kind) { return decimals_.text(round.inactive_by(kind)); };
    Json inactive = {{"exhaustedChoices", votes(Inactive::exhausted_choices)},
                     {"overvotes", votes(Inactive::overvote)},
                     {"repeatedRankings", votes(Inactive::repeated_ranking)},
                     {"skippedRankings", votes(Inactive::skipped_ranking)}};
    const CountRules& rules = file_.contest.rules;
    if (last && rules.elects_several() && rules.number_of_winners > 1) {
      inactive["finalRoundSurplus"] = votes(Inactive::final_round_surplus);
    }
    return inactive;
  }

  /// Adds who was elected or eliminated, by name, with where the votes went.
  void add_actions(const char* what, const std::vector<BallotCandidateId>& candidates,
                   const CountRound& round, Json& actions) const {
    std::map<std::string, Json> by_name;
    for (const BallotCandidateId candidate : candidates) {
      Json moved = Json::object();
      for (const VoteTransfer& transfer : round.transfers) {
        if (transfer.from == candidate) moved[target(transfer)] = decimals_.text(transfer.votes);
      }
      by_name[name(candidate)] = {{what, name(candidate)}, {"transfers", std::move(moved)}};
    }
    for (auto& [name, action] : by_name) actions.push_back(std::move(action));
  }

  const CountFile& file_;
  Decimals decimals_;
};

}  // namespace

std::string count_json(const CountFile& file, const std::vector<CountPass>& passes,
                       const CountParts& parts) {
  const CountWriter writer(file);
  Json json = {{"config", writer.config()},
               {"jsonFormatVersion", "1"},
               {"results", writer.results(passes)},
               {"summary", writer.summary(passes)}};
  if (parts.files != nullptr) json["ballotFiles"] = writer.files(*parts.files);
  if (parts.precincts != nullptr) json["byPrecinct"] = writer.by_precinct(*parts.precincts);
  if (parts.transfers) json["transfers"] = writer.transfers(passes);
  if (parts.pairwise != nullptr) json["pairwise"] = writer.pairwise(*parts.pairwise);
  return json.dump(2) + "\n";
}

}  // namespace hustings
