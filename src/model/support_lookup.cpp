#include "model/support_lookup.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace hustings {
namespace {

using scenario::SupportKind;
using scenario::SupportRow;
using Fault = SupportFault;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::string_view kFullName = "/";  // no key of the user's can be called that
constexpr char kBetween = '\x1f';

std::string_view index_key(const std::pair<std::string, std::string>& key) {
  const bool is_full_name = key.first == "universe" && key.second.find('/') != std::string::npos;
  return is_full_name ? kFullName : std::string_view(key.first);
}

/// Joins what the universe has under the keys; false where it lacks one. A control character, which
/// no name may hold, keeps ("a", "bc") and ("ab", "c") apart.
bool join_values(const PlacedUniverse& placed, const std::vector<std::string>& keys,
                 std::string& joined) {
  joined.clear();
  for (const std::string& key : keys) {
    if (key == kFullName) {
      joined += universe_name(*placed.universe);
    } else if (const auto value = universe_value(placed, key)) {
      joined += *value;
    } else {
      return false;
    }
    joined += kBetween;
  }
  return true;
}

}  // namespace

SupportLookup::SupportLookup(const scenario::Contest& contest) : contest_(&contest) {
  std::map<std::string_view, std::uint32_t> slots;
  for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
    slots.emplace(contest.candidates[i].id, static_cast<std::uint32_t>(i));
  }
  for (std::size_t row = 0; row < contest.support.size(); ++row) {
    const auto slot = slots.find(contest.support[row].candidate);
    if (slot != slots.end()) add(row, slot->second);
  }
  std::stable_sort(key_sets_.begin(), key_sets_.end(),
                   [](const KeySet& a, const KeySet& b) { return a.keys.size() > b.keys.size(); });
}

/// Files a row under the set of its keys and the values they have. `universe: A/u`, a full name, is
/// a key apart from `universe: u`, and counts as one like it.
void SupportLookup::add(std::size_t row, std::uint32_t slot) {
  const scenario::RowKeys& given = contest_->support[row].keys;
  auto set = std::find_if(key_sets_.begin(), key_sets_.end(), [&](const KeySet& keys) {
    return std::equal(keys.keys.begin(), keys.keys.end(), given.begin(), given.end(),
                      [](const std::string& a, const auto& b) { return a == index_key(b); });
  });
  if (set == key_sets_.end()) {
    KeySet keys;
    for (const auto& key : given) keys.keys.emplace_back(index_key(key));
    set = key_sets_.insert(key_sets_.end(), std::move(keys));
  }
  std::string joined;
  for (const auto& key : given) (joined += key.second) += kBetween;
  std::vector<Entry>& entries = set->rows[joined];
  for (const Entry& entry : entries) {
    if (entry.slot != slot) continue;
    repeated_.emplace_back(row, entry.row);
    return;
  }
  entries.push_back({slot, static_cast<std::uint32_t>(row)});
}

/// Chooses a row for each candidate, of those that match the one with most keys: the first found,
/// since sets are gone through from the largest down. Two of equal size that both give a candidate
/// are a tie, an error.
SupportFault SupportLookup::choose(const PlacedUniverse& placed,
                                   std::vector<std::size_t>& chosen_rows) const {
  chosen_rows.assign(contest_->candidates.size(), kNone);
  std::string joined;
  bool any = false;
  for (const KeySet& set : key_sets_) {
    if (!join_values(placed, set.keys, joined)) continue;
    const auto found = set.rows.find(joined);
    if (found == set.rows.end()) continue;
    any = true;
    for (const Entry& entry : found->second) {
      std::size_t& chosen = chosen_rows[entry.slot];
      if (chosen == kNone) {
        chosen = entry.row;
      } else if (contest_->support[chosen].keys.size() == set.keys.size()) {
        return {Fault::Kind::tie, entry.slot, std::max<std::size_t>(chosen, entry.row),
                std::min<std::size_t>(chosen, entry.row)};
      }
    }
  }
  if (!any) return {Fault::Kind::no_rows};
  const auto missing = std::find(chosen_rows.begin(), chosen_rows.end(), kNone);
  if (missing == chosen_rows.end()) return {};
  return {Fault::Kind::missing, static_cast<std::size_t>(missing - chosen_rows.begin())};
}

/// Turns chosen rows into supports. Law: shares add up to 1 within 1e-6, or one `rest` is 1 less
/// their sum, above 1e-6; a share of 0 is a candidate not on the ballot; log-weights stand for all
/// candidates or none.
SupportFault SupportLookup::fill(std::span<const std::size_t> chosen,
                                 std::span<CandidateSupport> support) const {
  std::size_t rest = kNone;
  std::size_t share = kNone;
  std::size_t log_weight = kNone;
  double sum = 0;
  for (std::size_t slot = 0; slot < chosen.size(); ++slot) {
    const SupportRow& row = contest_->support[chosen[slot]];
    support[slot] = {};
    if (row.kind == SupportKind::rest) {
      if (rest != kNone) return {Fault::Kind::two_rests, slot, chosen[slot], chosen[rest]};
      rest = slot;
    } else if (row.kind == SupportKind::log_weight) {
      log_weight = slot;
      support[slot] = {CandidateSupport::Kind::log_weight, row.value};
    } else if (row.value > 0) {
      share = slot;
      sum += row.value;
      support[slot] = {CandidateSupport::Kind::share, row.value};
    }
  }
  const std::size_t any_share = share == kNone ? rest : share;
  if (log_weight != kNone && any_share != kNone) {
    return {Fault::Kind::mixed, log_weight, chosen[any_share], chosen[log_weight]};
  }
  if (log_weight != kNone) return {};
  if (rest == kNone) {
    if (std::abs(sum - 1) <= kShareTolerance) return {};
    return {Fault::Kind::sum, 0, chosen[0], 0, sum};
  }
  if (1 - sum <= kShareTolerance) {
    return {Fault::Kind::rest_empty, rest, chosen[rest], 0, 1 - sum};
  }
  support[rest] = {CandidateSupport::Kind::share, 1 - sum};
  return {};
}

SupportFault SupportLookup::operator()(const PlacedUniverse& placed,
                                       std::span<CandidateSupport> support) const {
  if (contest_->support.empty() && contest_->candidates.size() == 1) {
    support[0] = {CandidateSupport::Kind::share, 1};
    return {};
  }
  std::vector<std::size_t> chosen;
  const SupportFault fault = choose(placed, chosen);
  return fault.kind == Fault::Kind::none ? fill(chosen, support) : fault;
}

std::vector<std::size_t> SupportLookup::rows(const PlacedUniverse& placed) const {
  std::vector<std::size_t> chosen;
  choose(placed, chosen);
  return chosen;
}

}  // namespace hustings
