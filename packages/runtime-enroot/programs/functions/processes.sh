#!/bin/bash
# Which processes run in containers. Enroot has no process namespace and keeps no list of the processes that it started:
# a container's init is the process that its supervisor wrote down, as long as that process has the same start time and
# the host was not booted since; the other processes of a container are known by their root.
boot=$(</proc/sys/kernel/random/boot_id)

look_at() {
  local line
  { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  # shellcheck disable=SC2086 # The fields are words of their own.
  set -- ${line##*) }
  # shellcheck disable=SC2034 # Some programs ask who the parent is.
  state=$1 parent=$2 ticks=${20}
}

# Whether a container's init runs. Sets `init` and `started` too.
alive() {
  local then on
  started=
  # shellcheck disable=SC2034 # The programs tell since when.
  { read -r init then on started <"$store/containers/$1/process"; } 2>/dev/null || return 1
  [ "$on" = "$boot" ] && look_at "$init" && [ "$ticks" = "$then" ] && [ "$state" != Z ] && [ "$state" != X ]
}

members() {
  local process
  for process in /proc/[0-9]*; do
    [ "$process/root" -ef "$1" ] && printf '%s\n' "${process#/proc/}"
  done 2>/dev/null
}

# Kills all processes of a root filesystem, as the end of a process namespace would.
end_members() {
  local turn found
  for ((turn = 0; turn < 100; turn++)); do
    mapfile -t found < <(members "$1")
    ((${#found[@]} > 0)) || return 0
    kill -KILL "${found[@]}" 2>/dev/null
    sleep 0.05
  done
  echo "processes in $1 do not end: ${found[*]}" >&2
  return 1
}

# The init of a root filesystem that others started: the first of its processes.
init_of() {
  local process oldest=
  init=
  for process in $(members "$1"); do
    { look_at "$process" && [ "$state" != Z ]; } || continue
    if [ -z "$oldest" ] || ((ticks < oldest)); then oldest=$ticks init=$process; fi
  done
  [ -n "$init" ]
}
