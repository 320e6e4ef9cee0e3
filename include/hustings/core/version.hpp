#pragma once

namespace hustings {

/// The program's version, e.g. `0.1.0`.
const char* program_version();

/// The commit it was built from, `-dirty` if changed since; `unknown` outside a repository.
const char* git_revision();

}  // namespace hustings
