#include "model/count_plans.hpp"

#include <algorithm>
#include <map>

#include "hustings/random/name.hpp"
#include "model/levels.hpp"

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

std::size_t slot_of(const Contest& contest, const std::string& candidate) {
  const auto found = std::find_if(contest.candidates.begin(), contest.candidates.end(),
                                  [&](const auto& other) { return other.id == candidate; });
  return static_cast<std::size_t>(found - contest.candidates.begin());
}

/// Makes the arrays of a ranked-choice count.
class RankedChoiceCompiler {
 public:
  RankedChoiceCompiler(const CountInput& input, const RankedChoice& rule)
      : in_(input),
        rule_(rule),
        contest_(input.index->scenario().contests[input.contest.index()]),
        n_(contest_.candidates.size()) {}

  RankedChoicePlan compile() {
    plan_.n_candidates = static_cast<std::uint32_t>(n_);
    plan_.n_groups = static_cast<std::uint32_t>(std::max<std::size_t>(in_.parts->names.size(), 1));
    plan_.n_ranks = static_cast<std::uint32_t>(rule_.ranks);
    plan_.batch = rule_.elimination == scenario::Elimination::batch;
    plan_.key = draw_key(in_.seed, Purpose::later_ranks);
    add_draws();
    add_slates();
    add_lengths();
    add_ballots();
    add_written();
    return std::move(plan_);
  }

 private:
  void add_draws() {
    plan_.alpha_mean = static_cast<float>(rule_.alpha.mean);
    plan_.alpha_sd = static_cast<float>(rule_.alpha.sd);
    plan_.alpha = draw_address(plan_.key, alpha_name(contest_));
    plan_.appeal_sd = static_cast<float>(rule_.later_appeal_sd);
    plan_.appeal_mean.assign(n_, 0);
    for (const auto& mean : rule_.later_appeal) {
      plan_.appeal_mean[slot_of(contest_, mean.candidate)] = static_cast<float>(mean.value);
    }
    plan_.noise_sd = static_cast<float>(rule_.transfer_noise);
    for (std::size_t c = 0; c < n_; ++c) {
      plan_.appeal.push_back(draw_address(plan_.key, appeal_name(contest_, c)));
      for (std::size_t k = 0; k < n_; ++k) {
        plan_.noise.push_back(draw_address(plan_.key, transfer_name(contest_, c, k)));
      }
    }
  }

  void add_slates() {
    plan_.slate.assign(n_ * n_, 0);
    const auto slates = [&](std::size_t slot) {
      return in_.index->slates_of(CandidateId(in_.index->first_candidate(in_.contest) + slot));
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
  }

  void add_lengths() {
    std::vector<std::vector<double>> laws(n_, rule_.lengths);
    for (const auto& law : rule_.lengths_by_candidate) {
      laws[slot_of(contest_, law.candidate)] = law.value;
    }
    for (const auto& law : laws) {
      for (const double share : law) plan_.lengths.push_back(static_cast<float>(share));
    }
  }

  std::size_t part(std::size_t cell) const {
    return in_.parts->part_of.empty() ? 0 : in_.parts->part_of[cell];
  }

  void add_ballots() {
    plan_.on_ballot.assign(plan_.n_groups * n_, 0);
    for (std::size_t i = 0; i < in_.cells->size(); ++i) {
      for (std::size_t k = 0; k < n_; ++k) {
        const bool stands = (*in_.support)[i * n_ + k].centre > static_cast<double>(kNotOnBallot);
        if (stands) plan_.on_ballot[part(i) * n_ + k] = 1;
      }
    }
  }

  /// Whether a row is for a transfer group: all its cells have what the row asks for.
  bool is_for(const scenario::TransferRow& row, std::size_t group) const {
    for (std::size_t i = 0; i < in_.cells->size(); ++i) {
      if (part(i) != group) continue;
      for (const auto& [key, value] : row.keys) {
        if (!cell_has(view(*in_.index, (*in_.cells)[i]), key, value)) return false;
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
        const auto*& best = rows[{slot_of(contest_, row.from), slot_of(contest_, row.to)}];
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
  std::size_t n_;
  RankedChoicePlan plan_;
};

ContestParts divide_by(const ScenarioIndex& index, const std::string& key,
                       std::vector<CellId>& cells) {
  std::map<std::string, std::uint32_t> parts;
  const auto level = [&](CellId cell) {
    return std::string(cell_value(view(index, cell), key).value_or(""));
  };
  for (const CellId cell : cells) parts.emplace(level(cell), 0);
  ContestParts divided;
  for (auto& [name, part] : parts) {
    part = static_cast<std::uint32_t>(divided.names.size());
    divided.names.push_back(name);
  }
  for (auto first = cells.begin(); first != cells.end();) {
    const DistrictId district = index.district_of(*first);
    const auto end = std::find_if(first, cells.end(),
                                  [&](CellId cell) { return index.district_of(cell) != district; });
    std::stable_sort(first, end,
                     [&](CellId a, CellId b) { return parts.at(level(a)) < parts.at(level(b)); });
    first = end;
  }
  for (const CellId cell : cells) divided.part_of.push_back(parts.at(level(cell)));
  return divided;
}

}  // namespace

ContestParts divide_contest(const ScenarioIndex& index, ContestId contest,
                            std::vector<CellId>& cells) {
  const Contest& about = index.scenario().contests[contest.index()];
  const auto* ranked = std::get_if<RankedChoice>(&about.count);
  return ranked == nullptr ? ContestParts{} : divide_by(index, ranked->transfers_by, cells);
}

CountPlan compile_count(const CountInput& input) {
  const Contest& contest = input.index->scenario().contests[input.contest.index()];
  if (const auto* ranked = std::get_if<RankedChoice>(&contest.count)) {
    return RankedChoiceCompiler(input, *ranked).compile();
  }
  return PluralityPlan{
      static_cast<std::uint32_t>(std::get<scenario::Plurality>(contest.count).seats)};
}

std::vector<std::uint64_t> count_names(const Contest& contest) {
  if (!std::holds_alternative<RankedChoice>(contest.count)) return {};
  std::vector<std::uint64_t> names{alpha_name(contest)};
  const std::size_t n = contest.candidates.size();
  for (std::size_t c = 0; c < n; ++c) {
    names.push_back(appeal_name(contest, c));
    for (std::size_t k = 0; k < n; ++k) names.push_back(transfer_name(contest, c, k));
  }
  return names;
}

}  // namespace hustings
