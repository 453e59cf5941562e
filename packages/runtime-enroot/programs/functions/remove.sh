#!/bin/bash
# Ends the processes in a container and takes the container away; its name is free only when nothing else is left of it.
# The caller holds the lock on its folder.
. ./functions/store.sh
. ./functions/processes.sh

remove_container() {
  if alive "$1"; then kill -KILL "$init"; fi
  if whole "$1" "$2"; then
    end_members "$data/$2" && mv -T -- "$data/$2" "$data/.berth-$1" || return 1
  fi
  [ ! -e "$data/.berth-$1" ] || enroot remove --force -- ".berth-$1" >&2 || return 1
  [ "$(id_of "$2")" != "$1" ] || rm -f -- "$store/names/$2"
  rm -rf -- "$store/containers/$1"
}
