#include "model/check/checking.hpp"

namespace hustings {

void check_messages(const Checking& checking) {
  const scenario::Scenario& in = checking.scenario;
  refuse_repeated(
      in.messages, "message", [](const scenario::MessageSet& set) { return set.id; },
      checking.problems);
  std::vector<std::string> known;
  for (const scenario::MessageSet& set : in.messages) {
    known.push_back(set.id);
    const bool is_known =
        set.carry ? set.carry->sd == 0 : set.measures == scenario::Measure::turnout;
    if (set.validated.empty() || !is_known) continue;
    checking.problems.error(set.carry_source,
                            "message '" + set.id +
                                "': its carry has no error, so experiments "
                                "cannot move it",
                            "give carry an sd above 0, or leave `validated` out");
  }
  for (const scenario::Programme& programme : in.programmes) {
    if (programme.message.empty() || programme.mode == scenario::Mode::endorser ||
        std::ranges::find(known, programme.message) != known.end()) {
      continue;
    }
    const std::string near = did_you_mean(programme.message, known);
    checking.problems.error(
        programme.message_source,
        "programme '" + programme.id + "': there is no message '" + programme.message + "'",
        near.empty() ? "messages are listed under `messages`" : near);
  }
}

}  // namespace hustings
