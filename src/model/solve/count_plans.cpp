#include "model/solve/count_plans.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

#include "hustings/random/name.hpp"
#include "model/delegate_seats.hpp"
#include "model/levels.hpp"
#include "random/math.hpp"

namespace hustings {
namespace {

using scenario::Contest;
using scenario::RankedChoice;

std::uint64_t alpha_name(const Contest& contest) {
  return name_hash({"alpha", contest.id});
}

std::uint64_t appeal_name(const Contest& contest, std::size_t slot) {
  return name_hash({"later appeal", contest.id, std::to_string(slot)});
}

std::uint64_t transfer_name(const Contest& contest, std::size_t from, std::size_t to) {
  return name_hash({"transfer", contest.id, std::to_string(from), std::to_string(to)});
}

std::uint64_t ratio_name(const Contest& contest) {
  return name_hash({"turnout ratio", contest.id});
}

/// Of the turnout of a district (its id) or of a universe (district and short name) in the second
/// round.
std::uint64_t return_name(const Contest& contest, const std::vector<std::string>& place) {
  std::vector<std::string> parts{"second turnout", contest.id};
  parts.insert(parts.end(), place.begin(), place.end());
  return name_hash(parts);
}

std::uint64_t fresh_name(const Contest& contest, std::size_t slot) {
  return name_hash({"fresh", contest.id, std::to_string(slot)});
}

/// Places of a contest's slots among those who stand: plans are over these, names of draws over
/// slots. So a candidate keeps its draws when others leave the ballot or join it. Tables that the
/// scenario gives by candidate are looked up by id; who does not stand has the place size().
class Standing {
 public:
  Standing(const Contest& contest, const std::vector<std::uint32_t>& slots)
      : contest_(contest), slots_(slots), place_of_(contest.candidates.size(), slots.size()) {
    for (std::size_t i = 0; i < slots.size(); ++i) place_of_[slots[i]] = i;
  }

  std::size_t size() const { return slots_.size(); }
  std::size_t slot(std::size_t place) const { return slots_[place]; }
  /// size() where the slot is of nobody who stands.
  std::size_t place(std::size_t slot) const {
    return slot < place_of_.size() ? place_of_[slot] : slots_.size();
  }
  std::size_t place(const std::string& candidate) const {
    const auto found = std::find_if(contest_.candidates.begin(), contest_.candidates.end(),
                                    [&](const auto& other) { return other.id == candidate; });
    return place(static_cast<std::size_t>(found - contest_.candidates.begin()));
  }

 private:
  const Contest& contest_;
  const std::vector<std::uint32_t>& slots_;
  std::vector<std::size_t> place_of_;
};

/// The weights that follow a first choice, made ready: n candidates who stand, g groups of voters.
///
/// Law: w_k = s_uk^alpha exp(delta_k + A_ck + eta_ck). Filled in are the mean and sd of alpha and
/// delta, A [n x n], the sd of eta, the addresses of alpha, of every delta [n] and eta [n x n], and
/// who can be voted for [g x n]. `rule` gives the sizes. Source: docs/method.md, "Counting".
class RankingCompiler {
 public:
  RankingCompiler(const CountInput& input, const RankedChoice& rule, RankingPlan& plan)
      : plan_(plan),
        in_(input),
        rule_(rule),
        contest_(input.index->scenario().contests[input.contest.index()]),
        standing_(contest_, *input.standing),
        n_(standing_.size()) {}

  void compile(Purpose purpose) {
    plan_.n_candidates = static_cast<std::uint32_t>(n_);
    plan_.n_groups = static_cast<std::uint32_t>(std::max<std::size_t>(in_.parts->names.size(), 1));
    plan_.key = draw_key(in_.seed, purpose);
    add_draws();
    add_slates();
    add_ballots();
  }

