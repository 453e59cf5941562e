#!/bin/sh
# `renew FOLDER LAUNCH LEASE` writes down when this container's lease of so many seconds ends, for lease.sh to read, as
# whichever user that runs. Prints `endless` where lease.sh runs here and has nothing to sleep with. Fails without a
# clock.
. ./functions/write-down.sh
renew() {
  boot='' up=''
  { read -r boot </proc/sys/kernel/random/boot_id; read -r up _ </proc/uptime; } 2>/dev/null
  boot=${boot:-none}
  [ -n "$up" ] || return 1
  umask 022
  # What has begun of a second counts as none.
  write_down "$1/lease" "$2 $boot $((${up%%.*} + $3 + 1))" && chmod 755 "$1" || return
  command -v sleep >/dev/null 2>&1 || ! has_leased_init || echo endless
}
has_leased_init() {
  for file in /proc/[0-9]*/cmdline; do
    while IFS= read -r line || [ -n "$line" ]; do last=$line; done 2>/dev/null <"$file"
    case $last in *berth-in[i]t*) return 0 ;; esac
  done
  return 1
}
