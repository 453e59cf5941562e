#!/bin/sh
# The folder that the parts of an image are put into, for one image: the login user's own, on a disk, where what is left
# of an interrupted transfer waits for the next one.

# parts_folder DIGITS: makes the folder, and sets $folder. What another user has put in its place is not used.
parts_folder() {
  for folder in /var/tmp/berth-"$(id -u)" "/var/tmp/berth-$(id -u)/$1"; do
    mkdir -m 700 -- "$folder" 2>/dev/null && continue
    if [ -d "$folder" ] && [ ! -L "$folder" ] && [ -O "$folder" ]; then chmod 700 -- "$folder" && continue; fi
    fail "$folder cannot be made, or is another user's"
  done
}

# forget_parts FOLDER: takes away what was put there. Another transfer of the same image may be at work beside.
forget_parts() {
  rm -rf -- "$1/blobs"
  rmdir -- "$1" "${1%/*}" 2>/dev/null
  :
}
