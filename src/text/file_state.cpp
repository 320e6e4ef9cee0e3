#include "text/file_state.hpp"

#include <system_error>

namespace hustings {

FileState state_of(const std::filesystem::path& file) {
  std::error_code fault;
  const std::uintmax_t size = std::filesystem::file_size(file, fault);
  if (fault) return {};
  const auto changed = std::filesystem::last_write_time(file, fault);
  return {size, changed, !fault};
}

}  // namespace hustings
