#include "hustings/summary/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "core/isolated.hpp"
#include "hustings/summary/find.hpp"
#include "hustings/summary/swing.hpp"

namespace hustings {
namespace {

constexpr double kInDoubt = 0.01;
constexpr double kLikely = 0.80;
constexpr double kLeaning = 0.60;
constexpr double kAllButCertain = 0.97;

/// The whole number nearest to one that is not negative.
int whole(double number) {
  return static_cast<int>(number + 0.5);
}

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

/// Decides what is said of a run first, and in which words; the rules stand at Headline, Call and
/// Fact, and in docs/report.md, "What is said".
///
/// Parts of a hundred are rounded to whole ones, and said no surer than 3 / n of n elections can
/// be; a run of fewer than a hundred elections says how many it had. A difference that a fact tells
/// is larger than its 95 % error (swing) or two standard errors (what-ifs): the largest of many is
/// chosen without a correction for that.
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
    add_swing();
    add_what_if();
    add_event();
    return std::move(reading_);
  }

  WorldHeadline headline_of(HeadlineKind kind, std::size_t item) const {
    Headline made = about(kind, item);
    made.text = sentence(made);
    return {made, dots(made)};
  }

 private:
  double chance_of(std::size_t candidate) const { return run_.chance(kWin, candidate).probability; }

  /// A run of fewer than a hundred elections says how many it had; no hundredth of it is known.
  bool is_short() const { return run_.elections() < 100; }

  std::string parts_of(const Probability& chance) const {
    if (!is_short()) return of_hundred(chance);
    const auto n = static_cast<double>(run_.elections());
    return std::to_string(whole(n * chance.probability));
  }

  std::string of_all() const {
    return is_short() ? std::to_string(run_.elections()) : std::string("100");
  }

  std::string elections_of(const Probability& chance) const {
    if (chance.certainty == Certainty::never) return "in no election";
    if (chance.certainty == Certainty::always) return "in every election";
    return "in " + parts_of(chance) + " of " + of_all() + " elections";
  }

  std::string times_of(const Probability& chance) const {
    if (chance.certainty == Certainty::never) return "never";
    if (chance.certainty == Certainty::always) return "always";
    const std::string parts = parts_of(chance);
    return parts + (parts == "1" ? " time in " : " times in ") + of_all();
  }

  std::string candidate_name(std::size_t i) const { return isolated(labels_.candidates[i].name); }

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
    const Probability wins = run_.chance(kWin, ranked[label.seats - 1]);
    const double chance = wins.lower_bound.value_or(wins.probability);
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

  Headline about(HeadlineKind kind, std::size_t item) const {
    switch (kind) {
      case HeadlineKind::sweep: {
        const SlateLabel& slate = labels_.slates[item];
        return {kind, item, isolated(slate.name) + " sweeps",
                run_.at_least(item, slate.members.size()), ""};
      }
      case HeadlineKind::majority: {
        const TotalNameLabel& of = labels_.total_names[item];
        return {
            kind, item,
            isolated(of.name) + " has the majority of " + isolated(labels_.totals[of.total].name),
            run_.chance(kMajority, item), ""};
      }
      case HeadlineKind::event:
        return {kind, item, isolated(labels_.events[item].name), run_.chance(kEvent, item), ""};
      default: {
        const std::string& contest = labels_.contests[labels_.candidates[item].contest].id;
        return {kind, item, candidate_name(item) + " wins " + isolated(contest),
                run_.chance(kWin, item), ""};
      }
    }
  }

  std::vector<Headline> candidates() const {
    std::vector<Headline> all;
    const auto add = [&](HeadlineKind kind, std::size_t n) {
      for (std::size_t i = 0; i < n; ++i) all.push_back(about(kind, i));
    };
    add(HeadlineKind::sweep, labels_.slates.size());
    add(HeadlineKind::majority, labels_.total_names.size());
    add(HeadlineKind::event, labels_.events.size());
    for (const std::size_t c : reading_.order) {
      all.push_back(about(HeadlineKind::win, reading_.contests[c].order.front()));
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
      return "\u201c" + of.name + "\u201d " + elections_of(of.probability) + ".";
    }
    if (of.kind != HeadlineKind::sweep) {
      return of.name + " " + elections_of(of.probability) + ".";
    }
    const std::string text = capital(of.name) + " " + elections_of(of.probability);
    const auto seats = run_.seats(of.item);
    if (seats.size() == 2) return text + ".";
    const auto most = std::max_element(seats.begin(), seats.end()) - seats.begin();
    return text + fmt::format("; most often it wins {} of {}.",
                              most == 0 ? "none" : std::to_string(most), seats.size() - 1);
  }

