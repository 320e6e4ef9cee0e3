include(${CMAKE_CURRENT_LIST_DIR}/HustingsDependencies.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/hustingsTargets.cmake)
