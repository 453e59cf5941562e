#!/bin/sh
# `identity PID` sets `now` to what tells a process from a later one of the same number; to nothing for one that is
# gone.
identity() {
  now=
  # shellcheck disable=SC2086 # The fields are words of their own.
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null && set -- ${stat##*) } && [ "$1" != Z ] && now=${20}
}
