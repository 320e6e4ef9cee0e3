#include "hustings/summary/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "hustings/summary/summary.hpp"

namespace hustings {
namespace {

using Links = std::vector<std::optional<std::size_t>>;
using Names = std::vector<std::string>;

Links link(const Names& base, const Names& world) {
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < base.size(); ++i) known.emplace(base[i], i);
  Links links;
  for (const std::string& name : world) {
    const auto found = known.find(name);
    links.push_back(found == known.end() ? std::nullopt : std::optional(found->second));
  }
  return links;
}

template <class Items, class Name>
Names names(const Items& items, Name name) {
  Names all;
  for (const auto& item : items) all.push_back(name(item));
  return all;
}

Names candidate_names(const Labels& labels) {
  Names all;
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    all.push_back(candidate_label(labels, i));
  }
  return all;
}

Names total_names(const Labels& labels) {
  Names all;
  for (std::size_t i = 0; i < labels.total_names.size(); ++i) {
    all.push_back(total_name_label(labels, i));
  }
  return all;
}

Names slate_names(const Labels& labels) {
  return names(labels.slates, [&](const SlateLabel& slate) {
    std::string name = slate.id;
    for (const std::uint32_t member : slate.members) name += '\n' + candidate_label(labels, member);
    return name;
  });
}

/// Names of final pairs, the same whichever of the two stands first.
Names pair_names(const Labels& labels, const Tally& tally) {
  return names(tally.rounds.final_pairs, [&](const CandidatePair& pair) {
    const std::string a = candidate_label(labels, pair.a.index());
    const std::string b = candidate_label(labels, pair.b.index());
    return std::min(a, b) + '\n' + std::max(a, b);
  });
}

double mean_of(const MomentSums& sums, std::uint64_t n) {
  return n == 0 ? 0 : static_cast<double>(sums.sum) / static_cast<double>(n) * kShareUnit;
}

double squared_error(const MomentSums& sums, std::uint64_t n) {
  if (n == 0) return 0;
  const U128 scaled = n * sums.squares - static_cast<U128>(sums.sum) * sums.sum;
  const auto count = static_cast<double>(n);
  return static_cast<double>(scaled) / count / count * kShareUnit * kShareUnit / count;
}

const std::uint64_t kNoWins = 0;

}  // namespace

Comparison::Comparison(const TwoWorlds& worlds)
    : worlds_(worlds),
      candidates_(link(candidate_names(worlds.base_labels), candidate_names(worlds.labels))),
      slates_(link(slate_names(worlds.base_labels), slate_names(worlds.labels))),
      final_pairs_(link(pair_names(worlds.base_labels, worlds.base),
                        pair_names(worlds.labels, worlds.tally))) {
  const auto by_id = [](const auto& label) { return label.id; };
  const Labels& base = worlds.base_labels;
  const Labels& world = worlds.labels;
  contests_ = link(names(base.contests, by_id), names(world.contests, by_id));
  districts_ = link(names(base.districts, by_id), names(world.districts, by_id));
  universes_ = link(names(base.universes, by_id), names(world.universes, by_id));
  const auto by_name = [](const EventLabel& event) { return event.name; };
  events_ = link(names(base.events, by_name), names(world.events, by_name));
  totals_ = link(names(base.totals, by_id), names(world.totals, by_id));
  total_names_ = link(total_names(base), total_names(world));
}

Compared Comparison::counts(std::uint64_t before, std::uint64_t after,
                            const PairedCount* paired) const {
  const std::uint64_t n = worlds_.tally.elections;
  const Probability p = probability(before, worlds_.base.elections);
  const Probability q = probability(after, n);
  Compared compared{p.probability, q.probability, {}};
  if (paired != nullptr) {
    compared.moved = difference_of(*paired, n);
    compared.gains = static_cast<double>(paired->gains) / static_cast<double>(n);
    compared.losses = static_cast<double>(paired->losses) / static_cast<double>(n);
  } else {
    const double squared =
        p.standard_error * p.standard_error + q.standard_error * q.standard_error;
    compared.moved = {q.probability - p.probability, std::sqrt(squared)};
  }
  return compared;
}

Compared Comparison::means(const MomentSums& before, const MomentSums& after,
                           const DifferenceSums* paired) const {
  const std::uint64_t n = worlds_.tally.elections;
  Compared compared{mean_of(before, worlds_.base.elections), mean_of(after, n), {}};
  compared.moved = paired != nullptr
                       ? difference_of(*paired, n, kShareUnit)
                       : Difference{compared.after - compared.before,
                                    std::sqrt(squared_error(before, worlds_.base.elections) +
                                              squared_error(after, n))};
  return compared;
}

