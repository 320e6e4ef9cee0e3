#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/keys.hpp"

namespace hustings {

/// The keys a question may mean: by path (`contests[].support`, `contests.support`,
/// `contests[0].support`), else by last name (`sd`); empty = none.
std::vector<const Key*> keys_meant(std::string_view question,
                                   Language language = Language::scenario);

/// Names near to a question that no key answers: "did you mean ...?", or empty.
std::string key_suggestion(std::string_view question, Language language = Language::scenario);

/// Explains one key and those below it, as plain text in lines of any length; of `events` their
/// language as well.
std::string explanation(const Key& key);

/// Lists every key with the first line of its help, indented by depth.
std::string key_overview(Language language = Language::scenario);

/// The tables of a language's page: every key with its type, default and help.
std::string key_reference_markdown(Language language = Language::scenario);

}  // namespace hustings
