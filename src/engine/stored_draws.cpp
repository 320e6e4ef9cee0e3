#include "hustings/engine/stored_draws.hpp"

#include <algorithm>

#include "engine/given_tally.hpp"

namespace hustings {
namespace {

using Kind = EventStep::Kind;

/// Whether something else than first choices decides a contest.
bool decides_later(const Model& model, ContestId contest) {
  const CountPlan& count = model.contests[contest].count;
  return most_rounds(count) > 0 || n_delegates(count) > 0;
}

bool has_several_seats(const ModelContest& contest) {
  const auto* plurality = std::get_if<PluralityPlan>(&contest.count);
  return plurality != nullptr && plurality->seats > 1;
}

/// Says what a number is that cannot be read off draws.
std::string not_in_draws(const Model& model, const Draws& draws, const EventNumber& number) {
  using Number = EventNumber::Kind;
  const bool is_margin = number.kind == Number::margin || number.kind == Number::candidate_margin;
  if (is_margin && decides_later(model, number.contest)) {
    return "the margin of '" + model.contests[number.contest].id +
           "', as more than first choices decides it";
  }
  if (number.kind == Number::delegates || number.kind == Number::total_delegates) {
    return "delegates";
  }
  if (number.kind == Number::rolloff && draws[kDistrictTurnout].values.empty()) {
    return "roll-off, as there are more than " + std::to_string(kMostRecorded) + " districts";
  }
  if (number.kind == Number::universes_turnout && draws[kUniverseTurnout].values.empty()) {
    return "turnouts of universes, as there are more than " + std::to_string(kMostRecorded);
  }
  return "";
}

/// Says what a term asks that cannot be read off draws: who leads or is in the last two where more
/// than first choices decides, and what totals come to.
std::string not_in_draws(const Model& model, const Draws& draws, const EventStep& step) {
  if (step.kind == Kind::leads && decides_later(model, step.contest)) {
    return "who leads the first round of '" + model.contests[step.contest].id +
           "', as more than first choices decides it";
  }
  if (step.kind == Kind::last_two) {
    return "who is in the last two of '" + model.contests[step.contest].id + "'";
  }
  if (step.kind == Kind::majority || step.kind == Kind::lead) {
    return "who leads a total or has its majority";
  }
  for (const EventNumber& number : step.numbers) {
    if (std::string reason = not_in_draws(model, draws, number); !reason.empty()) return reason;
  }
  return "";
}

/// The making of counted nights, batch by batch, of what draws hold.
///
/// Law: ballots = turnout x registered, margin = first share less second. Turnouts are stored as
/// floats, so ballots are those of the run but for rounding; shares, winners and events are exact.
/// Nothing is drawn or counted, and the model serves for names and sizes alone.
class StoredNights {
 public:
  StoredNights(const Model& model, const Draws& draws)
      : model_(model),
        draws_(draws),
        outcomes_(model.contests.size()),
        wins_(model.candidates.size()),
        no_totals_(model),
        universes_(model.night.n_universes * kBatch),
        shocks_(model.shocks.size()) {}

  CountedNights batch(std::uint64_t first) {
    first_ = first;
    n_ = static_cast<std::size_t>(std::min<std::uint64_t>(kBatch, draws_.elections - first));
    for (std::size_t c = 0; c < outcomes_.size(); ++c) fill(ContestId(c), outcomes_[c]);
    for (std::size_t i = 0; !draws_[kUniverseTurnout].values.empty() && i < model_.universes.size();
         ++i) {
      const auto registered = static_cast<float>(model_.universes[UniverseId(i)].registered);
      copy(draws_[kUniverseTurnout].values, i, registered, universes_.data() + i * kBatch);
    }
    for (std::size_t s = 0; s < shocks_.size(); ++s) shocks_[s] = happened(kShock, s);
    return {model_, outcomes_, wins_, no_totals_, nullptr, {universes_, shocks_}, n_};
  }

  /// Elections of the batch in which an event or a shock happened.
  BatchBits happened(QuantityId of, std::size_t item) const {
    BatchBits bits;
    const std::uint8_t* row = draws_[of].bits.data() + item * draws_.elections + first_;
    for (std::size_t e = 0; e < n_; ++e) bits.set(e, row[e] != 0);
    return bits;
  }

