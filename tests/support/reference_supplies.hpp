#pragma once

#include <array>
#include <boost/random/mersenne_twister.hpp>
#include <map>
#include <vector>

#include "hustings/scenario/scenario.hpp"

namespace hustings::test {

/// Contacts of a programme by day before the election, as shares.
std::map<int, double> contacts_by_day(const scenario::Programme& programme);

/// How a script changes the calls of a programme: shares of answers that stay, seconds of a dial.
struct ReferenceCalls {
  double stays = 1;
  double seconds = 0;  ///< of all who work on a dial; 0 without a script
};
ReferenceCalls calls_of(const scenario::Programme& programme);

/// What resources leave of programmes, election by election, plainly: week by week, what comes in
/// against what all programmes of the owner plan. Source: docs/campaign.md, "Resources".
class ReferenceSupplies {
 public:
  explicit ReferenceSupplies(const scenario::Scenario& scenario);

  /// Draws what comes in.
  void draw(boost::random::mt19937_64& random);

  /// The part that is left of the reach of the programme at a place, with the contacts that
  /// `contacts` says.
  double left(std::size_t place, const scenario::Programme& contacts) const;

 private:
  double comes_in(const scenario::Owner& owner, const scenario::Resource& resource, int week,
                  double factor) const;
  std::vector<double> covered(const scenario::Owner& owner, const scenario::Resource& resource,
                              double factor) const;
  std::vector<double> use(const scenario::Programme& programme, std::size_t kind) const;
  int week_of(int day) const { return weeks_ - (day <= 7 ? 1 : (day + 6) / 7); }

  using Uses = std::array<std::vector<double>, scenario::kResources>;  ///< by week

  scenario::Scenario scenario_;
  int weeks_ = 1;
  std::vector<Uses> uses_;  ///< of every programme
  /// Owner, resource, week: the part of the plan that is covered.
  std::vector<std::vector<std::vector<double>>> covered_;
};

}  // namespace hustings::test
