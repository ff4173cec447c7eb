#!/usr/bin/env bash
# Every link of docs/learn, docs/tutorials and the lessons leads to a file that is there; every page has its twin
# in the other language, and every lesson stands in the path.
set -u
cd "$(dirname "$0")/.." || exit 1
failed=0
count=0

complain() {
  echo "FAILED $*"
  failed=$((failed + 1))
}

for page in docs/learn/*.md docs/tutorials/*.md lessons/*/README*.md; do
  folder=$(dirname "$page")
  while IFS= read -r target; do
    count=$((count + 1))
    case $target in http://* | https://* | '#'*) continue ;; esac
    [ -e "$folder/${target%%#*}" ] || complain "$page links to $target, which is not there"
  done < <(grep -o '](\([^)]*\))' "$page" | sed 's/^](//; s/)$//')
  case $page in
    *.zh.md) twin=${page%.zh.md}.md ;;
    *) twin=${page%.md}.zh.md ;;
  esac
  [ -e "$twin" ] || complain "$page has no twin $twin"
done
for lesson in lessons/[0-9]*/; do
  name=$(basename "$lesson")
  for page in docs/learn/README.md docs/learn/README.zh.md; do
    grep -q "lessons/$name/" "$page" || complain "$page leaves out $name"
  done
done
echo "$count links, $failed failed"
[ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
