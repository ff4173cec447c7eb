# Compile flags of every file of glia. They stay in this folder: a project that adds glia with
# add_subdirectory, or finds it installed, inherits none of them.
#
# -ffp-contract=off: compilers fuse a*b+c in AVX2 code on their own, so that the tail of a loop would
# round differently from its body. Where an FMA is wanted it is written. No -march flag: kernels
# choose their instructions at run time.

add_compile_options(-ffp-contract=off -Wall -Wextra -Wconversion -Wno-sign-conversion -Wshadow)
if(EMSCRIPTEN)
  add_compile_options(-Wno-shorten-64-to-32)  # size_t and ptrdiff_t have 32 bits there
endif()
if(GLIA_WERROR)
  add_compile_options(-Werror)
endif()
if(GLIA_SANITIZE)
  add_compile_options(-fsanitize=${GLIA_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${GLIA_SANITIZE})
endif()
