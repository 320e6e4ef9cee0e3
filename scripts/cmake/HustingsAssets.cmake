# hustings_assets(TARGET FOLDER): puts the files of a folder into the target, which finds them by
# name with asset() (src/report/html/assets.hpp). They are read anew whenever one changes.
function(hustings_assets target folder)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*)
  list(SORT files)
  set(output ${PROJECT_BINARY_DIR}/assets.cpp)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} "-Dfiles=${files}" -Doutput=${output}
            -P ${PROJECT_SOURCE_DIR}/scripts/cmake/write_assets.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/scripts/cmake/write_assets.cmake
    COMMENT "" VERBATIM)
  set_source_files_properties(${output} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${output})
endfunction()
