# cmake -Dsource=DIR -Dversion=X -Doutput=FILE [-Drevision=Y] -P write_version.cmake: writes version.cpp, and only if
# it has changed. Run by every build.
get_filename_component(above ${source} DIRECTORY)
set(ENV{GIT_CEILING_DIRECTORIES} ${above})  # a repository around an unpacked archive is not ours
if(NOT revision)
  execute_process(COMMAND git describe --always --dirty --abbrev=12 --exclude=*
                  WORKING_DIRECTORY ${source} OUTPUT_VARIABLE revision ERROR_QUIET
                  OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
if(NOT revision)
  set(revision unknown)
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/version.cpp.in ${output} @ONLY)
