# Programs that the scripts in bench/ run beside a peer; only built when asked for.

if(EXISTS ${PROJECT_SOURCE_DIR}/bench/csv_reader.cc AND NOT EMSCRIPTEN)
  add_executable(csv_reader EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/bench/csv_reader.cc)
  target_link_libraries(csv_reader PRIVATE glia::glia)
endif()
