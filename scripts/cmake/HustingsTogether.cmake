# hustings_together(TARGET): sources of one target are compiled several at a time (their headers are
# most of the work), unless HUSTINGS_TOGETHER is 1. Not those that Highway compiles once for each
# instruction set; nor commands, each of which has its text and options under the same names; nor what
# is generated, which changes by itself (HustingsAssets, HustingsVersion).
set(HUSTINGS_TOGETHER 8 CACHE STRING "Sources compiled at a time; 1: each by itself")
function(hustings_together target)
  if(HUSTINGS_TOGETHER LESS 2)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${HUSTINGS_TOGETHER})
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    file(STRINGS ${source} found REGEX "HWY_TARGET_INCLUDE|^constexpr CommandText kText" LIMIT_COUNT 1)
    if(found)
      set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endforeach()
endfunction()
