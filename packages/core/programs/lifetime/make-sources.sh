#!/bin/sh
# Makes the folders of the arguments that are not there, with those above them, for the user who runs this. One that
# another host makes at the same time, on a file system that both share, is as good.
for folder; do
  said=$(LC_ALL=C mkdir -p -- "$folder" 2>&1) || [ -d "$folder" ] || {
    printf '%s\n' "$said" >&2
    exit 1
  }
done
