#include <algorithm>
#include <map>
#include <set>

#include "model/check/checking.hpp"
#include "model/check/load_reach.hpp"
#include "model/effect_reach.hpp"
#include "model/solve/endorsement_graph.hpp"

namespace hustings {
namespace {

using scenario::Affects;
using scenario::Contest;
using scenario::Effect;
using scenario::Endorsement;
using scenario::Load;

/// Checks that each edge joins two candidates who exist, none with itself, and no two twice, in
/// either order.
bool check_names(const Checking& checking) {
  const std::size_t n_errors = checking.problems.n_errors();
  std::map<std::set<std::string>, const Source*> seen;
  for (const Endorsement& edge : checking.scenario.endorsements.edges) {
    const auto& [a, b] = edge.candidates;
    const bool known_a = check_candidate_name(a, edge.candidate_sources[0], checking);
    const bool known_b = check_candidate_name(b, edge.candidate_sources[1], checking);
    if (a.empty() || b.empty() || !known_a || !known_b) continue;
    if (a == b) {
      checking.problems.error(edge.source, "'" + a + "' cannot endorse itself");
      continue;
    }
    const auto [earlier, is_new] = seen.try_emplace({a, b}, &edge.source);
    if (is_new) continue;
    checking.problems.error(
        edge.source,
        "'" + a + "' and '" + b + "' are joined twice, " + first_at(*earlier->second, edge.source),
        "an endorsement has no direction; keep one of the two");
  }
  return checking.problems.n_errors() == n_errors;
}

/// Tells whether the effect's factors are the candidates' own: those that endorsements tie.
bool is_by_candidate(const Effect& effect) {
  return std::find(effect.by.begin(), effect.by.end(), "candidate") != effect.by.end();
}

/// The levels of an effect's keys of universes and slates at which it moves a candidate.
using Levels = std::set<std::vector<std::string>>;

void add_levels(const Effect& effect, const Contest& contest, const scenario::Candidate& candidate,
                const Checking& checking, Levels& levels) {
  for (const Load& load : effect.loads) {
    const LoadReach reach(effect, load, checking);
    if (load.affects != Affects::support || !reach.moves(contest, candidate)) continue;
    std::vector<std::string> slates{""};
    if (std::find(effect.by.begin(), effect.by.end(), "slate") != effect.by.end()) {
      slates = slates_of(checking.scenario, contest.id, candidate.id);
    }
    for (const PlacedUniverse& placed : checking.index.placed()) {
      if (!votes_in(contest, placed.universe->district) || !reach.reaches(placed)) continue;
      std::vector<std::string> level;
      for (const std::string& key : effect.by) {
        if (!checking.index.is_of_universes(key)) continue;
        level.push_back(key == "universe" ? universe_name(*placed.universe)
                                          : std::string(universe_value(placed, key).value_or("")));
      }
      level.emplace_back();
      for (const std::string& slate : slates) {
        level.back() = slate;
        levels.insert(level);
      }
    }
  }
}

/// Where the effects by candidate move each candidate.
///
/// Two are tied by an edge where an effect moves both at one level of its other keys: W is taken
/// level by level (docs/method.md, "Endorsements"). Levels of (effect, candidate) are found once.
class Meetings {
 public:
  explicit Meetings(const Checking& checking) : checking_(checking) {
    for (const Contest& contest : checking.scenario.contests) {
      for (const auto& candidate : contest.candidates) {
        places_.emplace(contest.id + "/" + candidate.id, std::pair(&contest, &candidate));
      }
    }
  }

  /// Whether some effect moves both at one level of its other keys.
  bool meet(const std::string& a, const std::string& b) {
    return std::any_of(checking_.scenario.effects.begin(), checking_.scenario.effects.end(),
                       [&](const Effect& effect) {
                         if (!is_by_candidate(effect)) return false;
                         const Levels& of_a = levels(effect, a);
                         const Levels& of_b = levels(effect, b);
                         return std::any_of(of_a.begin(), of_a.end(), [&](const auto& level) {
                           return of_b.count(level) > 0;
                         });
                       });
  }

