#pragma once

#include <string>

#include "hustings/model/labels.hpp"

namespace hustings {

/// Says what no page may leave out: that inputs are invented, and why sensitive targets are
/// allowed; empty = neither.
std::string notice_of(const Labels& labels);

}  // namespace hustings
