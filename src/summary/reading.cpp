#include "hustings/summary/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "hustings/summary/find.hpp"
#include "hustings/summary/swing.hpp"

namespace hustings {
namespace {

constexpr double kInDoubt = 0.01;
constexpr double kLikely = 0.80;
constexpr double kLeaning = 0.60;
constexpr double kAllButCertain = 0.97;

bool is_in_doubt(const Probability& chance, double least) {
  return chance.probability > least && chance.probability < 1 - least;
}

/// With a capital, as a sentence begins; what does not begin with a Latin letter stays.
std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

std::string elections_of(const Probability& chance) {
  if (chance.certainty == Certainty::never) return "in no election";
  if (chance.certainty == Certainty::always) return "in every election";
  return "in " + of_hundred(chance) + " of 100 elections";
}

std::string times_of(const Probability& chance) {
  if (chance.certainty == Certainty::never) return "never";
  if (chance.certainty == Certainty::always) return "always";
  return of_hundred(chance) + " times in 100";
}

/// The making of what is said.
class Telling {
 public:
  Telling(const View& run, std::span<const WhatIfView> what_ifs)
      : run_(run), labels_(run.labels()), what_ifs_(what_ifs) {}

  Reading read() {
    for (std::size_t c = 0; c < labels_.contests.size(); ++c) {
      reading_.contests.push_back(contest(c));
    }
    reading_.order = order();
    reading_.headline = headline();
    reading_.dots = dots(reading_.headline);
    add_closest();
    add_needs();
    add_event();
    add_swing();
    add_what_if();
    return std::move(reading_);
  }

 private:
  double chance_of(std::size_t candidate) const { return run_.chance(kWin, candidate).probability; }

  /// The candidate who is the last of those who would win.
  std::size_t last_in(std::size_t c) const {
    const auto& ranked = reading_.contests[c].order;
    return ranked[std::min<std::size_t>(labels_.contests[c].seats, ranked.size()) - 1];
  }

