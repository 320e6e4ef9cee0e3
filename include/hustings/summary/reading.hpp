#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hustings/summary/view.hpp"

// What is said first of a run. Terminal, JSON, report and pictures take it from here.
namespace hustings {

/// What a run is asked first: the sweep of a slate, the majority of a total, an event, or who wins.
enum class HeadlineKind : std::uint8_t { sweep, majority, event, win };
std::string_view name_of(HeadlineKind kind);

/// The chance that people hear first.
///
/// The first sweep; where that is in no doubt the first further sweep, majority, event or favourite
/// that is. In doubt: more than 1 % and less than 99 %; else other than never and always.
struct Headline {
  HeadlineKind kind = HeadlineKind::win;
  std::size_t item = 0;  ///< slate, name of a total, event or candidate
  std::string name;      ///< `the mayor's slate sweeps`
  Probability probability;
  std::string text;  ///< a sentence
};

/// What else a reader looks for.
enum class FactKind : std::uint8_t {
  closest,  ///< the contest most in doubt
  needs,    ///< whom the slate waits for
  event,    ///< another event
  swing,    ///< whose turnout decides
  what_if   ///< the change that moves the headline most
};
std::string_view name_of(FactKind kind);

/// A sentence: `Closest race: ...`.
struct Fact {
  FactKind kind = FactKind::closest;
  std::string title;  ///< before the colon
  std::string text;   ///< after it

  std::string sentence() const { return title + ": " + text; }
};

/// How sure it is who wins.
enum class Call : std::uint8_t {
  too_close,        ///< below .60
  leaning,          ///< from .60
  likely,           ///< from .80
  all_but_certain,  ///< from .97
  unopposed         ///< nobody can lose
};
/// `too close to call`, `leaning` and so on.
std::string_view name_of(Call call);

/// How many of a hundred elections a candidate wins.
struct Dots {
  std::size_t candidate = 0;
  int count = 0;

  friend bool operator==(const Dots&, const Dots&) = default;
};

/// How a contest is read.
struct ContestReading {
  Call call = Call::too_close;     ///< by the chance of the last of those who would win
  std::vector<std::size_t> order;  ///< candidates: most likely first, then by mean share
  /// A hundred elections shared among those who win any, by largest remainder; empty where several
  /// win.
  std::vector<Dots> dots;
};

/// A hundred elections by what the headline asks.
struct HeadlineDots {
  int happens = 0;
  int one_short = 0;  ///< of a sweep: one seat is missing
  int others = 0;
};

/// What is said of a run.
struct Reading {
  Headline headline;
  HeadlineDots dots;
  std::vector<Fact> facts;               ///< at most one of each kind
  std::vector<ContestReading> contests;  ///< by contest
  std::vector<std::size_t> order;        ///< contests: most in doubt first
};

/// A what-if by its name.
using WhatIfView = std::pair<std::string, View>;

/// Reads a run: `what_ifs` are worlds held against it.
Reading reading_of(const View& run, std::span<const WhatIfView> what_ifs = {});

/// A headline of a run as it is in that run with more elections, or in a world held against it: its
/// chance, sentence and dots there; nothing where that has no such thing.
struct WorldHeadline {
  Headline headline;
  HeadlineDots dots;
};
std::optional<WorldHeadline> headline_in(const Headline& headline, const View& world);

/// Says what of a headline holds in another world; nothing where that has no such thing.
std::optional<Compared> compared(const Headline& headline, const View& world);

/// The first candidate of the name that a total is counted by, if any has it; and the name that
/// people read.
std::optional<std::size_t> candidate_of_total(const Labels& labels, std::size_t total_name);
std::string total_name(const Labels& labels, std::size_t total_name);

/// Shares 100 among counts, by largest remainder; the first of equal ones has more.
std::vector<int> in_hundred(std::span<const std::uint64_t> counts);

/// Writes a chance as a count of a hundred: `31`, `under 1`, `over 99`. What never happened in n
/// elections is bounded by 3 / n, what always happened by 1 - 3 / n.
std::string of_hundred(const Probability& chance);

}  // namespace hustings
