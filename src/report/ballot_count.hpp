#pragma once

#include <string>
#include <vector>

#include "hustings/ballots/count_json.hpp"
#include "report/style.hpp"

namespace hustings {

/// Writes a count of cast ballots: what was read; then seat by seat the rounds as tables,
/// candidates down and rounds across, cut into as many as the width asks for; ties and winners in
/// words; then what else is asked for.
std::string ballot_count_text(const CountFile& file, const std::vector<CountPass>& passes,
                              const CountParts& parts, const TableStyle& style);

}  // namespace hustings
