#!/bin/sh
# Answers that come at the same time, each kept in a file until all are there. The folder of the answers has the nonce
# in its name, so that it can be removed whenever the program is ended, and goes where nobody reads any more what the
# program says. It is made where there is room, for an answer that is cut short by a full disk is none. Every user can
# read the nonce in the argument list: what is there already is another's, and stays.
work=
trap '[ -z "$work" ] || rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM PIPE

make_room() {
  for room in /dev/shm "${TMPDIR:-/tmp}"; do
    work=$room/berth-${nonce:?}
    mkdir -m 700 "$work" 2>/dev/null || { work=; continue; }
    printf '%65536s' '' 2>/dev/null >"$work/room" && : >"$work/room" && break
    rm -rf "$work"
    work=
  done
  [ -n "$work" ] || fail "/dev/shm and ${TMPDIR:-/tmp} are full, or cannot be written"
}

# keep NAME COMMAND…: the section of a command, as an answer.
keep() { section "$@" >"$work/$1.section"; }

tell_answers() {
  set -- "$work"/*.section
  [ "$(grep -l "^${nonce:?} exit$" "$@" | wc -l)" -eq $# ] || fail "$work has no room for what the engine says"
  cat "$@"
}
