#pragma once

#include <string>

namespace hustings {

/// Says that inputs are invented, where the title of a scenario says so and what is printed has no
/// headline: a line of its own, or beside what programs read a note.
void tell_invented(const std::string& title, bool is_for_people);

}  // namespace hustings
