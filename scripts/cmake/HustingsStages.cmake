# One interface target carries the language level and the warnings of every target of ours.
add_library(hustings_options INTERFACE)
target_compile_features(hustings_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
# -ffp-contract=off: a fused multiply-add changes last bits, so it is written out where it is meant.
# A designated initialiser names what differs from the defaults; what it leaves out is no mistake.
target_compile_options(hustings_options INTERFACE
  -ffp-contract=off -Wall -Wextra -Wpedantic -Wconversion
  $<$<NOT:$<CXX_COMPILER_ID:Clang>>:-Wshadow>  # to clang a name shadows one of a source compiled before it
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # GCC 12 sees overlaps in std::string + that are not there
  -Wno-missing-field-initializers
  $<$<BOOL:${HUSTINGS_WERROR}>:-Werror>)
if(HUSTINGS_SANITIZE)
  target_compile_options(hustings_options INTERFACE -fsanitize=${HUSTINGS_SANITIZE}
                         -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(hustings_options INTERFACE -fsanitize=${HUSTINGS_SANITIZE})
endif()

# hustings_library(NAME STAGES stage... LINK PUBLIC target... PRIVATE target...)
# A static library of every source file of its stages (src/<stage>/, main.cpp excepted).
function(hustings_library name)
  cmake_parse_arguments(arg "" "" "STAGES;LINK" ${ARGN})
  set(sources "")
  foreach(stage IN LISTS arg_STAGES)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${stage}/*.cpp)
    list(APPEND sources ${found})
  endforeach()
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(${name} STATIC ${sources})
  target_include_directories(${name}
    PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>
    PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} ${arg_LINK} PRIVATE $<BUILD_INTERFACE:hustings_options>)
  target_compile_features(${name} PUBLIC cxx_std_20)
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  hustings_together(${name})
endfunction()
