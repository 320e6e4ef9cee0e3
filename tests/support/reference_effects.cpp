#include "support/reference_effects.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace hustings::test {
namespace {

using scenario::Affects;
using scenario::Candidate;
using scenario::Contest;
using scenario::Effect;
using scenario::Load;
using scenario::Scenario;
using scenario::Universe;

const scenario::District& district_of(const Scenario& scenario, const Universe& universe) {
  return *std::find_if(scenario.districts.begin(), scenario.districts.end(),
                       [&](const auto& district) { return district.id == universe.district; });
}

bool matches(const Scenario& scenario, const scenario::Where& where, const Universe& universe,
             const Contest* contest, const Candidate* candidate) {
  for (const auto& [key, wanted] : where) {
    if (key == "contest" && candidate == nullptr && contest != nullptr) {
      if (std::find(wanted.begin(), wanted.end(), contest->id) == wanted.end()) return false;
      continue;
    }
    std::vector<std::string> values = values_of(scenario, key, universe, contest, candidate);
    if (key == "universe") values.push_back(universe.universe);
    if (key == "candidate" && candidate != nullptr) values.push_back(candidate->id);
    if (std::find_first_of(values.begin(), values.end(), wanted.begin(), wanted.end()) ==
        values.end()) {
      return false;
    }
  }
  return true;
}

/// Names of the factors of an effect that reach something: one for each combination of levels.
std::vector<std::string> factor_names(const Scenario& scenario, const Effect& effect,
                                      const Universe& universe, const Contest* contest,
                                      const Candidate* candidate) {
  std::vector<std::string> names = {effect.id};
  for (const std::string& key : effect.by) {
    std::vector<std::string> longer;
    for (const std::string& value : values_of(scenario, key, universe, contest, candidate)) {
      for (const std::string& name : names) longer.push_back(name + " | " + key + "=" + value);
    }
    names = longer;
  }
  return names;
}

class Expansion {
 public:
  explicit Expansion(const Scenario& scenario) : scenario_(scenario) {
    made_.turnout.resize(scenario.universes.size());
    for (const Contest& contest : scenario.contests) {
      std::vector<std::vector<ReferenceTerms>> of_contest;
      for (const Universe& universe : scenario.universes) {
        of_contest.emplace_back(votes_in(contest, universe) ? contest.candidates.size() : 0);
      }
      made_.support.push_back(of_contest);
      made_.rolloff.emplace_back(scenario.universes.size());
    }
  }

  ReferenceEffects expand() {
    for (const Effect& effect : scenario_.effects) {
      for (const Load& load : effect.loads) {
        if (load.affects == Affects::turnout) add_turnout(effect, load);
        if (load.affects == Affects::support) add_support(effect, load);
        if (load.affects == Affects::rolloff) add_rolloff(effect, load);
      }
    }
    if (!scenario_.endorsements.edges.empty()) mix_endorsed();
    return made_;
  }

 private:
  void add_turnout(const Effect& effect, const Load& load) {
    for (std::size_t u = 0; u < scenario_.universes.size(); ++u) {
      const Universe& universe = scenario_.universes[u];
      const bool votes =
          std::any_of(scenario_.contests.begin(), scenario_.contests.end(),
                      [&](const Contest& contest) { return votes_in(contest, universe); });
      if (!votes || !matches(scenario_, load.where, universe, nullptr, nullptr)) continue;
      for (const auto& name : factor_names(scenario_, effect, universe, nullptr, nullptr)) {
        made_.turnout[u].push_back({factor(effect, name, ""), load.sd});
      }
    }
  }

  void add_rolloff(const Effect& effect, const Load& load) {
    for (std::size_t c = 0; c < scenario_.contests.size(); ++c) {
      const Contest& contest = scenario_.contests[c];
      for (std::size_t u = 0; u < scenario_.universes.size(); ++u) {
        const Universe& universe = scenario_.universes[u];
        if (rolloff_of(scenario_, contest, universe) == nullptr) continue;
        if (!matches(scenario_, load.where, universe, &contest, nullptr)) continue;
        for (const auto& name : factor_names(scenario_, effect, universe, nullptr, nullptr)) {
          made_.rolloff[c][u].push_back({factor(effect, name, ""), load.sd});
        }
      }
    }
  }

