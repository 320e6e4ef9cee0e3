# Every library that a stage of the library uses (docs/architecture.md, "Dependencies"), as a target.
# Installed too: find_package(hustings) needs the same, since static libraries leave linking to the
# user. Debian's package names stand in scripts/setup, the one list of packages.
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(ZLIB REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(HDF5 REQUIRED COMPONENTS CXX HL)
find_package(PkgConfig REQUIRED)
pkg_check_modules(hustings_hwy REQUIRED QUIET IMPORTED_TARGET libhwy)
pkg_check_modules(hustings_nlopt REQUIRED QUIET IMPORTED_TARGET nlopt_cxx)
pkg_check_modules(hustings_utf8proc REQUIRED QUIET IMPORTED_TARGET libutf8proc)
pkg_check_modules(hustings_xxhash REQUIRED QUIET IMPORTED_TARGET libxxhash)

# hustings_import(NAME library...): an imported target stands outside the exported set by itself.
function(hustings_import name)
  if(NOT TARGET hustings::${name})
    add_library(hustings::${name} INTERFACE IMPORTED GLOBAL)
    target_link_libraries(hustings::${name} INTERFACE ${ARGN})
  endif()
endfunction()

hustings_import(hwy PkgConfig::hustings_hwy)
hustings_import(nlopt PkgConfig::hustings_nlopt)
hustings_import(utf8proc PkgConfig::hustings_utf8proc)
hustings_import(xxhash PkgConfig::hustings_xxhash)
hustings_import(yaml yaml-cpp)
hustings_import(hdf5 ${HDF5_CXX_LIBRARIES} ${HDF5_CXX_HL_LIBRARIES})
target_include_directories(hustings::hdf5 SYSTEM INTERFACE ${HDF5_INCLUDE_DIRS})
