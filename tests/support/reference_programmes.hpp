#pragma once

#include <boost/random/mersenne_twister.hpp>
#include <map>
#include <string>
#include <vector>

#include "hustings/scenario/scenario.hpp"
#include "support/reference_shocks.hpp"
#include "support/reference_supplies.hpp"

namespace hustings::test {

/// What programmes and shocks do, plainly: straight loops over the scenario's values, in doubles.
/// Knows all modes, messages and spread, scripts, and resources that are drawn.
class ReferenceProgrammes {
 public:
  /// written[universe] = expected turnout; shares[contest][universe][candidate] = written shares.
  ReferenceProgrammes(const scenario::Scenario& scenario, std::vector<double> written,
                      std::vector<std::vector<std::vector<double>>> shares);

  /// Draws every lift and shock, and what comes in, anew.
  void draw(boost::random::mt19937_64& random);
  const ReferenceShocks& shocks() const { return shocks_; }

  /// The turnout after all programmes and shocks; what each programme gains goes to `gains`, as
  /// shares of registered.
  double turnout(std::size_t universe, double turnout, std::vector<double>& gains) const;
  /// The split of a universe's ballots, given its shares as drawn, its final turnout and the gains.
  std::vector<double> split(std::size_t contest, std::size_t universe, std::vector<double> shares,
                            double final_turnout, const std::vector<double>& gains) const;

 private:
  struct Lift {
    double mean = 0;
    double sd = 0;
    double drawn = 0;
  };
  struct Made {
    std::size_t contest = 0;
    std::size_t slot = 0;
    Lift turnout;
    Lift support;
    std::map<std::size_t, double> reached;  ///< by universe
    std::map<std::size_t, double> turnout_kept;
    double support_kept = 1;
    std::map<std::string, double> spread;  ///< by candidate, the share of the lift
    double everywhere = 0;                 ///< reached x kept, over the ballots of its contest
    double luck = 0;                       ///< of captains, a normal
    bool is_degraded = false;              ///< reach and timing are not those planned
  };
  /// A message: law of its rate in log-odds, mean of all variants, carry as learnt.
  struct Message {
    Lift rate;
    double mean = 1;
    scenario::Carry carry;
  };
  void know_messages();
  void know_spread();
  /// Finds whom a programme reaches, and what its contacts are worth.
  void meet(const scenario::Programme& programme, Made& made) const;
  double spread_everywhere(const Made& made) const;
  /// What the shocks that happened leave of a programme, contact day by contact day.
  scenario::Programme left_by_shocks(const scenario::Programme& programme, bool& is_less) const;
  void degrade();
  void draw_messages(boost::random::mt19937_64& random);
  void reach(const scenario::Programme& programme, Made& made) const;
  void broadcast(const scenario::Programme& programme, Made& made) const;
  /// Tells people one generation after the other; every captain tells `luck` times as many.
  void tell(const scenario::Programme& programme, double luck, Made& made) const;
  void keep(const scenario::Programme& programme, Made& made) const;
  bool is_meant(const scenario::Programme& programme, const scenario::Universe& universe) const;
  void follow(const scenario::Programme& programme, Made& made) const;
  std::vector<std::size_t> order(bool of_turnout) const;
  std::vector<double> after_spread(std::size_t contest, std::size_t universe,
                                   std::vector<double> shares) const;
  std::vector<double> after_endorsers(std::size_t contest, std::size_t universe,
                                      const std::vector<double>& shares) const;
  std::vector<double> after_contacts(std::size_t contest, std::size_t universe,
                                     const std::vector<double>& shares) const;

  scenario::Scenario scenario_;
  std::vector<double> written_;
  std::vector<std::vector<std::vector<double>>> shares_;
  std::vector<Made> made_;
  ReferenceShocks shocks_;
  std::map<std::string, Message> messages_;
  ReferenceSupplies supplies_;
  std::vector<double> left_;  ///< per programme, of its reach
};

}  // namespace hustings::test
