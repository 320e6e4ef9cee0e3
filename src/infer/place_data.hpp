#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "hustings/infer/matrix.hpp"
#include "hustings/infer/recipe.hpp"

namespace hustings::infer {

/// Which places a past contest's rows name, by what they call them.
class PlaceNames {
 public:
  PlaceNames(const std::vector<recipe::Place>& places, const std::string& column);
  /// The places of a name; empty = there are none.
  const std::vector<std::size_t>& of(const std::string& name) const;
  std::vector<std::string> known() const;

 private:
  std::map<std::string, std::vector<std::size_t>> places_;
};

/// A past contest in the places of today.
struct PastData {
  std::vector<std::string> candidates;
  std::vector<char> known;      ///< per place: whether the contest says anything of it
  std::vector<double> ballots;  ///< per place; 0 = not known
  Matrix votes;                 ///< places x candidates
  /// Shares of the candidates' votes; where nothing is known those of the region, else of all.
  Matrix shares;
  std::vector<double> pooled;  ///< the same of all places
};

/// Returns the number of each place's region, 0, 1, ..; of a recipe without regions all 0.
std::vector<std::size_t> regions_of(const std::vector<recipe::Place>& places,
                                    std::vector<std::string>& names);

/// Brings a past contest into the places of today: by the crosswalk of its lines; a row of a larger
/// place divides its ballots among the parts, which all have its shares. Of a region that is left
/// out nothing is known.
PastData past_data(const recipe::Recipe& recipe, const recipe::PastContest& past,
                   const std::string& left_out_region = "");

}  // namespace hustings::infer