  static double size_of(const Load& load, const std::string& contest, const std::string& candidate,
                        const std::string& district) {
    if (load.rows.empty()) return load.sd;
    for (const auto& row : load.rows) {
      const bool is_it =
          row.contest == contest && row.candidate == candidate && row.district == district;
      if (is_it) return load.sd * row.load;
    }
    return 0;
  }

  void add_support(const Effect& effect, const Load& load) {
    for (std::size_t c = 0; c < scenario_.contests.size(); ++c) {
      const Contest& contest = scenario_.contests[c];
      for (std::size_t u = 0; u < scenario_.universes.size(); ++u) {
        for (std::size_t k = 0; k < made_.support[c][u].size(); ++k) {
          const Candidate& candidate = contest.candidates[k];
          const Universe& universe = scenario_.universes[u];
          if (!matches(scenario_, load.where, universe, &contest, &candidate)) continue;
          for (const auto& name : factor_names(scenario_, effect, universe, &contest, &candidate)) {
            const double size = size_of(load, contest.id, candidate.id, universe.district);
            if (size != 0) {
              made_.support[c][u][k].push_back({factor(effect, name, contest.id), size});
            }
            note_own(effect, name, contest, candidate);
          }
        }
      }
    }
  }

  std::size_t factor(const Effect& effect, const std::string& name, const std::string& contest) {
    const auto [found, is_new] = factors_.try_emplace(name, made_.factors.size());
    if (is_new) {
      made_.factors.push_back({name, 0, effect.tails.has_value(), {}});
      if (effect.tails) made_.factors.back().scale = scale(effect, contest);
    }
    return found->second;
  }

  std::size_t scale(const Effect& effect, const std::string& contest) {
    const bool per_contest = effect.tails->shared_by == scenario::ScaleSharing::contest;
    const std::string name = effect.id + (per_contest ? " | " + contest : "");
    const auto [found, is_new] = scales_.try_emplace(name, made_.scales.size());
    if (is_new) made_.scales.push_back({name, effect.tails->df});
    return found->second;
  }

  /// Notes a candidate's own factor: whose, and its name without what speaks of the candidate.
  void note_own(const Effect& effect, const std::string& name, const Contest& contest,
                const Candidate& candidate) {
    if (std::count(effect.by.begin(), effect.by.end(), "candidate") == 0) return;
    std::string level;
    for (std::size_t at = 0; at != name.npos;) {
      const std::size_t end = name.find(" | ", at);
      const std::string part = name.substr(at, end == name.npos ? end : end - at);
      const std::string key = part.substr(0, part.find('='));
      if (key != "candidate" && candidate.tags.count(key) == 0) level += part + " | ";
      at = end == name.npos ? end : end + 3;
    }
    own_[level][contest.id + "/" + candidate.id] = factors_.at(name);
  }

  /// Whether two candidates endorse each other.
  bool are_joined(const std::string& a, const std::string& b) const {
    return std::any_of(scenario_.endorsements.edges.begin(), scenario_.endorsements.edges.end(),
                       [&](const auto& edge) {
                         const auto& [x, y] = edge.candidates;
                         return (x == a && y == b) || (x == b && y == a);
                       });
  }

  /// Shock of one candidate of a level as a sum over all of it, by walks along the graph:
  /// (I - rho W)^-1 = sum of (rho W)^t.
  std::map<std::string, double> shock(const std::map<std::string, std::size_t>& level,
                                      const std::string& of) const {
    std::map<std::string, double> sum{{of, 1.0}};
    std::map<std::string, double> step = sum;
    for (int t = 0; t < 400; ++t) {
      std::map<std::string, double> next;
      for (const auto& [at, weight] : step) {
        std::vector<std::string> joined;
        for (const auto& [other, factor] : level) {
          if (are_joined(at, other)) joined.push_back(other);
        }
        for (const std::string& other : joined) {
          next[other] +=
              scenario_.endorsements.strength * weight / static_cast<double>(joined.size());
        }
      }
      for (const auto& [at, weight] : next) sum[at] += weight;
      step = next;
    }
    double square = 0;
    for (const auto& [at, weight] : sum) square += weight * weight;
    for (auto& [at, weight] : sum) weight /= std::sqrt(square);
    return sum;
  }

