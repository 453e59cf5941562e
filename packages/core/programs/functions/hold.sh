#!/bin/sh
# `hold PATH` waits until this program alone holds the lock of that path, and `release PATH` gives the lock back. A lock
# is the highest of numbered files, which are made by linking, which fails if the number is taken: it is free once it is
# empty, or its holder is gone. Nobody removes a lock that was left, for it might be another's by then. Fails after ten
# seconds, and where no lock can be made.
. ./functions/process-identity.sh
highest_lock() {
  last=0
  for lock in "$1".held.[0-9]*; do
    number=${lock##*.}
    if [ -e "$lock" ] && [ "$number" -gt "$last" ]; then last=$number; fi
  done
}
# Whether the lock of a number is held by a process that lives.
is_held() {
  holder='' born=''
  { read -r holder born <"$1.held.$2"; } 2>/dev/null
  identity "$holder"
  [ -n "$born" ] && [ "$now" = "$born" ]
}
hold() {
  identity $$
  printf '%s %s\n' "$$" "$now" >"$1.$$" || return 1
  tries=0 mine=''
  while [ $tries -lt 200 ]; do
    tries=$((tries + 1))
    highest_lock "$1"
    mine=$((last + 1))
    if ! is_held "$1" "$last" && ln "$1.$$" "$1.held.$mine" 2>/dev/null; then
      # A number that was taken before, and is gone with those below the lock, can be made once more.
      highest_lock "$1"
      [ "$last" != "$mine" ] || break
      rm -f "$1.held.$mine"
    fi
    mine=
    sleep 0.05 2>/dev/null || sleep 1
  done
  rm -f "$1.$$"
  [ -n "$mine" ] || return 1
  for lock in "$1".held.[0-9]*; do
    if [ "${lock##*.}" -lt "$mine" ]; then rm -f "$lock"; fi
  done
}
release() {
  highest_lock "$1"
  : >"$1.held.$last"
}
