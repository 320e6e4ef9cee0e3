#pragma once

#include <string>

namespace hustings {

/// Says that inputs are invented, or why sensitive targets are allowed, where the title of a
/// scenario says so and what is printed has no headline: a line of its own, or beside what programs
/// read a note.
void tell_title_notices(const std::string& title, bool is_for_people);

}  // namespace hustings
