#include "model/delegate_seats.hpp"

#include "model/index.hpp"

namespace hustings {

DistrictDelegates::DistrictDelegates(const scenario::Scenario& scenario, const scenario::Pool& pool)
    : table_(pool.table.has_value()), everywhere_(static_cast<std::uint32_t>(pool.seats)) {
  if (!table_) return;
  for (const scenario::DistrictSeats& row : scenario.seat_tables[*pool.table].rows) {
    seats_.emplace(row.district, row.seats);
  }
}

std::uint32_t DistrictDelegates::operator()(const std::string& district) const {
  if (!table_) return everywhere_;
  const auto found = seats_.find(district);
  return found == seats_.end() ? 0 : static_cast<std::uint32_t>(found->second);
}

/// Adds up a pool's delegates over the districts that vote in the contest, which alone can award
/// them.
std::uint64_t pool_delegates(const scenario::Scenario& scenario, const scenario::Contest& contest,
                             const scenario::Pool& pool) {
  if (!pool.per_district) return static_cast<std::uint64_t>(pool.seats);
  const DistrictDelegates delegates(scenario, pool);
  std::uint64_t sum = 0;
  for (const scenario::District& district : scenario.districts) {
    if (votes_in(contest, district.id)) sum += delegates(district.id);
  }
  return sum;
}

std::uint64_t contest_delegates(const scenario::Scenario& scenario,
                                const scenario::Contest& contest) {
  const auto* rule = std::get_if<scenario::Delegates>(&contest.count);
  if (rule == nullptr) return 0;
  std::uint64_t sum = 0;
  for (const scenario::Pool& pool : rule->pools) sum += pool_delegates(scenario, contest, pool);
  return sum;
}

}  // namespace hustings
