# Manual pages and shell completion, written by the program itself from its table of verbs.

set(manuals ${PROJECT_BINARY_DIR}/manuals)
file(MAKE_DIRECTORY ${manuals})
add_custom_command(OUTPUT ${manuals}/glia.1
                   COMMAND glia_executable help --manuals ${manuals} --lang en
                   DEPENDS glia_executable VERBATIM)
add_custom_target(glia_manuals ALL DEPENDS ${manuals}/glia.1)

install(DIRECTORY ${manuals}/ DESTINATION share/man/man1 FILES_MATCHING PATTERN "*.1")
install(FILES ${manuals}/glia.bash DESTINATION share/bash-completion/completions RENAME glia)
install(FILES ${manuals}/_glia DESTINATION share/zsh/site-functions)
install(FILES ${manuals}/glia.fish DESTINATION share/fish/vendor_completions.d)
