#!/bin/sh
# Makes an image of the parts in the folder and of the layers that the engine has: makes the folder a layout without the
# files of these, which the engine looks for by their digests before it opens them. Then says what the image is. What
# was put into the folder is taken away.
# Words: what the image is called, the folder, what the engine says of an invalid reference and of a missing image, the
# id that the image is to have; then for each file that the layout has beside the parts its name and its text.
by=$1 program=$2 image=$3 folder=$4 invalid=$5 missing=$6 id=$7
shift 7
. ./functions/engine.sh
. ./functions/parts-folder.sh
. ./functions/load-parts.sh
umask 077
exec 3>&1

write_layout() {
  while [ $# -ge 2 ]; do
    printf %s "$2" >"$folder/$1" || return
    shift 2
  done
}

# The image is called after the folder first, by its last name alone: the engine takes no capital letters for a name.
# Nobody stays in the folder above, which may go away: an engine of a user's starts in no folder that is gone.
pull_layout() (
  cd -- "${folder%/*}" || return
  pulled=$(engine pull --quiet "oci:${folder##*/}") || return
  case $pulled in *"$id") ;; *) echo "the engine made ${pulled:-nothing} of it" >&2; return 1 ;; esac
  engine tag "$pulled" "$image" || return
  engine untag "$pulled" "localhost/${folder##*/}"
)

tell_moves
say loading
{ write_layout "$@" && pull_layout; } || end load-failed
tell_image
