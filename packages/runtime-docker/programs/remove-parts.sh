#!/bin/sh
# Takes away what an interrupted transfer of an image has left, if it is as it was when somebody looked. Words: the
# folder, and when something in it was changed last; the engine's command, and the name that an image has while it is
# made of this folder.
folder=$1 seen=$2 program=$3 passing=$4
. ./functions/engine.sh
. ./functions/left-parts.sh
. ./functions/parts-folder.sh
[ -e "$folder" ] || [ -L "$folder" ] || { say gone; finish; }
own_parts "$folder" || fail "$folder is not what a transfer of this user's has left"
look_at_parts "$folder"
if [ "$changed" != "$seen" ] || [ "$held" = open ]; then
  say changed
  finish
fi
# In whichever engine it was being made.
for by in plain sudo; do
  if [ "$by" = sudo ]; then
    [ "$(id -u)" != 0 ] || continue
    sudo -n -l "$program" >/dev/null 2>&1 </dev/null || continue
  fi
  engine image inspect --format '{{.Id}}' -- "$passing" >/dev/null 2>&1 || continue
  said=$(engine image rm -- "$passing" 2>&1) || fail "the image $passing could not be removed: $said"
done
forget_parts "$folder"
[ ! -e "$folder" ] || fail "$folder could not be removed"
say gone
