#!/bin/sh
# `look_at_tree` sets `tree` to the processes of a command that live, words `PID:START`: those that have `$tag` or
# `$mark`, their descendants, the sessions and groups that they lead, and what was found to be the command's in an
# earlier look. Never one that has the tag or the mark of another command, nor init, nor those that this program comes
# from. Sets `orphans` to those that may be the command's, if `$guess` is not empty: they began after the command did,
# init has adopted them, and nothing tells whose they are; not after `$guess`, hundredths of a second since the boot, if
# that is a number.
. ./functions/clock.sh
. ./functions/processes.sh
. ./functions/whose.sh
guess=
# `begin_look TAG FIRST [PID:START…]` says of which command, and what is known to be of it. FIRST is `PID-AGE`, the
# first process, which is older than so many hundredths of a second; or `under-PID`, whose children are the command's;
# or nothing. `gone:START` is known to have begun then, and to have ended since, perhaps long ago. Sets `blind` if
# processes may not be looked at.
begin_look() {
  tag=$1 mark='' known=' ' strangers=' ' examined=' ' since='' spared=' 1 ' blind='' place='' users=' ' first=yes under='' process=$$
  with_mark_of "${tag#*=}" keep_mark
  look_at_clock
  case $2 in
    under-*) under=${2#*-}; keep_old "$under" 0; known=' ' ;;
    *-*) keep_old "${2%-*}" "${2#*-}" ;;
  esac
  shift 2
  for member; do keep "$member"; done
  while [ -n "$process" ]; do
    case $spared in *" $process "*) break ;; esac
    spared="$spared$process "
    read_stat "$process"
    # shellcheck disable=SC2086 # The fields are words of their own.
    set -- $stat
    process=$2
  done
  for process in 1 $$; do
    read_stat "$process"
    # shellcheck disable=SC2034 # The ending reads it.
    [ -n "$stat" ] || blind=yes
  done
}
keep_mark() { mark=$1; }
# Keeps a process that is older than so many hundredths of a second: its number has not become another's meanwhile.
keep_old() {
  read_stat "$1"
  # shellcheck disable=SC2086 # The fields are words of their own.
  set -- "$1" "$2" $stat
  [ $# -lt 22 ] || [ $((now - ${22})) -lt "$2" ] || keep "$1:${22}"
}
# `has_slack PID` tells whether a process has the slack of `$mark`; fails too where that may not be read.
read_slack() {
  slack=
  read -r slack 2>/dev/null <"/proc/$1/timerslack_ns"
  [ -n "$slack" ]
}
has_slack() { read_slack "$1" && [ -n "$mark" ] && [ "$slack" = $((50001 + mark % 49999)) ]; }
keep() {
  case $known in *" $1 "*) ;; *) known="$known$1 " ;; esac
  if [ -z "$since" ] || [ "${1#*:}" -lt "$since" ]; then since=${1#*:}; fi
}
# `fields ROW` sets variables to what the row is made of.
fields() {
  IFS=,
  # shellcheck disable=SC2086 # The fields are words of their own.
  set -- $1
  unset IFS
  process=$1 parent=$3 group=$4 session=$5 start=$7
}
belongs() {
  tree="$tree$process:$start " led="$led$process "
  keep "$process:$start"
}
# What is of the command by itself. What begins meanwhile is looked at the next time.
look_for_the_first() {
  look_whose
  for process in $ours; do
    case $spared in *" $process "*) continue ;; esac
    read_stat "$process"
    # shellcheck disable=SC2086 # The fields are words of their own.
    set -- $stat
    [ $# -lt 20 ] || keep "$process:${20}"
    case $with_mark in
      *" $process "*)
        look_at_status "$process"
        users="$users$user " ;;
    esac
  done
}
# A child of this program is none of the command's. Nothing that is older than the command is.
look_at_recent() {
  recent='' news=''
  for row in $rows; do
    process=${row%%,*} start=${row##*,}
    if [ "$start" -lt "$since" ]; then continue; fi
    case $row in *,[A-Z],$$,*) continue ;; esac
    recent="$recent $row"
    case $known$strangers$examined in *" $process:$start "*) ;; *) news="$news $process" ;; esac
  done
  [ -z "$first" ] || return 0
  ours=' ' theirs=' '
  # shellcheck disable=SC2086 # Each process is a word of its own.
  [ -z "$news" ] || look_whose $news
}
look_at_tree() {
  tree=' ' orphans=''
  [ -z "$first" ] || look_for_the_first
  [ -n "$since" ] || return 0
  look_at_processes
  look_at_recent
  led='' numbers=' ' others=''
  for row in $recent; do
    fields "$row"
    numbers="$numbers$process "
    case $spared$strangers in *" $process "* | *" $process:$start "*) continue ;; esac
    case $theirs in *" $process "*) strangers="$strangers$process:$start "; continue ;; esac
    case $known$ours in
      *" $process:$start "* | *" $process "*) belongs ;;
      *) if [ "$parent" = "$under" ]; then belongs; else others="$others $row"; fi ;;
    esac
  done
  # A session keeps its number as long as anybody is in it: nobody else has the number of a leader that is gone.
  for member in $known; do
    case $numbers in *" ${member%:*} "*) ;; *) led="$led ${member%:*} " ;; esac
  done
  more=yes
  while [ -n "$more" ]; do
    more='' rest=''
    for row in $others; do
      fields "$row"
      case "$tree" in *" $parent:"*) belongs; more=yes; continue ;; esac
      case " $led" in *" $group "* | *" $session "*) belongs; more=yes; continue ;; esac
      rest="$rest $row"
    done
    others=$rest
  done
  examined=' '
  [ -n "$first" ] || for row in $others; do examined="$examined${row%%,*}:${row##*,} "; done
  first=
  [ -z "$guess" ] || guess_orphans
}
# `look_where PID` sets `where` to what a process shares with others of the same container, or of the same login where
# the kernel counts logins.
look_where() {
  where=
  while read -r line || [ -n "$line" ]; do where="$where $line"; done 2>/dev/null <"/proc/$1/cgroup"
  line=
  read -r line 2>/dev/null <"/proc/$1/sessionid"
  case $line in '' | 4294967295) ;; *) where="$where login $line" ;; esac
}
# Whether a process may have come from the command, though it has no mark: a login as another user takes marks away.
may_have_lost_mark() {
  look_where "$1"
  [ "$where" = "$place" ] || return 1
  # shellcheck disable=SC3013 # A shell without `-ef` tells no two files apart.
  if [ -e "/proc/$1/ns/mnt" ] && [ . -ef . ] && ! [ "/proc/$1/ns/mnt" -ef "/proc/$$/ns/mnt" ]; then return 1; fi
  # Nobody else is of this login.
  case $place in *' login '*) return 0 ;; esac
  look_at_status "$1"
  # Only root becomes itself by a login.
  case $users in *" $user "*) [ "$user" = 0 ] ;; esac
}
guess_orphans() {
  for member in $tree; do
    [ -z "$place" ] || break
    look_where "${member%:*}"
    place=$where
  done
  if [ -z "$place" ]; then
    look_where $$
    place=$where
  fi
  # Where slack is handed on, and may be read, there is nothing to guess. No mark has this one.
  { echo 100000 >/proc/self/timerslack_ns; } 2>/dev/null
  read_slack $$
  own_slack=$slack
  read_stat 1
  # shellcheck disable=SC2086 # The fields are words of their own.
  set -- $stat
  for row in $others; do
    fields "$row"
    # What has the session of init is a child of its own.
    if [ "$parent" != 1 ] || [ "$session" = "$4" ]; then continue; fi
    if has_slack "$process"; then
      belongs
    elif [ "$own_slack" = 100000 ] && [ -n "$slack" ]; then
      continue
    elif { [ "$guess" = yes ] || [ "$start" -le "$guess" ]; } && may_have_lost_mark "$process"; then
      orphans="$orphans $process:$start"
    fi
  done
}
