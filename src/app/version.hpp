#pragma once

namespace hustings {

extern const char* const kProgramVersion;  ///< e.g. 0.1.0
extern const char* const kGitRevision;     ///< of the sources, `unknown` outside a repository

}  // namespace hustings