 private:
  void add_draws() {
    plan_.alpha_mean = static_cast<float>(rule_.alpha.mean);
    plan_.alpha_sd = static_cast<float>(rule_.alpha.sd);
    plan_.alpha = draw_address(plan_.key, alpha_name(contest_));
    plan_.appeal_sd = static_cast<float>(rule_.later_appeal_sd);
    plan_.appeal_mean.assign(n_, 0);
    for (const auto& mean : rule_.later_appeal) {
      const std::size_t place = standing_.place(mean.candidate);
      if (place < n_) plan_.appeal_mean[place] = static_cast<float>(mean.value);
    }
    plan_.noise_sd = static_cast<float>(rule_.transfer_noise);
    for (std::size_t c = 0; c < n_; ++c) {
      plan_.appeal.push_back(draw_address(plan_.key, appeal_name(contest_, standing_.slot(c))));
      for (std::size_t k = 0; k < n_; ++k) {
        plan_.noise.push_back(
            draw_address(plan_.key, transfer_name(contest_, standing_.slot(c), standing_.slot(k))));
      }
    }
  }

  /// Fills A_ck: slate_strength for each slate that c and k have in common, and for an endorsement
  /// of each other. What the diagonal holds is of no account: nobody follows itself.
  void add_slates() {
    plan_.slate.assign(n_ * n_, 0);
    const auto slates = [&](std::size_t place) {
      return in_.index->slates_of(
          CandidateId(in_.index->first_candidate(in_.contest) + standing_.slot(place)));
    };
    for (std::size_t c = 0; c < n_; ++c) {
      for (std::size_t k = 0; k < n_; ++k) {
        for (const SlateId slate : slates(c)) {
          const auto others = slates(k);
          if (std::find(others.begin(), others.end(), slate) == others.end()) continue;
          plan_.slate[c * n_ + k] += static_cast<float>(rule_.slate_strength);
        }
      }
    }
    add_endorsements();
  }

  /// Two of this contest who endorse each other are a slate of two.
  void add_endorsements() {
    const auto place = [&](const std::string& name) {
      return standing_.place(in_.index->candidate(name).index() -
                             in_.index->first_candidate(in_.contest));
    };
    for (const auto& edge : in_.index->scenario().endorsements.edges) {
      const std::size_t a = place(edge.candidates[0]);
      const std::size_t b = place(edge.candidates[1]);
      if (a >= n_ || b >= n_) continue;
      plan_.slate[a * n_ + b] += static_cast<float>(rule_.slate_strength);
      plan_.slate[b * n_ + a] += static_cast<float>(rule_.slate_strength);
    }
  }

  std::size_t part(std::size_t universe) const {
    return in_.parts->part_of.empty() ? 0 : in_.parts->part_of[universe];
  }

  /// Marks whom somebody of a group can vote for; who is on no ballot of it has weight 0 there.
  void add_ballots() {
    plan_.on_ballot.assign(plan_.n_groups * n_, 0);
    for (std::size_t i = 0; i < in_.universes->size(); ++i) {
      for (std::size_t k = 0; k < n_; ++k) {
        const std::size_t at = i * contest_.candidates.size() + standing_.slot(k);
        const bool stands = (*in_.support)[at].centre > static_cast<double>(kNotOnBallot);
        if (stands) plan_.on_ballot[part(i) * n_ + k] = 1;
      }
    }
  }

  RankingPlan& plan_;
  const CountInput& in_;
  const RankedChoice& rule_;
  const Contest& contest_;
  Standing standing_;
  std::size_t n_;
};

/// The arrays of a ranked-choice count: the ranking model, lambda [n x ranks], the share of ballots
/// that rank 1, 2, .. names by first choice, and written weights [g x n x n], below 0 where none is
/// written.
class RankedChoiceCompiler {
 public:
  RankedChoiceCompiler(const CountInput& input, const RankedChoice& rule)
      : in_(input),
        rule_(rule),
        contest_(input.index->scenario().contests[input.contest.index()]),
        standing_(contest_, *input.standing),
        n_(standing_.size()) {}

