# Tests compiled together, docs/decisions/0015-tests-compiled-together.md: a test source is small and
# its headers are not, so eight that share one compilation cost little more than one.
#
# CMake's own UNITY_BUILD (3.25) includes its sources by absolute paths, and then two clones never
# share an entry of the compiler cache. Here they are named from the root, which is an include folder.

# glia_joined(VARIABLE NAME SOURCES...): writes joined/NAME_1.cc and on into the build folder, each of
# which includes up to eight of SOURCES in sorted order, and lists them in VARIABLE. A file that would
# stay the same is not touched.
function(glia_joined variable name)
  set(sources ${ARGN})
  list(SORT sources)
  list(LENGTH sources count)
  math(EXPR files "(${count} + 7) / 8")
  set(begin 0)
  set(joined "")
  foreach(number RANGE 1 ${files})
    math(EXPR end "${count} * ${number} / ${files}")  # all files about the same
    math(EXPR size "${end} - ${begin}")
    list(SUBLIST sources ${begin} ${size} together)
    set(begin ${end})
    set(text "")
    foreach(source IN LISTS together)
      file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR} ${source})
      string(APPEND text "#include \"${path}\"\n")
    endforeach()
    set(file ${PROJECT_BINARY_DIR}/joined/${name}_${number}.cc)
    file(CONFIGURE OUTPUT ${file} CONTENT "${text}" @ONLY)
    list(APPEND joined ${file})
  endforeach()
  set(${variable} ${joined} PARENT_SCOPE)
endfunction()
