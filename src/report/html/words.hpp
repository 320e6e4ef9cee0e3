#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "hustings/summary/view.hpp"
#include "report/style.hpp"

// Words and numbers of pages, beside those that terminals have, too (report/style.hpp).
namespace hustings {

/// Chance below which a candidate is folded away.
inline constexpr double kFolded = 0.01;

/// A share in whole percent: `31%`.
std::string whole_percent(double share);

/// Two shares in whole percent, in tenths where they are near: `24–38%`.
std::string span_of(double low, double high);

/// A difference in points with so many decimals, with its sign; what rounds to nothing is `0`.
std::string points(double difference, int decimals);

/// A difference in points and ± its 95 % Monte Carlo error: `+4.21 ±0.05`.
std::string points_and_error(const Difference& moved);

/// The same with as many decimals as the rest of its column, see `decimals_for`.
std::string points_and_error(const Difference& moved, int decimals);

/// How many decimals a difference in points has, so that its 95 % error has two digits.
int decimals_for(double standard_error);

/// What an event is by another name, going by its text: a slate's sweep or a candidate's win;
/// nothing of events that say more.
std::optional<SwingTarget> plainly(const Labels& labels, std::size_t event);

/// What a target of swing is, in words: `Ana wins Mayor of Springfield`.
std::string target_words(const Labels& labels, const SwingTarget& target);

/// A candidate's name, with a star that is not parted from it for who holds the seat.
std::string star_name(const CandidateLabel& candidate);

}  // namespace hustings
