# cmake --install: the program, its pictures, the library, and what find_package(hustings) reads.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

add_library(hustings_library INTERFACE)
target_link_libraries(hustings_library INTERFACE hustings_results hustings_ballots hustings_language
                      hustings_infer)
set_target_properties(hustings_library PROPERTIES EXPORT_NAME hustings)
add_library(hustings::hustings ALIAS hustings_library)

set(package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/hustings)
install(TARGETS hustings RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS hustings_library hustings_results hustings_ballots hustings_language hustings_text
                hustings_infer hustings_allocate hustings_decide hustings_engine hustings_model hustings_core
        EXPORT hustings ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/hustings
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} PATTERN report EXCLUDE)  # the program's own stage
# The pictures: modules beside plot.py, and a link to it among the programs.
set(share_directory ${CMAKE_INSTALL_DATADIR}/hustings)
install(PROGRAMS ${PROJECT_SOURCE_DIR}/scripts/plot.py DESTINATION ${share_directory})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scripts/plots DESTINATION ${share_directory}
        FILES_MATCHING PATTERN *.py PATTERN __pycache__ EXCLUDE)
file(RELATIVE_PATH to_plot /${CMAKE_INSTALL_BINDIR} /${share_directory}/plot.py)
file(CREATE_LINK ${to_plot} ${PROJECT_BINARY_DIR}/hustings-plot SYMBOLIC)
install(FILES ${PROJECT_BINARY_DIR}/hustings-plot DESTINATION ${CMAKE_INSTALL_BINDIR})
install(EXPORT hustings NAMESPACE hustings:: FILE hustingsTargets.cmake
        DESTINATION ${package_directory})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/hustingsConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_SOURCE_DIR}/scripts/cmake/hustingsConfig.cmake
              ${PROJECT_SOURCE_DIR}/scripts/cmake/HustingsDependencies.cmake
              ${PROJECT_BINARY_DIR}/hustingsConfigVersion.cmake
        DESTINATION ${package_directory})
