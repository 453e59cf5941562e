#!/bin/sh
# Runs a program and frames what it reports: NONCE PROGRAM WORD…, where the program takes the words as $1, $2, ….
# shellcheck disable=SC2119,SC2120,SC2317 # The program calls these functions.
nonce=$1 program=$2
shift 2

# say WORD [TEXT]: a report. What is printed after it belongs to its text.
say() { printf '\n%s %s\n%s' "$nonce" "$1" "${2-}"; }

# Ends the program: it is done, and its answer whole.
finish() {
  say end
  exit 0
}

# fail [WHY]: ends the program, of which nothing came.
fail() {
  [ -z "${1-}" ] || printf '%s\n' "$1" >&2
  say failed
  exit 1
}

# section NAME COMMAND…: what one command printed, what it said on standard error, and its exit code, in three reports.
section() (
  say "$1"
  shift
  { said=$("$@" </dev/null 2>&1 >&3 3>&-); } 3>&1
  code=$?
  say stderr "$said"
  say exit
  echo "$code"
)

# bounded COMMAND…: runs a command, whose exit code it has, and passes on a mebibyte of each of its streams at most:
# what answers in a container may be something else than a program of Berth's, and never end to print.
bounded() {
  {
    code=$({
      {
        { "$@" 3>&- 4>&- 5>&-; echo "$?" >&5; } 2>&1 >&3 | head -c 1048576 >&2
      } 3>&1 | head -c 1048576 >&4
    } 5>&1)
  } 4>&1
  return "$code"
}

eval "$program"
code=$?
[ "$code" = 0 ] || fail
finish