  /// As many as the sentence says, rounded; the rest is shared among what is left.
  HeadlineDots dots(const Headline& of) const {
    const int happens = whole(100 * of.probability.probability);
    if (of.kind != HeadlineKind::sweep) return {happens, 0, 100 - happens};
    const auto seats = run_.seats(of.item);
    const std::uint64_t total = std::accumulate(seats.begin(), seats.end(), std::uint64_t{0});
    const std::uint64_t left = total - seats.back();
    if (left == 0 || seats.size() < 2) return {happens, 0, 100 - happens};
    const double part = static_cast<double>(seats[seats.size() - 2]) / static_cast<double>(left);
    const int one_short = whole((100 - happens) * part);
    return {happens, one_short, 100 - happens - one_short};
  }

  void add_closest() {
    const std::size_t c = reading_.order.front();
    const auto& ranked = reading_.contests[c].order;
    const ContestLabel& label = labels_.contests[c];
    if (!is_contested(label)) return;
    const std::size_t in = label.seats - 1;
    const bool is_alone = std::ranges::count_if(labels_.contests, is_contested) == 1;
    const std::string who =
        fmt::format("{} wins {} and {} {}.", candidate_name(ranked[in]),
                    parts_of(run_.chance(kWin, ranked[in])), candidate_name(ranked[in + 1]),
                    times_of(run_.chance(kWin, ranked[in + 1])));
    if (is_alone) {
      reading_.facts.push_back({FactKind::closest, "The race", who});
    } else {
      reading_.facts.push_back(
          {FactKind::closest, "Closest race", isolated(label.name) + ", where " + who});
    }
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
    const std::string name = candidate_name(weakest);
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
          {FactKind::event, capital(isolated(labels_.events[i].name)), times_of(chance) + "."});
      return;
    }
  }

  /// The headline as what a chance is of.
  std::string subject() const {
    const Headline& of = reading_.headline;
    if (of.kind == HeadlineKind::sweep) {
      return labels_.slates.size() == 1 ? "a sweep"
                                        : "a sweep of " + isolated(labels_.slates[of.item].name);
    }
    if (of.kind == HeadlineKind::event) return "\u201c" + of.name + "\u201d";
    if (of.kind == HeadlineKind::majority) return "that majority";
    return candidate_name(of.item);
  }

  /// The group of universes of which one more point of turnout moves the headline most, beyond its
  /// error: one of them, those of one name, of a faction, a district or a tag.
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
    const auto target = static_cast<std::size_t>(found - swing.targets.begin());
    std::string whose;
    double most = 0;
    for (const std::string& by : swing_kinds(swing)) {
      for (const auto& row : swing_ranking(labels_, run_.tally(), target, by).rows) {
        const double effect = row.effect.per_point;
        const bool is_seen =
            std::fabs(effect) > error_95(row.effect.per_point_standard_error);  // not where NaN
        if (!is_seen || std::fabs(effect) <= std::fabs(most)) continue;
        most = effect;
        whose = swing_words(by, row);
      }
    }
    if (whose.empty()) return;
    reading_.facts.push_back(
        {FactKind::swing, "Turnout that decides",
         fmt::format("one more point of \u201c{}\u201d {} {:.2f} points {} the chance of {}.",
                     whose, most > 0 ? "adds" : "takes", 100 * std::fabs(most),
                     most > 0 ? "to" : "off", subject())});
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
    reading_.facts.push_back({FactKind::what_if, "The what-if that moves most",
                              fmt::format("\u201c{}\u201d {} {:.1f} points {} the chance of {}.",
                                          *name, most > 0 ? "adds" : "takes", 100 * std::fabs(most),
                                          most > 0 ? "to" : "off", subject())});
  }

  const View& run_;
  const Labels& labels_;
  std::span<const WhatIfView> what_ifs_;
  Reading reading_;
};

/// Where another world has what a headline is of; the base itself has it in its place.
std::optional<std::size_t> item_in(const Headline& headline, const View& world) {
  if (!world.is_compared()) return headline.item;
  const Axis axis = headline.kind == HeadlineKind::sweep      ? Axis::slate
                    : headline.kind == HeadlineKind::majority ? Axis::total_name
                    : headline.kind == HeadlineKind::event    ? Axis::event
                                                              : Axis::candidate;
  return world.item_of_base(axis, headline.item);
}

}  // namespace

std::optional<std::size_t> candidate_of_total(const Labels& labels, std::size_t total_name) {
  const std::string& id = labels.total_names[total_name].name;
  const auto found = std::ranges::find(labels.candidates, id, &CandidateLabel::id);
  if (found == labels.candidates.end()) return std::nullopt;
  return static_cast<std::size_t>(found - labels.candidates.begin());
}

std::string total_name(const Labels& labels, std::size_t total_name) {
  const auto candidate = candidate_of_total(labels, total_name);
  return candidate ? labels.candidates[*candidate].name : labels.total_names[total_name].name;
}

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

std::optional<WorldHeadline> headline_in(const Headline& headline, const View& world) {
  const auto item = item_in(headline, world);
  if (!item) return std::nullopt;
  return Telling(world, {}).headline_of(headline.kind, *item);
}

std::optional<Compared> compared(const Headline& headline, const View& world) {
  const auto item = item_in(headline, world);
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
  return std::to_string(whole(100 * chance.probability));
}

}  // namespace hustings
