#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "hustings/core/problem.hpp"
#include "hustings/count/rules.hpp"
#include "text/yaml.hpp"

namespace hustings {

/// One rule under RCTab's name: what it may say, what it means, and where it goes.
struct RuleKey {
  const char* name;
  const char* values;   ///< as the docs and messages give them
  const char* meaning;  ///< one line
  /// Stores the rule; returns false if the text is none of its values.
  bool (*store)(std::string_view text, CountRules& rules);
};

/// All rules, in the order of the docs.
std::span<const RuleKey> rule_keys();

/// Refuses rules that contradict each other; `place_of` gives where a key stands.
class RuleCheck {
 public:
  using PlaceOf = std::function<Place(std::string_view key)>;
  RuleCheck(const CountRules& rules, PlaceOf place_of, Problems& problems)
      : rules_(rules), place_of_(std::move(place_of)), problems_(problems) {}

  void operator()() const;

 private:
  void check_number_of_winners() const;
  void check_several_winners() const;
  void check_thresholds() const;
  void refuse(const char* key, std::string problem, std::string suggestion = "") const;

  const CountRules& rules_;
  PlaceOf place_of_;
  Problems& problems_;
};

}  // namespace hustings
