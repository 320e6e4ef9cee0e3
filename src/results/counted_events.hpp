#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hustings/model/model.hpp"
#include "hustings/tally/draws.hpp"
#include "results/score_target.hpp"

namespace hustings {

/// The count of a night as one election of a model, to judge its events and slates by.
class CountedNight {
 public:
  /// `targets` are of contests of the model.
  CountedNight(const Model& model, const std::vector<ScoreTarget>& targets);

  /// Says why the count does not decide an event; empty = it does.
  std::string why_undecided(const EventProgram& event) const;
  /// Whether an event happened that the count decides.
  bool happened(const EventProgram& event) const;
  /// How many members of a slate won; nothing where a winner is not known.
  std::optional<std::size_t> seats(const ModelSlate& slate) const;

 private:
  void add_turnouts(const ScoreTarget& target);
  const ScoreTarget* of(ContestId contest) const;
  std::string why_no_turnout(const std::vector<UniverseId>& universes) const;
  std::string why_unknown(const EventNumber& number) const;
  std::string why_no_winner(ContestId contest) const;
  std::string why_no_winner(const ModelSlate& slate) const;

  const Model& model_;
  std::vector<const ScoreTarget*> targets_;  ///< per contest of the model; null = not counted
  std::vector<bool> districts_;              ///< per district: whether its turnout is counted
  Draws counted_;
};

}  // namespace hustings
