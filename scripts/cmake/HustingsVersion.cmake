# hustings_version(TARGET): gives the target program_version() and git_revision(), true at every build;
# HUSTINGS_REVISION says another one, so that two builds can give equal files (checks/same_outputs).
set(HUSTINGS_REVISION "" CACHE STRING "Revision to write into results; empty = that of git")
function(hustings_version target)
  set(output ${PROJECT_BINARY_DIR}/version.cpp)
  add_custom_target(hustings_version
    COMMAND ${CMAKE_COMMAND} -Dsource=${PROJECT_SOURCE_DIR} -Dversion=${PROJECT_VERSION}
            -Doutput=${output} -Drevision=${HUSTINGS_REVISION} -P ${PROJECT_SOURCE_DIR}/scripts/cmake/write_version.cmake
    BYPRODUCTS ${output}
    COMMENT "")
  set_source_files_properties(${output} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${output})
  add_dependencies(${target} hustings_version)
endfunction()
