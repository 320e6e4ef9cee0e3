# Writes OUTPUT, the definition of src/app/version.hpp, from VERSION and the revision that SOURCE_DIR is
# at; run at every build, it touches the file only when it changes.
execute_process(COMMAND git -C ${SOURCE_DIR} rev-parse --short=12 HEAD
                OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
                RESULT_VARIABLE failed)
if(failed)
  set(revision unknown)
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
#include "app/version.hpp"

namespace hustings {

const char* const kProgramVersion = "@VERSION@";
const char* const kGitRevision = "@revision@";

}  // namespace hustings
]])