  RankedChoicePlan compile() {
    RankingCompiler(in_, rule_, plan_).compile(Purpose::later_ranks);
    plan_.groups = in_.parts->names;
    if (plan_.groups.empty()) plan_.groups.emplace_back("all");
    plan_.n_ranks = static_cast<std::uint32_t>(rule_.ranks);
    plan_.batch = rule_.elimination == scenario::Elimination::batch;
    add_lengths();
    add_written();
    return std::move(plan_);
  }

 private:
  void add_lengths() {
    std::vector<std::vector<double>> laws(n_, rule_.lengths);
    for (const auto& law : rule_.lengths_by_candidate) {
      const std::size_t place = standing_.place(law.candidate);
      if (place < n_) laws[place] = law.value;
    }
    for (const auto& law : laws) {
      for (const double share : law) plan_.lengths.push_back(static_cast<float>(share));
    }
  }

  std::size_t part(std::size_t universe) const {
    return in_.parts->part_of.empty() ? 0 : in_.parts->part_of[universe];
  }

  /// Whether a row is for a transfer group: all its universes have what the row asks for.
  bool is_for(const scenario::TransferRow& row, std::size_t group) const {
    for (std::size_t i = 0; i < in_.universes->size(); ++i) {
      if (part(i) != group) continue;
      for (const auto& [key, value] : row.keys) {
        if (!universe_has(view(*in_.index, (*in_.universes)[i]), key, value)) return false;
      }
    }
    return true;
  }

  /// Of several rows for one pair in one group the one with most keys counts; who is not named in a
  /// first choice's rows gets nothing.
  void add_written() {
    if (rule_.transfers.empty()) return;
    plan_.written.assign(plan_.n_groups * n_ * n_, -1);
    for (std::size_t u = 0; u < plan_.n_groups; ++u) {
      std::map<std::pair<std::size_t, std::size_t>, const scenario::TransferRow*> rows;
      for (const scenario::TransferRow& row : rule_.transfers) {
        if (!is_for(row, u)) continue;
        const std::size_t from = standing_.place(row.from);
        const std::size_t to = standing_.place(row.to);
        if (from >= n_ || to >= n_) continue;
        const auto*& best = rows[{from, to}];
        if (best == nullptr || best->keys.size() < row.keys.size()) best = &row;
      }
      for (const auto& [pair, row] : rows) {
        float* weights = &plan_.written[(u * n_ + pair.first) * n_];
        if (weights[pair.first] < 0) std::fill(weights, weights + n_, 0.0F);
      }
      for (const auto& [pair, row] : rows) {
        plan_.written[(u * n_ + pair.first) * n_ + pair.second] = static_cast<float>(row->weight);
      }
    }
  }

