#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/count/rules.hpp"

namespace hustings {

/// What a cell of the ballot file may say.
struct BallotWords {
  std::map<std::string, BallotCandidateId, std::less<>> candidates;  ///< by name and by alias
  std::set<std::string, std::less<>> overvote;
  std::set<std::string, std::less<>> skipped;
  std::set<std::string, std::less<>> write_in;
  bool blank_is_write_in = false;
  bool names_from_ballots = false;  ///< no candidates are given: every name is one
};

/// What a rules file says: the contest, how its ballots are written, and what it is called.
struct CountFile {
  CountContest contest;
  BallotWords words;
  std::string title;
  std::string date;
  std::string jurisdiction;
  std::string office;
};

/// Reads the rules of a count: our YAML, or an RCTab config.json as it stands (docs/count.md).
///
/// Everything wrong goes to `problems`; the result is then for further checks only. Throws Failure
/// if the file cannot be read.
CountFile read_count_rules(const std::filesystem::path& file, Problems& problems);

/// The same for a text; `name` is what places call it.
CountFile parse_count_rules(std::string_view text, const std::string& name, Problems& problems);

}  // namespace hustings
