#pragma once

#include <cstddef>
#include <string>

#include "report/html/told.hpp"

// The sections of a report: HTML, empty where a run has nothing of the kind. Design of marks: a
// picture is a table, its numbers beside it, so that it is read without seeing it, too.
namespace hustings {

inline constexpr std::size_t kOutcomes = 8;  ///< rows of joint outcomes, the most frequent

/// The sentence, facts and a hundred dots.
std::string headline_html(const Told& told);
/// A card for each contest: call, turnout, margin, a swarm of a hundred elections, candidates.
std::string contests_html(const Told& told);
/// Seats of slates, and who wins together: the eight most frequent outcomes.
std::string together_html(const Told& told);
/// What else is so when a candidate wins: from exact pairs, and for the headline from stored
/// elections. Fewer than 400 are too few.
std::string given_html(const Told& told);
/// Mean votes by round, who goes out when, and the last two.
std::string rounds_html(const Told& told);
/// Delegates by number, with the line of the majority.
std::string delegates_html(const Told& told);
/// What one more point of turnout moves: five up, five down.
std::string swing_html(const Told& told);
/// The same of a target of the tally, by its place.
std::string swing_html(const Told& told, std::size_t target);
/// Each what-if: the headline, then the seven largest differences beyond two errors.
std::string what_ifs_html(const Told& told);
/// What each programme is worth to the headline, and what else it moves most.
std::string programmes_html(const Told& told);
std::string events_html(const Told& told);
/// Chances along the inputs of a variation.
std::string vary_html(const Told& told);
/// Which effects decide the headline.
std::string sensitivity_html(const Told& told);
/// What run it is, what it rests on, what it cannot know.
std::string trust_html(const Told& told, const std::string& digest);
/// All candidates, all digits.
std::string data_html(const Told& told);

}  // namespace hustings
