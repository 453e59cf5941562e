#!/bin/sh
# Takes away what an interrupted transfer of an image has left, if it is as it was when somebody looked. Words: the
# folder, and when something in it was changed last; the engine's command, the name that an image has while it is made
# of this folder, and how the engine says that there is none.
folder=$1 seen=$2 program=$3 passing=$4 none=$5
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
# In whichever engine it was being made. One that does not answer may have it: then the folder stays, by which it would
# be found.
answered='' silent=''
for by in plain sudo; do
  command -v "$program" >/dev/null || break
  if [ "$by" = sudo ]; then
    [ "$(id -u)" != 0 ] || continue
    sudo -n -l "$program" >/dev/null 2>&1 </dev/null || continue
  fi
  if said=$(engine image inspect --format '{{.Id}}' -- "$passing" 2>&1); then
    said=$(engine image rm -- "$passing" 2>&1) || fail "the image $passing could not be removed: $said"
    answered=yes
  elif printf '%s\n' "$said" | grep -Eq -- "$none"; then answered=yes
  else silent=$said
  fi
done
[ -n "$answered" ] || [ -z "$silent" ] || fail "$program did not say whether it has the image $passing: $silent"
forget_parts "$folder"
[ ! -e "$folder" ] || fail "$folder could not be removed"
say gone
