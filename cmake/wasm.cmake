# WebAssembly with Debian's emscripten 3.1.6. What it does not have is supplied here:
# - header-only packages, through a folder of links: the system's include directory as a whole would
#   shadow emscripten's own C library;
# - GoogleTest, compiled from Debian's sources (package googletest);
# - no threads, zlib, libpng, libjpeg, libcurl: the rungs build their no_threads.cc, no_gzip.cc ... twins.
# Tests run under node; --no-experimental-fetch, because this emscripten's loader would fetch a path.

set(links ${PROJECT_BINARY_DIR}/include-links)
file(MAKE_DIRECTORY ${links})
foreach(package hwy fmt nlohmann fast_float CLI)
  if(NOT EXISTS /usr/include/${package})
    message(FATAL_ERROR "glia: /usr/include/${package} is missing; run tools/install_dependencies all")
  endif()
  file(CREATE_LINK /usr/include/${package} ${links}/${package} SYMBOLIC)
endforeach()

add_compile_options(-msimd128 -fwasm-exceptions)
include_directories(SYSTEM ${links})
add_link_options(-fwasm-exceptions -sALLOW_MEMORY_GROWTH=1 -sTOTAL_STACK=1048576)

# emscripten's linker needs acorn, which node 20 does not find where Debian puts it.
set(ENV{NODE_PATH} /usr/share/nodejs)
set(CMAKE_CXX_LINKER_LAUNCHER ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs)

foreach(absent Threads::Threads ZLIB::ZLIB PNG::PNG JPEG::JPEG)
  add_library(${absent} INTERFACE IMPORTED)
endforeach()
set(GLIA_APPS OFF)

if(GLIA_TESTS)
  add_link_options(-sNODERAWFS=1 -sEXIT_RUNTIME=1)
  set(googletest /usr/src/googletest)
  add_library(gtest_wasm STATIC ${googletest}/googletest/src/gtest-all.cc
                                ${googletest}/googlemock/src/gmock-all.cc)
  target_include_directories(gtest_wasm SYSTEM PUBLIC ${googletest}/googletest/include
                                                      ${googletest}/googlemock/include)
  target_include_directories(gtest_wasm SYSTEM PRIVATE ${googletest}/googletest
                                                       ${googletest}/googlemock)
  target_compile_options(gtest_wasm PRIVATE -w)
  add_library(GTest::gmock ALIAS gtest_wasm)
  add_library(gtest_wasm_main STATIC ${googletest}/googletest/src/gtest_main.cc)
  target_link_libraries(gtest_wasm_main PUBLIC gtest_wasm)
  add_library(GTest::gtest_main ALIAS gtest_wasm_main)
endif()
