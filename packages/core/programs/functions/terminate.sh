#!/bin/sh
# `terminate GRACE` ends every process whose environment has `$tag`: SIGTERM, then SIGKILL after the grace, hundredths
# of a second. Fails if something is left when SIGKILL has had the grace, too. A look may take as long as it does.
. ./functions/tagged.sh
. ./functions/clock.sh
terminate() {
  signal=TERM told='' give_up=''
  look_at_clock
  kill_at=$((now + $1))
  while [ -z "$give_up" ] || [ "$now" -lt "$give_up" ]; do
    found=
    for file in $(tagged 2>/dev/null); do
      process=${file#/proc/}; process=${process%/environ}
      [ "$process" = $$ ] || found="$found $process"
    done
    [ -n "$found" ] || return 0
    if [ $signal = TERM ] && [ "$now" -ge $kill_at ]; then
      look_at_clock
      signal=KILL give_up=$((now + $1))
    fi
    # shellcheck disable=SC2086 # Each process is a word of its own.
    case $signal$told in TERM|KILL*) kill -$signal $found 2>/dev/null; told=yes ;; esac
    sleep 0.1 2>/dev/null || sleep 1
    look_at_clock
  done
  return 1
}
