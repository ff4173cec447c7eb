#!/usr/bin/env bash
# Every lesson on the command line: the same numbers in Chinese and English, by flag and by locale,
# and text in both.
#
# usage: GLIA=build/glia tests/lessons_test.sh
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
count=0

complain() {
  echo "FAILED $*"
  failed=$((failed + 1))
}

for name in $("$GLIA" lesson --lang en | sed -n 's/^[0-9][0-9]  \([a-z0-9-]*\) .*/\1/p'); do
  count=$((count + 1))
  "$GLIA" lesson "$name" --json --lang en >"$work/en" || complain "$name --lang en"
  "$GLIA" lesson "$name" --json --lang zh >"$work/zh" || complain "$name --lang zh"
  cmp -s "$work/en" "$work/zh" || complain "$name: other numbers in another language"
  LC_ALL=zh_CN.UTF-8 "$GLIA" lesson "$name" >"$work/text" || complain "$name in a Chinese locale"
  grep -q '书中出处' "$work/text" || complain "$name speaks no Chinese in a Chinese locale"
done
echo "$count lessons, $failed failed"
[ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
