#include "model/solve/effects.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "hustings/random/name.hpp"
#include "model/levels.hpp"
#include "model/rolloff_rows.hpp"
#include "model/solve/endorsed_factors.hpp"

namespace hustings {
namespace {

using scenario::Affects;
using scenario::Effect;
using scenario::Load;

/// The part of a level that universes (or candidates) give, as small numbers with their texts: keys
/// and values in turn. A factor is known by the numbers of its two parts, so a predictor costs no
/// texts.
class LevelParts {
 public:
  std::uint32_t number(const std::vector<std::string>& parts) {
    const auto [found, is_new] =
        numbers_.try_emplace(parts, static_cast<std::uint32_t>(texts_.size()));
    if (is_new) texts_.push_back(parts);
    return found->second;
  }
  const std::vector<std::string>& text(std::uint32_t number) const { return texts_[number]; }

 private:
  std::map<std::vector<std::string>, std::uint32_t> numbers_;
  std::vector<std::vector<std::string>> texts_;
};

/// Finds what a load adds to a candidate's support in a district: its sd, or times what its table
/// says; 0 where that has no row.
class LoadSizes {
 public:
  explicit LoadSizes(const Load& load) : sd_(load.sd), has_rows_(!load.rows.empty()) {
    for (const scenario::LoadRow& row : load.rows) {
      rows_.emplace(std::tie(row.contest, row.candidate, row.district), row.load);
    }
  }
  double operator()(const std::string& contest, const std::string& candidate,
                    const std::string& district) const {
    if (!has_rows_) return sd_;
    const auto row = rows_.find(std::tie(contest, candidate, district));
    return row == rows_.end() ? 0 : sd_ * row->second;
  }

 private:
  double sd_;
  bool has_rows_;
  std::map<std::tuple<const std::string&, const std::string&, const std::string&>, double> rows_;
};

/// Adds a load to a predictor, kept in factor order: loads of one factor add before anything is
/// squared (docs/method.md, "The model").
void add_term(EffectTerms& terms, FactorId factor, double load) {
  const auto at = std::lower_bound(terms.begin(), terms.end(), factor,
                                   [](const EffectTerm& t, FactorId f) { return t.factor < f; });
  if (at != terms.end() && at->factor == factor) {
    at->load += load;
  } else {
    terms.insert(at, {factor, load});
  }
}

/// Expansion of one effect into factors and loads: finds the level of every universe and candidate,
/// makes each factor once.
///
/// Law: a level is (values of the universes' keys of `by`) x (values of the candidates' keys); its
/// factor is one standard normal, times its t scale, and each load adds load.sd x factor to every
/// predictor of that level that `where` selects. What lacks a value of some key is not moved; who
/// is in several slates has a factor of each. Shapes: turnout [universe], support [contest:
/// universe x candidate]. A factor's name is ("effect", id, key, value, ..), candidates' keys
/// first: what else a scenario holds cannot move its draws. Source: docs/method.md, "The model" and
/// "Random numbers".
class EffectExpander {
 public:
  EffectExpander(const ScenarioIndex& index, EffectId id,
                 const std::vector<std::vector<UniverseId>>& universes_of_contest, Effects& effects)
      : index_(index),
        effect_(index.scenario().effects[id.index()]),
        id_(id),
        universes_of_contest_(universes_of_contest),
        effects_(effects) {
    for (const std::string& key : effect_.by) {
      const auto kind = index.kind_of(key);
      by_slate_ |= kind == KeyKind::slate;
      by_candidate_ |= key == "candidate";
      if (kind == KeyKind::universe) universe_keys_.push_back(key);
      if (kind == KeyKind::candidate) candidate_keys_.push_back(key);
    }
    for (const scenario::CarriedRow& row : effect_.carried) carried_.emplace(row.level, &row);
  }

  void expand() {
    for (const Load& load : effect_.loads) {
      if (load.affects == Affects::turnout) expand_turnout(load);
      if (load.affects == Affects::support) expand_support(load);
      if (load.affects == Affects::rolloff) expand_rolloff(load);
    }
  }

