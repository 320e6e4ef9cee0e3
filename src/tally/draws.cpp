#include "hustings/tally/draws.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hustings {
namespace {

std::size_t recorded(std::size_t n) {
  return n <= kMostRecorded ? n : 0;
}

/// Candidates whose delegates are recorded: all, or none.
std::size_t n_with_delegates(const Model& model) {
  const bool any =
      std::any_of(model.contests.begin(), model.contests.end(),
                  [](const ModelContest& contest) { return n_delegates(contest.count) > 0; });
  return any ? model.candidates.size() : 0;
}

std::size_t n_recorded_factors(const Model& model) {
  std::size_t n = 0;
  for (const ModelEffect& effect : model.effects) n += recorded(effect.factors.size());
  return n;
}

template <class T>
void truncate_table(std::vector<T>& table, std::uint64_t from, std::uint64_t to) {
  const std::uint64_t items = table.size() / from;
  for (std::uint64_t i = 1; i < items; ++i) {
    std::copy_n(table.begin() + static_cast<std::ptrdiff_t>(i * from), to,
                table.begin() + static_cast<std::ptrdiff_t>(i * to));
  }
  table.resize(items * to);
}

}  // namespace

Draws::Draws(const Model& model, std::uint64_t n)
    : elections(n),
      share(model.candidates.size() * n),
      winner(model.contests.size() * n),
      turnout(model.contests.size() * n),
      district_turnout(recorded(model.districts.size()) * n),
      universe_turnout(recorded(model.universes.size()) * n),
      event(model.events.size() * n),
      delegates(n_with_delegates(model) * n),
      total_delegates(model.total_names.size() * n),
      factor(n_recorded_factors(model) * n) {
  for (const ModelEffect& effect : model.effects) {
    if (recorded(effect.factors.size()) == 0) continue;
    for (const ModelFactor& item : effect.factors) {
      factor_names.push_back(item.level.empty() ? effect.id : effect.id + ": " + item.level);
    }
  }
}

void Draws::truncate(std::uint64_t n) {
  if (n >= elections) return;
  truncate_table(share, elections, n);
  truncate_table(winner, elections, n);
  truncate_table(turnout, elections, n);
  truncate_table(district_turnout, elections, n);
  truncate_table(universe_turnout, elections, n);
  truncate_table(event, elections, n);
  truncate_table(delegates, elections, n);
  truncate_table(total_delegates, elections, n);
  truncate_table(factor, elections, n);
  elections = n;
}

std::uint64_t Draws::bytes(const Model& model, std::uint64_t n) {
  const std::uint64_t floats = model.candidates.size() + model.contests.size() +
                               recorded(model.districts.size()) + recorded(model.universes.size()) +
                               n_recorded_factors(model);
  const std::uint64_t shorts =
      model.contests.size() + n_with_delegates(model) + model.total_names.size();
  return n * (4 * floats + 2 * shorts + model.events.size());
}

void check_draws(const Model& model, const Source& scenario, Problems& problems) {
  const std::uint64_t n = std::min(model.n_draws, model.elections);
  const std::uint64_t size = Draws::bytes(model, n);
  if (size <= kMostDrawBytes) return;
  constexpr double kMega = 1e6;
  problems.error(
      {scenario.place, "output.draws"},
      fmt::format("keeping {} draws takes {:.0f} MB, more than {:.0f}", n,
                  static_cast<double>(size) / kMega, static_cast<double>(kMostDrawBytes) / kMega),
      fmt::format("at most {} fit here", kMostDrawBytes / (size / n)));
}

}  // namespace hustings
