#pragma once

#include <span>

#include "hustings/scenario/campaign.hpp"

namespace hustings::campaign {

/// How people hang up: h(T) = 1 - (1 - at_once) e^(-hazard T), T seconds of script.
struct HangUpLaw {
  double hazard = 0;   ///< a second, >= 0
  double at_once = 0;  ///< share that hangs up before a word, 0 to below 1
};

/// Draws the line of log(1 - h) over the seconds through the shares that were seen to hang up:
/// exact for two lengths, least squares for more; with one, the hazard is 0. Source:
/// docs/campaign.md, "Script".
HangUpLaw fit_hang_up(std::span<const scenario::HangUp> seen);

/// Returns the share that hangs up on a script of that length.
double hang_up_share(const HangUpLaw& law, double seconds);

/// Returns the mean seconds talked with who answers: (1 - at_once)(1 - e^(-hazard T)) / hazard.
double talk_seconds(const HangUpLaw& law, double seconds);

/// Seconds that a call takes beside the talk.
struct CallSeconds {
  double script = 0;
  double dial = 90;
  double wrap = 20;       ///< after a talk
  double no_answer = 10;  ///< where nobody answers
};

/// Returns the mean seconds of one dial: dial + c (talk + wrap) + (1 - c) no_answer, c `rate` of
/// answers.
double dial_seconds(const CallSeconds& call, const HangUpLaw& law, double rate);

/// A call that is handed on to another person.
struct Transfer {
  double share = 0;    ///< of completed calls
  double seconds = 0;  ///< the second person talks
};

/// Returns the mean seconds of a second person a dial: c (1 - h) x (T_2 + wrap).
double transfer_seconds(const Transfer& transfer, const CallSeconds& call, const HangUpLaw& law,
                        double rate);

/// Returns the mean dose of who is reached when the share of a transfer gets another's dose.
double transfer_dose(const Transfer& transfer, double first, double second);

}  // namespace hustings::campaign
