#!/usr/bin/env bash
# README.zh.md says what README.md says: the same blocks to run, the same verbs, the same links. The blocks
# themselves are run by tools/check_readme.
set -u
cd "$(dirname "$0")/.." || exit 1
failed=0

# same WHAT SCRIPT: what the awk script takes from both files.
same() {
  local what=$1 script=$2
  if [ -z "$(awk "$script" README.md)" ]; then
    echo "FAILED: README.md has no $what"
    failed=1
  fi
  if ! diff <(awk "$script" README.md) <(awk "$script" README.zh.md) >/dev/null; then
    echo "FAILED: README.md and README.zh.md differ in $what:"
    diff <(awk "$script" README.md) <(awk "$script" README.zh.md) | head -n 20
    failed=1
  fi
}
same 'code blocks' '/^```/ { on = !on; print; next } on'
# shellcheck disable=SC2016  # awk's $0
same 'verbs' '/^\| `glia / { split($0, cell, "|"); print cell[2] }'
# shellcheck disable=SC2016  # awk's $1
same 'headings' '/^#+ / { print $1 }'

links() { grep -o '](\([^)]*\))' "$1" | grep -v 'README' | sort -u; }
if [ -z "$(links README.md)" ]; then
  echo "FAILED: README.md has no links"
  failed=1
fi
if ! diff <(links README.md) <(links README.zh.md); then
  echo "FAILED: README.md and README.zh.md differ in links"
  failed=1
fi
for file in README.md README.zh.md; do
  while read -r link; do
    link=${link#](}
    link=${link%)}
    case "$link" in http*) continue ;; esac
    [ -e "${link%%#*}" ] || { echo "FAILED: $file: nothing is at $link"; failed=1; }
  done < <(grep -o '](\([^)]*\))' "$file")
done
[ "$failed" -eq 0 ] && echo "the same in both languages"
exit "$failed"