  void mix_endorsed() {
    std::map<std::size_t, ReferenceTerms> mixtures;
    for (const auto& [name, level] : own_) {
      for (const auto& [candidate, factor] : level) {
        for (const auto& [other, weight] : shock(level, candidate)) {
          mixtures[factor].push_back({under_scale_of(factor, level.at(other)), weight});
        }
      }
    }
    for (auto& of_contest : made_.support) {
      for (auto& of_universe : of_contest) {
        for (ReferenceTerms& terms : of_universe) {
          ReferenceTerms mixed;
          for (const ReferenceTerm& term : terms) {
            const auto mixture = mixtures.find(term.factor);
            if (mixture == mixtures.end()) {
              mixed.push_back(term);
              continue;
            }
            for (const ReferenceTerm& part : mixture->second) {
              mixed.push_back({part.factor, term.load * part.load});
            }
          }
          terms = mixed;
        }
      }
    }
  }

  /// The normal of one factor under the scale of another.
  std::size_t under_scale_of(std::size_t whose, std::size_t normal) {
    const auto wanted = made_.factors[whose];
    auto made = made_.factors[normal];
    if (!wanted.scaled || wanted.scale == made.scale) return normal;
    made.scale = wanted.scale;
    made.copy_of = normal;
    made_.factors.push_back(made);
    return made_.factors.size() - 1;
  }

  const Scenario& scenario_;
  ReferenceEffects made_;
  std::map<std::string, std::map<std::string, std::size_t>> own_;  ///< level: candidate: factor
  std::map<std::string, std::size_t> factors_;
  std::map<std::string, std::size_t> scales_;
};

}  // namespace

const scenario::RolloffRow* rolloff_of(const Scenario& scenario, const Contest& contest,
                                       const Universe& universe) {
  const scenario::RolloffRow* best = nullptr;
  if (!votes_in(contest, universe)) return best;
  for (const scenario::RolloffRow& row : contest.rolloff) {
    if (!matches(scenario, row.where.keys, universe, nullptr, nullptr)) continue;
    if (best == nullptr || row.where.keys.size() > best->where.keys.size()) best = &row;
  }
  return best != nullptr && best->mean > 0 ? best : nullptr;
}

bool votes_in(const Contest& contest, const Universe& universe) {
  if (universe.registered == 0) return false;
  return contest.all_districts || std::find(contest.districts.begin(), contest.districts.end(),
                                            universe.district) != contest.districts.end();
}

std::vector<std::string> values_of(const Scenario& scenario, const std::string& key,
                                   const Universe& universe, const Contest* contest,
                                   const Candidate* candidate) {
  const scenario::District& district = district_of(scenario, universe);
  if (key == "faction") return {universe.faction};
  if (key == "district") return {universe.district};
  if (key == "universe") return {universe.district + "/" + universe.universe};
  if (key == "region") {
    return district.region.empty() ? std::vector<std::string>() : std::vector{district.region};
  }
  const std::string full_name = candidate == nullptr ? "" : contest->id + "/" + candidate->id;
  if (key == "slate") {
    std::vector<std::string> slates;
    for (const scenario::Slate& slate : scenario.slates) {
      if (std::count(slate.members.begin(), slate.members.end(), full_name) > 0) {
        slates.push_back(slate.id);
      }
    }
    return slates;
  }
  if (key == "candidate" && candidate != nullptr) return {full_name};
  if (key == "contest" && contest != nullptr) return {contest->id};
  for (const scenario::Tags* tags :
       {&universe.tags, &district.tags, candidate == nullptr ? nullptr : &candidate->tags}) {
    if (tags == nullptr) continue;
    if (const auto found = tags->find(key); found != tags->end()) return {found->second};
  }
  return {};
}

ReferenceEffects reference_effects(const Scenario& scenario) {
  return Expansion(scenario).expand();
}

}  // namespace hustings::test
