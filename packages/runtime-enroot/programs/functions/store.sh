#!/bin/bash
# The folders of enroot and of Berth. `$data` is enroot's folder of root filesystems, named after their containers;
# `$store` is Berth's, hidden in it: `names/NAME` links to `containers/ID`, and making that link is what two launches of
# one name collide on.
. ./functions/path.sh
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

# The id of a root filesystem that others made. Its inode alone would not do: a file system gives the inode of a removed
# folder to the next one that is made.
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }

# Every root filesystem of ours has its container's id in it, in a file of this name.
mark=.berth

# Whether the root filesystem under a container's name is the one that was made for it.
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}

# Whether somebody took a container's root filesystem away by other means than ours.
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }

read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
