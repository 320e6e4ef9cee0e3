#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hustings/results/run_key.hpp"

namespace hustings {

/// What run.json of a folder of checkpoints says.
struct RunRecord {
  int format = 0;
  RunKey key;
  std::uint64_t elections = 0;
  std::vector<std::string> command;
};

/// The format that this program writes.
inline constexpr int kRunRecordFormat = 1;

/// Writes a record as JSON with its own XXH3.
std::string run_record_text(const RunRecord& record);

/// Reads it; nothing where the text was changed or cut since. Of another format only that is read.
std::optional<RunRecord> run_record_of(const std::string& text);

}  // namespace hustings