std::optional<Compared> Comparison::win(std::size_t candidate) const {
  if (!contests_[worlds_.labels.candidates[candidate].contest]) return std::nullopt;
  const auto linked = candidates_[candidate];
  return counts(linked ? worlds_.base.wins[*linked] : kNoWins, worlds_.tally.wins[candidate],
                is_paired() ? &worlds_.paired->wins[candidate] : nullptr);
}

std::optional<Compared> Comparison::share(std::size_t candidate) const {
  if (!contests_[worlds_.labels.candidates[candidate].contest]) return std::nullopt;
  const auto linked = candidates_[candidate];
  return means(linked ? worlds_.base.share[*linked] : MomentSums{}, worlds_.tally.share[candidate],
               is_paired() ? &worlds_.paired->share[candidate] : nullptr);
}

std::optional<Compared> Comparison::votes(std::size_t candidate) const {
  if (!is_paired() || !contests_[worlds_.labels.candidates[candidate].contest]) return std::nullopt;
  Compared compared;
  compared.moved = difference_of(worlds_.paired->votes[candidate], worlds_.tally.elections, 1.0);
  return compared;
}

std::optional<Compared> Comparison::delegates(std::size_t candidate) const {
  const auto contest = contests_[worlds_.labels.candidates[candidate].contest];
  const bool both =
      contest && worlds_.base_labels.contests[*contest].delegates > 0 &&
      worlds_.labels.contests[worlds_.labels.candidates[candidate].contest].delegates > 0;
  if (!is_paired() || !both) return std::nullopt;
  Compared compared;
  compared.moved =
      difference_of(worlds_.paired->delegates[candidate], worlds_.tally.elections, 1.0);
  return compared;
}

std::optional<Compared> Comparison::total_delegates(std::size_t name) const {
  if (!is_paired() || !total_names_[name]) return std::nullopt;
  Compared compared;
  compared.moved =
      difference_of(worlds_.paired->total_delegates[name], worlds_.tally.elections, 1.0);
  return compared;
}

std::optional<Compared> Comparison::majority(std::size_t name) const {
  const auto linked = total_names_[name];
  if (!linked) return std::nullopt;
  return counts(worlds_.base.delegates.total_majority[*linked],
                worlds_.tally.delegates.total_majority[name],
                is_paired() ? &worlds_.paired->majority[name] : nullptr);
}

std::optional<Compared> Comparison::lead(std::size_t name) const {
  const auto linked = total_names_[name];
  if (!linked) return std::nullopt;
  return counts(worlds_.base.delegates.total_leads[*linked],
                worlds_.tally.delegates.total_leads[name],
                is_paired() ? &worlds_.paired->lead[name] : nullptr);
}

std::optional<Compared> Comparison::no_majority(std::size_t total) const {
  const auto linked = totals_[total];
  if (!linked) return std::nullopt;
  return counts(worlds_.base.delegates.no_majority[*linked],
                worlds_.tally.delegates.no_majority[total],
                is_paired() ? &worlds_.paired->no_majority[total] : nullptr);
}

std::optional<Compared> Comparison::margin(std::size_t contest) const {
  const auto linked = contests_[contest];
  if (!linked || worlds_.base.margin.empty() || worlds_.tally.margin.empty()) return std::nullopt;
  return means(worlds_.base.margin[*linked], worlds_.tally.margin[contest],
               is_paired() ? &worlds_.paired->margin[contest] : nullptr);
}

std::optional<Compared> Comparison::turnout(std::size_t contest) const {
  const auto linked = contests_[contest];
  if (!linked || worlds_.base.turnout.empty() || worlds_.tally.turnout.empty()) return std::nullopt;
  return means(worlds_.base.turnout[*linked], worlds_.tally.turnout[contest],
               is_paired() ? &worlds_.paired->turnout[contest] : nullptr);
}

std::optional<Compared> Comparison::recount(std::size_t contest) const {
  const auto linked = contests_[contest];
  if (!linked || !worlds_.base_labels.contests[*linked].recounts ||
      !worlds_.labels.contests[contest].recounts) {
    return std::nullopt;
  }
  return counts(worlds_.base.recounts[*linked], worlds_.tally.recounts[contest],
                is_paired() ? &worlds_.paired->recounts[contest] : nullptr);
}

bool Comparison::both_in_rounds(std::size_t contest) const {
  const auto linked = contests_[contest];
  return linked && worlds_.base_labels.contests[*linked].n_rounds > 0 &&
         worlds_.labels.contests[contest].n_rounds > 0;
}

