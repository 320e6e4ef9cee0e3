#include <algorithm>
#include <map>
#include <set>

#include "model/campaign/shocked_programmes.hpp"
#include "model/campaign/solve_programmes.hpp"
#include "model/campaign/use.hpp"
#include "model/check/targets.hpp"
#include "model/levels.hpp"
#include "model/solve/effects.hpp"

namespace hustings {
namespace {

using scenario::Shock;

/// Checks one shock against the scenario: names, that it follows an earlier one which may begin
/// before it (hours of that one at most >= its own at least), that its target is large enough, that
/// somebody would see it (users x exposure > 0) and has yet to vote (hours > 24 days_before of some
/// ballots), and that what it takes is there, in at most kMostVersions versions of a programme.
/// Warned of: what cannot happen or changes nothing, support points above 0, an answer after the
/// close. Source: docs/campaign.md, "Shocks".
class ShockCheck {
 public:
  ShockCheck(std::size_t place, const Checking& checking,
             const std::vector<std::vector<UniverseId>>& universes)
      : shock_(checking.scenario.shocks[place]),
        place_(place),
        checking_(checking),
        universes_(universes) {}

  void run() {
    check_follows();
    check_idle();
    if (shock_.degrade && !shock_.degrade->channel.empty()) check_taken();
    const bool has_channels = check_channels();
    if (shock_.contest.empty() || !check_candidate_name(name(), shock_.against_source, checking_) ||
        !checking_.index.candidate(name())) {
      return;
    }
    if (!shock_.moves_people()) return;
    if (shock_.hours_high > 0) check_hours();
    const TargetWords target{"shock '" + shock_.id + "'", shock_.where, shock_.where_source};
    if (check_target_keys(target, checking_)) check_target(target, has_channels);
  }

 private:
  std::string name() const { return shock_.contest + "/" + shock_.candidate; }

  void error(const Source& source, const std::string& problem,
             const std::string& suggestion = "") const {
    checking_.problems.error(source, "shock '" + shock_.id + "': " + problem, suggestion);
  }

  /// A shock stands after the one that it follows: none waits for itself.
  void check_follows() const {
    if (!shock_.follows || shock_.follows->shock.empty()) return;
    const std::string& before = shock_.follows->shock;
    const auto& shocks = checking_.scenario.shocks;
    const auto found = std::ranges::find(shocks, before, &Shock::id);
    const auto at = static_cast<std::size_t>(found - shocks.begin());
    if (found == shocks.end()) {
      std::vector<std::string> known;
      for (std::size_t i = 0; i < place_; ++i) known.push_back(shocks[i].id);
      error(shock_.follows->source, "there is no shock '" + before + "'",
            did_you_mean(before, known));
    } else if (before == shock_.id) {
      error(shock_.follows->source, "it follows itself", "name an earlier shock");
    } else if (at > place_) {
      error(shock_.follows->source, "it follows '" + before + "', which stands after it",
            "write '" + before + "' first");
    } else if (shocks[at].hours_high < shock_.hours_low) {
      error(shock_.follows->source,
            "it begins before '" + before + "', which it follows, in every election",
            "give fewer hours_before_close");
    }
  }

  /// Warns of what changes nothing, and of a shock that helps.
  void check_idle() const {
    const auto warn = [&](const Source& source, const std::string& what, const std::string& how) {
      checking_.problems.warning(source, "shock '" + shock_.id + "': " + what, how);
    };
    const auto& shocks = checking_.scenario.shocks;
    if (!shock_.group.empty() && std::ranges::count(shocks, shock_.group, &Shock::group) == 1) {
      warn(shock_.source, "no other shock is in group '" + shock_.group + "'",
           "name the group of another, or leave it out");
    }
    const auto& follows = shock_.follows;
    const auto before =
        follows ? std::ranges::find(shocks, follows->shock, &Shock::id) : shocks.end();
    if (before != shocks.end() && !before->follows && before->probability == 0) {
      warn(follows->source, "it cannot happen: '" + before->id + "' has a probability of 0", "");
    }
    if (shock_.effect.support && shock_.effect.support->points > 0) {
      warn(shock_.effect_source,
           "its support points are above 0, so that it wins '" + name() + "' votes", "");
    }
  }

