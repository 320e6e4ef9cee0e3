#include "language/draft_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "text/csv_field.hpp"

namespace hustings {
namespace {

std::string row_of(const std::vector<std::string>& fields) {
  std::string row;
  for (const std::string& field : fields) row += (row.empty() ? "" : ",") + csv_field(field);
  return row + "\n";
}

/// Shares in millionths that add up to one million, none of them 0: the largest takes what is left.
std::vector<std::string> millionths(const std::vector<double>& shares) {
  std::vector<long long> parts;
  for (const double share : shares) parts.push_back(std::max(1LL, std::llround(share * 1e6)));
  const long long sum = std::accumulate(parts.begin(), parts.end(), 0LL);
  *std::max_element(parts.begin(), parts.end()) += 1'000'000 - sum;
  std::vector<std::string> texts;
  for (const long long part : parts) {
    texts.push_back(fmt::format("{}.{:06}", part / 1'000'000, part % 1'000'000));
  }
  return texts;
}

bool has_propensity(const infer::Draft& draft) {
  return std::any_of(draft.universes.begin(), draft.universes.end(),
                     [](const auto& universe) { return !universe.propensity.empty(); });
}

}  // namespace

std::string districts_table(const infer::Draft& draft, const recipe::Recipe& recipe) {
  std::vector<std::string> tags;
  bool has_names = false;
  for (std::size_t i = 0; i < draft.places.size(); ++i) {
    has_names = has_names || !draft.places[i].name.empty();
    for (const auto& [tag, value] : draft.places[i].tags) tags.push_back(tag);
  }
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  std::vector<std::string> head{"district"};
  if (has_names) head.emplace_back("name");
  if (recipe.has_regions) head.emplace_back("region");
  head.insert(head.end(), tags.begin(), tags.end());
  std::string text = row_of(head);
  for (std::size_t i = 0; i < draft.places.size(); ++i) {
    const recipe::Place& place = draft.places[i];
    if (!draft.votes[i]) continue;
    std::vector<std::string> row{place.id};
    if (has_names) row.push_back(place.name);
    if (recipe.has_regions) row.push_back(place.region);
    for (const std::string& tag : tags) {
      const auto value = place.tags.find(tag);
      row.push_back(value == place.tags.end() ? "" : value->second);
    }
    text += row_of(row);
  }
  return text;
}

std::string universes_table(const infer::Draft& draft) {
  const bool split = has_propensity(draft);
  std::vector<std::string> head{"district", "universe", "faction"};
  if (split) head.emplace_back("propensity");
  head.insert(head.end(), {"registered", "turnout_mean"});
  std::string text = row_of(head);
  for (const infer::DraftUniverse& universe : draft.universes) {
    const std::string& faction = draft.factions[universe.faction];
    std::vector<std::string> row{draft.places[universe.place].id,
                                 split ? faction + " " + universe.propensity : faction, faction};
    if (split) row.push_back(universe.propensity);
    row.push_back(std::to_string(universe.registered));
    row.push_back(fmt::format("{:.4f}", std::max(.0001, universe.turnout)));
    text += row_of(row);
  }
  return text;
}

std::string support_table(const infer::Draft& draft) {
  bool by_place = false;
  for (const infer::DraftContest& contest : draft.contests) {
    for (const auto& row : contest.support) by_place = by_place || row.place;
  }
  std::vector<std::string> head{"contest", "candidate"};
  if (by_place) head.emplace_back("district");
  head.insert(head.end(), {"faction", "share"});
  std::string text = row_of(head);
  for (const infer::DraftContest& contest : draft.contests) {
    for (const infer::DraftSupport& of : contest.support) {
      const std::vector<std::string> shares = millionths(of.shares);
      for (std::size_t k = 0; k < shares.size(); ++k) {
        std::vector<std::string> row{contest.recipe->id, contest.recipe->candidates[k].id};
        if (by_place) row.push_back(of.place ? draft.places[*of.place].id : "");
        row.push_back(draft.factions[of.faction]);
        row.push_back(shares[k]);
        text += row_of(row);
      }
    }
  }
  return text;
}

std::string likeness_table(const infer::Draft& draft) {
  std::string text = row_of({"contest", "candidate", "district", "load"});
  for (const infer::DraftContest& contest : draft.contests) {
    if (contest.likeness.rows() == 0) continue;
    for (const std::size_t i : contest.places) {
      for (std::size_t k = 0; k < contest.recipe->candidates.size(); ++k) {
        if (contest.recipe->candidates[k].like.empty()) continue;
        text += row_of({contest.recipe->id, contest.recipe->candidates[k].id, draft.places[i].id,
                        fmt::format("{:.4f}", contest.likeness(i, k))});
      }
    }
  }
  return text;
}

}  // namespace hustings
