#!/bin/bash
# `watch_lease` kills `$init` when the lease of the container is over and nothing runs there but the init, what the
# setup script left, and Berth's own sshd without a session. Time is what the host has been up for. It sleeps to the end
# of the lease; what has renewed it meanwhile is in the container, by the program that every runtime's renewals run.
. ./functions/processes.sh
. ./functions/store.sh

# sets `up`: whole seconds since the host was booted.
look_at_uptime() { read -r up _ </proc/uptime && up=${up%%.*}; }

# What came along in an image, or is of an earlier boot, is of another launch.
read_renewal() {
  local of='' on='' at=''
  { read -r of on at <"$inside/lease"; } 2>/dev/null
  if [ "$of $on" = "$launch $boot" ] && [[ $at =~ ^[0-9]{1,15}$ ]] && ((at > end)); then end=$at; fi
}

holds() {
  local of='' on='' left='' found process command
  { read -r of on left <"$inside/setup_left"; } 2>/dev/null
  [ "$of $on" = "$launch $boot" ] || left=
  mapfile -t found < <(members "$data/$name")
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
  local up end lease launch inside=$data/$name/var/lib/berth rest
  trap 'kill "$!" 2>/dev/null; exit' TERM
  read -r lease launch <"$folder/lease" && look_at_uptime || exit
  end=$((up + lease + 1))
  while :; do
    rest=2
    look_at_uptime && read_renewal
    if ((up < end)); then rest=$((end - up))
    elif ! holds; then
      kill -KILL "$init"
      exit
    fi
    sleep "$rest" & wait "$!"
  done
}
