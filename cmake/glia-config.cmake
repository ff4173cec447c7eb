# Found by find_package(glia): defines glia::glia.
include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_dependency(ZLIB)
find_package(PNG QUIET)
find_package(JPEG QUIET)
include(${CMAKE_CURRENT_LIST_DIR}/glia-targets.cmake)
