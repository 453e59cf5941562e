#!/bin/bash
# Tells of every container that Berth made here, in any state; containers that others made have no labels to be found
# by.
data=$1
. ./functions/store.sh
. ./functions/holder.sh
readable || fail
if [ -d "$store/names" ]; then
  names=$(ls -A -- "$store/names") || fail
  while IFS= read -r name; do
    id=$(id_of "$name") || continue
    held_here "$id" || { { holder_of "$id" >/dev/null || [ "$(id_of "$name")" != "$id" ]; } && continue; fail; }
    ! forsaken "$id" "$name" || continue
    labels=$(<"$store/containers/$id/labels") || { [ "$(id_of "$name")" != "$id" ] && continue; fail; }
    say container "$id $name"
    say labels "$labels"
  done < <([ -z "$names" ] || printf '%s\n' "$names")
fi
finish
