#include "tally/recorder.hpp"

#include <algorithm>

namespace hustings {

Recorder::Recorder(const Model& model, Draws& draws)
    : model_(model), draws_(draws), factors_(model, kMostRecorded) {}

std::size_t Recorder::n_recorded(std::uint64_t batch) const {
  const std::uint64_t first = column_of(batch);
  return first >= draws_.elections
             ? 0
             : static_cast<std::size_t>(std::min<std::uint64_t>(kBatch, draws_.elections - first));
}

void Recorder::record_row(const float* row, float unit, std::size_t item, std::vector<float>& table,
                          const Night& night) const {
  float* to = table.data() + item * draws_.elections + column_of(night.batch());
  const std::size_t n = n_recorded(night.batch());
  for (std::size_t e = 0; e < n; ++e) to[e] = row[e] * unit;
}

void Recorder::record_numbers(const std::int32_t* row, std::size_t item,
                              std::vector<std::int16_t>& table, const Night& night) const {
  std::int16_t* to = table.data() + item * draws_.elections + column_of(night.batch());
  const std::size_t n = n_recorded(night.batch());
  for (std::size_t e = 0; e < n; ++e) to[e] = static_cast<std::int16_t>(row[e]);
}

void Recorder::record(ContestId contest, const Outcome& outcome, const Night& night) {
  const ModelContest& about = model_.contests[contest];
  for (std::size_t k = 0; k < about.n_candidates; ++k) {
    record_row(outcome.share(k), 1.0F, about.candidate(k).index(), draws_.share, night);
  }
  record_row(outcome.ballots.data(), static_cast<float>(1.0 / about.registered), contest.index(),
             draws_.turnout, night);
  record_numbers(outcome.winner.data(), contest.index(), draws_.winner, night);
  for (std::size_t k = 0; outcome.delegates.seats > 0 && k < about.n_candidates; ++k) {
    record_numbers(outcome.delegates.won.data() + k * kBatch, about.candidate(k).index(),
                   draws_.delegates, night);
  }
  if (draws_.district_turnout.empty()) return;
  const auto& districts = model_.night.contests[contest.index()].districts;
  for (std::size_t i = 0; i < districts.size(); ++i) {
    const DistrictId district = districts[i].district;
    record_row(outcome.district_ballots.data() + i * kBatch,
               static_cast<float>(1.0 / model_.districts[district].registered), district.index(),
               draws_.district_turnout, night);
  }
}

void Recorder::record_joint(const std::vector<BatchBits>& events, const TotalsCounter& totals,
                            const Night& night) {
  const std::size_t n = n_recorded(night.batch());
  for (std::size_t i = 0; i < model_.events.size(); ++i) {
    std::uint8_t* to = draws_.event.data() + i * draws_.elections + column_of(night.batch());
    for (std::size_t e = 0; e < n; ++e) to[e] = events[i][e] ? 1 : 0;
  }
  for (std::size_t i = 0; !draws_.universe_turnout.empty() && i < model_.universes.size(); ++i) {
    const double registered = model_.universes[UniverseId(i)].registered;
    if (registered <= 0) continue;
    record_row(night.universe_ballots(UniverseId(i)).data(), static_cast<float>(1.0 / registered),
               i, draws_.universe_turnout, night);
  }
  for (std::size_t i = 0; i < model_.total_names.size(); ++i) {
    record_numbers(totals.won(TotalNameId(i)).data(), i, draws_.total_delegates, night);
  }
  factors_.draw(night);
  for (std::size_t i = 0; i < factors_.size(); ++i) {
    record_row(factors_.values(i), 1.0F, i, draws_.factor, night);
  }
}

}  // namespace hustings
