#!/bin/sh
# `terminate GRACE` ends every process of the command that `begin_look` was told of: SIGTERM, then SIGKILL after the
# grace, hundredths of a second. Fails if something is left when SIGKILL has had the grace, too, or if what is left is
# not this user's to end, or may not be looked at. A look may take as long as it does.
. ./functions/tree.sh
# Only the process that was seen: its number may be another's by now.
send() {
  read_stat "$2"
  # shellcheck disable=SC2086 # The fields are words of their own.
  set -- "$1" "$2" "$3" $stat
  if [ "${23}" != "$3" ] || kill "-$1" "$2" 2>/dev/null; then
    told="$told$2:$3 " reached=yes
  else
    refused=yes
  fi
}
send_to_all() {
  refused='' reached=''
  for member in $tree; do
    case $signal$told in
      TERM*" $member "*) reached=yes ;;
      *) send $signal "${member%:*}" "${member#*:}" ;;
    esac
  done
}
# Waits until all that was found has ended, or some time has gone by.
wait_for_tree() {
  for pause in 0.02 0.04 0.1 0.1 0.1; do
    sleep $pause 2>/dev/null || sleep 1
    lives=
    for member in $tree; do
      read_stat "${member%:*}"
      case $stat in '' | Z*) ;; *) lives=yes; break ;; esac
    done
    look_at_clock
    if [ -z "$lives" ] || { [ $signal = TERM ] && [ "$now" -ge $kill_at ]; }; then break; fi
  done
}
terminate() {
  signal=TERM told=' ' refused='' give_up='' turn=0
  look_at_clock
  kill_at=$((now + $1))
  while [ -z "$give_up" ] || [ "$now" -lt "$give_up" ]; do
    look_at_tree
    [ "$tree" != ' ' ] || break
    if [ $signal = TERM ] && [ "$now" -ge $kill_at ]; then
      look_at_clock
      signal=KILL give_up=$((now + $1))
    fi
    send_to_all
    # What is another user's may end with the rest.
    turn=$((turn + 1))
    [ -n "$reached" ] || [ $turn -lt 3 ] || break
    wait_for_tree
  done
  [ "$tree$orphans$blind" = ' ' ]
}
