#!/bin/sh
# `listener PORT` prints a record of what listens on a TCP port of this host, if anything does: its user's number, then
# its name and process where this user may see them.
listener() {
  entry=$(printf ': [0-9A-F]*:%04X 0*:0000 0A ' "$1")
  entry=$(grep -h "$entry" /proc/net/tcp /proc/net/tcp6 2>/dev/null | head -n 1)
  [ -n "$entry" ] || return 0
  (
    IFS=' '
    set -f
    # shellcheck disable=SC2086 # The fields are words of their own.
    set -- $entry
    printf 'listener %s\0' "$8"
    socket="socket:[${10}]"
    set +f
    # One listing of all: a program for each open file of a busy host would take its time.
    # shellcheck disable=SC2012 # The names are numbers.
    ls -l /proc/[0-9]*/fd 2>/dev/null | while read -r line; do
      case $line in
        /proc/*/fd:) process=${line#/proc/} process=${process%/fd:} ;;
        *"$socket") printf '%s (process %s)' "$(cat "/proc/$process/comm" 2>/dev/null)" "$process"; break ;;
      esac
    done
    printf '\0'
  )
}