  ContestReading contest(std::size_t c) const {
    const ContestLabel& label = labels_.contests[c];
    ContestReading reading;
    reading.order.resize(label.n_candidates);
    std::iota(reading.order.begin(), reading.order.end(), std::size_t{label.first_candidate});
    std::ranges::stable_sort(reading.order, [&](std::size_t a, std::size_t b) {
      const std::uint64_t wins_a = run_.count(kWin, a);
      const std::uint64_t wins_b = run_.count(kWin, b);
      if (wins_a != wins_b) return wins_a > wins_b;
      return run_.distribution(kShare, a).mean > run_.distribution(kShare, b).mean;
    });
    reading.call = call(label, reading.order);
    if (label.seats > 1) return reading;
    std::vector<std::uint64_t> wins;
    for (const std::size_t i : reading.order) wins.push_back(run_.count(kWin, i));
    const std::vector<int> counts = in_hundred(wins);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] > 0) reading.dots.push_back({reading.order[i], counts[i]});
    }
    return reading;
  }

  Call call(const ContestLabel& label, const std::vector<std::size_t>& ranked) const {
    if (!is_contested(label)) return Call::unopposed;
    const double chance = chance_of(ranked[label.seats - 1]);
    if (chance >= kAllButCertain) return Call::all_but_certain;
    if (chance >= kLikely) return Call::likely;
    return chance >= kLeaning ? Call::leaning : Call::too_close;
  }

  std::vector<std::size_t> order() const {
    std::vector<std::size_t> contests(labels_.contests.size());
    std::iota(contests.begin(), contests.end(), std::size_t{0});
    const auto sureness = [&](std::size_t c) {
      return is_contested(labels_.contests[c]) ? chance_of(last_in(c)) : 2;
    };
    std::ranges::stable_sort(contests, {}, sureness);
    return contests;
  }

  std::vector<Headline> candidates() const {
    std::vector<Headline> all;
    for (std::size_t s = 0; s < labels_.slates.size(); ++s) {
      all.push_back({HeadlineKind::sweep, s, labels_.slates[s].name + " sweeps",
                     run_.at_least(s, labels_.slates[s].members.size()), ""});
    }
    for (std::size_t i = 0; i < labels_.total_names.size(); ++i) {
      const TotalNameLabel& of = labels_.total_names[i];
      all.push_back({HeadlineKind::majority, i,
                     of.name + " has the majority of " + labels_.totals[of.total].name,
                     run_.chance(kMajority, i), ""});
    }
    for (std::size_t i = 0; i < labels_.events.size(); ++i) {
      all.push_back({HeadlineKind::event, i, labels_.events[i].name, run_.chance(kEvent, i), ""});
    }
    for (const std::size_t c : reading_.order) {
      const std::size_t i = reading_.contests[c].order.front();
      all.push_back({HeadlineKind::win, i,
                     labels_.candidates[i].name + " wins " + labels_.contests[c].id,
                     run_.chance(kWin, i), ""});
    }
    return all;
  }

  Headline headline() const {
    const std::vector<Headline> all = candidates();
    const Headline* chosen = nullptr;
    for (const double least : {kInDoubt, 0.0}) {
      for (const Headline& one : all) {
        if (chosen == nullptr && is_in_doubt(one.probability, least)) chosen = &one;
      }
    }
    Headline made = chosen == nullptr ? all.front() : *chosen;
    made.text = sentence(made);
    return made;
  }

  std::string sentence(const Headline& of) const {
    if (of.kind == HeadlineKind::event) {
      return "\u201c" + of.name + "\u201d happens " + elections_of(of.probability) + ".";
    }
    std::string text = capital(of.name) + " " + elections_of(of.probability);
    if (of.kind != HeadlineKind::sweep) return text + ".";
    const auto seats = run_.seats(of.item);
    const auto most = std::max_element(seats.begin(), seats.end()) - seats.begin();
    return text + fmt::format("; most often it wins {} of {}.", most, seats.size() - 1);
  }

  HeadlineDots dots(const Headline& of) const {
    const std::uint64_t n = run_.elections();
    if (of.kind == HeadlineKind::sweep) {
      const auto seats = run_.seats(of.item);
      const std::uint64_t all = seats.back();
      const std::uint64_t short_of_one = seats.size() > 1 ? seats[seats.size() - 2] : 0;
      const std::uint64_t total = std::accumulate(seats.begin(), seats.end(), std::uint64_t{0});
      const std::vector<std::uint64_t> counts{all, short_of_one, total - all - short_of_one};
      const std::vector<int> of_100 = in_hundred(counts);
      return {of_100[0], of_100[1], of_100[2]};
    }
    const std::uint64_t count = of.kind == HeadlineKind::majority ? run_.count(kMajority, of.item)
                                : of.kind == HeadlineKind::event  ? run_.count(kEvent, of.item)
                                                                  : run_.count(kWin, of.item);
    const std::vector<std::uint64_t> counts{count, n - count};
    const std::vector<int> of_100 = in_hundred(counts);
    return {of_100[0], 0, of_100[1]};
  }

  void add_closest() {
    const std::size_t c = reading_.order.front();
    const auto& ranked = reading_.contests[c].order;
    const ContestLabel& label = labels_.contests[c];
    if (!is_contested(label)) return;
    const std::size_t in = label.seats - 1;
    reading_.facts.push_back(
        {FactKind::closest, "Closest race",
         fmt::format("{}, where {} wins {} and {} {}.", label.name,
                     labels_.candidates[ranked[in]].name, of_hundred(run_.chance(kWin, ranked[in])),
                     labels_.candidates[ranked[in + 1]].name,
                     times_of(run_.chance(kWin, ranked[in + 1])))});
  }

  /// Of a sweep: the member who wins least often, and how often all win when they do.
  void add_needs() {
    const Headline& of = reading_.headline;
    if (of.kind != HeadlineKind::sweep) return;
    const auto& members = labels_.slates[of.item].members;
    if (members.size() < 2) return;
    std::size_t weakest = members.front();
    for (const std::size_t member : members) {
      if (run_.count(kWin, member) < run_.count(kWin, weakest)) weakest = member;
    }
    const std::uint64_t wins = run_.count(kWin, weakest);
    if (wins == 0) return;
    const std::string& name = labels_.candidates[weakest].name;
    const Probability then = probability(run_.seats(of.item).back(), wins);
    reading_.facts.push_back(
        {FactKind::needs, "What the sweep waits for",
         name + ". When " + name + " wins, all of the slate do " + times_of(then) + "."});
  }

  /// The first other event that is in doubt.
  void add_event() {
    for (std::size_t i = 0; i < labels_.events.size(); ++i) {
      const Headline& of = reading_.headline;
      if (of.kind == HeadlineKind::event && of.item == i) continue;
      const Probability chance = run_.chance(kEvent, i);
      // What happens just as often is the headline in other words.
      if (!is_in_doubt(chance, kInDoubt) || chance.probability == of.probability.probability) {
        continue;
      }
      reading_.facts.push_back(
          {FactKind::event, capital(labels_.events[i].name), times_of(chance) + "."});
      return;
    }
  }

  /// The universe of which one more point of turnout moves the headline most, beyond its error.
  void add_swing() {
    const SwingTally& swing = run_.tally().swing;
    if (!why_no_swing(run_.tally()).empty() || run_.given()) return;
    const Headline& of = reading_.headline;
    const SwingTarget asked{of.kind == HeadlineKind::sweep   ? SwingTarget::Kind::sweep
                            : of.kind == HeadlineKind::event ? SwingTarget::Kind::event
                                                             : SwingTarget::Kind::win,
                            static_cast<std::uint32_t>(of.item)};
    const auto found = std::ranges::find(swing.targets, asked);
    if (of.kind == HeadlineKind::majority || found == swing.targets.end()) return;
    const SwingRanking ranking = swing_ranking(
        labels_, run_.tally(), static_cast<std::size_t>(found - swing.targets.begin()), "universe");
    if (ranking.rows.empty()) return;
    const SwingRanking::Row& first = ranking.rows.front();
    const double points = 100 * first.effect.per_point;
    if (!(std::fabs(points) > 100 * error_95(first.effect.per_point_standard_error))) return;
    reading_.facts.push_back(
        {FactKind::swing, "Turnout that decides",
         fmt::format("one more point of \u201c{}\u201d {} {:.2f} points {} that chance.",
                     first.shown, points > 0 ? "adds" : "takes", std::fabs(points),
                     points > 0 ? "to" : "off")});
  }

  /// The what-if that moves the headline most, beyond two standard errors.
  void add_what_if() {
    const std::string* name = nullptr;
    double most = 0;
    for (const auto& [what_if, world] : what_ifs_) {
      const auto moved = compared(reading_.headline, world);
      if (!moved) continue;
      const double difference = moved->moved.difference;
      if (std::fabs(difference) <= 2 * moved->moved.paired_standard_error) continue;
      if (std::fabs(difference) <= std::fabs(most)) continue;
      most = difference;
      name = &what_if;
    }
    if (name == nullptr) return;
    reading_.facts.push_back(
        {FactKind::what_if, "What moves it most",
         fmt::format("\u201c{}\u201d, by {:+.1f} points.", *name, 100 * most)});
  }

  const View& run_;
  const Labels& labels_;
  std::span<const WhatIfView> what_ifs_;
  Reading reading_;
};

}  // namespace

