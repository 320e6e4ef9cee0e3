#pragma once

#include <string>
#include <string_view>

namespace hustings {

/// Packs bytes as gzip does, without a name and a time: equal bytes are packed into equal ones.
std::string gzipped(std::string_view bytes);

}  // namespace hustings