  /// Lists rows of `carried` that are of none of its factors.
  void report_unmatched() const {
    for (const auto& [level, row] : carried_) {
      if (!matched_.contains(level)) effects_.unmatched.emplace_back(effect_.id, row);
    }
  }

  /// Its factors, where they are the candidates' own.
  const std::vector<CandidateFactor>& candidate_factors() const { return candidate_factors_; }

 private:
  /// Adds a load of turnout. A universe has one turnout, however many contests it votes in.
  void expand_turnout(const Load& load) {
    std::vector<char> done(effects_.turnout.size(), 0);
    for (const auto& universes : universes_of_contest_) {
      for (const UniverseId universe : universes) {
        if (done[universe.index()]++ != 0 || !universe_matches(index_, universe, load.where))
          continue;
        const auto part = universe_part(universe);
        if (!part) continue;
        add_term(effects_.turnout[universe.index()], factor(*part, candidate_parts_.number({}), {}),
                 load.sd);
      }
    }
  }

  /// Adds a load of support. The same level in two contests is the same factor, unless `candidate`
  /// parts them.
  void expand_support(const Load& load) {
    const LoadSizes sizes(load);
    for (std::size_t c = 0; c < universes_of_contest_.size(); ++c) {
      const scenario::Contest& contest = index_.scenario().contests[c];
      const std::size_t n = contest.candidates.size();
      const std::vector<std::vector<std::uint32_t>> of_candidates = candidate_levels(c, n, load);
      for (std::size_t i = 0; i < universes_of_contest_[c].size(); ++i) {
        const UniverseId universe = universes_of_contest_[c][i];
        if (!universe_matches(index_, universe, load.where)) continue;
        const auto part = universe_part(universe);
        if (!part) continue;
        const std::string& district = index_.scenario().universes[universe.index()].district;
        for (std::size_t k = 0; k < n; ++k) {
          if (of_candidates[k].empty()) continue;
          const double size = sizes(contest.id, contest.candidates[k].id, district);
          if (size == 0 && !load.rows.empty()) continue;
          for (const std::uint32_t level : of_candidates[k]) {
            add_term(effects_.support[c][i * n + k], factor(*part, level, ContestId(c)), size);
          }
        }
      }
    }
  }

  /// Adds a load of roll-off, where there is one. The same level in two contests is the same
  /// factor.
  void expand_rolloff(const Load& load) {
    for (std::size_t c = 0; c < universes_of_contest_.size(); ++c) {
      const scenario::Contest& contest = index_.scenario().contests[c];
      if (!contest_matches(contest, load.where)) continue;
      for (std::size_t i = 0; i < universes_of_contest_[c].size(); ++i) {
        const UniverseId universe = universes_of_contest_[c][i];
        if (!has_rolloff(index_, contest, universe)) continue;
        if (!universe_matches(index_, universe, load.where)) continue;
        const auto part = universe_part(universe);
        if (!part) continue;
        add_term(effects_.rolloff[c][i], factor(*part, candidate_parts_.number({}), {}), load.sd);
      }
    }
  }

