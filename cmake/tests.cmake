# Tests that cross rungs, and tests of the house itself. Unit tests stand beside the code and are
# found by glia_rung().

file(GLOB crossing CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/*_test.cc)
if(crossing)
  glia_tests(crossing SOURCES ${crossing} LIBRARIES glia::glia)
endif()

# The walk over tests/golden/golden.json.
file(GLOB golden CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/golden_walk/*.cc)
if(NOT EMSCRIPTEN)
  glia_tests(golden SOURCES ${golden} LIBRARIES glia::glia)
endif()

# What tests/downloads_test.sh drives against its server.
if(NOT EMSCRIPTEN)
  add_executable(download_check ${PROJECT_SOURCE_DIR}/tests/downloads/main.cc)
  target_link_libraries(download_check PRIVATE glia::glia)
endif()

# Scripts tests/x_test.sh; the program under test is in $GLIA. One named long_x_test.sh is `long`.
if(GLIA_APPS AND NOT EMSCRIPTEN)
  file(GLOB scripts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/*_test.sh)
  if(GLIA_SANITIZE)  # they link a program of their own, without the sanitizer
    list(FILTER scripts EXCLUDE REGEX "/tutorials_test\\.sh$")
  endif()
  foreach(script IN LISTS scripts)
    get_filename_component(name ${script} NAME_WE)
    add_test(NAME script.${name} COMMAND ${script} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    set_tests_properties(script.${name} PROPERTIES TIMEOUT ${GLIA_PATIENCE} LABELS script
                         ENVIRONMENT GLIA=${PROJECT_BINARY_DIR}/glia SKIP_RETURN_CODE 77)
    if(name MATCHES "^long_")
      set_tests_properties(script.${name} PROPERTIES TIMEOUT 3600 LABELS "script;long")
    endif()
  endforeach()
endif()

# The kernels choose their instructions at run time: their tests run once more for each choice.
if(TARGET glia_kernels_tests AND NOT EMSCRIPTEN)
  foreach(target avx2 sse4 ssse3 scalar)
    add_test(NAME kernels.on_${target} COMMAND glia_kernels_tests --gtest_filter=-Long*
             WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    set_tests_properties(kernels.on_${target} PROPERTIES TIMEOUT 600 LABELS "kernels;whole"
                         ENVIRONMENT GLIA_TARGET=${target})
  endforeach()
endif()

# The house: the same for every compiler and sanitizer, so only the plain build runs it.
if(PROJECT_IS_TOP_LEVEL AND NOT EMSCRIPTEN AND NOT GLIA_SANITIZE)
  set(tools ${PROJECT_SOURCE_DIR}/tools)
  add_test(NAME house.ladder COMMAND ${tools}/check_ladder)
  add_test(NAME house.words COMMAND ${tools}/check_words)
  add_test(NAME house.words_selftest COMMAND ${tools}/check_words_test)
  add_test(NAME house.reliability COMMAND ${tools}/make_reliability --check)
  add_test(NAME house.ladder_selftest COMMAND ${tools}/check_ladder_test)
  add_test(NAME house.header COMMAND ${tools}/check_header ${PROJECT_SOURCE_DIR}
                                     ${CMAKE_CXX_COMPILER})
  add_test(NAME house.program COMMAND ${tools}/check_program ${PROJECT_BINARY_DIR}/glia)

  add_test(NAME house.reference COMMAND glia_reference --check docs/reference
           WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})

  # glia brings its own two dispatch functions of Highway; they must not clash with libhwy's.
  add_executable(glia_with_libhwy ${PROJECT_SOURCE_DIR}/tests/with_libhwy/main.cc)
  target_link_libraries(glia_with_libhwy PRIVATE hwy glia::glia)
  add_test(NAME house.with_libhwy COMMAND glia_with_libhwy)
  set_property(TEST house.ladder house.words house.reliability house.ladder_selftest house.header house.program
                    house.reference house.with_libhwy
               PROPERTY LABELS house)
endif()
