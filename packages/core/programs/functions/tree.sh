#!/bin/sh
# `look_at_tree` sets `tree` to the processes of a command that live, words `PID:START`: those that have `$tag` or `$mark`,
# their descendants, the sessions and the groups that they lead, and what was found to be the command's in an earlier
# look. Never one that has the tag or the mark of another command, nor init, nor those that this program comes from. Sets
# `orphans` to those that may be the command's, if `$guess` is not empty: they began after the command did, init has
# adopted them, and nothing tells whose they are. `blind` is set once not every process may be looked at.
. ./functions/processes.sh
blind='' place='' guess=''
# Of the form of `/proc/PID/stat` behind the name; the name may have lines of its own.
read_stat() {
  stat=
  while IFS= read -r line || [ -n "$line" ]; do stat=$line; done 2>/dev/null <"/proc/$1/stat"
  stat=${stat##*) }
}
# `begin_look TAG [PID:START…]`: of which command, and what is known to be of it.
begin_look() {
  tag=$1 mark='' known=' ' since='' spared=' 1 ' process=$$
  with_mark_of "${tag#*=}" keep_mark
  shift
  for member; do
    known="$known$member "
    if [ -z "$since" ] || [ "${member#*:}" -lt "$since" ]; then since=${member#*:}; fi
  done
  while [ -n "$process" ]; do
    case $spared in *" $process "*) break ;; esac
    spared="$spared$process "
    read_stat "$process"
    # shellcheck disable=SC2086 # The fields are words of their own.
    set -- $stat
    process=$2
  done
}
keep_mark() { mark=$1; }
# What a process shares with others of the same login or container.
place_of() { cat "/proc/$1/cgroup" "/proc/$1/sessionid" 2>/dev/null; }
belongs() {
  tree="$tree$1:$5 " alive="$alive$1 " led="$led$1 "
  case $known in *" $1:$5 "*) ;; *) known="$known$1:$5 " ;; esac
  if [ -z "$since" ] || [ "$5" -lt "$since" ]; then since=$5; fi
}
look_at_tree() {
  look_at_processes || blind=yes
  tree=' ' alive=' ' led=' ' others='' orphans='' leader=''
  set -f
  for row in $rows; do
    IFS=,
    # shellcheck disable=SC2086 # The fields are words of their own.
    set -- $row
    unset IFS
    case $spared$theirs in
      *" $1 "*) [ "$1" != 1 ] || leader=$4 ;;
      *)
        case $known$ours in
          *" $1:$5 "* | *" $1 "*) belongs "$@" ;;
          *) others="$others $row" ;;
        esac ;;
    esac
  done
  # A session keeps its number as long as anybody is in it: nobody else has the number of a leader that is gone.
  for member in $known; do
    process=${member%:*}
    case $rows in *" $process,"*) ;; *) led="$led$process " ;; esac
  done
  found=yes
  while [ -n "$found" ]; do
    found='' rest=''
    for row in $others; do
      IFS=,
      # shellcheck disable=SC2086 # The fields are words of their own.
      set -- $row
      unset IFS
      if [ -n "$since" ] && [ "$5" -ge "$since" ]; then
        case $alive in
          *" $2 "*) belongs "$@"; found=yes; continue ;;
        esac
        case $led in
          *" $3 "* | *" $4 "*) belongs "$@"; found=yes; continue ;;
        esac
        rest="$rest $row"
      fi
    done
    others=$rest
  done
  [ -z "$guess" ] || guess_orphans
  set +f
}
# Reads what is shared as long as one of the command lives to be asked.
guess_orphans() {
  for member in $tree; do
    [ -z "$place" ] || break
    place=$(place_of "${member%:*}")
  done
  for row in $others; do
    IFS=,
    # shellcheck disable=SC2086 # The fields are words of their own.
    set -- $row
    unset IFS
    if [ "$2" = 1 ] && [ "$4" != "$leader" ] && [ "$(place_of "$1")" = "$place" ]; then orphans="$orphans $1:$5"; fi
  done
}