  /// Levels of each candidate of a contest: none where it is not touched, several where it is in
  /// several slates.
  std::vector<std::vector<std::uint32_t>> candidate_levels(std::size_t contest, std::size_t n,
                                                           const Load& load) {
    std::vector<std::vector<std::uint32_t>> levels(n);
    for (std::size_t k = 0; k < n; ++k) {
      const CandidateId candidate(index_.first_candidate(ContestId(contest)) + k);
      if (!candidate_matches(index_, candidate, load.where)) continue;
      std::vector<std::string> parts;
      bool has_all = true;
      for (const std::string& key : candidate_keys_) {
        const auto value = candidate_level(index_, candidate, key);
        has_all &= value.has_value();
        parts.push_back(key);
        // The slot, not the id, names a candidate's draws.
        parts.push_back(key == "candidate"
                            ? index_.scenario().contests[contest].id + "/#" + std::to_string(k)
                            : value.value_or(""));
        shown_[parts.back()] = value.value_or("");
      }
      if (!has_all) continue;
      if (!by_slate_) {
        levels[k].push_back(candidate_part(parts, candidate, 0));
        continue;
      }
      for (const SlateId slate : index_.slates_of(candidate)) {
        std::vector<std::string> with_slate = parts;
        with_slate.push_back("slate");
        with_slate.push_back(index_.scenario().slates[slate.index()].id);
        shown_[with_slate.back()] = with_slate.back();
        levels[k].push_back(
            candidate_part(with_slate, candidate, static_cast<std::uint32_t>(slate.index() + 1)));
      }
    }
    return levels;
  }

  std::uint32_t candidate_part(const std::vector<std::string>& parts, CandidateId candidate,
                               std::uint32_t slate) {
    const std::uint32_t part = candidate_parts_.number(parts);
    whose_.try_emplace(part, candidate, slate);
    return part;
  }

  std::optional<std::uint32_t> universe_part(UniverseId universe) {
    std::vector<std::string> parts;
    for (const std::string& key : universe_keys_) {
      const auto value = universe_level(index_, universe, key);
      if (!value) return std::nullopt;
      parts.push_back(key);
      parts.push_back(*value);
      shown_[*value] = *value;
    }
    return universe_parts_.number(parts);
  }

  /// Returns the factor of a level, made when it is first asked for. Of `contest` only the scale
  /// under `shared_by: contest` depends; check_tails sees to it that then no factor is of two
  /// contests.
  FactorId factor(std::uint32_t universe_part, std::uint32_t candidate_part, ContestId contest) {
    const auto [found, is_new] =
        made_.try_emplace(std::uint64_t{universe_part} << 32 | candidate_part, FactorId());
    if (!is_new) return found->second;
    std::vector<std::string> parts = candidate_parts_.text(candidate_part);
    const auto& more = universe_parts_.text(universe_part);
    parts.insert(parts.end(), more.begin(), more.end());
    std::string level;
    for (std::size_t i = 1; i < parts.size(); i += 2) {
      level += (level.empty() ? "" : ", ") + shown_[parts[i]];
    }
    EffectFactor made{id_, level, 0, scale(contest), of_one()};
    if (effect_.carry > 0 || !carried_.empty()) carry(parts, made);
    parts.insert(parts.begin(), {"effect", effect_.id});
    made.name = name_hash(parts);
    found->second = effects_.factors.push_back(std::move(made));
    if (by_candidate_) {
      const auto [candidate, slate] = whose_.at(candidate_part);
      candidate_factors_.push_back(
          {found->second, candidate, std::uint64_t{universe_part} << 32 | slate});
    }
    return found->second;
  }

  /// Gives a factor its values of `by` and the mean that was carried to it; `parts` are its keys
  /// and values.
  void carry(const std::vector<std::string>& parts, EffectFactor& factor) {
    for (const std::string& key : effect_.by) {
      for (std::size_t i = 0; i < parts.size(); i += 2) {
        if (parts[i] == key) factor.values.push_back(shown_[parts[i + 1]]);
      }
    }
    const auto found = carried_.find(factor.values);
    if (found == carried_.end()) return;
    matched_.insert(factor.values);
    factor.mean = found->second->mean;
  }

  /// Whether every factor is of one universe's turnout, or of one candidate's support in it.
  bool of_one() const {
    const auto has = [&](const char* key) {
      return std::find(effect_.by.begin(), effect_.by.end(), key) != effect_.by.end();
    };
    const auto all_affect = [&](Affects what) {
      return std::all_of(effect_.loads.begin(), effect_.loads.end(),
                         [what](const Load& load) { return load.affects == what; });
    };
    return has("universe") &&
           (all_affect(Affects::turnout) || (all_affect(Affects::support) && has("candidate")));
  }

