#include <algorithm>
#include <iterator>

#include "infer/draft_parts.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

constexpr std::size_t kFewestToShift = 30;  // fewer tell nothing of what is unlike them
constexpr double kLeastPart = 1e-3;

/// Columns of numbers that tell places apart.
struct Features {
  std::vector<std::string> names;
  std::vector<std::vector<double>> columns;

  Matrix of(const std::vector<std::size_t>& places) const {
    Matrix table(places.size(), columns.size());
    for (std::size_t r = 0; r < places.size(); ++r) {
      for (std::size_t c = 0; c < columns.size(); ++c) table(r, c) = columns[c][places[r]];
    }
    return table;
  }
};

/// Last turnout, log parts of factions and log registered.
Features features_of(const FactionParts& factions, const Draft& draft) {
  Features features;
  const std::size_t n = draft.places.size();
  const auto add = [&](const std::string& name, const auto& value) {
    features.names.push_back(name);
    std::vector<double>& column = features.columns.emplace_back();
    for (std::size_t i = 0; i < n; ++i) column.push_back(value(i));
  };
  add("last turnout", [&](std::size_t i) { return exact::logit(draft.turnout.last[i]); });
  for (std::size_t f = 0; f + 1 < factions.names.size() || f == 0; ++f) {
    add("part of " + factions.names[f],
        [&](std::size_t i) { return exact::log(factions.parts(i, f) + kLeastPart); });
  }
  add("registered", [&](std::size_t i) { return exact::log(draft.places[i].registered + 1); });
  return features;
}

/// Places that some past contest tells of.
std::vector<std::size_t> known_places(const Ground& ground) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < ground.recipe.places.size(); ++i) {
    const bool known = std::any_of(ground.past.begin(), ground.past.end(),
                                   [&](const auto& past) { return past.second.known[i] != 0; });
    if (known) places.push_back(i);
  }
  return places;
}

/// Predicts the turnout of the like contest from the rest of what is known, a region left out.
std::optional<LeftOutError> turnout_error(const Ground& ground, const Features& features,
                                          const Draft& draft) {
  const auto like = ground.past.find(draft.turnout.like);
  if (like == ground.past.end()) return std::nullopt;
  Features others = features;
  others.columns.erase(others.columns.begin());
  for (const auto& [id, past] : ground.past) {
    if (id == draft.turnout.like) continue;
    std::vector<double>& column = others.columns.emplace_back();
    for (std::size_t i = 0; i < draft.places.size(); ++i) {
      column.push_back(exact::log((past.ballots[i] + 1) / (draft.places[i].registered + 2)));
    }
  }
  std::vector<std::size_t> places;
  std::vector<double> target;
  std::vector<std::size_t> group;
  std::vector<std::size_t> numbers(ground.regions.size(), ground.regions.size());
  std::size_t n_groups = 0;
  for (std::size_t i = 0; i < draft.places.size(); ++i) {
    const double n = draft.places[i].registered;
    if (!(like->second.ballots[i] > 0) || like->second.ballots[i] >= n) continue;
    std::size_t& number = numbers[ground.region[i]];
    if (number == ground.regions.size()) number = n_groups++;
    places.push_back(i);
    group.push_back(number);
    target.push_back(exact::logit(like->second.ballots[i] / n));
  }
  if (n_groups < 2 || places.size() < kFewestToShift) return std::nullopt;
  return leave_group_out(others.of(places), target, group);
}

/// The places known of that are not in a contest; where these are too few, all that are known.
std::vector<std::size_t> training_of(const DraftContest& contest,
                                     const std::vector<std::size_t>& known) {
  std::vector<std::size_t> others;
  std::set_difference(known.begin(), known.end(), contest.places.begin(), contest.places.end(),
                      std::back_inserter(others));
  return others.size() < kFewestToShift ? known : others;
}

}  // namespace

DraftShift draft_shift(const Ground& ground, const FactionParts& factions, const Draft& draft) {
  DraftShift shift;
  const Features features = features_of(factions, draft);
  shift.features = features.names;
  const std::vector<std::size_t> known = known_places(ground);
  if (known.size() < kFewestToShift) return shift;
  shift.places.resize(draft.places.size());
  for (const DraftContest& contest : draft.contests) {
    const auto places =
        domain_shift(features.of(training_of(contest, known)), features.of(contest.places));
    for (std::size_t r = 0; r < contest.places.size(); ++r) {
      shift.places[contest.places[r]] = places[r];
    }
  }
  shift.turnout = turnout_error(ground, features, draft);
  return shift;
}

}  // namespace hustings::infer
