#include <algorithm>
#include <numeric>

#include "hustings/infer/flows.hpp"
#include "infer/draft_parts.hpp"
#include "infer/recipe_names.hpp"

namespace hustings::infer {
namespace {

/// The blocs of a contest as places in its list of candidates.
std::vector<std::vector<std::size_t>> members_of(const recipe::BlocFactions& blocs,
                                                 const std::vector<std::string>& candidates) {
  std::vector<std::vector<std::size_t>> members(blocs.blocs.size());
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    std::size_t of = blocs.blocs.size();
    for (std::size_t f = 0; f < blocs.blocs.size(); ++f) {
      const auto& names = blocs.blocs[f].candidates;
      if (std::find(names.begin(), names.end(), candidates[k]) != names.end()) of = f;
    }
    for (std::size_t f = 0; f < blocs.blocs.size() && of == blocs.blocs.size(); ++f) {
      if (blocs.blocs[f].is_rest) of = f;
    }
    if (of < members.size()) members[of].push_back(k);
  }
  return members;
}

/// Factions are blocs: the part of each is that of its candidates among the votes for all of them.
FactionParts of_blocs(const recipe::BlocFactions& blocs, const Ground& ground) {
  const PastData& past = ground.past.at(blocs.from);
  const auto members = members_of(blocs, past.candidates);
  const std::size_t n = blocs.blocs.size();
  FactionParts factions;
  factions.parts = Matrix(past.known.size(), n);
  for (std::size_t i = 0; i < past.known.size(); ++i) {
    std::vector<double> parts(n, 0);
    for (std::size_t f = 0; f < n; ++f) {
      for (const std::size_t k : members[f]) parts[f] += past.shares(i, k);
    }
    const double sum = std::accumulate(parts.begin(), parts.end(), 0.0);
    factions.parts.set_row(i,
                           sum > 0 ? normalised(parts) : std::vector<double>(n, 1.0 / double(n)));
  }
  Matrix votes(n, past.candidates.size());
  for (std::size_t f = 0; f < n; ++f) {
    double sum = 0;
    for (const std::size_t k : members[f]) sum += past.pooled[k];
    for (std::size_t k = 0; k < past.candidates.size(); ++k) {
      votes(f, k) = (sum > 0 ? kBlocLikeAll : 1) * past.pooled[k];
    }
    for (const std::size_t k : members[f]) {
      if (sum > 0) votes(f, k) += (1 - kBlocLikeAll) * past.pooled[k] / sum;
    }
  }
  factions.votes.emplace(blocs.from, std::move(votes));
  return factions;
}

/// The numbers of types that `number: auto` tries.
std::vector<std::size_t> numbers_tried(const std::vector<Matrix>& contests) {
  std::vector<std::size_t> numbers;
  constexpr std::size_t kMostTried = 10;
  for (std::size_t i = 0; i < contests.size(); ++i) {
    std::vector<Matrix> others = contests;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    const std::size_t most = std::min(kMostTried, most_types(others));
    if (i == 0 || most < numbers.size() + 1) {
      numbers.clear();
      for (std::size_t f = 2; f <= most; ++f) numbers.push_back(f);
    }
  }
  if (numbers.empty()) numbers = {1};
  return numbers;
}

FactionParts of_types(const recipe::LatentFactions& latent, const Ground& ground, Draft& draft) {
  std::vector<std::string> ids = latent.contests;
  std::sort(ids.begin(), ids.end());
  std::vector<Matrix> contests;
  for (const std::string& id : ids) contests.push_back(ground.past.at(id).votes);
  std::size_t n = static_cast<std::size_t>(latent.number.value_or(0));
  if (n == 0) {
    draft.chosen = choose_types(contests, numbers_tried(contests));
    n = draft.chosen->types;
  }
  draft.types = fit_types(contests, n);
  FactionParts factions;
  factions.parts = draft.types->parts;
  for (std::size_t c = 0; c < ids.size(); ++c)
    factions.votes.emplace(ids[c], draft.types->votes[c]);
  const std::vector<double> purest = draft.types->purest();
  for (std::size_t f = 0; f < n; ++f) {
    factions.names.push_back("type_" + std::to_string(f + 1));
    if (purest[f] < kPureEnough) draft.unidentified.push_back(factions.names.back());
  }
  return factions;
}

FactionParts of_table(const recipe::PreparedFactions& prepared, const Ground& ground) {
  FactionParts factions;
  factions.parts = Matrix(ground.recipe.places.size(), prepared.factions.size());
  const PlaceNames names(ground.recipe.places, "");
  for (const recipe::PastRow& row : prepared.rows) {
    for (const std::size_t i : names.of(row.place)) {
      factions.parts.set_row(i, normalised(row.votes));
    }
  }
  return factions;
}

/// Adds how factions voted in a contest that they were not made from. Types differ by what they do,
/// wherever they live; of other factions that may differ from place to place, which is noted.
void add_votes(const std::string& contest, const Ground& ground, FactionParts& factions,
               Draft& draft) {
  const Matrix& votes = ground.past.at(contest).votes;
  if (draft.types) {
    factions.votes.emplace(contest, fit_votes(factions.parts, votes));
    return;
  }
  const auto region = ground.recipe.has_regions ? ground.region : std::vector<std::size_t>();
  FactionVotes found = faction_votes(factions.parts, votes, region);
  if (found.depends_on_place) draft.dependent.emplace_back(contest, found.apart);
  factions.votes.emplace(contest, std::move(found.votes));
}

/// Makes new voters a faction, the last, which is taken to have voted like everybody.
void add_new(double share, const Ground& ground, FactionParts& factions) {
  const std::size_t n = factions.parts.columns();
  Matrix parts(factions.parts.rows(), n + 1);
  for (std::size_t i = 0; i < parts.rows(); ++i) {
    for (std::size_t f = 0; f < n; ++f) parts(i, f) = (1 - share) * factions.parts(i, f);
    parts(i, n) = share;
  }
  factions.parts = std::move(parts);
  for (auto& [contest, votes] : factions.votes) {
    Matrix more(n + 1, votes.columns());
    for (std::size_t f = 0; f < n; ++f) more.set_row(f, votes.row(f));
    more.set_row(n, ground.past.at(contest).pooled);
    votes = std::move(more);
  }
}

}  // namespace

FactionParts draft_factions(const Ground& ground, Draft& draft) {
  FactionParts factions;
  if (const auto* blocs = std::get_if<recipe::BlocFactions>(&ground.recipe.factions)) {
    factions = of_blocs(*blocs, ground);
  } else if (const auto* latent = std::get_if<recipe::LatentFactions>(&ground.recipe.factions)) {
    factions = of_types(*latent, ground, draft);
  } else {
    factions = of_table(std::get<recipe::PreparedFactions>(ground.recipe.factions), ground);
  }
  const bool has_types = !factions.names.empty();
  const auto& fresh = ground.recipe.turnout.new_voters;
  if (!has_types) factions.names = faction_ids(ground.recipe);
  for (const recipe::Contest& contest : ground.recipe.contests) {
    for (const recipe::Candidate& candidate : contest.candidates) {
      for (const recipe::Likeness& like : candidate.like) {
        if (!factions.votes.contains(like.contest))
          add_votes(like.contest, ground, factions, draft);
      }
    }
  }
  if (!fresh || fresh->faction.empty()) return factions;
  if (has_types) factions.names.push_back(fresh->faction);
  add_new(fresh->share, ground, factions);
  return factions;
}

}  // namespace hustings::infer
