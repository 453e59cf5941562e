#!/bin/sh
# The folder that the parts of an image are put into, for one image and one host: the login user's own, on a disk, where
# what is left of an interrupted transfer waits for the next one. Several hosts may share that disk.

# parts_folder DIGITS: makes the folder, and sets $folder. What another user has put in its place is not used.
parts_folder() {
  user=/var/tmp/berth-$(id -u)
  here=$(uname -n | LC_ALL=C tr -c 'a-zA-Z0-9\n-' _)
  for folder in "$user" "$user/$here" "$user/$here/$1"; do
    mkdir -m 700 -- "$folder" 2>/dev/null && continue
    if [ -d "$folder" ] && [ ! -L "$folder" ] && [ -O "$folder" ]; then chmod 700 -- "$folder" && continue; fi
    # Another host that shares the disk may take away the folder above, where it is empty.
    mkdir -p -m 700 -- "$folder" 2>/dev/null && [ -O "$folder" ] && [ ! -L "$folder" ] && continue
    fail "$folder cannot be made, or is another user's"
  done
}

# forget_parts FOLDER: takes away what was put there. Another transfer of the same image may be at work beside.
forget_parts() {
  rm -rf -- "$1/blobs" "$1/index.json" "$1/oci-layout"
  above=${1%/*}
  rmdir -- "$1" "$above" "${above%/*}" 2>/dev/null
  :
}
