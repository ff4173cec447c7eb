# The programs. apps/cli: everything but main.cc is a library, so that its tests can link it; the
# program itself is `glia` at the top of the build folder.

file(GLOB cli_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/apps/cli/*.cc)
set(cli_tests ${cli_sources})
list(FILTER cli_tests INCLUDE REGEX "_test\\.cc$")
list(FILTER cli_sources EXCLUDE REGEX "(_test|/main)\\.cc$")

if(EXISTS ${PROJECT_SOURCE_DIR}/apps/cli/main.cc AND NOT EMSCRIPTEN)
  add_library(glia_cli STATIC ${cli_sources})
  target_link_libraries(glia_cli PUBLIC glia::glia)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 sees overlapping copies in string + "literal" (its bug 105651).
    # The linter is clang, which reads the same flags and does not know that one.
    target_compile_options(glia_cli PRIVATE -Wno-restrict -Wno-unknown-warning-option)
  endif()
  target_compile_definitions(glia_cli PUBLIC GLIA_VERSION="${PROJECT_VERSION}")
  add_executable(glia_executable ${PROJECT_SOURCE_DIR}/apps/cli/main.cc)
  target_link_libraries(glia_executable PRIVATE glia_cli)
  set_target_properties(glia_executable PROPERTIES OUTPUT_NAME glia
                                                RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
  if(GLIA_INSTALL)
    install(TARGETS glia_executable RUNTIME)
    include(cmake/manuals.cmake)
  endif()
  if(cli_tests AND GLIA_TESTS)
    glia_tests(cli SOURCES ${cli_tests} LIBRARIES glia_cli)
  endif()
endif()

# apps/reference: writes docs/reference, and tells when it is stale (house.reference). It measures
# ops on the samples of their contract test, so it is built with the tests and never installed.
if(GLIA_TESTS AND PROJECT_IS_TOP_LEVEL AND NOT EMSCRIPTEN)
  file(GLOB reference_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/apps/reference/*.cc)
  add_executable(glia_reference ${reference_sources}
                                ${PROJECT_SOURCE_DIR}/glia/program/op_testing.cc)
  target_link_libraries(glia_reference PRIVATE glia::glia)
  set_target_properties(glia_reference PROPERTIES OUTPUT_NAME glia-reference
                                                  RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
endif()
