#!/bin/sh
# Tells the layers of the images that the engine has, in between ones too; makes the folder for what is missing, and
# tells what room there is, and whose programs the host runs.
# Words: the digits of the image's configuration, the engine's own folder, and the bottom layer of the images that are
# of interest; empty where each layer is of interest by itself.
by=$1 program=$2 digits=$3 root=$4 bottom=$5
. ./functions/engine.sh
. ./functions/parts-folder.sh

# An image that goes away meanwhile is one that has nothing to tell.
layers() {
  ids=$(engine image ls --all --quiet --no-trunc) || return
  ids=$(printf '%s\n' "$ids" | sort -u)
  # shellcheck disable=SC2086 # Each id is a word of its own.
  [ -z "$ids" ] || engine image inspect --format '{{json .RootFS.Layers}}' -- $ids | of_interest
}

# A host may have thousands of images, of which most have nothing to tell, or the same.
of_interest() {
  case $bottom in
    '') tr -d '[]' | tr , '\n' | sort -u | sed 's/.*/[&]/' ;;
    *) grep -F "[\"$bottom\"" | sort -u ;;
  esac
}

# Of a folder that only root may look into, root tells.
room() { LC_ALL=C df -Pk "$1" 2>/dev/null || sudo -n env LC_ALL=C df -Pk "$1"; }

parts_folder "$digits"
section layers layers
section every-layer test -e "$folder/every-layer"
section folder printf %s "$folder"
section folder-room room "$folder"
section engine-room room "$root"
section machine uname -m
# A name for each kind of programs that something else runs.
section emulated grep -ls '^enabled' /proc/sys/fs/binfmt_misc/*