  /// Whether both stand in one contest in which later ranks matter.
  bool are_ranked_together(const std::string& a, const std::string& b) const {
    const Contest* contest = places_.at(a).first;
    return contest == places_.at(b).first &&
           (std::holds_alternative<scenario::RankedChoice>(contest->count) ||
            std::holds_alternative<scenario::Runoff>(contest->count));
  }

 private:
  const Levels& levels(const Effect& effect, const std::string& name) {
    const auto [found, is_new] = levels_.try_emplace({&effect, name});
    const auto& [contest, candidate] = places_.at(name);
    if (is_new) add_levels(effect, *contest, *candidate, checking_, found->second);
    return found->second;
  }

  const Checking& checking_;
  std::map<std::string, std::pair<const Contest*, const scenario::Candidate*>> places_;
  std::map<std::pair<const Effect*, std::string>, Levels> levels_;
};

/// Whether lifts or money go over endorsements: then an edge need not tie errors.
bool carries_campaigns(const scenario::Scenario& scenario) {
  const auto spreads = [](const scenario::Programme& programme) { return programme.spread != 0; };
  const auto passes = [](const scenario::Owner& owner) {
    return std::ranges::any_of(owner.resources, [](const scenario::Resource& resource) {
      const auto* income = std::get_if<scenario::Income>(&resource.supply);
      return income != nullptr && income->raising && income->raising->pass > 0;
    });
  };
  return std::ranges::any_of(scenario.programmes, spreads) ||
         std::ranges::any_of(scenario.owners, passes);
}

/// An edge must tie something: an effect moves both at one level, or ballots rank both.
void check_meetings(const Checking& checking) {
  const auto& effects = checking.scenario.effects;
  const bool any = std::any_of(effects.begin(), effects.end(), [](const Effect& effect) {
    return is_by_candidate(effect) &&
           std::any_of(effect.loads.begin(), effect.loads.end(),
                       [](const Load& load) { return load.affects == Affects::support; });
  });
  if (!any) {
    checking.problems.error(checking.scenario.endorsements.source,
                            "endorsements tie the candidates' own errors, but no effect on support "
                            "is by candidate",
                            "add one: {id: polling, affects: support, by: candidate, sd: 0.24}");
    return;
  }
  if (carries_campaigns(checking.scenario)) return;
  Meetings meetings(checking);
  for (const Endorsement& edge : checking.scenario.endorsements.edges) {
    const auto& [a, b] = edge.candidates;
    if (meetings.are_ranked_together(a, b) || meetings.meet(a, b)) continue;
    checking.problems.error(
        edge.source, "no effect by candidate moves both '" + a + "' and '" + b + "' at one level",
        "an effect by candidate alone reaches all contests");
  }
}

/// Checks that at most 128 candidates are connected, whatever effect moves them: the inverse is
/// O(n^3), and each one's error a sum of n terms.
void check_endorsement_sizes(const Checking& checking) {
  std::map<std::string, std::size_t> number;
  Adjacency graph;
  for (const Endorsement& edge : checking.scenario.endorsements.edges) {
    std::size_t ends[2];
    for (std::size_t i = 0; i < 2; ++i) {
      ends[i] = number.try_emplace(edge.candidates[i], number.size()).first->second;
      graph.resize(number.size());
    }
    graph[ends[0]].push_back(ends[1]);
    graph[ends[1]].push_back(ends[0]);
  }
  for (const auto& part : connected_parts(graph)) {
    if (part.size() <= scenario::kMostConnected) continue;
    checking.problems.error(checking.scenario.endorsements.source,
                            "endorsements connect " + std::to_string(part.size()) +
                                " candidates with each other, more than " +
                                std::to_string(scenario::kMostConnected),
                            "an effect by slate moves a large ticket as well");
  }
}

}  // namespace

void check_endorsements(const Checking& checking) {
  if (checking.scenario.endorsements.edges.empty()) return;
  const std::size_t n_errors = checking.problems.n_errors();
  if (!check_names(checking)) return;
  check_endorsement_sizes(checking);
  const bool is_whole = checking.index.has_all().contests && n_errors == 0;
  if (!is_whole || checking.problems.has_errors()) return;
  const bool ties_nothing = checking.scenario.endorsements.strength == 0;
  if (ties_nothing && carries_campaigns(checking.scenario)) return;
  check_meetings(checking);
}

}  // namespace hustings
