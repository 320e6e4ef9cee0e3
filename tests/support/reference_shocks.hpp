#pragma once

#include <boost/random/mersenne_twister.hpp>
#include <vector>

#include "hustings/scenario/scenario.hpp"

namespace hustings::test {

/// What shocks do, plainly: straight loops over the scenario's values, in doubles.
class ReferenceShocks {
 public:
  explicit ReferenceShocks(const scenario::Scenario& scenario);

  /// Draws every shock anew.
  void draw(boost::random::mt19937_64& random);
  /// Which of them happened.
  const std::vector<bool>& happened() const { return happened_; }
  /// Hours before the close at which each begins, should it happen.
  const std::vector<double>& onsets() const { return onsets_; }

  /// The turnout of a universe after all shocks.
  double turnout(std::size_t universe, double turnout) const;
  /// The shares of a contest in a universe after all shocks.
  std::vector<double> support(std::size_t contest, std::size_t universe,
                              std::vector<double> shares) const;

 private:
  struct Made {
    std::size_t contest = 0;
    std::size_t slot = 0;
    double turnout_mean = 0;
    double turnout_sd = 0;
    double support_mean = 0;
    double support_sd = 0;
    std::vector<double> would_see;  ///< by universe
    double moved = 0;               ///< of the election: sum over ballots of f residual
    double turnout = 0;             ///< of the election: the doses
    double support = 0;
  };
  Made make(const scenario::Shock& shock) const;
  double moved(const scenario::Shock& shock, double onset, double answered) const;
  /// Shares where whoever believes that candidates are out votes for the others, set by set of
  /// shocks; they stay where there are none.
  std::vector<double> with_believed_out(std::size_t contest, std::size_t universe,
                                        const std::vector<double>& shares) const;

  scenario::Scenario scenario_;
  std::vector<Made> made_;
  std::vector<std::size_t> order_;  ///< the earliest first
  std::vector<bool> happened_;
  std::vector<double> onsets_;
};

}  // namespace hustings::test
