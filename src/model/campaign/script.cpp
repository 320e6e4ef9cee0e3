#include "model/campaign/script.hpp"

#include "random/math.hpp"

namespace hustings::campaign {

HangUpLaw fit_hang_up(std::span<const scenario::HangUp> seen) {
  double mean_seconds = 0;
  double mean_log = 0;
  for (const scenario::HangUp& one : seen) {
    mean_seconds += one.seconds / static_cast<double>(seen.size());
    mean_log += exact::log(1 - one.share) / static_cast<double>(seen.size());
  }
  double product = 0;
  double square = 0;
  for (const scenario::HangUp& one : seen) {
    product += (one.seconds - mean_seconds) * (exact::log(1 - one.share) - mean_log);
    square += (one.seconds - mean_seconds) * (one.seconds - mean_seconds);
  }
  const double hazard = square > 0 ? -product / square : 0;
  return {hazard, 1 - exact::exp(mean_log + hazard * mean_seconds)};
}

double hang_up_share(const HangUpLaw& law, double seconds) {
  return 1 - (1 - law.at_once) * exact::exp(-law.hazard * seconds);
}

double talk_seconds(const HangUpLaw& law, double seconds) {
  if (law.hazard == 0) return (1 - law.at_once) * seconds;
  return (1 - law.at_once) * (1 - exact::exp(-law.hazard * seconds)) / law.hazard;
}

double dial_seconds(const CallSeconds& call, const HangUpLaw& law, double rate) {
  return call.dial + rate * (talk_seconds(law, call.script) + call.wrap) +
         (1 - rate) * call.no_answer;
}

double transfer_seconds(const Transfer& transfer, const CallSeconds& call, const HangUpLaw& law,
                        double rate) {
  const double completed = rate * (1 - hang_up_share(law, call.script));
  return completed * transfer.share * (transfer.seconds + call.wrap);
}

double transfer_dose(const Transfer& transfer, double first, double second) {
  return (1 - transfer.share) * first + transfer.share * second;
}

}  // namespace hustings::campaign
