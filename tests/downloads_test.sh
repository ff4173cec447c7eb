#!/usr/bin/env bash
# Downloads from a server on loopback that cuts, lies, moves and loops: what arrives is the file, or
# nothing. `glia data get mnist` against the same server needs the real files: GLIA_MNIST=FOLDER.
set -u
cd "$(dirname "$0")/.." || exit 1
check=$(dirname "$GLIA")/download_check
work=$(mktemp -d)
mkdir "$work/files"
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
if [ ! -x "$check" ]; then echo "NOT TESTED: no $check"; exit 77; fi

python3 -c 'import random, sys; random.seed(1); sys.stdout.buffer.write(random.randbytes(300000))' >"$work/files/data"
sum=$(sha256sum "$work/files/data" | cut -d' ' -f1)
[ -z "${GLIA_MNIST:-}" ] || cp "$GLIA_MNIST"/*-ubyte.gz "$work/files/"
python3 tests/downloads/server.py "$work/files" "$work/port" "$work/log" &
server=$!
trap 'kill $server; rm -rf "$work"' EXIT
for _ in $(seq 100); do [ -e "$work/port" ] && break; sleep 0.1; done
base=http://127.0.0.1:$(cat "$work/port") || exit 1

failed=0
count=0
complain() {
  echo "FAILED $name: $*"
  sed 's/^/    /' "$work/out"
  failed=$((failed + 1))
}

# fetch NAME EXIT WAY...: a download by these ways, in order. $had: bytes of an earlier run.
had=
fetch() {
  name=$1
  local expected=$2 urls=() way found
  shift 2
  count=$((count + 1))
  rm -rf "$work/got" "$work/log"
  mkdir "$work/got"
  : >"$work/log"
  [ -z "$had" ] || head -c "$had" "$work/files/data" >"$work/got/data.part"
  for way in "$@"; do urls+=("$base/$way/data"); done
  timeout 60 "$check" "$work/got/data" "$sum" 400000 "${urls[@]}" >"$work/out" 2>&1
  found=$?
  [ "$found" = "$expected" ] || complain "exit $found, expected $expected"
  if [ "$expected" = 0 ]; then
    cmp -s "$work/files/data" "$work/got/data" || complain "the file is not what was sent"
    [ ! -e "$work/got/data.part" ] || complain "the part is still there"
  else
    [ ! -e "$work/got/data" ] || complain "a file that is not right took the name"
  fi
}
# asked WAY RANGE: a request the server saw.
asked() { grep -qx "/$1/data $2" "$work/log" || { complain "no request '$1 $2'"; cat "$work/log"; }; }
said() { grep -q -- "$1" "$work/out" || complain "did not say '$1'"; }

fetch whole 0 good
asked good ''
had=100000
fetch resumed 0 good
asked good bytes=100000-
fetch 'a server without ranges' 0 plain
had=300000
fetch 'all there already' 0 good
[ ! -s "$work/log" ] || complain "asked for what was there"
had=350000
fetch 'another range than asked for' 0 middle good
had=
fetch 'an answer of bits' 0 stall
asked stall bytes=100000-
fetch 'cut again and again' 1 cut
[ "$(wc -l <"$work/log")" -ge 5 ] || complain "gave up at once"
[ -s "$work/got/data.part" ] || complain "kept nothing"
fetch 'cut, and the rest from another mirror' 0 cut good
grep -q '^/good/data bytes=29' "$work/log" || complain "the second mirror began anew"
fetch 'wrong, then right' 0 wrong good
said 'wrong checksum'
fetch 'wrong everywhere' 1 wrong wrong
said 'none of 2 mirrors'
[ ! -e "$work/got/data.part" ] || complain "kept what is wrong"
fetch 'not found, then right' 0 404 good
said '404'
fetch 'not found anywhere' 1 404 404
fetch 'moved' 0 moved
fetch 'moved for ever' 1 loop
[ "$(wc -l <"$work/log")" -eq 6 ] || complain "expected 5 redirects"
fetch 'moved to a local file' 1 local
fetch 'longer than the file can be' 1 long
said 'more than 400000 bytes'
had=100000
fetch 'a part of something else' 0 wrong good

# A part of other bytes: the checksum tells, and all of it is asked for again.
name='a part of other bytes'
rm -rf "$work/got" && mkdir "$work/got"
head -c 100000 /dev/zero >"$work/got/data.part"
"$check" "$work/got/data" "$sum" 400000 "$base/good/data" >"$work/out" || complain "not fetched"
cmp -s "$work/files/data" "$work/got/data" || complain "not the file"
count=$((count + 1))

name='a read-only folder'
count=$((count + 1))
"$check" /proc/data "$sum" 400000 "$base/good/data" >"$work/out" && complain "wrote into /proc"
said "can't write"

name='nobody listens'
count=$((count + 1))
"$check" "$work/got/other" "$sum" 400000 http://127.0.0.1:1/data >"$work/out" && complain "fetched"
said 'none of 1 mirrors'

name='two at once'
count=$((count + 1))
rm -f "$work/got/data"
exec 8>"$work/got/data.part"
flock 8
"$check" "$work/got/data" "$sum" 400000 "$base/good/data" >"$work/out" && complain "both wrote"
said 'another download is writing it'
exec 8>&-

# get NAME EXIT WAY TEXT: `glia data get mnist` with one mirror, into $work/mnist.
get() {
  name="glia, $1"
  count=$((count + 1))
  timeout 60 "$GLIA" data get mnist --out "$work/mnist" --from "$base/$3" >"$work/out" 2>&1
  local found=$?
  [ "$found" = "$2" ] || complain "exit $found, expected $2"
  said "$4"
}
get 'a mirror without the files' 1 404 'none of 1 mirrors'
if [ -z "${GLIA_MNIST:-}" ]; then
  echo "NOT TESTED: glia data get mnist with the real files; give GLIA_MNIST=FOLDER"
else
  get 'wrong files' 1 wrong 'none of 1 mirrors'
  get 'broken off' 0 stall '4 files fetched'
  get 'there already' 0 good '4 files there before'
  printf x >"$work/mnist/t10k-labels-idx1-ubyte.gz"
  get 'something else of that name' 1 good 'move it away'
  name='the set can be read'
  "$GLIA" data convert "$work/files/t10k-images-idx3-ubyte.gz,$work/files/t10k-labels-idx1-ubyte.gz" --rows 1 --to text |
    head -1 >"$work/out"
  said 'image 1, label 7'
fi
echo "$count downloads, $failed failed"
[ "$failed" -eq 0 ]
