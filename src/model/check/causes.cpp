#include "model/check/causes.hpp"

#include "core/thousands.hpp"

namespace hustings {
namespace {

constexpr std::size_t kListed = 5;

}  // namespace

/// Groups by the words of the fault: places that would get the same sentence are one cause.
void Causes::add(const std::string& what, const Source& source, const std::string& name,
                 const std::string& suggestion) {
  Cause& cause = causes_[what];
  if (cause.n++ == 0) {
    cause.first = source;
    cause.what = what;
    cause.suggestion = suggestion;
  }
  const std::string shown = name.empty() ? "line " + std::to_string(source.place.line) : name;
  const bool is_new = cause.some.empty() || cause.some.back() != shown;
  if (is_new && cause.some.size() < kListed) cause.some.push_back(shown);
}

void Causes::report(Problems& problems, const std::string& unit, Severity severity) const {
  for (const auto& [what, cause] : causes_) {
    std::string text = cause.what;
    if (names_single_ && cause.some.size() == 1) text += ", in " + cause.some.front();
    if (cause.some.size() > 1) {
      text += "; " + counted(cause.n, unit) + ": " + listed(cause.some);
      if (cause.some.size() == kListed && cause.n > kListed) text += " ...";
    }
    if (severity == Severity::error) {
      problems.error(cause.first, text, cause.suggestion);
    } else {
      problems.warning(cause.first, text, cause.suggestion);
    }
  }
}

}  // namespace hustings