  const CountInput& in_;
  const RankedChoice& rule_;
  const Contest& contest_;
  Standing standing_;
  std::size_t n_;
  RankedChoicePlan plan_;
};

/// Makes the arrays of a runoff; the ranking model has its default sizes.
///
/// Its groups are the universes one by one, which come back each at its own rate. Universes must
/// stand district by district. Names: ("turnout ratio", contest), ("second turnout", contest,
/// district[, universe]), ("fresh", contest, slot). Source: docs/method.md, "Counting".
RunoffPlan compile_runoff(const CountInput& input, const scenario::Runoff& rule) {
  const ScenarioIndex& index = *input.index;
  const Contest& contest = index.scenario().contests[input.contest.index()];
  RunoffPlan plan;
  RankingCompiler(input, RankedChoice{}, plan.ranking).compile(Purpose::runoff);
  const DrawKey& key = plan.ranking.key;
  plan.threshold = static_cast<float>(rule.threshold);
  plan.strict = rule.strict;
  plan.ratio_log = static_cast<float>(exact::log(rule.ratio_median));
  plan.ratio_log_sd = static_cast<float>(rule.ratio_log_sd);
  plan.ratio = draw_address(key, ratio_name(contest));
  plan.universe_sd = static_cast<float>(rule.universe_noise);
  plan.district_sd = static_cast<float>(rule.district_noise);
  plan.eliminated_stay = static_cast<float>(rule.eliminated_stay);
  plan.noise_sd = static_cast<float>(rule.noise);
  DistrictId district;
  for (const UniverseId universe : *input.universes) {
    if (index.district_of(universe) != district) {
      district = index.district_of(universe);
      const std::string& id = index.scenario().districts[district.index()].id;
      plan.districts.push_back(draw_address(key, return_name(contest, {id})));
    }
    const scenario::Universe& written = index.scenario().universes[universe.index()];
    plan.universes.push_back(
        {static_cast<std::uint32_t>(plan.districts.size() - 1),
         draw_address(key, return_name(contest, {written.district, written.universe}))});
  }
  for (const std::uint32_t slot : *input.standing) {
    plan.noise.push_back(draw_address(key, fresh_name(contest, slot)));
  }
  return plan;
}

/// A share in millionths, a whole number where it has up to six decimals: .15 is exactly 150,000.
double in_millionths(double share) {
  const double millionths = share * 1e6;
  const auto nearest = static_cast<double>(static_cast<std::int64_t>(millionths + 0.5));
  return nearest - millionths < 1e-6 && millionths - nearest < 1e-6 ? nearest : millionths;
}

/// Makes the pools of a contest that awards delegates; a district's pool goes by its part.
DelegatesPlan compile_delegates(const CountInput& input, const scenario::Delegates& rule) {
  const scenario::Scenario& scenario = input.index->scenario();
  const Contest& contest = scenario.contests[input.contest.index()];
  DelegatesPlan plan;
  plan.n_candidates = static_cast<std::uint32_t>(input.standing->size());
  plan.n_parts = static_cast<std::uint32_t>(std::max<std::size_t>(input.parts->names.size(), 1));
  for (const scenario::Pool& pool : rule.pools) {
    if (!pool.per_district) {
      plan.pools.push_back({DelegatePool::kWholeContest, static_cast<std::uint32_t>(pool.seats)});
      continue;
    }
    const DistrictDelegates delegates(scenario, pool);
    for (std::uint32_t part = 0; part < plan.n_parts; ++part) {
      const std::uint32_t seats = delegates(input.parts->names[part]);
      if (seats > 0) plan.pools.push_back({part, seats});
    }
  }
  for (const DelegatePool& pool : plan.pools) plan.seats += pool.seats;
  plan.threshold_millionths = in_millionths(rule.threshold);
  plan.enough_of_leader = rule.fallback == scenario::Fallback::half_of_leader
                              ? 0.5
                              : std::numeric_limits<double>::infinity();
  plan.rounds_percentages = rule.rounds_percentages;
  plan.by_id.resize(plan.n_candidates);
  std::iota(plan.by_id.begin(), plan.by_id.end(), 0U);
  const auto id = [&](std::uint32_t place) {
    return std::string_view(contest.candidates[(*input.standing)[place]].id);
  };
  std::sort(plan.by_id.begin(), plan.by_id.end(),
            [&](std::uint32_t a, std::uint32_t b) { return id(a) < id(b); });
  return plan;
}

/// Every universe is a part of its own.
ContestParts divide_by_universe(const ScenarioIndex& index,
                                const std::vector<UniverseId>& universes) {
  ContestParts parts;
  for (const UniverseId universe : universes) {
    parts.part_of.push_back(static_cast<std::uint32_t>(parts.names.size()));
    parts.names.push_back(universe_name(index.scenario().universes[universe.index()]));
  }
  return parts;
}

/// Divides universes by their value of a key, parts in the order of values; within a district
/// universes are sorted by part, so that each part of it is one run.
ContestParts divide_by(const ScenarioIndex& index, const std::string& key,
                       std::vector<UniverseId>& universes) {
  std::map<std::string, std::uint32_t> parts;
  const auto level = [&](UniverseId universe) {
    return std::string(universe_value(view(index, universe), key).value_or(""));
  };
  for (const UniverseId universe : universes) parts.emplace(level(universe), 0);
  ContestParts divided;
  for (auto& [name, part] : parts) {
    part = static_cast<std::uint32_t>(divided.names.size());
    divided.names.push_back(name);
  }
  for (auto first = universes.begin(); first != universes.end();) {
    const DistrictId district = index.district_of(*first);
    const auto end = std::find_if(first, universes.end(), [&](UniverseId universe) {
      return index.district_of(universe) != district;
    });
    std::stable_sort(first, end, [&](UniverseId a, UniverseId b) {
      return parts.at(level(a)) < parts.at(level(b));
    });
    first = end;
  }
  for (const UniverseId universe : universes) divided.part_of.push_back(parts.at(level(universe)));
  return divided;
}

}  // namespace

ContestParts divide_contest(const ScenarioIndex& index, ContestId contest,
                            std::vector<UniverseId>& universes) {
  const Contest& about = index.scenario().contests[contest.index()];
  const bool is_runoff = std::holds_alternative<scenario::Runoff>(about.count);
  if (is_runoff && n_standing(about) > 1) return divide_by_universe(index, universes);
  const auto* delegates = std::get_if<scenario::Delegates>(&about.count);
  const bool by_district =
      delegates != nullptr &&
      std::any_of(delegates->pools.begin(), delegates->pools.end(),
                  [](const scenario::Pool& pool) { return pool.per_district; });
  if (by_district) return divide_by(index, "district", universes);
  const auto* ranked = std::get_if<RankedChoice>(&about.count);
  const bool has_transfers = ranked != nullptr && n_standing(about) > 1;
  return has_transfers ? divide_by(index, ranked->transfers_by, universes) : ContestParts{};
}

/// Who is unopposed has neither rounds nor transfers: whatever the rule, one count of first choices
/// tells all, but for delegates.
CountPlan compile_count(const CountInput& input) {
  const Contest& contest = input.index->scenario().contests[input.contest.index()];
  const bool awards = std::holds_alternative<scenario::Delegates>(contest.count);
  if (input.standing->size() == 1 && !awards) return PluralityPlan{};
  if (const auto* ranked = std::get_if<RankedChoice>(&contest.count)) {
    return RankedChoiceCompiler(input, *ranked).compile();
  }
  if (const auto* runoff = std::get_if<scenario::Runoff>(&contest.count)) {
    return compile_runoff(input, *runoff);
  }
  if (const auto* delegates = std::get_if<scenario::Delegates>(&contest.count)) {
    return compile_delegates(input, *delegates);
  }
  return PluralityPlan{
      static_cast<std::uint32_t>(std::get<scenario::Plurality>(contest.count).seats)};
}

std::vector<std::uint64_t> count_names(const ScenarioIndex& index, ContestId id) {
  const Contest& contest = index.scenario().contests[id.index()];
  const bool draws_nothing = std::holds_alternative<scenario::Plurality>(contest.count) ||
                             std::holds_alternative<scenario::Delegates>(contest.count);
  if (draws_nothing) return {};
  std::vector<std::uint64_t> names{alpha_name(contest)};
  const std::size_t n = contest.candidates.size();
  for (std::size_t c = 0; c < n; ++c) {
    names.push_back(appeal_name(contest, c));
    for (std::size_t k = 0; k < n; ++k) names.push_back(transfer_name(contest, c, k));
  }
  if (std::holds_alternative<RankedChoice>(contest.count)) return names;
  names.push_back(ratio_name(contest));
  for (std::size_t c = 0; c < n; ++c) names.push_back(fresh_name(contest, c));
  for (const DistrictId district : index.districts_of(id)) {
    names.push_back(return_name(contest, {index.scenario().districts[district.index()].id}));
    for (const UniverseId universe : index.universes_of(district)) {
      const scenario::Universe& written = index.scenario().universes[universe.index()];
      names.push_back(return_name(contest, {written.district, written.universe}));
    }
  }
  return names;
}

}  // namespace hustings
