# What a line of ladder.cmake builds: a static library of the rung's sources, and one test binary.
#
# Sources are found by name: x.cc belongs to the library, x_test.cc and helpers x_testing.cc to the
# tests, x_bench.cc to the benchmarks. A rung without sources yet is an empty interface target.
# no_x.cc is the twin of x.cc for a platform that lacks x (threads, gzip): WebAssembly builds the
# twin; everything else builds x.cc, unless GLIA_ABSENT names x.

include(GoogleTest)
include(cmake/joined.cmake)

set(GLIA_RUNGS "" CACHE INTERNAL "rungs with sources, in ladder order")

# Removes from the named list whichever half of each x.cc / no_x.cc pair is not for this platform.
function(glia_choose_twins list_name)
  set(chosen ${${list_name}})
  set(absent ${GLIA_ABSENT})
  list(TRANSFORM absent APPEND .cc)
  foreach(source IN LISTS ${list_name})
    get_filename_component(name ${source} NAME)
    if(name MATCHES "^no_(.*)$")
      get_filename_component(folder ${source} DIRECTORY)
      set(twin ${folder}/${CMAKE_MATCH_1})
      if(EMSCRIPTEN OR CMAKE_MATCH_1 IN_LIST absent)
        list(REMOVE_ITEM chosen ${twin})
      else()
        list(REMOVE_ITEM chosen ${source})
      endif()
    endif()
  endforeach()
  set(${list_name} ${chosen} PARENT_SCOPE)
endfunction()

# glia_tests(NAME SOURCES... LIBRARIES...): the gtest binary glia_NAME_tests. Suites named Long...
# carry the label `long` (only ./check --long runs them); tests with Thread in their name carry
# `threads` (they also run under the thread sanitizer). Test names begin with NAME. Under GLIA_JOIN the
# sources are compiled together, and compile_commands.json lists them apart, for the linter and clangd.
function(glia_tests name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
  set(binary glia_${name}_tests)
  set(targets ${binary})
  if(GLIA_JOIN)
    glia_joined(sources ${name} ${ARG_SOURCES})
    add_executable(${binary} ${sources})
    set_target_properties(${binary} PROPERTIES EXPORT_COMPILE_COMMANDS OFF)
    add_library(${binary}_apart OBJECT EXCLUDE_FROM_ALL ${ARG_SOURCES})
    list(APPEND targets ${binary}_apart)
  else()
    add_executable(${binary} ${ARG_SOURCES})
  endif()
  foreach(target IN LISTS targets)
    target_link_libraries(${target} PRIVATE ${ARG_LIBRARIES} GTest::gmock GTest::gtest_main)
    target_compile_options(${target} PRIVATE -O1)
    # Tests run from the root. An absolute path here would keep two clones from sharing a cache.
    target_compile_definitions(${target} PRIVATE GLIA_SOURCE_DIR=".")
  endforeach()
  if(EMSCRIPTEN)
    # No processes for death tests there, no threads, no pipes and file size limits.
    add_test(NAME ${name}.wasm
             COMMAND node --no-experimental-fetch $<TARGET_FILE:${binary}>
                     --gtest_filter=-Long*:*DeathTest*:*EightThreads*:FileTest.*:FileLockTest.*
             WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    set_tests_properties(${name}.wasm PROPERTIES TIMEOUT 600)
    return()
  endif()
  set(common DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
             WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} TEST_PREFIX ${name}.)
  gtest_discover_tests(${binary} ${common} TEST_FILTER "-Long*:*Thread*"
                       PROPERTIES TIMEOUT ${GLIA_PATIENCE})
  gtest_discover_tests(${binary} ${common} TEST_FILTER "*Thread*:-Long*"
                       PROPERTIES TIMEOUT ${GLIA_PATIENCE} LABELS threads)
  gtest_discover_tests(${binary} ${common} TEST_FILTER "Long*"
                       PROPERTIES TIMEOUT 3600 LABELS long)
endfunction()

# Which floor the rungs after it stand on; only tools/check_ladder uses it.
function(glia_floor)
endfunction()

# An app is built by cmake/apps.cmake; the ladder says only what it may include.
function(glia_app)
endfunction()

function(glia_rung rung)
  cmake_parse_arguments(ARG "" "" "USES;TESTS_USE;LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/glia/${rung}/*.cc)
  set(tests ${sources})
  set(benchmarks ${sources})
  list(FILTER tests INCLUDE REGEX "_(test|testing)\\.cc$")
  list(FILTER benchmarks INCLUDE REGEX "_bench\\.cc$")
  list(FILTER sources EXCLUDE REGEX "_(test|bench|testing)\\.cc$")
  glia_choose_twins(sources)
  list(TRANSFORM ARG_USES PREPEND glia_)
  list(TRANSFORM ARG_TESTS_USE PREPEND glia_)

  if(sources)
    add_library(glia_${rung} STATIC ${sources})
    target_include_directories(glia_${rung} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(glia_${rung} PUBLIC ${ARG_USES} ${ARG_LINKS})
    set(GLIA_RUNGS ${GLIA_RUNGS} ${rung} CACHE INTERNAL "")
  else()
    add_library(glia_${rung} INTERFACE)
    target_include_directories(glia_${rung} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(glia_${rung} INTERFACE ${ARG_USES} ${ARG_LINKS})
  endif()
  if(benchmarks AND benchmark_FOUND)  # package libbenchmark-dev; only built when asked for
    add_executable(glia_${rung}_bench EXCLUDE_FROM_ALL ${benchmarks})
    target_link_libraries(glia_${rung}_bench PRIVATE glia_${rung} benchmark::benchmark_main)
  endif()
  if(EMSCRIPTEN AND rung MATCHES "^(fetch|nn|loss|optim|data|formats|classic|session|lesson)$")
    return()  # compiled and linked there; their tests say nothing new on another processor
  endif()
  if(tests AND GLIA_TESTS)
    glia_tests(${rung} SOURCES ${tests} LIBRARIES glia_${rung} ${ARG_TESTS_USE})
  endif()
endfunction()