  /// Returns the t scale that a factor is multiplied by, sqrt((nu - 2) / chi2_nu); unset where
  /// tails are normal. Its nu normals are named ("scale", effect, contest if it is the contest's,
  /// 0..nu-1). Source: docs/method.md, "t tails".
  ScaleId scale(ContestId contest) {
    if (!effect_.tails) return {};
    std::vector<std::string> parts = {"scale", effect_.id};
    if (effect_.tails->shared_by == scenario::ScaleSharing::contest && contest) {
      parts.push_back(index_.scenario().contests[contest.index()].id);
    }
    const auto [found, is_new] = scales_.try_emplace(parts, ScaleId());
    if (!is_new) return found->second;
    EffectScale made{id_, effect_.tails->df, {}};
    for (int i = 0; i < made.df; ++i) {
      std::vector<std::string> name = parts;
      name.push_back(std::to_string(i));
      made.names.push_back(name_hash(name));
    }
    found->second = effects_.scales.push_back(made);
    return found->second;
  }

  const ScenarioIndex& index_;
  const Effect& effect_;
  EffectId id_;
  const std::vector<std::vector<UniverseId>>& universes_of_contest_;
  Effects& effects_;
  bool by_slate_ = false;
  bool by_candidate_ = false;
  std::vector<std::string> universe_keys_;
  std::vector<std::string> candidate_keys_;
  LevelParts universe_parts_;
  LevelParts candidate_parts_;
  std::map<std::uint32_t, std::pair<CandidateId, std::uint32_t>> whose_;  ///< part: and its slate
  std::vector<CandidateFactor> candidate_factors_;
  std::map<std::string, std::string> shown_;
  std::map<std::uint64_t, FactorId> made_;
  std::map<std::vector<std::string>, ScaleId> scales_;
  std::map<std::vector<std::string>, const scenario::CarriedRow*> carried_;
  std::set<std::vector<std::string>> matched_;
};

}  // namespace

double carried_shift(const Effects& effects, const EffectTerms& terms) {
  double shift = 0;
  for (const EffectTerm& term : terms) shift += term.load * effects.factors[term.factor].mean;
  return shift;
}

std::vector<std::vector<UniverseId>> contest_universes(const ScenarioIndex& index) {
  const auto& written = index.scenario().universes;
  std::vector<std::vector<UniverseId>> universes(index.scenario().contests.size());
  for (std::size_t c = 0; c < universes.size(); ++c) {
    for (const DistrictId district : index.districts_of(ContestId(c))) {
      for (const UniverseId universe : index.universes_of(district)) {
        if (written[universe.index()].registered > 0) universes[c].push_back(universe);
      }
    }
    std::sort(universes[c].begin(), universes[c].end(), [&](UniverseId a, UniverseId b) {
      const auto& x = written[a.index()];
      const auto& y = written[b.index()];
      return std::tie(x.district, x.universe) < std::tie(y.district, y.universe);
    });
  }
  return universes;
}

Effects expand_effects(const ScenarioIndex& index,
                       const std::vector<std::vector<UniverseId>>& universes_of_contest) {
  const scenario::Scenario& scenario = index.scenario();
  Effects effects;
  effects.turnout.resize(scenario.universes.size());
  for (std::size_t c = 0; c < universes_of_contest.size(); ++c) {
    effects.support.emplace_back(universes_of_contest[c].size() *
                                 scenario.contests[c].candidates.size());
    effects.rolloff.emplace_back(universes_of_contest[c].size());
  }
  const EndorsementGraph graph(index);
  EndorsedFactors endorsed(graph);
  for (std::size_t e = 0; e < scenario.effects.size(); ++e) {
    EffectExpander expander(index, EffectId(e), universes_of_contest, effects);
    expander.expand();
    expander.report_unmatched();
    endorsed.add(expander.candidate_factors(), effects);
  }
  endorsed.apply(effects);
  return effects;
}

}  // namespace hustings