std::optional<Compared> Comparison::exhausted(std::size_t contest) const {
  const auto linked = contests_[contest];
  if (!both_in_rounds(contest)) return std::nullopt;
  return means(worlds_.base.rounds.exhausted[*linked], worlds_.tally.rounds.exhausted[contest],
               is_paired() ? &worlds_.paired->exhausted[contest] : nullptr);
}

std::optional<Compared> Comparison::led_but_lost(std::size_t contest) const {
  const auto linked = contests_[contest];
  if (!both_in_rounds(contest)) return std::nullopt;
  return counts(worlds_.base.rounds.led_but_lost[*linked],
                worlds_.tally.rounds.led_but_lost[contest],
                is_paired() ? &worlds_.paired->led_but_lost[contest] : nullptr);
}

std::optional<Compared> Comparison::eliminated(std::size_t candidate, std::size_t round) const {
  const auto linked = candidates_[candidate];
  const std::size_t here = worlds_.labels.candidates[candidate].contest;
  const auto there = contests_[here];
  if (!linked || !there || round >= worlds_.labels.contests[here].n_rounds ||
      round >= worlds_.base_labels.contests[*there].n_rounds) {
    return std::nullopt;
  }
  const std::size_t at = candidate * worlds_.tally.rounds.n_rounds + round;
  return counts(worlds_.base.rounds.eliminated[*linked * worlds_.base.rounds.n_rounds + round],
                worlds_.tally.rounds.eliminated[at],
                is_paired() ? &worlds_.paired->eliminated[at] : nullptr);
}

std::optional<Compared> Comparison::final_pair(std::size_t pair) const {
  const auto linked = final_pairs_[pair];
  if (!linked) return std::nullopt;
  return counts(worlds_.base.rounds.final_pair[*linked], worlds_.tally.rounds.final_pair[pair],
                is_paired() ? &worlds_.paired->final_pair[pair] : nullptr);
}

std::optional<Compared> Comparison::at_least(std::size_t slate, std::size_t seats) const {
  const auto linked = slates_[slate];
  if (!linked) return std::nullopt;
  const auto reached = [seats](const std::vector<std::uint64_t>& counts) {
    return std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(seats), counts.end(),
                           std::uint64_t{0});
  };
  return counts(reached(worlds_.base.seats[*linked]), reached(worlds_.tally.seats[slate]),
                is_paired() ? &worlds_.paired->at_least[slate][seats - 1] : nullptr);
}

std::optional<Compared> Comparison::seats(std::size_t slate) const {
  const auto linked = slates_[slate];
  if (!linked) return std::nullopt;
  const SeatMoments before = seat_moments(worlds_.base.seats[*linked]);
  const SeatMoments after = seat_moments(worlds_.tally.seats[slate]);
  const double squared =
      before.standard_error * before.standard_error + after.standard_error * after.standard_error;
  Compared compared{before.mean, after.mean, {}};
  compared.moved = is_paired()
                       ? difference_of(worlds_.paired->seats[slate], worlds_.tally.elections, 1.0)
                       : Difference{after.mean - before.mean, std::sqrt(squared)};
  return compared;
}

std::optional<Compared> Comparison::event(std::size_t event) const {
  const auto linked = events_[event];
  if (!linked) return std::nullopt;
  return counts(worlds_.base.events[*linked], worlds_.tally.events[event],
                is_paired() ? &worlds_.paired->events[event] : nullptr);
}

std::optional<Compared> Comparison::district_turnout(std::size_t district) const {
  const auto linked = districts_[district];
  if (!linked || worlds_.base.district_turnout.empty() || worlds_.tally.district_turnout.empty() ||
      worlds_.base_labels.districts[*linked].registered <= 0 ||
      worlds_.labels.districts[district].registered <= 0) {
    return std::nullopt;
  }
  return means(worlds_.base.district_turnout[*linked], worlds_.tally.district_turnout[district],
               is_paired() ? &worlds_.paired->district_turnout[district] : nullptr);
}

std::optional<Compared> Comparison::universe_turnout(std::size_t universe) const {
  const auto linked = universes_[universe];
  if (!linked || worlds_.base.universe_turnout.empty() || worlds_.tally.universe_turnout.empty() ||
      worlds_.base_labels.universes[*linked].registered <= 0 ||
      worlds_.labels.universes[universe].registered <= 0) {
    return std::nullopt;
  }
  return means(worlds_.base.universe_turnout[*linked], worlds_.tally.universe_turnout[universe],
               is_paired() ? &worlds_.paired->universe_turnout[universe] : nullptr);
}

}  // namespace hustings
