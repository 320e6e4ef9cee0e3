#pragma once

#include <string>
#include <string_view>

namespace hustings {

/// Returns the first word of a tag or of its value that tells of race, origin, language, religion,
/// migration, health, family, sex or sexuality; empty where none does.
///
/// Words are runs of letters; another begins at a capital that follows a small letter. They are
/// looked up in the singular, without case and accents, and read as they look: full-width and
/// mathematical letters, letters of other scripts and digits that look like Latin ones. Words cut
/// in pieces (`r.a.c.e`, `non-white`, `mother tongue`) are put together, up to four; short ones
/// from single letters alone. A word that places are called by, too, is none before a word for a
/// place
/// (`White Plains`, `Polish Hill`). Words decide, so a harmless name may be found: better than the
/// other way round.
std::string sensitive_word(std::string_view text);

}  // namespace hustings
