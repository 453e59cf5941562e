#!/bin/sh
# `hold PATH` waits until this program alone holds the lock of that path, and `release PATH` gives the lock back. What a
# holder that is gone has left is taken. Fails after ten seconds, and where no lock can be made.
. ./functions/process-identity.sh
hold() {
  identity $$
  printf '%s %s\n' "$$" "$now" >"$1.$$" || return 1
  tries=0
  until ln "$1.$$" "$1" 2>/dev/null; do
    tries=$((tries + 1)) holder='' born=''
    [ $tries -lt 200 ] || { rm -f "$1.$$"; return 1; }
    { read -r holder born <"$1"; } 2>/dev/null
    identity "$holder"
    if [ -n "$born" ] && [ "$now" != "$born" ]; then rm -f "$1"; else sleep 0.05 2>/dev/null || sleep 1; fi
  done
  rm -f "$1.$$"
}
release() { rm -f "$1"; }
