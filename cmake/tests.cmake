# Tests that cross rungs. Unit tests stand beside the code and are found by glia_rung().

file(GLOB crossing CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/*_test.cc)
if(crossing)
  glia_tests(crossing SOURCES ${crossing} LIBRARIES glia::glia)
endif()
