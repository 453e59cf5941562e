#!/bin/sh
# `end_tree GRACE [TERMINATOR…]` ends an inner command by the words for it, which get 6 s, then every process that has
# `$tag`.
. ./functions/terminate.sh
end_tree() {
  grace=$1
  shift
  if [ $# -gt 0 ]; then
    "$@" &
    inner=$!
    look_at_clock
    give_up=$((now + 600))
    while [ "$now" -lt $give_up ] && [ -e /proc/$inner ] && ! grep -q '^State:.Z' /proc/$inner/status; do
      sleep 0.1 || sleep 1
      look_at_clock
    done
    kill $inner
  fi
  # `terminate` has a process of its own: a signal to this program waits until that process has ended.
  (terminate "$grace")
}