  /// What it takes must be there, and its hours may not tell too many days of contact apart.
  void check_taken() const {
    const std::string whose = "shock '" + shock_.id + "': ";
    for (const std::size_t g : check_degrade(*shock_.degrade, whose, checking_)) {
      if (campaign::count_shocked(checking_.scenario, g) <= campaign::kMostVersions) continue;
      error(shock_.degrade->source,
            "with the other shocks it leaves programme '" + checking_.scenario.programmes[g].id +
                "' in more than " + std::to_string(campaign::kMostVersions) + " versions",
            "give one hour as hours_before_close, or fewer days of contact");
    }
  }

  /// Somebody must be left to vote when it begins, and an answer should come before the close.
  void check_hours() const {
    constexpr double kNobody = 1e-9;
    const auto ballots = campaign::ballot_days(checking_.scenario.calendar);
    const bool is_heard = std::ranges::any_of(ballots, [&](const campaign::DayShare& day) {
      return day.share > kNobody && shock_.hours_high > 24 * day.days_before;
    });
    if (!is_heard) {
      error(shock_.source, "it moves nobody: everybody has voted when it begins",
            "give more hours_before_close");
    } else if (shock_.response && shock_.response->after.median >= shock_.hours_high) {
      checking_.problems.warning(shock_.source,
                                 "shock '" + shock_.id + "': its answer comes after the close",
                                 "give fewer after_minutes, or leave the response out");
    }
  }

  bool check_channels() const {
    std::vector<std::string> known;
    for (const scenario::Channel& channel : checking_.scenario.channels) {
      known.push_back(channel.id);
    }
    bool good = true;
    for (const auto& [id, share] : shock_.exposure) {
      if (campaign::channel_named(checking_.scenario, id) != nullptr) continue;
      const auto found = shock_.exposure_sources.find(id);
      std::string suggestion = did_you_mean(id, known);
      if (suggestion.empty()) {
        suggestion =
            known.empty() ? "the scenario has no `channels`" : "there are: " + listed(known);
      }
      error(found == shock_.exposure_sources.end() ? shock_.source : found->second,
            "there is no channel '" + id + "'", suggestion);
      good = false;
    }
    return good;
  }

  void check_target(const TargetWords& target, bool has_channels) const {
    const auto& universes = universes_[checking_.index.contest(shock_.contest).index()];
    const double registered = registered_in(shock_.where, universes, checking_);
    if (!check_target_size(target, registered, shock_.contest, checking_)) return;
    // Of an exposure that is missing the reader tells.
    if (!has_channels || shock_.exposure.empty()) return;
    if (std::ranges::any_of(universes, [&](UniverseId one) { return would_see(one); })) return;
    error(shock_.source, "nobody would see it",
          "give `exposure` a share above 0 of a channel that they use");
  }

  bool would_see(UniverseId universe) const {
    if (!universe_matches(checking_.index, universe, shock_.where.keys)) return false;
    const PlacedUniverse placed = view(checking_.index, universe);
    return std::ranges::any_of(shock_.exposure, [&](const auto& exposed) {
      const auto* channel = campaign::channel_named(checking_.scenario, exposed.first);
      return channel != nullptr && placed.universe->registered > 0 &&
             exposed.second * campaign::share_in(channel->use, placed) > 0;
    });
  }

  const Shock& shock_;
  std::size_t place_;
  const Checking& checking_;
  const std::vector<std::vector<UniverseId>>& universes_;
};

/// Who believes what of a contest is told apart set by set of candidates.
void check_believed_out(const Checking& checking) {
  std::map<std::string, std::set<std::string>> out;
  for (const Shock& shock : checking.scenario.shocks) {
    if (!shock.withdrawn || !out[shock.contest].insert(shock.candidate).second) continue;
    if (out[shock.contest].size() != scenario::kMostBelievedOut + 1) continue;
    checking.problems.error(shock.effect_source,
                            "more than " + std::to_string(scenario::kMostBelievedOut) +
                                " candidates of contest '" + shock.contest +
                                "' are believed to have withdrawn",
                            "keep the likeliest");
  }
}

}  // namespace

void check_shocks(const Checking& checking) {
  const auto& shocks = checking.scenario.shocks;
  if (shocks.empty()) return;
  refuse_repeated(
      shocks, "shock", [](const Shock& one) { return one.id; }, checking.problems);
  const auto universes = contest_universes(checking.index);
  for (std::size_t i = 0; i < shocks.size(); ++i) ShockCheck(i, checking, universes).run();
  check_believed_out(checking);
}

}  // namespace hustings
