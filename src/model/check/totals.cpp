#include <fmt/format.h>

#include "hustings/model/count_plan.hpp"
#include "model/check/checking.hpp"
#include "model/delegate_seats.hpp"

namespace hustings {
namespace {

using scenario::Contest;
using scenario::Total;
using scenario::TotalCandidate;

/// One total, and the sum of the delegates of its contests: each candidate under one name, all
/// contests awarding delegates, at most 30,000 of them (kMostDelegates), a majority that can be
/// had.
class TotalCheck {
 public:
  TotalCheck(const Total& total, const Checking& checking) : total_(total), checking_(checking) {}

  void check() {
    refuse_repeated(
        total_.candidates, "name", [](const TotalCandidate& name) { return name.name; },
        checking_.problems);
    for (const TotalCandidate& name : total_.candidates) {
      for (std::size_t i = 0; i < name.members.size(); ++i) {
        const bool has_source = i < name.member_sources.size();
        add(name.name, name.members[i], has_source ? name.member_sources[i] : name.source);
      }
    }
    if (good_) check_seats();
  }

 private:
  void refuse(const Source& source, const std::string& problem, const std::string& suggestion) {
    checking_.problems.error(source, problem, suggestion);
    good_ = false;
  }

  void add(const std::string& name, const std::string& member, const Source& source) {
    const ScenarioIndex& index = checking_.index;
    if (!index.candidate(member)) {
      good_ = false;
      if (!index.has_all().contests) return;
      const bool has_slash = member.find('/') != std::string::npos;
      std::string suggestion = did_you_mean(member, index.candidate_names());
      if (suggestion.empty() && !has_slash) suggestion = "candidates are written contest/candidate";
      return refuse(source, "there is no candidate '" + member + "'", suggestion);
    }
    const auto [first, is_new] = name_of_.emplace(member, name);
    if (!is_new) {
      return refuse(source, "candidate '" + member + "' stands in this total twice",
                    "it is under '" + first->second + "' already");
    }
    const Contest& contest =
        checking_.scenario.contests[index.contest(member.substr(0, member.find('/'))).index()];
    good_ = good_ && contest.readable;
    contests_.emplace(contest.id, &contest);
    if (!contest.readable || std::holds_alternative<scenario::Delegates>(contest.count)) return;
    refuse(source, "contest '" + contest.id + "' awards no delegates",
           "a total adds up contests with `count: {delegates: ...}`");
  }

  void check_seats() const {
    std::uint64_t seats = 0;
    for (const auto& [id, contest] : contests_) {
      seats += contest_delegates(checking_.scenario, *contest);
    }
    if (seats > kMostDelegates) {
      checking_.problems.error(total_.source, fmt::format("{} delegates in one total, more than {}",
                                                          seats, kMostDelegates));
    }
    if (!total_.majority || static_cast<std::uint64_t>(*total_.majority) <= seats) return;
    checking_.problems.error(total_.majority_source,
                             fmt::format("nobody can have {} delegates: the contests of this total "
                                         "award {}",
                                         *total_.majority, seats));
  }

  const Total& total_;
  const Checking& checking_;
  bool good_ = true;
  std::map<std::string, std::string> name_of_;
  std::map<std::string, const Contest*> contests_;
};

}  // namespace

void check_totals(const Checking& checking) {
  refuse_repeated(
      checking.scenario.totals, "total", [](const Total& total) { return total.id; },
      checking.problems);
  for (const Total& total : checking.scenario.totals) TotalCheck(total, checking).check();
}

}  // namespace hustings