std::string_view name_of(HeadlineKind kind) {
  constexpr std::array<std::string_view, 4> kNames{"sweep", "majority", "event", "win"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(FactKind kind) {
  constexpr std::array<std::string_view, 5> kNames{"closest", "needs", "event", "swing", "what_if"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Call call) {
  constexpr std::array<std::string_view, 5> kNames{"too close to call", "leaning", "likely",
                                                   "all but certain", "unopposed"};
  return kNames[static_cast<std::size_t>(call)];
}

Reading reading_of(const View& run, std::span<const WhatIfView> what_ifs) {
  return Telling(run, what_ifs).read();
}

std::optional<Compared> compared(const Headline& headline, const View& world) {
  const Axis axis = headline.kind == HeadlineKind::sweep      ? Axis::slate
                    : headline.kind == HeadlineKind::majority ? Axis::total_name
                    : headline.kind == HeadlineKind::event    ? Axis::event
                                                              : Axis::candidate;
  const auto item = world.item_of_base(axis, headline.item);
  if (!item) return std::nullopt;
  switch (headline.kind) {
    case HeadlineKind::sweep:
      return world.compared_at_least(*item, world.labels().slates[*item].members.size());
    case HeadlineKind::majority:
      return world.compared(kMajority, *item);
    case HeadlineKind::event:
      return world.compared(kEvent, *item);
    default:
      return world.compared(kWin, *item);
  }
}

std::vector<int> in_hundred(std::span<const std::uint64_t> counts) {
  std::uint64_t total = 0;
  for (const std::uint64_t count : counts) total += count;
  std::vector<int> shares(counts.size());
  if (total == 0) return shares;
  std::vector<std::uint64_t> left(counts.size());
  int given = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto hundredfold = static_cast<U128>(counts[i]) * 100;
    shares[i] = static_cast<int>(hundredfold / total);
    left[i] = static_cast<std::uint64_t>(hundredfold % total);
    given += shares[i];
  }
  std::vector<std::size_t> by_left(counts.size());
  std::iota(by_left.begin(), by_left.end(), std::size_t{0});
  std::ranges::stable_sort(by_left, std::greater<>(), [&](std::size_t i) { return left[i]; });
  for (std::size_t i = 0; given < 100; ++i, ++given) ++shares[by_left[i]];
  return shares;
}

std::string of_hundred(const Probability& chance) {
  // A bound of 3 / n is of more than one in a hundred where few elections were drawn.
  const double bound = chance.upper_bound   ? *chance.upper_bound
                       : chance.lower_bound ? 1 - *chance.lower_bound
                                            : 0.01;
  const int most = std::clamp(static_cast<int>(std::ceil(100 * bound - 1e-9)), 1, 100);
  if (chance.probability < 0.005) return "under " + std::to_string(most);
  if (chance.probability >= 0.995) return "over " + std::to_string(100 - most);
  return std::to_string(std::lround(100 * chance.probability));
}

}  // namespace hustings
