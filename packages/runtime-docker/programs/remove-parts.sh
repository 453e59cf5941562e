#!/bin/sh
# Takes away what an interrupted transfer of an image has left, if it is as it was when somebody looked. Words: the
# folder, and when something in it was changed last.
folder=$1 seen=$2
. ./functions/left-parts.sh
. ./functions/parts-folder.sh
[ -e "$folder" ] || [ -L "$folder" ] || { say gone; finish; }
own_parts "$folder" || fail "$folder is not what a transfer of this user's has left"
look_at_parts "$folder"
if [ "$changed" != "$seen" ] || [ "$held" = open ]; then
  say changed
  finish
fi
forget_parts "$folder"
[ ! -e "$folder" ] || fail "$folder could not be removed"
say gone
