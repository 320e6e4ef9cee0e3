#pragma once

#include <map>
#include <string>
#include <vector>

#include "serve/inputs.hpp"

// The values that inputs take, and where they change nothing.
namespace hustings {

/// From -most to most percent: the amount is what that multiplies by.
Slider percent_slider(scenario::Change change, double most);

/// From 0 to most percent of what there is.
Slider size_slider(scenario::Change change, double most);

/// Over the range that the author gives, and to where it changes nothing.
Slider slider_of(const scenario::VaryInput& input, const scenario::Scenario& scenario);

/// The rules by which a contest can be counted by their names alone; its own first.
Choice rules_of(const scenario::Contest& contest);

/// The values of every tag of universes and of their districts, and of `region`, in natural order;
/// without the tags of the map.
std::map<std::string, std::vector<std::string>> tags_of_places(const scenario::Scenario& scenario);

/// `volunteer_hours` as `volunteer hours`.
std::string spaced(std::string word);

}  // namespace hustings
