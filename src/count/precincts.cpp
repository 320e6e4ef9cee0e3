#include "hustings/count/precincts.hpp"

#include <algorithm>
#include <tuple>

#include "core/natural_order.hpp"
#include "hustings/core/contract.hpp"

namespace hustings {

PrecinctId Precincts::named(std::string_view name) {
  if (last_ && names_[last_] == name) return last_;
  const auto known = ids_.find(name);
  if (known != ids_.end()) return last_ = known->second;
  if (names_.size() == kMax) return {};
  last_ = names_.push_back(std::string(name));
  ids_.emplace(name, last_);
  return last_;
}

void Precincts::add(std::size_t ballot, PrecinctId precinct, std::uint64_t n) {
  parts_.push_back({static_cast<std::uint32_t>(ballot), precinct, n});
  if (parts_.size() >= merge_at_) merge();
}

/// Adds up equal parts. The next time is when there are twice as many as now, so that all of it
/// costs O(n log n).
void Precincts::merge() {
  const auto key = [](const Part& part) { return std::tuple(part.precinct, part.ballot); };
  std::sort(parts_.begin(), parts_.end(),
            [&](const Part& a, const Part& b) { return key(a) < key(b); });
  std::size_t n_merged = 0;
  for (const Part& part : parts_) {
    if (n_merged > 0 && key(parts_[n_merged - 1]) == key(part)) {
      parts_[n_merged - 1].n += part.n;
    } else {
      parts_[n_merged++] = part;
    }
  }
  parts_.resize(n_merged);
  merge_at_ = std::max(merge_at_, 2 * n_merged);
}

void Precincts::sort() {
  std::vector<std::string> names = names_.items();
  std::sort(names.begin(), names.end(), natural_less);
  ById<PrecinctId, PrecinctId> new_ids(names.size());
  names_ = {};
  for (std::string& name : names) {
    PrecinctId& id = ids_.find(name)->second;
    new_ids[id] = PrecinctId(names_.size());
    id = names_.push_back(std::move(name));
  }
  last_ = {};
  for (Part& part : parts_) part.precinct = new_ids[part.precinct];
  merge();
  begin_.assign(names_.size() + 1, 0);
  for (const Part& part : parts_) ++begin_[part.precinct.index() + 1];
  for (std::size_t i = 0; i < names_.size(); ++i) begin_[i + 1] += begin_[i];
}

std::span<const Precincts::Part> Precincts::of(PrecinctId precinct) const {
  HUSTINGS_REQUIRE(begin_.size() == names_.size() + 1);
  const std::size_t first = begin_[precinct.index()];
  return std::span(parts_).subspan(first, begin_[precinct.index() + 1] - first);
}

std::uint64_t Precincts::n_ballots(PrecinctId precinct) const {
  std::uint64_t n = 0;
  for (const Part& part : of(precinct)) n += part.n;
  return n;
}

}  // namespace hustings
