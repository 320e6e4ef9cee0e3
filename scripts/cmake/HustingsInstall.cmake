# cmake --install: the program, the library, and what find_package(hustings) reads.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

add_library(hustings_library INTERFACE)
target_link_libraries(hustings_library INTERFACE hustings_results hustings_ballots hustings_language)
set_target_properties(hustings_library PROPERTIES EXPORT_NAME hustings)
add_library(hustings::hustings ALIAS hustings_library)

set(package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/hustings)
install(TARGETS hustings RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS hustings_library hustings_results hustings_ballots hustings_language hustings_text
                hustings_decide hustings_engine hustings_model hustings_core
        EXPORT hustings ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/hustings
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} PATTERN report EXCLUDE)  # the program's own stage
install(EXPORT hustings NAMESPACE hustings:: FILE hustingsTargets.cmake
        DESTINATION ${package_directory})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/hustingsConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_SOURCE_DIR}/scripts/cmake/hustingsConfig.cmake
              ${PROJECT_SOURCE_DIR}/scripts/cmake/HustingsDependencies.cmake
              ${PROJECT_BINARY_DIR}/hustingsConfigVersion.cmake
        DESTINATION ${package_directory})
