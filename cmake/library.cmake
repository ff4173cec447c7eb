# glia::glia: all rungs in one archive, libglia.a, and the rules that install it.
#
# Users link this one. zlib, libpng, libjpeg and threads are all it needs; Highway, fmt, JSON and TOML are used
# header-only inside and do not show.

if(NOT GLIA_RUNGS)
  message(FATAL_ERROR "glia: no rung has sources")
endif()
set(objects)
foreach(rung IN LISTS GLIA_RUNGS)
  list(APPEND objects $<TARGET_OBJECTS:glia_${rung}>)
endforeach()
add_library(glia STATIC ${objects})
add_library(glia::glia ALIAS glia)
set_target_properties(glia PROPERTIES LINKER_LANGUAGE CXX)
target_compile_features(glia INTERFACE cxx_std_20)
target_include_directories(glia INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                                          $<INSTALL_INTERFACE:include>)
target_link_libraries(glia PUBLIC Threads::Threads ZLIB::ZLIB PNG::PNG JPEG::JPEG ${CMAKE_DL_LIBS})

if(GLIA_INSTALL AND NOT EMSCRIPTEN)
  include(GNUInstallDirs)
  include(CMakePackageConfigHelpers)
  set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/glia)
  install(TARGETS glia EXPORT glia-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(EXPORT glia-targets NAMESPACE glia:: DESTINATION ${config_dir})
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/glia TYPE INCLUDE
          FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp"
          PATTERN "*-inl.h" EXCLUDE PATTERN "*_internal.h" EXCLUDE PATTERN "reference" EXCLUDE)
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/glia-config-version.cmake
                                   COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_SOURCE_DIR}/cmake/glia-config.cmake
                ${PROJECT_BINARY_DIR}/glia-config-version.cmake DESTINATION ${config_dir})
endif()
