#!/usr/bin/env bash
# Runs the text cases of tests/cli/*.test: a command line, its exact messages, its exit code.
#
#   setup COMMAND   before all cases of the file; each case gets a fresh copy of what it left
#   case NAME       begins a case
#   file NAME       a file of the case; its lines follow as "| text"
#   before COMMAND  by the shell, unmeasured
#   run COMMAND     by the shell: what is tested
#   exit N          its exit code (0 if not given)
#   out TEXT        a line of standard output; all of them are given, in order
#   out? REGEX      one of its lines matches (extended, as a whole); the others are free
#   out *           anything
#   err ...         the same for standard error
#   codes           the codes of errors stay; they are cut off otherwise: " [E0103]"
#   writes FILE     a file that is there afterwards, and was not before
#   note TEXT       what happens, in words, for docs/reliability.md
# Without out (err) lines the stream stays empty. No other file may appear: half-written ones either.
#
# usage: GLIA=build/glia tests/cli_cases_test.sh [FILE.test ...]
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
GLIA=$(realpath "${GLIA:-$root/build/glia}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$GLIA" "$work/bin/glia"
export PATH="$work/bin:$PATH" ROOT="$root" TERM=dumb LC_ALL=C.UTF-8
unset NO_COLOR GLIA_TARGET

passed=0
failed=0

complain() {
  [ -n "$complaint" ] || printf 'FAILED %s: %s\n  $ %s\n' "${file##*/}" "$name" "$command"
  complaint=1
  printf '%s\n' "$1"
}

# check_stream out|err: the stream in $work/out or $work/err against what the case says of it.
check_stream() {
  local exact="$work/$1.exact" patterns="$work/$1.patterns" pattern
  [ ! -e "$work/$1.any" ] || return 0
  if [ -s "$patterns" ]; then
    while IFS= read -r pattern; do
      grep -Eqx -e "$pattern" "$work/$1" ||
        complain "  no line of std$1 matches: $pattern"$'\n'"$(sed 's/^/    /' "$work/$1")"
    done <"$patterns"
  elif ! cmp -s "$exact" "$work/$1"; then
    complain "  std$1 differs (-expected +found):"$'\n'"$(diff -u "$exact" "$work/$1" | tail -n +4 | sed 's/^/    /')"
  fi
}

begin_case() {
  name=$1 command='' code=0 complaint='' codes='' input=''
  rm -rf "$work/case" "$work"/*.any "$work"/*.patterns
  cp -r "$work/setup" "$work/case"
  : >"$work/out.exact"
  : >"$work/err.exact"
  : >"$work/writes"
}

end_case() {
  [ -n "$name" ] || return 0
  if [ -z "$command" ]; then
    complain "  has no run line"
  else
    (cd "$work/case" && find . -mindepth 1 | sort) >"$work/before"
    (cd "$work/case" && timeout 120 bash -c "$command" </dev/null >"$work/out" 2>"$work/err")
    local found=$?
    [ "$found" = "$code" ] ||
      complain "  exit code $found, expected $code"$'\n'"$(sed 's/^/    /' "$work/err")"
    [ -n "$codes" ] || sed -i -E 's/ \[E[0-9]{4}\]$//' "$work/err"
    check_stream out
    check_stream err
    sort "$work/before" "$work/writes" >"$work/expected_files"
    (cd "$work/case" && find . -mindepth 1 | sort) >"$work/files"
    cmp -s "$work/expected_files" "$work/files" ||
      complain "  files differ (-expected +found):"$'\n'"$(diff "$work/expected_files" "$work/files" | sed 's/^/    /')"
  fi
  if [ -n "$complaint" ]; then failed=$((failed + 1)); else passed=$((passed + 1)); fi
}

run_file() {
  file=$1 name='' input='' number=0
  local line word rest
  rm -rf "$work/setup"
  mkdir "$work/setup"
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    word=${line%% *}
    rest=${line#"$word"}
    rest=${rest# }
    case "$word" in
      '' | '#' | note) ;;
      setup)
        if ! (cd "$work/setup" && bash -c "$rest" </dev/null >"$work/out" 2>&1); then
          printf 'FAILED %s:%d: %s\n' "${file##*/}" "$number" "$rest"
          cat "$work/out"
          failed=$((failed + 1))
          return
        fi ;;
      case)
        end_case
        begin_case "$rest" ;;
      file)
        input=$work/case/$rest
        : >"$input" ;;
      '|') printf '%s\n' "$rest" >>"$input" ;;
      before)
        (cd "$work/case" && bash -c "$rest" </dev/null >"$work/before.out" 2>&1) ||
          complain "  before: exit code $?: $rest"$'\n'"$(sed 's/^/    /' "$work/before.out")" ;;
      run) command=$rest ;;
      codes) codes=1 ;;
      exit) code=$rest ;;
      out | err) if [ "$rest" = '*' ]; then : >"$work/$word.any"; else printf '%s\n' "$rest" >>"$work/$word.exact"; fi ;;
      'out?' | 'err?') printf '%s\n' "$rest" >>"$work/${word%?}.patterns" ;;
      writes) printf './%s\n' "$rest" >>"$work/writes" ;;
      *)
        printf 'FAILED %s:%d: what is "%s"?\n' "${file##*/}" "$number" "$word"
        failed=$((failed + 1)) ;;
    esac
  done <"$file"
  end_case
  name=''
}

[ $# -gt 0 ] || set -- "$root"/tests/cli/*.test
for each in "$@"; do run_file "$each"; done
echo "$passed cases passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
