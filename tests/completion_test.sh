#!/usr/bin/env bash
# Completion and manual pages are read by the programs they are made for: bash completes with the script,
# zsh and fish parse theirs, groff sets the pages without a warning.
set -u
GLIA=${GLIA:-build/glia}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
complain() { echo "FAILED: $1"; failed=1; }

"$GLIA" help --manuals "$work" || complain "help --manuals"
[ "$(find "$work" -name 'glia-*.1' | wc -l)" -ge 9 ] || complain "there is a page for each verb"

# shellcheck disable=SC1091  # made above
. "$work/glia.bash"
completed() {
  COMP_WORDS=("$@")
  COMP_CWORD=$(($# - 1))
  COMPREPLY=()
  _glia
  echo "${COMPREPLY[*]}"
}
[ "$(completed glia insp)" = inspect ] || complain "bash: insp becomes inspect"
[ "$(completed glia train --targ)" = --target ] || complain "bash: --targ becomes --target"
mkdir "$work/empty"  # the names of files complete too, and there may be a penguins.glia
[ "$(cd "$work/empty" && completed glia train pengu)" = penguins ] || complain "bash: pengu becomes penguins"
[ "$(completed glia train x --lang '')" = 'zh en' ] || complain "bash: the values of --lang"
[ "$(cd "$work" && completed glia predict glia.fi)" = glia.fish ] || complain "bash: names of files"
case "$(completed glia train --)" in
  *--optimizer*--help*) ;;
  *) complain "bash: all flags of a verb" ;;
esac

checked=bash
# parses SHELL FILE: where that shell is installed.
parses() {
  command -v "$1" >/dev/null || return 0
  "$1" -n "$2" || complain "$1: does not parse"
  checked="$checked $1"
}
parses zsh "$work/_glia"
parses fish "$work/glia.fish"
if command -v groff >/dev/null; then
  for page in "$work"/*.1; do
    warnings=$(groff -man -ww -z -Tutf8 "$page" 2>&1)
    [ -z "$warnings" ] || complain "${page##*/}: $warnings"
  done
  groff -man -Tutf8 "$work/glia-train.1" | sed 's/.\x08//g' |
    grep -q -e '--optimizer NAME' || complain "the page of train names --optimizer"
  checked="$checked groff"
fi
echo "checked with: $checked"
[ "$failed" -eq 0 ]