 private:
  template <class T, class U>
  void copy(const std::vector<T>& table, std::size_t item, U unit, U* to) const {
    const T* from = table.data() + item * draws_.elections + first_;
    for (std::size_t e = 0; e < n_; ++e) to[e] = static_cast<U>(from[e]) * unit;
  }

  void fill(ContestId contest, Outcome& outcome) {
    const ModelContest& about = model_.contests[contest];
    outcome.resize(about.n_candidates);
    outcome.rounds.n_rounds = 0;
    for (std::size_t k = 0; k < about.n_candidates; ++k) {
      copy(draws_[kShare].values, about.candidate(k).index(), 1.0F,
           outcome.shares.data() + k * kBatch);
    }
    copy(draws_[kTurnout].values, contest.index(), static_cast<float>(about.registered),
         outcome.ballots.data());
    copy(draws_.winner, contest.index(), std::int32_t{1}, outcome.winner.data());
    fill_margin(outcome);
    mark_wins(outcome);
    const BatchBits valid = BatchBits::first(n_);
    for (std::size_t k = 0; k < about.n_candidates; ++k) {
      wins_[about.candidate(k).index()] = outcome.wins[k] & valid;
    }
    const auto& districts = model_.night.contests[contest.index()].districts;
    outcome.district_ballots.resize(districts.size() * kBatch);
    for (std::size_t i = 0; !draws_[kDistrictTurnout].values.empty() && i < districts.size(); ++i) {
      const DistrictId district = districts[i].district;
      copy(draws_[kDistrictTurnout].values, district.index(),
           static_cast<float>(model_.districts[district].registered),
           outcome.district_ballots.data() + i * kBatch);
    }
  }

  /// Fills margins of first choices, which are the contest's only where first choices decide it.
  void fill_margin(Outcome& outcome) const {
    for (std::size_t e = 0; e < n_; ++e) {
      float first = 0;
      float second = 0;
      for (std::size_t k = 0; k < outcome.wins.size(); ++k) {
        const float share = outcome.share(k)[e];
        second = std::max(second, std::min(first, share));
        first = std::max(first, share);
      }
      outcome.margin[e] = first - second;
    }
  }

  const Model& model_;
  const Draws& draws_;
  std::uint64_t first_ = 0;
  std::size_t n_ = 0;
  std::vector<Outcome> outcomes_;
  std::vector<BatchBits> wins_;
  TotalsCounter no_totals_;  ///< not asked: not_in_draws refuses events about totals
  Aligned<float> universes_;
  std::vector<BatchBits> shocks_;
};

}  // namespace

std::string not_in_draws(const Model& model, const Draws& draws, const StoredCondition& condition) {
  for (const ModelContest& contest : model.contests) {
    if (has_several_seats(contest)) return "who wins the seats of '" + contest.id + "'";
  }
  const auto* program = std::get_if<EventProgram>(&condition);
  if (program == nullptr) return "";
  for (const EventStep& step : program->steps) {
    if (std::string reason = not_in_draws(model, draws, step); !reason.empty()) return reason;
  }
  return "";
}

Tally tally_stored(const Model& model, const Draws& draws, const StoredCondition& condition) {
  const EventProgram none;
  const auto* program = std::get_if<EventProgram>(&condition);
  // Events are counted as they are stored; the tally's own judge would lack what draws lack.
  Model without_events = model;
  without_events.events = {};
  without_events.until.reset();
  StoredNights nights(without_events, draws);
  GivenTally given(without_events, program != nullptr ? *program : none, {});
  std::vector<std::uint64_t> events(model.events.size());
  for (std::uint64_t first = 0; first < draws.elections; first += kBatch) {
    const CountedNights batch = nights.batch(first);
    const BatchBits chosen = program != nullptr
                                 ? given.decide(batch) & BatchBits::first(batch.n_valid)
                                 : nights.happened(kEvent, std::get<EventId>(condition).index());
    given.add(batch, chosen);
    for (std::size_t i = 0; i < events.size(); ++i) {
      events[i] += (nights.happened(kEvent, i) & chosen).count();
    }
  }
  Tally tally = given.take();
  tally[kEvent].counts = std::move(events);
  if (draws[kDistrictTurnout].values.empty()) tally[kDistrictTurnout] = {};
  if (draws[kUniverseTurnout].values.empty()) tally[kUniverseTurnout] = {};
  return tally;
}

}  // namespace hustings
