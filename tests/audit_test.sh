#!/bin/sh
# The audit of every bundled table: what is true of it, and nothing else.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8

# found NAME: the codes of its audit, each once.
found() {
  "$GLIA" train "$1" --epochs 1 --json --progress none --threads 1 --out "$work/m" 2>/dev/null >"$work/r.json"
  python3 -c 'import json,sys; print(*sorted({f["code"] for f in json.load(open(sys.argv[1]))["audit"]}))' "$work/r.json"
}

failed=0
tables=0
for name in $("$GLIA" data list | awk '/^[a-z]/ && !/mnist/ { print $1 }'); do
  tables=$((tables + 1))
  case $name in
    digits) expected='constant' ;;   # pixels at the rim that no digit touches
    penguins) expected='missing' ;;
    *) expected='' ;;
  esac
  is=$(found "$name")
  [ "$is" = "$expected" ] || { echo "FAILED: $name: expected '$expected', found '$is'"; failed=1; }
done
[ "$tables" -ge 18 ] || { echo "FAILED: only $tables tables"; failed=1; }
[ "$failed" -eq 0 ] && echo "no false alarm in $tables tables"
exit "$failed"
