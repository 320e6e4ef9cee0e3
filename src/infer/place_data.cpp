#include "infer/place_data.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "hustings/infer/likeness.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

const recipe::Crosswalk* crosswalk_of(const recipe::Recipe& recipe, const std::string& id) {
  for (const recipe::Crosswalk& crosswalk : recipe.crosswalks) {
    if (crosswalk.id == id) return &crosswalk;
  }
  return nullptr;
}

double weight_of(const recipe::Place& place, const std::string& split_by) {
  if (split_by.empty()) return place.registered;
  const auto column = place.columns.find(split_by);
  if (column == place.columns.end()) return 0;
  double weight = 0;
  std::from_chars(column->second.data(), column->second.data() + column->second.size(), weight);
  return weight;
}

/// Adds a row, times a part, to the places that it names.
void add_row(const recipe::Recipe& recipe, const recipe::PastRow& row, double part,
             const std::vector<std::size_t>& places, const std::string& split_by, PastData& data) {
  double total = 0;
  for (const std::size_t i : places) total += weight_of(recipe.places[i], split_by);
  for (const std::size_t i : places) {
    const double even = 1.0 / static_cast<double>(places.size());
    const double of = total > 0 ? weight_of(recipe.places[i], split_by) / total : even;
    data.known[i] = 1;
    data.ballots[i] += part * of * row.ballots;
    for (std::size_t k = 0; k < row.votes.size(); ++k) data.votes(i, k) += part * of * row.votes[k];
  }
}

/// Fills the shares, where nothing is known with the region's, else with those of all.
void fill_shares(const std::vector<std::size_t>& region, PastData& data) {
  const std::size_t n = data.known.size();
  const std::size_t n_candidates = data.candidates.size();
  const std::size_t n_regions =
      region.empty() ? 0 : *std::max_element(region.begin(), region.end()) + 1;
  std::vector<std::vector<double>> of_region(n_regions, std::vector<double>(n_candidates, 0));
  std::vector<double> of_all(n_candidates, 0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n_candidates; ++k) {
      of_region[region[i]][k] += data.votes(i, k);
      of_all[k] += data.votes(i, k);
    }
  }
  const auto sum = [](const std::vector<double>& votes) {
    double total = 0;
    for (const double v : votes) total += v;
    return total;
  };
  data.shares = Matrix(n, n_candidates);
  data.pooled = sum(of_all) > 0 ? normalised(of_all) : std::vector<double>(n_candidates, 0);
  for (std::size_t i = 0; i < n; ++i) {
    const std::vector<double> own = data.votes.row(i);
    const std::vector<double>& wider =
        sum(of_region[region[i]]) > 0 ? of_region[region[i]] : of_all;
    const std::vector<double>& from = sum(own) > 0 ? own : wider;
    if (sum(from) > 0) data.shares.set_row(i, normalised(from));
  }
}

/// Keeps a part of what sets a place apart from its region in turnout, in log-odds.
void keep_turnout(const recipe::Recipe& recipe, const std::vector<std::size_t>& region, double kept,
                  PastData& data) {
  Matrix logit(data.known.size(), 1);
  std::vector<double> weights(data.known.size(), 0);
  for (std::size_t i = 0; i < data.known.size(); ++i) {
    const double n = recipe.places[i].registered;
    if (data.ballots[i] <= 0 || data.ballots[i] >= n) continue;
    logit(i, 0) = exact::log(data.ballots[i] / (n - data.ballots[i]));
    weights[i] = n;
  }
  const Matrix moved = keep_part(logit, weights, region, kept);
  for (std::size_t i = 0; i < data.known.size(); ++i) {
    if (weights[i] > 0) data.ballots[i] = weights[i] / (1 + exact::exp(-moved(i, 0)));
  }
}

}  // namespace

PlaceNames::PlaceNames(const std::vector<recipe::Place>& places, const std::string& column) {
  const bool is_column =
      !column.empty() && std::any_of(places.begin(), places.end(), [&](const recipe::Place& place) {
        return place.columns.contains(column);
      });
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto found = is_column ? places[i].columns.find(column) : places[i].columns.end();
    if (is_column && found == places[i].columns.end()) continue;
    places_[is_column ? found->second : places[i].id].push_back(i);
  }
}

const std::vector<std::size_t>& PlaceNames::of(const std::string& name) const {
  static const std::vector<std::size_t> kNone;
  const auto found = places_.find(name);
  return found == places_.end() ? kNone : found->second;
}

std::vector<std::string> PlaceNames::known() const {
  std::vector<std::string> names;
  for (const auto& [name, places] : places_) names.push_back(name);
  return names;
}

std::vector<std::size_t> regions_of(const std::vector<recipe::Place>& places,
                                    std::vector<std::string>& names) {
  std::map<std::string, std::size_t> numbers;
  for (const recipe::Place& place : places) numbers.emplace(place.region, 0);
  names.clear();
  for (auto& [name, number] : numbers) {
    number = names.size();
    names.push_back(name);
  }
  std::vector<std::size_t> regions;
  for (const recipe::Place& place : places) regions.push_back(numbers.at(place.region));
  return regions;
}

namespace {

/// Forgets a region.
void forget(const recipe::Recipe& recipe, const std::string& region, PastData& data) {
  for (std::size_t i = 0; i < data.known.size(); ++i) {
    if (recipe.places[i].region != region) continue;
    data.known[i] = 0;
    data.ballots[i] = 0;
    for (std::size_t k = 0; k < data.candidates.size(); ++k) data.votes(i, k) = 0;
  }
}

}  // namespace

PastData past_data(const recipe::Recipe& recipe, const recipe::PastContest& past,
                   const std::string& left_out_region) {
  const std::size_t n = recipe.places.size();
  PastData data;
  data.candidates = past.candidates;
  data.known.assign(n, 0);
  data.ballots.assign(n, 0);
  data.votes = Matrix(n, past.candidates.size());
  const PlaceNames names(recipe.places, past.place_column);
  const recipe::Crosswalk* const crosswalk = crosswalk_of(recipe, past.lines);
  std::map<std::string, const recipe::PastRow*> rows;
  for (const recipe::PastRow& row : past.rows) rows.emplace(row.place, &row);
  if (crosswalk == nullptr || crosswalk->same_name) {
    for (const auto& [place, row] : rows) {
      add_row(recipe, *row, 1, names.of(place), past.split_by, data);
    }
  } else {
    std::vector<recipe::CrosswalkPart> parts = crosswalk->parts;
    std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
      return std::tie(a.from, a.to) < std::tie(b.from, b.to);
    });
    for (const recipe::CrosswalkPart& part : parts) {
      const auto row = rows.find(part.from);
      if (row == rows.end()) continue;
      add_row(recipe, *row->second, part.part, names.of(part.to), past.split_by, data);
    }
  }
  if (!left_out_region.empty()) forget(recipe, left_out_region, data);
  std::vector<std::string> region_names;
  const std::vector<std::size_t> region = regions_of(recipe.places, region_names);
  if (crosswalk != nullptr && crosswalk->same_name) {
    keep_turnout(recipe, region, *crosswalk->same_name, data);
  }
  fill_shares(region, data);
  if (crosswalk != nullptr && crosswalk->same_name) {
    data.shares = keep_part(data.shares, data.ballots, region, *crosswalk->same_name);
  }
  return data;
}

}  // namespace hustings::infer
