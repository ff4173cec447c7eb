# The programs of the lessons: lessons/NN-name/main.cc, each run by a test that compares what it
# prints with expected.json beside it.

add_executable(lesson_check_program ${PROJECT_SOURCE_DIR}/tests/lessons/check_program.cc)
target_link_libraries(lesson_check_program PRIVATE glia::glia)
file(GLOB programs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lessons/*/main.cc)
foreach(source IN LISTS programs)
  get_filename_component(folder ${source} DIRECTORY)
  get_filename_component(name ${folder} NAME)
  add_executable(lesson_${name} ${source})
  target_link_libraries(lesson_${name} PRIVATE glia::glia)
  add_test(NAME lesson.${name} COMMAND lesson_check_program $<TARGET_FILE:lesson_${name}>
                                       ${folder}/expected.json)
  set_tests_properties(lesson.${name} PROPERTIES TIMEOUT 120 LABELS lesson)
endforeach()
