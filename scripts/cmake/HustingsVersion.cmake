# hustings_version(TARGET): gives the target program_version() and git_revision(), true at every build.
function(hustings_version target)
  set(output ${PROJECT_BINARY_DIR}/version.cpp)
  add_custom_target(hustings_version
    COMMAND ${CMAKE_COMMAND} -Dsource=${PROJECT_SOURCE_DIR} -Dversion=${PROJECT_VERSION}
            -Doutput=${output} -P ${PROJECT_SOURCE_DIR}/scripts/cmake/write_version.cmake
    BYPRODUCTS ${output}
    COMMENT "")
  target_sources(${target} PRIVATE ${output})
  add_dependencies(${target} hustings_version)
endfunction()
