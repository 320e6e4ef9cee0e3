#include "results/score_target.hpp"

#include <algorithm>
#include <map>

#include "hustings/core/failure.hpp"
#include "hustings/results/score.hpp"

namespace hustings {
namespace {

using infer::CountedContest;
using infer::CountedDistrict;
using KnownValues = std::vector<std::optional<double>>;

bool is_complete(const KnownValues& values, const ModelContest& about) {
  return std::ranges::all_of(about.standing,
                             [&values](std::uint32_t slot) { return values[slot].has_value(); });
}

/// Shares of votes; of percent those of the candidates where each has one, else as they stand.
KnownValues shares_of(const KnownValues& values, const ModelContest& about) {
  double sum = 0;
  for (const auto& value : values) sum += value.value_or(0);
  if (!is_complete(values, about)) sum = 100;
  KnownValues shares = values;
  for (auto& share : shares) {
    if (share && sum > 0) *share /= sum;
  }
  return shares;
}

void add_to(KnownValues& sums, const KnownValues& values) {
  for (std::size_t k = 0; k < values.size(); ++k)
    sums[k] = sums[k].value_or(0) + values[k].value_or(0);
}

std::vector<double> known(const KnownValues& values) {
  std::vector<double> all;
  for (const auto& value : values) all.push_back(value.value_or(0));
  return all;
}

/// Puts a counted contest into parts, of which a forecast is scored.
///
/// Law: a part is a district, or, of more than kMostScoredDistricts, a region; where all of the
/// contest is counted, what is not in the others is one part more, so that parts add up to it.
/// Regions and the total are sums of parts. Percents of districts cannot be added, and are not.
class TargetMaker {
 public:
  TargetMaker(const Model& model, const CountedContest& counted)
      : model_(model), about_(model.contests[ContestId(counted.contest)]) {
    target_.counted = counted;
    target_.id = about_.id;
    for (std::size_t k = 0; k < about_.n_candidates; ++k) {
      target_.candidates.push_back(model.candidates[about_.candidate(k)].id);
    }
  }

  ScoreTarget make() && {
    add_parts();
    add_rest();
    add_total();
    add_regions();
    return std::move(target_);
  }

 private:
  const ModelDistrict& district(std::size_t place) const {
    return model_.districts[about_.districts[place]];
  }

  void add_parts() {
    const CountedContest& counted = target_.counted;
    const bool by_region = counted.districts.size() > kMostScoredDistricts;
    if (by_region && counted.in_percent) return;
    std::map<std::string, std::size_t> part_of;
    for (const CountedDistrict& one : counted.districts) {
      const ModelDistrict& about = district(one.place);
      const auto [found, is_new] =
          part_of.emplace(by_region ? about.region : about.id, target_.members.size());
      if (is_new) {
        target_.districts.push_back(found->first);
        target_.members.emplace_back();
        regions_.push_back(about.region);
        values_.emplace_back(about_.n_candidates);
      }
      target_.members[found->second].push_back(about.id);
      add_to(values_[found->second], one.values);
      if (counted.in_percent) values_[found->second] = one.values;
    }
    for (const KnownValues& values : values_)
      target_.district_shares.push_back(shares_of(values, about_));
  }

  /// Where all of the contest is counted, its other districts are one part more.
  void add_rest() {
    if (!target_.counted.all) return;
    std::vector<std::string> rest;
    for (std::size_t i = 0; i < about_.districts.size(); ++i) {
      const bool has_part = std::ranges::any_of(target_.members, [&](const auto& ids) {
        return std::ranges::count(ids, district(i).id);
      });
      if (!has_part) rest.push_back(district(i).id);
    }
    if (!rest.empty()) target_.members.push_back(std::move(rest));
  }

  void add_total() {
    const CountedContest& counted = target_.counted;
    target_.shares.resize(about_.n_candidates);
    KnownValues total(about_.n_candidates);
    if (counted.all) {
      total = counted.all->values;
    } else if (!counted.in_percent) {
      for (const KnownValues& values : values_) add_to(total, values);
    } else {
      return;
    }
    target_.shares = shares_of(total, about_);
    if (knows_leaders(total)) target_.margin = margin_of(known(target_.shares));
    if (counted.in_percent || !counted.is_final) return;
    double votes = 0;
    for (const auto& value : total) votes += value.value_or(0);
    target_.registered = registered();
    target_.turnout = votes / target_.registered;
  }

  /// Whether whoever has no row is certainly behind the first two.
  bool knows_leaders(const KnownValues& total) const {
    if (is_complete(total, about_)) return true;
    std::vector<double> values = known(total);
    double rest = 100;
    for (const double value : values) rest -= value;
    std::ranges::sort(values, std::greater<>());
    return target_.counted.in_percent && values.size() > 1 && rest < values[1];
  }

  double registered() const {
    if (target_.counted.is_whole()) return about_.registered;
    double sum = 0;
    for (const CountedDistrict& one : target_.counted.districts) {
      sum += district(one.place).registered;
    }
    return sum;
  }

  /// Numbers that are scored together: shares by region, or by district where there is one region
  /// or percent cannot be added up.
  void add_regions() {
    std::vector<std::string> names = regions_;
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const bool by_region = names.size() > 1 && !target_.counted.in_percent;
    const std::size_t n = by_region ? names.size() : values_.size();
    if (n < 2 || n * about_.n_candidates > kMostJoint) return;
    std::vector<KnownValues> sums(n, KnownValues(about_.n_candidates));
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const auto found = std::ranges::find(names, regions_[i]);
      target_.region.push_back(by_region ? static_cast<std::size_t>(found - names.begin()) : i);
      if (target_.counted.in_percent && !is_complete(values_[i], about_)) return;
      add_to(sums[target_.region.back()], values_[i]);
    }
    target_.n_regions = n;
    for (const KnownValues& sum : sums)
      target_.region_shares.push_back(known(shares_of(sum, about_)));
  }

  const Model& model_;
  const ModelContest& about_;
  ScoreTarget target_;
  std::vector<KnownValues> values_;   ///< per part with rows
  std::vector<std::string> regions_;  ///< the same
};

}  // namespace

ScoreTarget score_target(const Model& model, const CountedContest& counted) {
  return TargetMaker(model, counted).make();
}

DistrictParts ScoreTarget::parts_of(const Model& model, const std::string& file) const {
  std::size_t place = 0;
  while (place < model.contests.size() && model.contests[ContestId(place)].id != id) ++place;
  const ModelContest& about = model.contests[ContestId(place)];
  std::map<std::string, std::size_t> place_of;
  for (std::size_t i = 0; i < about.districts.size(); ++i) {
    place_of.emplace(model.districts[about.districts[i]].id, i);
  }
  DistrictParts parts{ContestId(place), static_cast<std::uint32_t>(members.size()),
                      std::vector<std::uint32_t>(about.districts.size(), kNoPart)};
  for (std::uint32_t part = 0; part < members.size(); ++part) {
    for (const std::string& district : members[part]) {
      const auto found = place_of.find(district);
      if (found == place_of.end()) {
        throw Failure(ExitCode::bad_data, file + ": '" + id + "' has no district '" + district +
                                              "' there, so its shares are of other voters");
      }
      parts.of[found->second] = part;
    }
  }
  if (members.empty()) {  // nothing is counted by district
    parts.n_parts = 1;
    parts.of.assign(about.districts.size(), 0);
  }
  return parts;
}

}  // namespace hustings
