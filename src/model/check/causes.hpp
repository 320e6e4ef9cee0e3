#pragma once

#include <map>
#include <string>
#include <vector>

#include "hustings/core/problem.hpp"

namespace hustings {

/// Collects the places of one fault, so that it is reported once: at the first, with how many there
/// are and the first five.
class Causes {
 public:
  struct Cause {
    Source first;
    std::string what;  ///< the fault, as it will be said
    std::string suggestion;
    std::size_t n = 0;
    std::vector<std::string> some;  ///< the first five, by name or line
  };

  Causes() = default;
  /// With `names_single` a fault that has one place only says its name too: where its source alone
  /// does not tell.
  explicit Causes(bool names_single) : names_single_(names_single) {}

  /// Adds a place of the fault `what`; `name` is what the list of places calls it, else its line.
  void add(const std::string& what, const Source& source, const std::string& name = "",
           const std::string& suggestion = "");

  bool empty() const { return causes_.empty(); }

  /// Reports every fault as an error or a warning: `what`, then `, in 12 rows: lines 3, 7 ...`,
  /// each place being a `unit` ("row", "universe").
  void report(Problems& problems, const std::string& unit,
              Severity severity = Severity::error) const;

 private:
  bool names_single_ = false;
  std::map<std::string, Cause> causes_;
};

}  // namespace hustings
