#!/bin/sh
# Sleeps in a container until its lease has run out and nothing runs there but what was there before and what the setup
# script left; then ends the container. Time is what the host has been up for: nobody can set that. Before the end it
# does nothing at all, for others measure beside it. It may be any user's, so it looks at what everybody may read; where
# it cannot look, the container stays. Arguments: the seconds of the lease, the launch, Berth's folder.
lease=$1 launch=$2 folder=$3
. ./functions/read-stat.sh
trap 'exit 0' TERM INT

# Without a clock, or a sleep, there is no end. The first process of a container cannot be stopped; its child can.
stay() { while :; do /bin/sh -c 'kill -STOP $$' & wait $!; done; }
look_at_uptime() {
  up=
  { read -r up _ </proc/uptime; } 2>/dev/null
  up=${up%%.*}
  [ -n "$up" ]
}

# read_renewal: moves the end, if somebody has renewed the lease; what came along in an image, or was written down
# before the host was booted, says nothing of this container. Fails where it may say something.
read_renewal() {
  if [ ! -e "$folder/lease" ]; then
    there=$folder
    until [ -e "$there/" ]; do there=${there%/*}; done
    [ -x "$there/" ]
    return
  fi
  of='' on='' at=''
  { read -r of on at <"$folder/lease"; } 2>/dev/null || return 1
  if [ "$of" = "$launch" ] && [ "$on" = "$boot" ] && [ "$at" -gt "$end" ] 2>/dev/null; then end=$at; fi
  return 0
}

# Whether a process is Berth's own sshd without a session: not a session, the parent of which is the sshd.
idle_sshd() {
  [ "$2" = 1 ] || return 1
  command=
  { IFS= read -r command || [ -n "$command" ]; } 2>/dev/null <"/proc/$1/cmdline"
  case $command in *sshd*"$folder/sshd/sshd_config"*) return 0 ;; esac
  return 1
}

# look_at_all: sets `all` to the processes here, words `PID:START:PARENT`. Fails where one of them cannot be looked at.
look_at_all() {
  all=
  for process in /proc/[0-9]*; do
    process=${process#/proc/}
    read_stat "$process"
    # shellcheck disable=SC2086 # The fields are words of their own.
    set -- $stat
    if [ $# -lt 20 ]; then
      if [ -e "/proc/$process" ]; then return 1; fi
      continue
    fi
    case $1 in Z | X) continue ;; esac
    all="$all $process:${20}:$2"
  done
}

# holds: whether anything runs here that holds the lease.
holds() {
  # A mount of /proc may hide what others run.
  while read -r _ at kind options _; do
    case "$at $kind $options" in '/proc proc '*hidepid=[!0o]*) return 0 ;; esac
  done 2>/dev/null </proc/mounts
  of='' on='' left=''
  { read -r of on left <"$folder/setup_left"; } 2>/dev/null
  [ "$of $on" = "$launch $boot" ] || left=
  look_at_all || return 0
  for row in $all; do
    case "$before $left " in *" ${row%:*} "*) continue ;; esac
    idle_sshd "${row%%:*}" "${row##*:}" || return 0
  done
  return 1
}

boot=''
{ read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null
boot=${boot:-none}
if look_at_uptime && look_at_all; then end=$((up + lease + 1)); else stay; fi
before=
for row in $all; do before="$before ${row%:*}"; done
while :; do
  rest=2
  if look_at_uptime && { [ "$up" -lt "$end" ] || read_renewal; }; then
    if [ "$up" -lt "$end" ]; then rest=$((end - up))
    elif ! holds; then
      # An entrypoint that waits for this command may be the first process.
      kill 1 2>/dev/null
      exit 0
    fi
  fi
  # Whoever kills the sleep has not taken it away.
  sleep "$rest" & wait $! || [ $? -gt 128 ] || stay
done
