#!/bin/sh
# The folder that the parts of an image are put into, for one image and one host: the login user's own, on a disk, where
# what is left of an interrupted transfer waits for the next one. Several hosts may share that disk.

# What another user has put in the place of a folder is not used.
own_folder() {
  mkdir -m 700 -- "$1" 2>/dev/null && return
  [ -d "$1" ] && [ ! -L "$1" ] && [ -O "$1" ] && chmod 700 -- "$1"
}

# parts_folder DIGITS: makes the folder, and sets $folder.
parts_folder() {
  user=/var/tmp/berth-$(id -u)
  here=$user/$(uname -n | LC_ALL=C tr -c 'a-zA-Z0-9\n-' _)
  folder=$here/$1
  # Another host that shares the disk may take away a folder above, where it is empty.
  for _ in 1 2 3; do
    own_folder "$user" && own_folder "$here" && own_folder "$folder" && return
  done
  fail "$folder cannot be made, or is another user's"
}

# forget_parts FOLDER: takes away what was put there, and what transfers of the same image left that were cut off: a
# host may not know yet that nobody writes there any more. One that is at work beside finds the image there by now.
forget_parts() {
  rm -rf -- "$1"
  above=${1%/*}
  rmdir -- "$above" "${above%/*}" 2>/dev/null
  :
}
