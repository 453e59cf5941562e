#!/bin/bash
# `watch_lease` kills `$init` when the lease of the container is over and nothing runs there but the init, what the
# setup script left, and Berth's own sshd without a session. Time is what the host has been up for. It sleeps to the end
# of the lease; what has renewed it meanwhile is in the container, by the program that every runtime's renewals run.
. ./functions/processes.sh
. ./functions/store.sh

# sets `up`: whole seconds since the host was booted.
look_at_uptime() { read -r up _ </proc/uptime && up=${up%%.*}; }

# read_renewal: moves `end`, if somebody has renewed the lease. What came along in an image, or is of an earlier boot,
# is of another launch. Fails where nobody can tell whether somebody has: a link leads elsewhere from here than there.
read_renewal() {
  local of='' on='' at='' path
  [ -d "/proc/$init/root/" ] || return 1
  for path in var var/lib var/lib/berth; do [ ! -L "/proc/$init/root/$path" ] || return 1; done
  [ -e "$inside/lease" ] || return 0
  { read -r of on at <"$inside/lease"; } 2>/dev/null || return 1
  if [ "$of $on" = "$launch $boot" ] && [[ $at =~ ^[0-9]{1,15}$ ]] && ((at > end)); then end=$at; fi
}

# look_inside: sets `found` to the processes in the container: by their root, or, in a folder of it, by their mounts.
# Fails where one cannot be looked at that may be in there, being of this user and not older than the init.
look_inside() {
  local process born
  look_at "$init" || return 1
  born=$ticks found=()
  for process in /proc/[0-9]*; do
    if [ "$process/root" -ef "$data/$name" ] || [ "$process/ns/mnt" -ef "/proc/$init/ns/mnt" ]; then
      found+=("${process#/proc/}")
    elif [ ! -e "$process/ns/mnt" ] && [ -O "$process" ] && look_at "${process#/proc/}" && ((ticks >= born)); then
      case $state in Z | X) ;; *) return 1 ;; esac
    fi
  done
}

holds() {
  local of='' on='' left='' found=() process command
  { read -r of on left <"$inside/setup_left"; } 2>/dev/null
  [ "$of $on" = "$launch $boot" ] || left=
  look_inside || return 0
  for process in "${found[@]}"; do
    [ "$process" != "$init" ] || continue
    look_at "$process" || continue
    case $state in Z | X) continue ;; esac
    case " $left " in *" $process:$ticks "*) continue ;; esac
    command=$(tr '\0' ' ' <"/proc/$process/cmdline") 2>/dev/null
    # A session's parent is the sshd, which is in the container.
    case $command in
      *sshd*/var/lib/berth/sshd/sshd_config*) case " ${found[*]} " in *" $parent "*) ;; *) continue ;; esac ;;
    esac
    return 0
  done
  return 1
}

watch_lease() {
  local up end lease launch inside=/proc/$init/root/var/lib/berth rest
  trap 'kill "$!" 2>/dev/null; exit' TERM
  read -r lease launch <"$folder/lease" && look_at_uptime || exit
  end=$((up + lease + 1))
  while :; do
    rest=2
    if look_at_uptime && { ((up < end)) || read_renewal; }; then
      if ((up < end)); then rest=$((end - up))
      elif ! holds; then
        kill -KILL "$init"
        exit
      fi
    fi
    sleep "$rest" & wait "$!"
  done
}
