#include "results/polls_alone.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "hustings/infer/counted_votes.hpp"
#include "results/fixed_table.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using infer::Poll;

/// What polls are told apart by: the contest, then the poll.
using PollName = std::pair<std::string, std::string>;

/// One poll in the making.
struct Growing {
  Poll poll;
  Source source;
};

/// Reads a table of polls, a candidate a row, into polls by contest.
///
/// Law: rows of one contest with the same `poll`, or without one of the same pollster and last day,
/// are one poll; `undecided` is in it and no share; a candidate stands in it once, days are counted
/// back from that of the election. All faults of a table are collected, each at its row and column.
class PollTable {
 public:
  PollTable(const std::filesystem::path& file, int day, const Model& model, Problems& problems)
      : day_(day),
        model_(model),
        problems_(problems),
        table_(file,
               {{"contest"},
                {"poll"},
                {"pollster", Presence::required},
                {"end", Presence::required},
                {"n"},
                {"sponsor"},
                {"candidate", Presence::required},
                {"pct", Presence::required}},
               problems) {}

  ContestPolls read() {
    while (table_.usable() && table_.next()) read_row();
    ContestPolls polls;
    for (auto& [name, growing] : polls_) {
      check(growing);
      polls[name.first].push_back(std::move(growing.poll));
    }
    return polls;
  }

 private:
  const ModelContest* contest() {
    std::vector<std::string> ids;
    for (const ModelContest& one : model_.contests) ids.push_back(one.id);
    const std::string id =
        ids.size() == 1 && !table_.has_column("contest") ? ids.front() : table_.name("contest");
    const auto found = std::ranges::find(ids, id);
    if (found != ids.end()) {
      return &model_.contests[ContestId(static_cast<std::size_t>(found - ids.begin()))];
    }
    if (!id.empty()) table_.refuse("contest", unknown_name("contest", id, ids));
    return nullptr;
  }

  void read_row() {
    const ModelContest* const about = contest();
    const std::string pollster = table_.name("pollster");
    const auto end = table_.day("end");
    const std::string candidate = table_.name("candidate");
    const auto pct = table_.number("pct", {0, 100});
    if (end && *end > day_) {
      table_.refuse("end", "the poll ended after the day of the election",
                    "--day says which day that is");
    }
    if (about == nullptr || !table_.row_is_good()) return;
    std::optional<double> sample;
    if (!table_.text("n").empty()) sample = table_.number("n", {1, 1e9});
    const std::string poll = table_.text("poll");
    Growing& growing =
        poll_of({about->id, poll.empty() ? pollster + ", " + table_.text("end") : poll},
                day_ - *end, sample, about->n_candidates);
    if (candidate == "undecided") return;
    for (std::uint32_t slot = 0; slot < about->n_candidates; ++slot) {
      if (model_.candidates[about->candidate(slot)].id != candidate) continue;
      if (growing.poll.shares[slot]) {
        table_.refuse("candidate", "'" + candidate + "' is in this poll already",
                      "a column 'poll' tells polls of one pollster and day apart");
      } else {
        growing.poll.shares[slot] = *pct / 100;
      }
      return;
    }
    std::vector<std::string> ids;
    for (std::uint32_t slot = 0; slot < about->n_candidates; ++slot) {
      ids.push_back(model_.candidates[about->candidate(slot)].id);
    }
    table_.refuse("candidate", unknown_name("candidate", candidate, ids),
                  "leave out who is no candidate");
  }

  Growing& poll_of(const PollName& name, int days, std::optional<double> sample,
                   std::size_t n_candidates) {
    const auto [found, is_new] = polls_.try_emplace(name);
    if (!is_new) return found->second;
    Poll& poll = found->second.poll;
    found->second.source = table_.source("candidate");
    poll.id = name.second;
    poll.days = days;
    poll.sample = sample;
    poll.sponsored = !table_.text("sponsor").empty();
    poll.shares.resize(n_candidates);
    return found->second;
  }

  void check(const Growing& growing) {
    double sum = 0;
    std::size_t n = 0;
    for (const auto& share : growing.poll.shares) {
      sum += share.value_or(0);
      n += share ? 1 : 0;
    }
    const std::string which = "the poll '" + growing.poll.id + "'";
    if (sum > 1.02) {
      problems_.error(growing.source, which + " has more than 100 percent",
                      "of several questions keep one");
    }
    if (n > 1 && sum <= infer::kMostOfFractions / 100) {
      problems_.error(
          growing.source,
          which + " has " + number_text(std::round(sum * 1e5) / 1e3) + " percent in all",
          infer::kPercentIsNoFraction);
    }
    if (n < 2) {
      problems_.error(growing.source, which + " names fewer than two candidates", "leave it out");
    }
  }

  int day_;
  const Model& model_;
  Problems& problems_;
  FixedTable table_;
  std::map<PollName, Growing> polls_;
};

scenario::Load load_of(const std::string& contest, const std::string& candidate, double sd) {
  return {.affects = scenario::Affects::support,
          .where = {{"candidate", {contest + "/" + candidate}}},
          .sd = sd};
}

}  // namespace

ContestPolls read_polls(const std::filesystem::path& file, int day, const Model& model,
                        Problems& problems) {
  return PollTable(file, day, model, problems).read();
}

scenario::Scenario polls_alone(scenario::Scenario scenario, const Model& model,
                               const ContestPolls& polls) {
  for (scenario::Effect& effect : scenario.effects) {
    std::erase_if(effect.loads, [](const scenario::Load& load) {
      return load.affects == scenario::Affects::support;
    });
  }
  std::erase_if(scenario.effects,
                [](const scenario::Effect& effect) { return effect.loads.empty(); });
  scenario.endorsements = {};
  scenario.what_ifs.clear();
  scenario.vary.reset();
  scenario.expectations.clear();
  scenario.until.reset();
  scenario::Effect error{.id = "polls alone",
                         .by = {"candidate"},
                         .tails = scenario::Tails{infer::kPollDf, scenario::ScaleSharing::contest}};
  for (std::size_t c = 0; c < scenario.contests.size(); ++c) {
    scenario::Contest& contest = scenario.contests[c];
    const auto found = polls.find(contest.id);
    if (found == polls.end()) continue;
    const ModelContest& about = model.contests[ContestId(c)];
    std::vector<double> lean;
    for (std::uint32_t k = 0; k < about.n_candidates; ++k) {
      lean.push_back(model.candidates[about.candidate(k)].written_share.value_or(.003));
    }
    const infer::PooledPolls pooled = infer::pool_polls(found->second, lean);
    contest.support.clear();
    for (std::uint32_t k = 0; k < about.n_candidates; ++k) {
      contest.support.push_back({.candidate = contest.candidates[k].id, .value = pooled.shares[k]});
      error.loads.push_back(load_of(contest.id, contest.candidates[k].id, pooled.sds[k]));
    }
  }
  scenario.effects.push_back(std::move(error));
  return scenario;
}

}  // namespace hustings
