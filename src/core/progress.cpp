#include "hustings/core/progress.hpp"

namespace hustings {

Observer part_of(const Observer& whole, const PartOfWork& part) {
  if (!whole) return {};
  return [&whole, part](const Progress& progress) {
    return whole({part.before + part.times * progress.done, part.of, progress.what,
                  progress.standard_error});
  };
}

}  // namespace hustings
