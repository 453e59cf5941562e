#!/bin/bash
# The folders of enroot and of Berth. `$data` is enroot's folder of root filesystems, named after their containers;
# `$store` is Berth's, hidden in it: `names/NAME` links to `containers/ID`, and making that link is what two launches of
# one name collide on.
umask 077
store=${data:?}/.berth

# Whether it can be told which containers are there and which are not: what is in a folder that cannot be read is not
# absent.
readable() {
  local entries folder
  entries=$(ls -A -- "$data") || return 1
  case $'\n'$entries$'\n' in *$'\n.berth\n'*) ls -A -- "$store" >/dev/null || return 1 ;; esac
  for folder in names containers; do
    [ ! -e "$store/$folder" ] || ls -A -- "$store/$folder" >/dev/null || return 1
  done
}

id_of() {
  local link
  link=$(readlink -- "$store/names/$1") && printf '%s' "${link##*/}"
}

inode_of() { stat -c %i -- "$1" 2>/dev/null; }

# Whether the root filesystem under a container's name is the one that was made for it.
whole() { [ -s "$store/containers/$1/rootfs" ] && [ "$(inode_of "$data/$2")" = "$(<"$store/containers/$1/rootfs")" ]; }

# Whether somebody took a container's root filesystem away by other means than ours.
forsaken() { [ -s "$store/containers/$1/rootfs" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }

read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
