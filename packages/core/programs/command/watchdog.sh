#!/bin/sh
# Runs a command under a watchdog, which ends it and its tree when it is overdue, though the other side be gone. Exits
# as the command does.
# Arguments: seconds that the command has; its tag, `NAME=VALUE`; the grace, in hundredths of a second; the program that
# ends a tree; how many words end an inner command, 0 if there is none; these words; the command.

# The shell's own words ("Killed") are no output of the command; dash redirects a plain command before it says them.
exec 3>&2 2>/dev/null
# All variables that are set are set in the watchdog's own process: the command gets the environment as it is.
(
  exec 3>&-
  # SIGTERM could be lost to a child that is not sleep yet.
  trap 'kill -KILL $!; exit' TERM
  sleep "$1" & wait $!
  # What has begun is done to its end, though the command ends meanwhile.
  trap : TERM
  . ./functions/end-tree.sh
  tag=$2 grace=$3 program=$4 words=$5 place=0 first=under-$$ known='' guess=yes
  shift 5
  for word; do
    shift
    place=$((place + 1))
    [ $place -gt "$words" ] || set -- "$@" "$word"
  done
  end_tree "$grace" "$program" "$@"
) </dev/null >/dev/null &
watchdog=$!
(
  # shellcheck disable=SC2163 # The word is an assignment.
  export "$2"
  shift $((5 + $5))
  exec "$@" 2>&3 3>&-
)
code=$?
kill $watchdog
exit $code
