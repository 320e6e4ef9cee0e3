#pragma once

#include <array>
#include <string_view>

namespace hustings {

/// The keys that go with a kind of change, apart from `change` itself.
struct ChangeKeys {
  std::string_view change;
  std::string_view required;  ///< joined by blanks; `a|b` = exactly one of them
  std::string_view optional;
  std::string_view lists = "";  ///< which of these are lists of edges; of the others none is a list
};

inline constexpr std::string_view kChangePath = "what_if.<what_if>[]";

inline constexpr auto kChangeKeys = std::to_array<ChangeKeys>({
    {"turnout", "times|plus|log_odds", "where"},
    {"registered", "times|set", "where"},
    {"support", "contest candidate plus|log_support", "where"},
    {"rolloff", "contest times|plus", "where"},
    {"candidates", "contest remove|add", "to support"},
    {"effect", "id sd|times", ""},
    {"endorsements", "strength|add|remove", "", "add remove"},
    {"count", "contest to", ""},
    {"programme", "id attempts|captains|impressions|accuracy|times|off", "of"},
    {"resources", "owner resource times|set", ""},
    {"shock", "id probability|after_minutes|off", ""},
    {"channel", "id use", ""},
    {"degrade", "channel keep", "what"},
    {"message", "id carry", ""},
});

}  // namespace hustings
